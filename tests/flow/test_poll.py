from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import anyio
import pytest

from recallwatch.errors import FetchError, PayloadError, RateLimited
from recallwatch.flow.health import DISABLED_AFTER
from recallwatch.flow.poll import Clock, poll
from recallwatch.model import EventKind, Harvest, PartialDate, Rejected, Run, RunOutcome, SourceState, Validator
from recallwatch.ports import Crawl, CrawlState, Request, Response, Source, Store
from tests.making import INFO, NOON, notice, payload, source

pytestmark = pytest.mark.anyio

_URL = "https://recalls.example.org/all"


@dataclass
class Net:
    """Answers every request as told, and remembers what was asked and with which validator."""

    error: Exception | None = None
    etag: str = ""
    asked: list[tuple[str, Validator | None]] = field(default_factory=list)

    async def get(self, request: Request, *, source: str, validator: Validator | None, now: Clock) -> Response:
        """Answer, or fail."""
        self.asked.append((request.url, validator))
        if self.error:
            raise self.error
        headers = (("etag", self.etag),) if self.etag else ()
        return Response(replace(payload(url=request.url), headers=headers))


async def _poll(store: Store, made: Source, net: Net | None = None) -> Run:
    return await poll(store, made, (net or Net()).get, now=lambda: NOON)


def _state(store: Store) -> SourceState:
    with store.read() as unit:
        return unit.sources.state("test")


async def test_a_good_poll_is_recorded_and_the_next_one_planned(store: Store) -> None:
    run = await _poll(store, source(notice("1"), notice("2")))
    assert (run.outcome, run.found, run.new) == (RunOutcome.OK, 2, 2)
    state = _state(store)
    assert (state.last_success, state.last_complete, state.last_found, state.fails) == (NOON, NOON, 2, 0)
    assert state.next_poll_at is not None
    assert INFO.rhythm.every <= state.next_poll_at - NOON <= INFO.rhythm.every * 1.2


async def test_the_payload_is_stored_even_when_it_cannot_be_read(store: Store) -> None:
    def crawl(state: CrawlState) -> Crawl:
        yield Request(_URL)
        raise PayloadError("HTML where JSON was due")

    run = await _poll(store, replace(source(), crawl=crawl))
    with store.read() as unit:
        assert [p.url for p in unit.payloads.of_source("test")] == [_URL]
    assert (run.outcome, run.why) == (RunOutcome.FAILED, "HTML where JSON was due")


async def test_a_failed_poll_keeps_what_was_known_and_says_why(store: Store) -> None:
    await _poll(store, source(notice("1")))
    await _poll(store, source(), Net(error=FetchError("no answer")))
    state = _state(store)
    assert (state.fails, state.why, state.last_success, state.last_found) == (1, "no answer", NOON, 1)
    with store.read() as unit:
        assert unit.notices.count() == 1
        assert [r.outcome for r in unit.sources.runs("test")] == [RunOutcome.FAILED, RunOutcome.OK]


async def test_an_empty_answer_never_looks_like_no_recalls(store: Store) -> None:
    await _poll(store, source(notice("1"), notice("2")))
    assert (await _poll(store, source())).outcome is RunOutcome.FAILED


async def test_an_operator_can_accept_a_source_that_shrank(store: Store) -> None:
    await _poll(store, source(*(notice(str(n)) for n in range(10))))
    assert (await _poll(store, source(notice("1")))).outcome is RunOutcome.FAILED
    run = await poll(store, source(notice("1")), Net().get, now=lambda: NOON, accept_fewer=True)
    assert (run.outcome, _state(store).last_found) == (RunOutcome.OK, 1)


async def test_too_many_unreadable_rows_fail_the_run(store: Store) -> None:
    def crawl(state: CrawlState) -> Crawl:
        yield Request(_URL)
        return Harvest((notice("1"), *(Rejected("test", "no title") for _ in range(9))))

    run = await _poll(store, replace(source(), crawl=crawl))
    assert run.outcome is RunOutcome.FAILED
    with store.read() as unit:
        assert unit.notices.count() == 0


async def test_a_host_that_asks_for_patience_gets_it(store: Store) -> None:
    await _poll(store, source(), Net(error=RateLimited("HTTP status 429", retry_after=timedelta(hours=3))))
    next_poll = _state(store).next_poll_at
    assert next_poll is not None
    assert next_poll - NOON >= timedelta(hours=3)


async def test_validators_are_kept_after_a_good_run_only(store: Store) -> None:
    net = Net(etag='"v1"')
    await _poll(store, source(notice("1")), net)
    await _poll(store, source(), Net(etag='"v2"'))  # fails: nothing where one was
    await _poll(store, source(notice("1")), net)
    assert [validator.etag if validator else "" for _, validator in net.asked] == ["", '"v1"']


