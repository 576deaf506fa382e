"""Compare notices with items and watches, and raise the alerts that follow.

match jobs --claim--> items that share a key or were judged before (one indexed join)
           -> a page of them: ONE transaction: verdicts, alerts, deliveries -> next page -> watches, job done

A page that was worked off changes nothing when the job is begun again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from recallwatch.errors import StoreError
from recallwatch.model import Record
from recallwatch.ports import MatchJob, Store, Unit

from .judging import Alike, Matched, settle
from .proving import is_held
from .watching import tell_hits, tell_on

log = structlog.get_logger("recallwatch.flow")

_LEASE = timedelta(minutes=5)
_BATCH = 200

#: Items in one transaction: many enough to be read and written at once, few enough for other writers to get between.
_PAGE = 500

#: A watch hears of a notice only when it is news: archives are re-touched, and 709 of 1,193 rows of one CPSC window
#: were twenty years old.
_NEWS = timedelta(days=60)


def match_due(store: Store, *, now: datetime) -> Matched:
    """Work off one batch of waiting jobs; ``jobs`` is 0 when none was waiting."""
    with store.write() as unit:
        jobs = unit.jobs.claim(now=now, lease=_LEASE, limit=_BATCH)
    if not jobs:
        return Matched()
    with store.read() as unit:
        concerning = _concerning(unit, jobs)
    with store.write() as unit:
        # Who registers from here on is compared with these notices by registering.
        unit.jobs.done([job for job in jobs if job.notice_id not in concerning])
    done = Matched(jobs=len(jobs))
    for job in jobs:
        if job.notice_id in concerning:
            done += _work_off(store, job, now)
    return done


def match_all(store: Store, *, now: Callable[[], datetime]) -> Matched:
    """Work off every waiting job."""
    total = Matched()
    while (done := match_due(store, now=now())).jobs:
        total += done
    return total


def is_news(record: Record, now: datetime) -> bool:
    """Whether watches may still hear of it."""
    published = record.notice.published
    return published is None or now.date() - published.last <= _NEWS


def _concerning(unit: Unit, jobs: Sequence[MatchJob]) -> set[str]:
    """The notices that there is an item or a watch to compare with; most of an archive has none."""
    ids = {job.notice_id for job in jobs}
    watched: set[str] = set()
    if unit.items.watches():
        news = {job.notice_id for job in jobs if job.watches and not job.silent}
        watched = news | unit.outbox.of_watches(ids).keys()
    return watched | unit.keys.concerning(ids)


def _work_off(store: Store, job: MatchJob, now: datetime) -> Matched:
    """One job, a page a transaction: short for other writers, and no notice can hold up another."""
    done = Matched()
    try:
        with store.read() as unit:
            unit.notices.get(job.notice_id)  # from here on the store has it at hand
            items = unit.keys.concerned(job.notice_id)
        judge = Alike()
        for start in range(0, max(len(items), 1), _PAGE):
            with store.write() as unit:
                record = unit.notices.get(job.notice_id)
                if record:
                    pairs = [(item, record) for item in unit.items.many(items[start : start + _PAGE])]
                    done += settle(unit, pairs, now=now, judge=judge, silent=job.silent)
                if start + _PAGE >= len(items):
                    done += _tell_watches(unit, job, record, now)
                    unit.jobs.done([job])
    except StoreError:
        raise
    except Exception:
        log.exception("notice not compared; tried again when its lease ends", notice=job.notice_id)
    return done


def _tell_watches(unit: Unit, job: MatchJob, record: Record | None, now: datetime) -> Matched:
    if record is None or job.silent:
        return Matched()
    if is_held(record, unit.sources.held()):
        return Matched()
    hits = tell_hits(unit, record, now=now) if job.watches and is_news(record, now) else 0
    return Matched(alerts=hits + tell_on(unit, record, now=now))
