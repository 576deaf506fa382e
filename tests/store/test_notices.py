"""Notices and their revisions."""

from dataclasses import replace
from datetime import date

import pytest

from recallwatch.model import Change, PartialDate, Product, Status
from recallwatch.ports import Head, Query, Store

from .making import DAY, NOW, add, notice, reading, revision


def test_a_new_notice_has_its_first_revision_as_current(store: Store) -> None:
    first = replace(revision(), changes=(Change("title", "a", "b", material=True),), payload="p", parser="us-test/1")
    with store.write() as unit:
        add(unit, first)
    with store.read() as unit:
        record = unit.notices.get("us-test:1")
        heads = unit.notices.heads(["us-test:1", "us-test:2"])
    assert record is not None
    assert record.revision == first
    assert (record.first_seen, record.changed_at, record.last_seen) == (NOW, NOW, NOW)
    assert heads == {"us-test:1": Head("us-test:1", 1, "digest-1", Status.ACTIVE, "case-us-test:1")}


def test_a_material_revision_moves_changed_at_and_a_cosmetic_one_does_not(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision())
        add(unit, revision(state=2, at=NOW + DAY))
        add(unit, revision(state=3, at=NOW + 2 * DAY, material=False))
    with store.read() as unit:
        record = unit.notices.many(["us-test:1"])["us-test:1"]
    assert record.revision.number == 3
    assert (record.first_seen, record.changed_at, record.last_seen) == (NOW, NOW + DAY, NOW + 2 * DAY)


def test_states_of_one_notice_may_come_in_one_batch_in_any_order(store: Store) -> None:
    states = [revision(state=n, at=NOW + n * DAY, material=n < 3) for n in (3, 1, 2)]
    with store.write() as unit:
        add(unit, *states)
    with store.read() as unit:
        assert [r.number for r in unit.notices.history("us-test:1")] == [1, 2, 3]
        record = unit.notices.get("us-test:1")
    assert record is not None
    assert (record.revision.number, record.changed_at) == (3, NOW + 2 * DAY)


def test_adding_what_exists_changes_nothing(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision(), revision(state=2))
        before = unit.notices.get("us-test:1")
        add(unit, revision(title="Forged"), revision(state=2, title="Forged", at=NOW + DAY))
        assert unit.notices.get("us-test:1") == before
        assert unit.notices.find(Query(words="forged")) == []


