import json
from dataclasses import replace

import pytest

from recallwatch.flow.doctor import Finding, examine
from recallwatch.flow.items import register
from recallwatch.flow.match import match_all
from recallwatch.flow.reprocess import reprocess
from recallwatch.model import Harvest, Payload, Reading
from recallwatch.ports import Source, Store
from tests.flow.world import World
from tests.making import item, notice, payload, source

_SAVED = payload(json.dumps("VQ500").encode())


def _source(summary: str) -> Source:
    """A source whose parser puts the model it finds in a payload into this summary."""

    def parse(saved: Payload) -> Harvest:
        model = json.loads(saved.content)
        return Harvest((notice(summary=summary.format(model), payload=saved.sha256),))

    return replace(source(), parse=parse)


_GOOD = _source("This recall involves Voltique power banks with model number {}.")


@pytest.fixture
def world(store: Store) -> World:
    """A notice that was taken from a stored payload, and Ann's power bank."""
    made = World(store)
    made.add_owner("ann")
    register(made.context, item())
    with store.write() as unit:
        unit.payloads.put(_SAVED)
    made.publish(*_GOOD.parse(_SAVED).notices)
    return made


def _again(world: World, parser: Source) -> list[int]:
    done = list(reprocess(world.store, {"test": parser}, now=world.now))
    match_all(world.store, now=lambda: world.now)
    return done


def test_the_same_rules_change_nothing_and_tell_nobody(world: World) -> None:
    assert _again(world, _GOOD) == [1]
    assert world.kinds() == ["alert"]
    with world.store.read() as unit:
        assert [r.number for r in unit.notices.history("test:100")] == [1]


def test_a_lost_reading_is_derived_again(world: World) -> None:
    with world.store.write() as unit:
        unit.notices.replace_readings({"test:100": Reading()})
    _again(world, _GOOD)
    with world.store.read() as unit:
        record = unit.notices.get("test:100")
    assert record is not None
    assert record.reading.products


def test_notices_read_by_older_rules_are_said_until_they_are_read_again(world: World) -> None:
    def rules() -> Finding:
        return next(found for found in examine(world.context) if found.what == "rules")

    with world.store.write() as unit:
        unit.notices.replace_readings({"test:100": Reading(rules="extract/1")})
    assert rules() == Finding("rules", False, "notices were read by older rules: run `recallwatch reprocess`")
    _again(world, _GOOD)
    assert rules().ok


def test_a_better_parser_makes_a_revision(world: World) -> None:
    _again(world, _source("This recall involves Voltique power banks with model number {}. It is on the back."))
    with world.store.read() as unit:
        assert [r.number for r in unit.notices.history("test:100")] == [1, 2]
    assert world.kinds() == ["alert"]
