"""Workers on one database at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from recallwatch.ports import MatchJob, Store
from tests.making import ended

from .making import MINUTE, NOW, alert, channel, delivery, household, owner


def _all_at_once(workers: int, work: Callable[[int], list[str]]) -> Counter[str]:
    with ThreadPoolExecutor(workers) as threads:
        return Counter(chain.from_iterable(threads.map(work, range(workers))))


def test_eight_workers_claim_each_delivery_once(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.add_alert(alert("many", revision=2), [delivery(f"d{n}", "many") for n in range(199)])

    def drain(_worker: int) -> list[str]:
        sent: list[str] = []
        while True:
            with store.write() as unit:
                claimed = unit.outbox.claim(now=NOW, lease=MINUTE, limit=7)
            if not claimed:
                return sent
            with store.write() as unit:
                settled = unit.outbox.settle([ended(due.delivery) for due in claimed])
            assert settled == {due.delivery.id for due in claimed}
            sent += settled

    sent = _all_at_once(8, drain)
    assert (len(sent), set(sent.values())) == (200, {1})


def test_four_workers_claim_each_source_once(store: Store) -> None:
    names = [f"source-{n}" for n in range(20)]

    def take(_worker: int) -> list[str]:
        with store.write() as unit:
            return [state.source for state in unit.sources.claim_due(names, now=NOW, lease=MINUTE)]

    assert _all_at_once(4, take) == Counter(names)


def test_four_workers_claim_each_job_once(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add(MatchJob(f"us-test:{n}", 1, silent=True) for n in range(100))

    def take(_worker: int) -> list[str]:
        taken: list[str] = []
        while True:
            with store.write() as unit:
                jobs = unit.jobs.claim(now=NOW, lease=MINUTE, limit=9)
            if not jobs:
                return taken
            taken += [job.notice_id for job in jobs]

    assert set(_all_at_once(4, take).values()) == {1}


def test_eight_workers_alert_once(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add_channel(channel())

    def tell(worker: int) -> list[str]:
        with store.write() as unit:
            kept = unit.outbox.add_alert(alert(f"a{worker}", after="case-1"), [delivery(f"d{worker}", f"a{worker}")])
        return ["told"] if kept else []

    assert _all_at_once(8, tell) == Counter(["told"])
    with store.read() as unit:
        assert len(unit.outbox.deliveries()) == 1


def test_reading_and_then_writing_never_races(store: Store) -> None:
    with store.write() as unit:
        unit.sources.claim_due(["counter"], now=NOW, lease=MINUTE)

    def count(_worker: int) -> list[str]:
        for _ in range(10):
            with store.write() as unit:
                state = unit.sources.state("counter")
                unit.sources.save(type(state)("counter", fails=state.fails + 1))
        return []

    _all_at_once(4, count)
    with store.read() as unit:
        assert unit.sources.state("counter").fails == 40
