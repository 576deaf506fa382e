"""Lists of notices: filters, cursor, full text."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recallwatch.model import Quote, Selector, Term
from recallwatch.model.criteria import Product
from recallwatch.ports import Query, Store

from .making import DAY, NOW, add, reading, revision

_HEATER = "Oil-filled heaters by O'Brien & Söhne overheat"


def _ids(store: Store, query: Query) -> list[str]:
    with store.read() as unit:
        return [record.notice.number for record in unit.notices.find(query)]


def test_newest_changes_come_first_and_a_cursor_goes_on(store: Store) -> None:
    with store.write() as unit:
        add(unit, *(revision(str(n), at=NOW + (n // 2) * DAY) for n in range(6)))
    first = _ids(store, Query(limit=3))
    assert first == ["5", "4", "3"]
    assert _ids(store, Query(limit=3, before=(NOW + DAY, "us-test:3"))) == ["2", "1", "0"]
    assert _ids(store, Query(since=NOW + 2 * DAY)) == ["5", "4"]


def test_filters_narrow_together(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1", jurisdictions=("US", "CA")), revision("2", source="ca-test", jurisdictions=("CA",)))
    assert _ids(store, Query(brand="VOLT ace", hazard="fire", country="us")) == ["1"]
    assert _ids(store, Query(brand="voltace", source="ca-test")) == ["2"]
    assert _ids(store, Query(brand="volt")) == []
    assert _ids(store, Query(hazard="fire", country="DE")) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("heater", True),
        ("HEATERS", True),
        ("o'brien", True),
        ("sohne", True),
        ("overheats", True),
        ("SÖHNE", True),
        ("oil-filled", True),
        ("filled-oil", False),
        ("overheat fan", False),
        ("AB-100", True),
        ("ab100", True),
        ("AB-10", False),
        ("heater AND", False),
        ('"heater"', True),
        ("", True),
        ("   ", True),
        ("***", False),
    ],
)
def test_words_are_found_as_people_type_them(store: Store, words: str, found: bool) -> None:
    quote = Quote("title", 0, 3, "...")
    models = Selector(models=(Term("AB-100", quote), Term("AB100", quote)))
    read = reading(products=(Product("Heater", selectors=(models,)),))
    with store.write() as unit:
        add(unit, revision(title=_HEATER))
        unit.notices.replace_readings({"us-test:1": read})
    assert bool(_ids(store, Query(words=words))) is found


def test_full_text_follows_the_current_revision(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision(title="Toaster"), revision(state=2, title="Kettle"))
        add(unit, revision(state=3, title="Blender"))
    assert [_ids(store, Query(words=word)) for word in ("toaster", "kettle", "blender")] == [[], [], ["1"]]


_HOSTILE = ("'", '"', "a OR", "NEAR(a b)", "a:b", "-a", "a*", "^a", "(", "!a", "a <-> ", "\\", "%", "\x00", "a" * 9999)


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_hostile_words_never_raise(store: Store, hostile: str) -> None:
    with store.write() as unit:
        add(unit, revision(title=hostile))
    assert _ids(store, Query(words=hostile)) in ([], ["1"])
    assert _ids(store, Query(brand=hostile, hazard=hostile, country=hostile, source=hostile)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@example("ǅ ﬃ")
@example("٣ ௹ ⅷ")
def test_any_words_find_the_notice_that_says_them(store: Store, words: str) -> None:
    number = str(abs(hash(words)))
    with store.write() as unit:
        add(unit, revision(number, title=f"beginning {words}"))
    assert number in _ids(store, Query(words=f"beginning {words}", limit=1000))