def test_a_new_notice_needs_a_case(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as unit:
        unit.notices.add([revision()], cases={})


def test_a_notice_goes_missing_and_comes_back_as_the_publisher_had_it(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision(status=Status.CLOSED))
        assert unit.notices.absent("us-test", present=[], at=NOW) == {"us-test:1": 1}
        assert unit.notices.absent("us-test", present=[], at=NOW + DAY) == {"us-test:1": 2}
        unit.notices.set_status(["us-test:1"], Status.MISSING)
        assert unit.notices.heads(["us-test:1"])["us-test:1"].status is Status.MISSING
        unit.notices.seen(["us-test:1"], at=NOW + 2 * DAY)
        record = unit.notices.get("us-test:1")
        assert unit.notices.absent("us-test", present=[], at=NOW + 3 * DAY) == {"us-test:1": 1}
    assert record is not None
    assert (record.status, record.last_seen) == (Status.CLOSED, NOW + 2 * DAY)


def test_a_withdrawn_notice_stays_so_when_seen(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision())
        unit.notices.set_status(["us-test:1"], Status.WITHDRAWN)
        unit.notices.seen(["us-test:1"], at=NOW)
        assert unit.notices.heads(["us-test:1"])["us-test:1"].status is Status.WITHDRAWN


def test_one_poll_counts_an_absence_once(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1"), revision("2"), revision("3", source="ca-test"))
        for _ in range(2):
            assert unit.notices.absent("us-test", present=["us-test:2"], at=NOW) == {"us-test:1": 1}


def test_a_replaced_reading_is_current_and_found(store: Store) -> None:
    better = reading(products=(Product("Travel charger", "Nestlé"),), hazards=("shock",), rules="2")
    with store.write() as unit:
        add(unit, revision(), revision(state=2))
        unit.notices.replace_readings({"us-test:1": better, "us-test:unknown": better})
    with store.read() as unit:
        assert unit.notices.revisions(["us-test:1"])["us-test:1"].reading == better
        assert unit.notices.history("us-test:1")[0].reading == reading()
        for query in (Query(words="charger"), Query(brand="NESTLE"), Query(hazard="shock")):
            assert len(unit.notices.find(query)) == 1
        assert unit.notices.find(Query(hazard="fire")) == []


def test_notices_are_known_by_their_address(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1", url="https://www.Example.com/recalls/one/"), revision("2"))
        add(unit, revision("3", url="https://example.com/list"), revision("4", url="https://example.com/list"))
    asked = ["http://example.com/recalls/one", "https://example.com/list", "https://example.com/", ""]
    with store.read() as unit:
        assert unit.notices.by_url(asked) == {"http://example.com/recalls/one": "us-test:1"}


def test_notices_join_a_case(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1"), revision("2"), revision("3"))
        unit.notices.set_case(["us-test:1", "us-test:3"], "joined")
        assert [record.notice.id for record in unit.notices.in_case("joined")] == ["us-test:1", "us-test:3"]


def test_all_notices_come_in_order_of_id_over_several_pages(store: Store) -> None:
    numbers = [f"{n:04}" for n in range(450)]
    with store.write() as unit:
        add(unit, *(revision(n) for n in reversed(numbers)), revision("x", source="ca-test", at=NOW + DAY))
    with store.read() as unit:
        assert [r.notice.number for r in unit.notices.all(source="us-test")] == numbers
        assert [r.notice.number for r in unit.notices.all(since=NOW + DAY)] == ["x"]
        assert (unit.notices.count(), unit.notices.count("us-test"), unit.notices.count("none")) == (451, 450, 0)


def test_the_notices_of_cases_and_their_last_material_states_are_told(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1"), revision("1", 2), revision("1", 3, material=False), revision("2"))
        unit.notices.set_case(["us-test:2"], "case-us-test:1")
        assert unit.notices.last_material(["us-test:1", "us-test:2", "us-test:9"]) == {"us-test:1": 2, "us-test:2": 1}
        case = unit.notices.cases(["case-us-test:1", "case-us-test:2"])
    assert case == dict.fromkeys(("us-test:1", "us-test:2"), "case-us-test:1")


def test_the_newest_publication_is_told_per_source(store: Store) -> None:
    dated = [("1", PartialDate(2025, 6)), ("2", PartialDate(2024, 12, 31)), ("3", None)]
    with store.write() as unit:
        add(unit, *(revision(n, published=day) for n, day in dated), revision("4", source="ca-test"))
    with store.read() as unit:
        assert unit.notices.newest_published() == {"us-test": date(2025, 6, 1)}


def test_questions_about_nothing_have_empty_answers(store: Store) -> None:
    with store.write() as unit:
        unit.notices.add([], cases={})
        unit.notices.replace_readings({})
        unit.notices.seen([], at=NOW)
        assert unit.notices.absent("us-test", present=[], at=NOW) == {}
        assert (unit.notices.heads([]), unit.notices.many([]), unit.notices.by_url([])) == ({}, {}, {})
        assert unit.notices.get(notice().id) is None


def test_days_of_publication_come_in_order_once_each(store: Store) -> None:
    days = (PartialDate(2026, 11, 20), PartialDate(2026, 11, 3), PartialDate(2026, 11, 20), PartialDate(2024, 5), None)
    with store.write() as unit:
        add(unit, *(revision(str(n), published=day) for n, day in enumerate(days)))
        assert unit.notices.published_days("us-test", since=date(2025, 1, 1)) == [date(2026, 11, 3), date(2026, 11, 20)]
        assert unit.notices.published_days("us-other", since=date(2025, 1, 1)) == []


def test_arrivals_are_those_published_after_the_source_was_known(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("old", published=PartialDate(2026, 11, 23)))
        add(unit, revision("later", published=PartialDate(2026, 11, 24), at=NOW + 2 * DAY))
        add(unit, revision("last", published=PartialDate(2026, 11, 25), at=NOW + 3 * DAY))
        add(unit, revision("refound", published=PartialDate(2020, 1, 1), at=NOW + 4 * DAY))
        add(unit, revision("undated", at=NOW + 4 * DAY))
        assert unit.notices.arrivals("us-test") == [
            (NOW + 3 * DAY, date(2026, 11, 25)),
            (NOW + 2 * DAY, date(2026, 11, 24)),
        ]
        assert len(unit.notices.arrivals("us-test", limit=1)) == 1
        assert unit.notices.arrivals("us-none") == []


def test_ids_of_a_source_come_in_order_with_what_it_told_of_another(store: Store) -> None:
    with store.write() as unit:
        add(unit, replace(revision("2"), parser="us-test-rss/1"), replace(revision("1"), parser="us-test/1"))
        assert unit.notices.ids("us-test") == ["us-test:1", "us-test:2"]
        assert unit.notices.ids("us-test-rss") == ["us-test:2"]
