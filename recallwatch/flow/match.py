"""Compare notices with items and watches, and raise the alerts that follow.

match jobs --claim--> candidates (one indexed join) -> verdict(item, notice) -> changed?
           -> ONE transaction: verdicts, alerts, deliveries -> jobs done
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from recallwatch.errors import StoreError
from recallwatch.match import judge, watch_hit
from recallwatch.model import (
    Alert,
    AlertKind,
    Axis,
    Digest,
    Evidence,
    Item,
    Outcome,
    Record,
    Status,
    Verdict,
    Watch,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import MatchJob, Store, Unit

from .alerts import Said, Turn, decide, deliveries, is_urgent
from .answers import reopen_for_news

log = structlog.get_logger("recallwatch.flow")

_LEASE = timedelta(minutes=5)
_BATCH = 200

#: A watch hears of a notice only when it is news: archives are re-touched, and 709 of 1,193 rows of one CPSC window
#: were twenty years old.
_NEWS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Matched:
    """What a round of matching did."""

    jobs: int = 0
    verdicts: int = 0
    alerts: int = 0

    def __add__(self, other: "Matched") -> "Matched":
        return Matched(self.jobs + other.jobs, self.verdicts + other.verdicts, self.alerts + other.alerts)


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


def _concerning(unit: Unit, jobs: Sequence[MatchJob]) -> set[str]:
    """The notices that there is an item or a watch to compare with; most of an archive has none."""
    ids = [job.notice_id for job in jobs]
    watched = {job.notice_id for job in jobs if job.watches and not job.silent} if unit.items.watches() else set()
    return watched | unit.keys.items_for(ids).keys() | unit.verdicts.of_notices(ids).keys()


def _work_off(store: Store, job: MatchJob, now: datetime) -> Matched:
    """One job in a transaction of its own: short for other writers, and no notice can hold up another."""
    try:
        with store.write() as unit:
            done = _match(unit, job, now)
            unit.jobs.done([job])
        return done
    except StoreError:
        raise
    except Exception:
        log.exception("notice not compared; tried again when its lease ends", notice=job.notice_id)
        return Matched()


def _match(unit: Unit, job: MatchJob, now: datetime) -> Matched:
    record = unit.notices.get(job.notice_id)
    if record is None:
        return Matched()
    judged_before = unit.verdicts.of_notices([job.notice_id]).get(job.notice_id, [])
    pairs: dict[tuple[str, str], tuple[Item, Verdict | None]]
    pairs = {(i.owner_id, i.id): (i, None) for i in unit.keys.items_for([job.notice_id]).get(job.notice_id, [])}
    pairs |= {(item.owner_id, item.id): (item, before) for item, before in judged_before}
    done = Matched()
    for item, before in pairs.values():
        done += settle(unit, item, record, before, now=now, silent=job.silent)
    if job.watches and not job.silent and is_news(record, now):
        done += Matched(alerts=sum(_tell_watch(unit, watch, record, now) for watch in unit.items.watches()))
    return done


def settle(
    unit: Unit,
    item: Item,
    record: Record,
    before: Verdict | None,
    *,
    now: datetime,
    silent: bool = False,
    asked_by_owner: bool = False,
) -> Matched:
    """Judge one item and one notice, keep the verdict, and tell the owner if that is called for."""
    verdict = judged(item, record)
    if verdict is None and before and asked_by_owner:
        # What the owner says now ties it to nothing: that is no proof, so nothing is left to be called clear.
        unit.verdicts.forget(item.owner_id, item.id, record.notice.id)
        return Matched(verdicts=1)
    verdict = verdict or (before and _lapsed(item, record, before))
    if verdict is None:
        return Matched()
    unit.verdicts.put(item.owner_id, item.id, [verdict])
    said = _said(unit, item, record)
    kind = None
    if not silent:
        others = _others(unit, item, record) if said else ()
        thing = (item.owner_id, item.id, record.case_id)
        answer = unit.answers.current([thing]).get(thing)
        state = _state(unit, record) if said else 1
        turn = Turn(before, verdict, others, state=state, asked_by_owner=asked_by_owner, answer=answer)
        kind = decide(turn, said)
        if kind:
            reopen_for_news(unit, answer, now=now)
    alerted = kind is not None and _raise(unit, item.owner_id, item.id, record, kind, verdict, said, now)
    return Matched(verdicts=int(verdict != before), alerts=int(alerted))


def judged(item: Item, record: Record) -> Verdict | None:
    """The verdict on a notice that stands; one that was withdrawn affects nobody."""
    if record.status is Status.WITHDRAWN:
        return None
    return judge(item, record.notice, record.reading, revision=record.revision.number)


def _lapsed(item: Item, record: Record, before: Verdict) -> Verdict:
    """An earlier verdict no longer holds: the notice was withdrawn, or no longer names what the item is."""
    withdrawn = record.status is Status.WITHDRAWN
    rule = "withdrawn" if withdrawn else "no longer listed"
    theirs = "the notice was withdrawn by its publisher" if withdrawn else "the notice no longer names it"
    evidence = Evidence(Axis.IDENTITY, rule, item.label, theirs)
    return Verdict(before.notice, record.revision.number, Outcome.CLEAR, (evidence,))


def _said(unit: Unit, item: Item, record: Record) -> Said | None:
    thread = (item.owner_id, item.id, record.case_id)
    first, last = unit.outbox.first(*thread), unit.outbox.last(*thread)
    return Said(first, last) if first and last else None


def _others(unit: Unit, item: Item, record: Record) -> tuple[Verdict, ...]:
    """What the other notices of the case say of the item."""
    verdicts = {v.notice: v for v in unit.verdicts.of_item(item.owner_id, item.id) if v.notice != record.notice.id}
    heads = unit.notices.heads(verdicts)
    return tuple(v for id_, v in verdicts.items() if id_ in heads and heads[id_].case_id == record.case_id)


def _state(unit: Unit, record: Record) -> int:
    """The number of the notice's last material revision."""
    return max(revision.number for revision in unit.notices.history(record.notice.id) if revision.material)


def _raise(
    unit: Unit,
    owner_id: str,
    subject_id: str,
    record: Record,
    kind: AlertKind,
    verdict: Verdict | None,
    said: Said | None,
    now: datetime,
    digest: Digest | None = None,
) -> bool:
    alert_id = new_id()
    alert = Alert(
        id=alert_id,
        owner_id=owner_id,
        subject_id=subject_id,
        case_id=record.case_id,
        notice_id=record.notice.id,
        revision=record.revision.number,
        kind=kind,
        thread=said.first.id if said else alert_id,
        after=said.last.id if said else record.case_id,
        created_at=now,
        verdict=verdict,
        changed=tuple(change.field for change in record.revision.changes if change.material),
    )
    channels = unit.owners.channels(owner_id)
    manners = unit.manners.get(owner_id)
    urgent = is_urgent(kind, record)
    sendings = deliveries(alert, channels, urgent=urgent, now=now, manners=manners, digest=digest)
    kept = unit.outbox.add_alert(alert, sendings)
    if not kept:
        log.info("already told", notice=record.notice.id, kind=kind.value)
    return kept


def is_news(record: Record, now: datetime) -> bool:
    """Whether watches may still hear of it."""
    published = record.notice.published
    return published is None or now.date() - published.last <= _NEWS


def _tell_watch(unit: Unit, watch: Watch, record: Record, now: datetime) -> bool:
    if not watch_hit(watch, record.notice, record.reading):
        return False
    return _raise(unit, watch.owner_id, watch.id, record, AlertKind.WATCH, None, None, now, watch.digest)
