"""Recall to mind what nobody has dealt with.

due threads --page--> still the last word? item there, case standing, no answer? -> who is told (pure)
            -> ONE transaction: reminder, deliveries, when the next is due

Safe to run at any time, any number of times, by many workers: a reminder follows the alert before it in its thread,
and no two alerts follow the same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from recallwatch.model import Alert, AlertKind, Answer, Channel, ChannelKind, Outcome, Record, Verdict
from recallwatch.model.ids import new_id
from recallwatch.ports import Store, Unit

from .alerts import deliveries
from .reminders import Audience, audience, next_at, started, steps

_PAGE = 50
_UNREADABLE = timedelta(days=1)
_RANK = (Outcome.AFFECTED, Outcome.LIKELY, Outcome.CHECK)


@dataclass(frozen=True, slots=True)
class Standing:
    """The strongest thing that a case says of an item, and the notice that says it."""

    verdict: Verdict
    record: Record


def remind(store: Store, *, now: datetime) -> int:
    """Remind of every thread that is due; gives how many reminders were raised."""
    total = 0
    while True:
        with store.write() as unit:
            due = unit.outbox.to_remind(now=now, limit=_PAGE)
            total += sum(_remind(unit, alert, now) for alert in due)
        if len(due) < _PAGE:
            return total


def _remind(unit: Unit, due: Alert, now: datetime) -> bool:
    """Remind of one thread, or see that there is no need; either way ``due`` is not due any more."""
    unit.outbox.remind_at(due.owner_id, due.id, None)
    thread = unit.outbox.thread(due.owner_id, due.subject_id, due.case_id)
    standing = standing_of(unit, due.owner_id, due.subject_id, due.case_id)
    key = (due.owner_id, due.subject_id, due.case_id)
    answer = unit.answers.current([key]).get(key)
    if not thread:  # its beginning cannot be read by this version
        unit.outbox.remind_at(due.owner_id, due.id, now + _UNREADABLE)
        return False
    if thread[-1].id != due.id or standing is None or (answer and answer.settles):
        return False
    if answer and answer.until and answer.until > now:
        unit.outbox.remind_at(due.owner_id, due.id, answer.until)
        return False
    return _raise(unit, thread, standing, answer, now)


def _raise(unit: Unit, thread: Sequence[Alert], standing: Standing, answer: Answer | None, now: datetime) -> bool:
    last = thread[-1]
    schedule, start = steps(standing.record), started(thread, answer)
    who = audience(schedule, start=start, last=max(start, last.created_at), now=now)
    if answer and answer.until and answer.until > last.created_at:
        who = replace(who, owner=True)  # the day that was asked for has come
    following = next_at(schedule, start=start, now=now)
    channels = [c for c in unit.owners.channels(last.owner_id) if _is_told(c, who)]
    if not channels:
        unit.outbox.remind_at(last.owner_id, last.id, following)
        return False
    reminder = replace(
        last,
        id=new_id(),
        notice_id=standing.record.notice.id,
        revision=standing.record.revision.number,
        kind=AlertKind.REMINDER,
        after=last.id,
        created_at=now,
        verdict=standing.verdict,
        changed=(),
        remind_at=following,
    )
    manners = unit.manners.get(last.owner_id)
    sendings = deliveries(reminder, channels, urgent=False, now=now, manners=manners, second=True)
    return unit.outbox.add_alert(reminder, sendings)


def standing_of(unit: Unit, owner_id: str, item_id: str, case_id: str) -> Standing | None:
    """What a case says of an item now; None if nothing, or only that it is clear."""
    verdicts = {verdict.notice: verdict for verdict in unit.verdicts.of_item(owner_id, item_id)}
    records = {id_: each for id_, each in unit.notices.many(verdicts).items() if each.case_id == case_id}
    holding = [verdict for id_, verdict in verdicts.items() if id_ in records and verdict.outcome in _RANK]
    strongest = min(holding, key=lambda verdict: _RANK.index(verdict.outcome), default=None)
    return Standing(strongest, records[strongest.notice]) if strongest else None


def _is_told(channel: Channel, who: Audience) -> bool:
    """Programs are not reminded: they forget nothing."""
    usable = channel.confirmed_at is not None and channel.disabled_at is None
    return usable and channel.kind is not ChannelKind.WEBHOOK and (who.second if channel.second else who.owner)
