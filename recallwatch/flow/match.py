"""Compare notices with items and watches, and raise the alerts that follow.

match jobs --claim--> candidates (one indexed join) -> verdict(item, notice) -> changed?
           -> ONE transaction: verdicts, alerts, deliveries -> jobs done
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recallwatch.match import judge, watch_hit
from recallwatch.model import (
    Alert,
    AlertKind,
    Axis,
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

from .alerts import Said, decide, deliveries

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
    with store.write() as unit:
        done = Matched(jobs=len(jobs))
        for round_ in _rounds(unit, jobs):
            done += _match(unit, round_, now)
        unit.jobs.done(jobs)
    return done


def match_all(store: Store, *, now: Callable[[], datetime]) -> Matched:
    """Work off every waiting job."""
    total = Matched()
    while (done := match_due(store, now=now())).jobs:
        total += done
    return total


@dataclass(frozen=True, slots=True)
class _Round:
    """One notice with all it must be compared with: items (each with its earlier verdict, if any) and watches."""

    job: MatchJob
    record: Record
    items: list[tuple[Item, Verdict | None]]
    watches: list[Watch]


def _rounds(unit: Unit, jobs: Sequence[MatchJob]) -> Iterator[_Round]:
    ids = [job.notice_id for job in jobs]
    candidates, judged_before = unit.keys.items_for(ids), unit.verdicts.of_notices(ids)
    watches = unit.items.watches()
    wanted = ids if watches else [*candidates, *judged_before]
    records = unit.notices.many(wanted)
    for job in jobs:
        if record := records.get(job.notice_id):
            before = judged_before.get(job.notice_id, [])
            known = {(item.owner_id, item.id) for item, _ in before}
            fresh = [(i, None) for i in candidates.get(job.notice_id, []) if (i.owner_id, i.id) not in known]
            yield _Round(job, record, [*before, *fresh], watches)


def _match(unit: Unit, round_: _Round, now: datetime) -> Matched:
    job, record = round_.job, round_.record
    done = Matched()
    for item, before in round_.items:
        done += settle(unit, item, record, before, now=now, silent=job.silent)
    if job.watches and not job.silent and record.revision.number == 1 and _is_news(record, now):
        done += Matched(alerts=sum(_tell_watch(unit, watch, record, now) for watch in round_.watches))
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
    verdict = judged(item, record) or (before and _lapsed(item, record, before))
    if verdict is None:
        return Matched()
    unit.verdicts.put(item.owner_id, item.id, [verdict])
    said = _said(unit, item, record)
    kind = None if silent else decide(before, verdict, said, asked_by_owner=asked_by_owner)
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
    if first is None or last is None:
        return None
    material = [revision.number for revision in unit.notices.history(record.notice.id) if revision.material]
    return Said(first, last, state=max(material))


def _raise(
    unit: Unit,
    owner_id: str,
    subject_id: str,
    record: Record,
    kind: AlertKind,
    verdict: Verdict | None,
    said: Said | None,
    now: datetime,
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
        created_at=now,
        verdict=verdict,
        changed=tuple(change.field for change in record.revision.changes if change.material),
    )
    return unit.outbox.add_alert(alert, deliveries(alert, unit.owners.channels(owner_id), now=now))


def _is_news(record: Record, now: datetime) -> bool:
    published = record.notice.published
    return published is None or now.date() - published.last <= _NEWS


def _tell_watch(unit: Unit, watch: Watch, record: Record, now: datetime) -> bool:
    if not watch_hit(watch, record.notice, record.reading):
        return False
    return _raise(unit, watch.owner_id, watch.id, record, AlertKind.WATCH, None, None, now)
