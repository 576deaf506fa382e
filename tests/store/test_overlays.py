"""What operators corrected, kept change by change."""

from dataclasses import replace

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from recallwatch.errors import StoreError
from recallwatch.model import Act, CodeType, Correction, Overlay, PartialDate, Rule
from recallwatch.model.codec import dump, load_corrections
from recallwatch.ports import Store
from store import open_store
from store.migrate import _config
from tests.extract.corrections import CORRECTIONS

from .making import MINUTE, NOW, add, reading, revision

_RULE = Rule(CodeType.LIST, values=("ZK1", "ZK2"), models=("A1",))
_ALL = (
    Correction(Act.ADD_MODEL, "A1263", note="söhne"),
    Correction(Act.ADD_CODE, rule=_RULE),
    Correction(Act.SET_MADE, first=PartialDate(2016, 6), product=2),
)
_FIRST = Overlay("us-test:1", 1, _ALL, "ann", NOW, "digest", note="see the label")
_SECOND = replace(_FIRST, number=2, corrections=(), by="ben", at=NOW + MINUTE, undo=True)


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with two notices, the first of them corrected."""
    with store.write() as unit:
        add(unit, revision(), revision("2"))
        unit.overlays.add(_FIRST)
    return store


def test_the_last_change_is_current_and_every_one_is_kept(kept: Store) -> None:
    with kept.write() as unit:
        unit.overlays.add(_SECOND)
    with kept.read() as unit:
        assert unit.overlays.current(["us-test:1", "us-test:2"]) == {"us-test:1": _SECOND}
        assert unit.overlays.history("us-test:1") == [_FIRST, _SECOND]
        assert unit.overlays.history("us-test:2") == []


def test_a_change_that_exists_stays_as_it_is(kept: Store) -> None:
    with kept.write() as unit:
        unit.overlays.add(replace(_FIRST, by="mallory"))
        assert unit.overlays.history("us-test:1") == [_FIRST]


def test_nothing_is_asked_for_nothing(kept: Store) -> None:
    with kept.read() as unit:
        assert unit.overlays.current([]) == {}


def test_a_notice_that_is_not_there_cannot_be_corrected(store: Store) -> None:
    with pytest.raises(StoreError), store.write() as unit:
        unit.overlays.add(_FIRST)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CORRECTIONS, max_size=4).map(tuple))
def test_corrections_survive(corrections: tuple[Correction, ...]) -> None:
    assert load_corrections(dump(corrections)) == corrections


def test_notices_that_need_a_look_are_found_until_they_do_not(kept: Store) -> None:
    with kept.write() as unit:
        unit.notices.replace_readings({"us-test:2": reading(review=("not understood: X1",))})
        assert [r.notice.id for r in unit.notices.all(review=True)] == ["us-test:2"]
        assert list(unit.notices.all(review=True, source="us-other")) == []
        unit.notices.replace_readings({"us-test:2": reading()})
        assert list(unit.notices.all(review=True)) == []


def test_the_migration_finds_what_needed_a_look_before_it(url: str) -> None:
    store = open_store(url)
    with store.write() as unit:
        add(unit, revision(), revision("2", title='said "review":["no"]'))
        unit.notices.replace_readings({"us-test:1": reading(review=('not "understood"',))})
    engine = create_engine(url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    engine.dispose()
    store.migrate()
    with store.read() as unit:
        assert [r.notice.id for r in unit.notices.all(review=True)] == ["us-test:1"]
    store.close()
