"""A second channel of one publisher tells nothing twice, and what it alone knows is not missed by the first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.reprocess import reprocess
from recallwatch.model import DeclaredLink, Harvest, Notice, Run, Status
from recallwatch.ports import Source, Store
from tests.making import NOON, payload, source
from tests.making import notice as made

_HOUR = timedelta(hours=1)
_FIRST = source()
_URL = "https://recalls.example.org/a-kettle"


def _channel(name: str) -> Source:
    return replace(_FIRST, info=replace(_FIRST.info, id=name, parser=f"{name}/1", behind="test"))


_WEB, _FEED = _channel("test-web"), _channel("test-feed")


def _take(store: Store, told_by: Source, *rows: Notice, hours: int = 0, complete: bool = False) -> Run:
    now = NOON + hours * _HOUR
    return ingest(store, told_by, Harvest(rows, complete=complete), started=now, now=now, manner=Manner())


def _counts(run: Run) -> tuple[int, int]:
    return run.new, run.changed


def notice(number: str, **changed: Any) -> Notice:
    """A notice at an address of its own."""
    return made(number, **{"url": f"https://recalls.example.org/{number}"} | changed)


def _item(slug: str) -> Notice:
    """An item of a feed that stands for a page of the publisher's."""
    return notice(slug, source="test-feed", url=_URL, declared=(DeclaredLink("republishes", _URL),))


def test_what_the_first_has_told_the_second_does_not_change(store: Store) -> None:
    _take(store, _FIRST, notice("1"))
    other = notice("1", hazard="It says something else.")
    assert _counts(_take(store, _WEB, other, notice("2"), hours=1)) == (1, 0)
    assert _counts(_take(store, _FIRST, notice("1"), hours=2)) == (0, 0)
    with store.read() as unit:
        assert sorted(unit.notices.heads(["test:1", "test:2"])) == ["test:1", "test:2"]


def test_what_only_the_second_knows_it_keeps_up_until_the_first_tells_it(store: Store) -> None:
    _take(store, _WEB, notice("2"))
    assert _counts(_take(store, _WEB, notice("2", hazard="Worse."), hours=1)) == (0, 1)
    assert _counts(_take(store, _FIRST, notice("2", hazard="Worst."), hours=2)) == (0, 1)
    assert _counts(_take(store, _WEB, notice("2", hazard="Worse."), hours=3)) == (0, 0)


def test_the_first_does_not_miss_what_only_the_second_knows(store: Store) -> None:
    _take(store, _WEB, notice("2"))
    _take(store, _FIRST, notice("1"), notice("3"), complete=True)
    gone = [_take(store, _FIRST, notice("1"), hours=hour, complete=True).gone for hour in range(1, 5)]
    assert gone == [0, 0, 1, 0]
    with store.read() as unit:
        heads = unit.notices.heads(["test:2", "test:3"])
    assert (heads["test:2"].status, heads["test:3"].status) == (Status.ACTIVE, Status.MISSING)


def test_an_item_at_an_address_the_first_has_told_is_not_told_again(store: Store) -> None:
    _take(store, _FIRST, notice("1", url=_URL.replace("https://", "http://www.")))
    assert _counts(_take(store, _FEED, _item("a-kettle"), hours=1)) == (0, 0)


def test_an_item_that_came_first_is_one_case_with_the_notice_that_follows(store: Store) -> None:
    _take(store, _FEED, _item("a-kettle"))
    _take(store, _FIRST, notice("1", url=_URL), hours=1)
    assert _counts(_take(store, _FEED, replace(_item("a-kettle"), hazard="Hot."), hours=2)) == (0, 1)
    with store.read() as unit:
        heads = unit.notices.heads(["test:1", "test-feed:a-kettle"])
        assert len({head.case_id for head in heads.values()}) == 1
        assert [(k.from_id, k.to_id, k.type.value) for k in unit.links.of(["test:1"])] == [
            ("test-feed:a-kettle", "test:1", "republishes")
        ]


def test_a_payload_is_read_again_by_the_source_that_fetched_it(store: Store) -> None:
    saved = payload(b"csv", source="test-web")
    with store.write() as unit:
        unit.payloads.put(saved)
    _take(store, _WEB, notice("2", payload=saved.sha256))
    web = replace(_WEB, parse=lambda _: Harvest((notice("2", hazard="Read better.", payload=saved.sha256),)))
    list(reprocess(store, {"test": _FIRST, "test-web": web}, now=NOON + _HOUR))
    with store.read() as unit:
        (record,) = unit.notices.many(["test:2"]).values()
    assert (record.notice.hazard, record.revision.parser) == ("Read better.", "test-web/1")
