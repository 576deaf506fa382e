"""One notice, many owners: page by page, begun again after a crash, raced by many workers; each is told once."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import pytest
from sqlalchemy import Table, insert, text

from recallwatch.extract import read
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.judging import Alike, Matched
from recallwatch.flow.match import match_all, match_due
from recallwatch.match import item_keys, notice_keys
from recallwatch.model import Outcome, Record, Revision, Status
from recallwatch.ports import MatchJob, Store
from store import open_store, tables
from tests.flow.world import World
from tests.making import NOON, email_channel, item, notice, owner, webhook

_CROWD = 600  # more than one page


def _crowd(world: World, count: int) -> None:
    """So many owners of a VQ500, each with a mailbox and a webhook."""
    names = [f"o{n:04}" for n in range(count)]
    keys: list[dict[str, object]] = [
        {"owner_id": n, "item_id": "item-1", "kind": k.kind, "value": k.value} for n in names for k in _KEYS
    ]
    rows: list[tuple[Table, list[dict[str, object]]]] = [
        (tables.owners, [asdict(owner(n)) for n in names]),
        (tables.channels, [asdict(each(n)) | {"wants": ""} for n in names for each in (email_channel, webhook)]),
        (tables.items, [asdict(item("item-1", n)) | {"purchased": "", "acquired": ""} for n in names]),
        (tables.item_keys, keys),
    ]
    with world.store.write() as unit:
        for table, values in rows:
            unit.items._db.execute(insert(table), values)  # type: ignore[attr-defined]


_KEYS = sorted(item_keys(item()))


def _told(store: Store, count: int) -> Counter[tuple[str, str]]:
    """How often each owner hears by each channel."""
    with store.read() as unit:
        return Counter((d.owner_id, d.channel_id) for d in unit.outbox.deliveries(limit=10 * count))


def _once_each(count: int) -> Counter[tuple[str, str]]:
    return Counter((f"o{n:04}", f"{kind}-o{n:04}") for n in range(count) for kind in ("mail", "hook"))


def test_a_crowd_is_told_page_by_page_and_a_broken_page_begins_again(store: Store) -> None:
    world = World(store)
    _crowd(world, _CROWD)
    world.take_in(notice())
    damage = "UPDATE items SET purchased = '{}' WHERE owner_id = 'o0555'"
    with store.write() as unit:
        unit.items._db.execute(text(damage.format("some day")))  # type: ignore[attr-defined]
    assert match_due(store, now=world.now).alerts == 500
    with store.write() as unit:
        unit.items._db.execute(text(damage.format("")))  # type: ignore[attr-defined]
        unit.outbox.release_expired(now=world.now.replace(year=world.now.year + 1))
    assert match_due(store, now=world.now).alerts == _CROWD - 500
    assert _told(store, _CROWD) == _once_each(_CROWD)


@pytest.fixture
def rivals(store: Store, url: str) -> Iterator[list[Store]]:
    """Eight programs on one database."""
    opened = [open_store(url) for _ in range(8)]
    yield opened
    for each in opened:
        each.close()


def test_eight_workers_racing_tell_each_owner_once_per_channel(store: Store, rivals: list[Store]) -> None:
    world = World(store)
    _crowd(world, 40)
    world.take_in(notice())

    def race(mine: Store) -> None:
        for _ in range(3):
            with mine.write() as unit:  # asked for again while others work on it: every one of them gets it
                unit.jobs.add([MatchJob("test:100", 1, silent=False)])
            match_all(mine, now=lambda: world.now)

    with ThreadPoolExecutor(len(rivals)) as threads:
        list(threads.map(race, rivals))
    assert _told(store, 40) == _once_each(40)


def test_who_finds_nothing_to_do_waits_for_no_writer(store: Store, url: str) -> None:
    idle = open_store(url, wait=0.1)
    with store.write():
        assert match_due(idle, now=NOON) == Matched()
        assert asyncio.run(dispatch(World(idle).context)).total == 0
    idle.close()


@pytest.mark.slow
def test_ten_thousand_back_filled_notices_tell_nobody(store: Store) -> None:
    world, count = World(store), 10_000
    _crowd(world, 2)
    reading, keys = read(notice()), notice_keys(notice(), read(notice()))
    found = [Revision(notice(str(n)), reading, 1, "digest", world.now, material=True) for n in range(count)]
    ids = [revision.notice.id for revision in found]
    with store.write() as unit:
        unit.notices.add(found, cases={id_: id_ for id_ in ids})
        unit.keys.set_notice_keys(dict.fromkeys(ids, keys))
        unit.jobs.add(MatchJob(id_, 1, silent=True) for id_ in ids)
    assert match_all(store, now=lambda: world.now) == Matched(jobs=count, verdicts=2 * count, alerts=0)
    assert (_told(store, 2), world.kinds("o0000")) == (Counter(), [])


def test_what_is_typed_alike_is_judged_alike_and_what_differs_is_not() -> None:
    some = notice(summary=notice().summary + " Only serial numbers VQA1000 through VQA1999 are included.")
    record = Record(Revision(some, read(some), 1, "digest", NOON, material=True), NOON, NOON, NOON, some.status, "case")
    judge = Alike()
    found = [judge(item(f"i{n}", serial=serial), record) for n, serial in enumerate(("VQA1500", "VQA2500", "VQA1500"))]
    assert [verdict and verdict.outcome for verdict in found] == [Outcome.AFFECTED, Outcome.CLEAR, Outcome.AFFECTED]
    withdrawn = replace(record, status=Status.WITHDRAWN)
    assert judge(item(serial="VQA1500"), withdrawn) is None
