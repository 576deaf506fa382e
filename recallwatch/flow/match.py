"""Compare notices with items and watches, and raise the alerts that follow.

match jobs --claim--> items that share a key or were judged before (one indexed join)
           -> a page of them: ONE transaction: verdicts, alerts, deliveries -> next page
           -> watches, programs that a notice was linked, job done

A page that was worked off changes nothing when the job is begun again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from recallwatch.errors import StoreError
from recallwatch.model import Item, Record
from recallwatch.ports import MatchJob, Store, Unit

from .joining import tell_joined, with_company
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


@dataclass(frozen=True, slots=True)
class _Work:
    """A job and the ``(owner_id, item_id)`` to compare its notice with."""

    job: MatchJob
    items: list[tuple[str, str]]


def match_due(store: Store, *, now: datetime, grace: timedelta = timedelta(0)) -> Matched:
    """Work off one batch of waiting jobs; ``jobs`` is 0 when none was waiting.

    ``grace``: how long mails that may wait do, for others that come shortly after.
    """
    with store.read() as unit:
        if not unit.jobs.waiting():
            return Matched()  # many look every second: none of them takes the write lock for nothing
    with store.write() as unit:
        jobs = unit.jobs.claim(now=now, lease=_LEASE, limit=_BATCH)
    if not jobs:
        return Matched()
    with store.read() as unit:
        items = unit.keys.concerned(job.notice_id for job in jobs)
        heard = _watched(unit, jobs) | with_company(unit, [job.notice_id for job in jobs if not job.silent])
    work = [_Work(job, items.get(job.notice_id, [])) for job in jobs]
    idle = [one.job for one in work if not one.items and one.job.notice_id not in heard]
    with store.write() as unit:
        # Who registers from here on is compared with these notices by registering.
        unit.jobs.done(idle)
    done = Matched(jobs=len(jobs))
    for group in _groups([one for one in work if one.job not in idle]):
        done += _work_off(store, group, now, grace)
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


def _watched(unit: Unit, jobs: Sequence[MatchJob]) -> set[str]:
    """The notices that a watch may have to hear of: news, and what one heard of before."""
    if not unit.items.watches():
        return set()
    news = {job.notice_id for job in jobs if job.watches and not job.silent}
    return news | unit.outbox.of_watches(job.notice_id for job in jobs).keys()


def _groups(work: Sequence[_Work]) -> Iterator[list[_Work]]:
    """Jobs that are worked off together: as many as make a page, for most concern few items."""
    group: list[_Work] = []
    for one in work:
        if group and sum(len(each.items) for each in (*group, one)) > _PAGE:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _work_off(store: Store, group: Sequence[_Work], now: datetime, grace: timedelta) -> Matched:
    """A page a transaction: short for other writers; a notice that breaks does not hold up those beside it."""
    done = Matched()
    try:
        for matched in _pages(store, group, now, grace):
            done += matched
    except StoreError:
        raise
    except Exception:
        if len(group) > 1:
            return sum((_work_off(store, [one], now, grace) for one in group), done)
        log.exception("notice not compared; tried again when its lease ends", notice=group[0].job.notice_id)
    return done


def _pages(store: Store, group: Sequence[_Work], now: datetime, grace: timedelta) -> Iterator[Matched]:
    """What each page did; the last one ends the jobs."""
    with store.read() as unit:
        unit.notices.many(one.job.notice_id for one in group)  # from here on the store has them at hand
    judge = Alike()
    last = max(len(one.items) for one in group)
    for start in range(0, max(last, 1), _PAGE):
        done = Matched()
        with store.write() as unit:
            records = unit.notices.many(one.job.notice_id for one in group)
            for silent in (True, False):
                mine = [one for one in group if one.job.silent is silent and one.job.notice_id in records]
                pairs = _pairs(unit, [(one.items[start : start + _PAGE], records[one.job.notice_id]) for one in mine])
                done += settle(unit, pairs, now=now, judge=judge, silent=silent, grace=grace)
            if start + _PAGE >= last:
                for one in group:
                    done += _tell_others(unit, one.job, records.get(one.job.notice_id), now, grace)
                unit.jobs.done([one.job for one in group])
        yield done


def _pairs(unit: Unit, pages: Sequence[tuple[Sequence[tuple[str, str]], Record]]) -> list[tuple[Item, Record]]:
    """The items that are still there, each with the notice it is compared with."""
    there = {(item.owner_id, item.id): item for item in unit.items.many(id_ for ids, _ in pages for id_ in ids)}
    return [(there[id_], record) for ids, record in pages for id_ in ids if id_ in there]


def _tell_others(unit: Unit, job: MatchJob, record: Record | None, now: datetime, grace: timedelta) -> Matched:
    if record is None or job.silent:
        return Matched()
    if is_held(record, unit.sources.held()):
        return Matched()
    hits = tell_hits(unit, record, now=now, grace=grace) if job.watches and is_news(record, now) else 0
    return Matched(alerts=hits + tell_on(unit, record, now=now) + tell_joined(unit, record, now=now))