async def test_a_source_that_breaks_in_an_unexpected_way_is_a_failed_run(store: Store) -> None:
    def crawl(state: CrawlState) -> Generator[Request, Response, Harvest]:
        yield Request(_URL)
        raise KeyError("oops")

    run = await _poll(store, replace(source(), crawl=crawl))
    assert run.outcome is RunOutcome.FAILED
    assert "oops" in run.why


async def test_a_crawl_may_go_on_without_a_page_that_failed(store: Store) -> None:
    def crawl(state: CrawlState) -> Crawl:
        try:
            yield Request(_URL)
        except FetchError:
            return Harvest((notice("1"),))
        raise AssertionError("the request should have failed")

    run = await _poll(store, replace(source(), crawl=crawl), Net(error=FetchError("HTTP status 502")))
    assert (run.outcome, run.new) == (RunOutcome.OK, 1)


async def test_an_unchanged_answer_is_a_good_run_with_nothing_in_it(store: Store) -> None:
    def crawl(state: CrawlState) -> Crawl:
        yield Request(_URL)
        return Harvest(unchanged=True, complete=True)

    await _poll(store, source(notice("1")))
    run = await _poll(store, replace(source(), crawl=crawl))
    assert (run.outcome, _state(store).last_found) == (RunOutcome.UNCHANGED, 1)


async def test_a_poll_that_is_cancelled_gives_its_lease_back(store: Store) -> None:
    with store.write() as unit:
        unit.sources.claim_due(["test"], now=NOON, lease=timedelta(minutes=15))

    class Slow(Net):
        async def get(self, request: Request, *, source: str, validator: Validator | None, now: Clock) -> Response:
            await anyio.sleep(60)
            raise AssertionError("never reached")

    async with anyio.create_task_group() as group:
        group.start_soon(_poll, store, source(), Slow())
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()
    assert _state(store).lease_until is None


async def test_a_person_hears_of_a_second_failure_of_a_disabled_source_and_of_its_return(store: Store) -> None:
    for _ in range(DISABLED_AFTER):
        await _poll(store, source(), Net(error=FetchError("no answer")))
    disabled = _state(store)
    assert disabled.next_poll_at is not None
    assert disabled.next_poll_at - NOON >= timedelta(days=1)
    await _poll(store, source(notice("1")))
    await _poll(store, source(), Net(error=FetchError("no answer")))  # one is nothing to tell
    await _poll(store, source(notice("1")))
    with store.read() as unit:
        events = unit.sources.events("test")
    assert {(e.kind, e.words) for e in events} == {
        (EventKind.FAILING, "no answer"),
        (EventKind.DISABLED, "no answer"),
        (EventKind.RECOVERED, f"after {DISABLED_AFTER} failures"),
    }
    assert len(events) == 3


async def test_an_answer_that_changes_most_notices_at_once_is_refused_until_an_operator_accepts_it(
    store: Store,
) -> None:
    three = [notice(str(n), title=f"Kettle {n}") for n in range(3)]
    broken = [replace(n, title=n.url) for n in three]
    await _poll(store, source(*three))
    run = await _poll(store, source(*broken))
    assert (run.outcome, run.why) == (RunOutcome.FAILED, "title is lost or another in 3 of 3 notices at once")
    run = await poll(store, source(*broken), Net().get, now=lambda: NOON, accept_fewer=True)
    assert (run.outcome, run.changed) == (RunOutcome.OK, 3)


async def test_what_another_version_of_the_parser_read_is_no_measure(store: Store) -> None:
    three = [notice(str(n), title=f"Kettle {n}") for n in range(3)]
    await _poll(store, source(*three))
    newer = replace(source(*(replace(n, title=n.url) for n in three)), info=replace(INFO, parser="test/2"))
    assert (await _poll(store, newer)).changed == 3


async def test_a_window_that_shrinks_at_once_is_refused(store: Store) -> None:
    ten = [notice(str(n)) for n in range(10)]
    await _poll(store, source(*ten, complete=False))
    run = await _poll(store, source(*ten[:4], complete=False))
    assert "4 notices where the last answer to this question had 10" in run.why


async def test_a_poll_that_brings_news_learns_how_long_the_source_is_silent(store: Store) -> None:
    days = [NOON.date() - timedelta(days=3 * n) for n in range(1, 41)]
    notices = [notice(f"{day}", title=f"Kettle {day}", published=PartialDate.of(day)) for day in days]
    await _poll(store, source(*notices))
    assert _state(store).profile.pause == timedelta(days=3)
