"""Notices kept in memory as they were decoded are always what is stored."""

from contextlib import suppress
from dataclasses import replace

from recallwatch.model import Reading
from recallwatch.ports import Store
from store import open_store

from .making import NOW, add, notice, revision


def _read(store: Store) -> tuple[str, Reading]:
    with store.read() as unit:
        found = unit.notices.many(["us-test:1"])["us-test:1"]
    return found.notice.title, found.reading


def test_a_notice_read_twice_is_the_same_object(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1"))
    with store.read() as unit:
        first = unit.notices.many(["us-test:1"])["us-test:1"]
    with store.read() as unit:
        assert unit.notices.many(["us-test:1"])["us-test:1"].notice is first.notice


def test_what_another_process_changes_is_seen_at_the_next_look(store: Store, url: str) -> None:
    with store.write() as unit:
        add(unit, revision("1"))
    before = _read(store)
    other = open_store(url)
    with other.write() as unit:
        unit.notices.replace_readings({"us-test:1": Reading(hazards=("fire",))})
    anew = _read(store)
    with other.write() as unit:
        add(unit, replace(revision("1", 2), notice=replace(notice("1"), title="Another title")))
    other.close()
    assert [before[1], anew[1]] == [revision("1").reading, Reading(hazards=("fire",))]
    assert _read(store)[0] == "Another title"


def test_what_was_undone_is_never_given_to_others(store: Store) -> None:
    with suppress(RuntimeError), store.write() as unit:
        add(unit, revision("1"))
        assert unit.notices.many(["us-test:1"])["us-test:1"].revision.seen_at == NOW
        raise RuntimeError("undone")
    later = replace(revision("1"), seen_at=NOW.replace(year=NOW.year + 1))
    with store.write() as unit:
        add(unit, later)
    with store.read() as unit:
        assert unit.notices.many(["us-test:1"])["us-test:1"].revision == later
