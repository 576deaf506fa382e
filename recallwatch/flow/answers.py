"""An owner deals with a case: done, not mine, later. One act stops what was still to go out, over every channel.

answer -> checked -> ONE transaction: kept beside the earlier ones, waiting deliveries of the thread dropped, reminders
          ended or put off
"""

from dataclasses import replace
from datetime import datetime, timedelta

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import AlertKind, Answer, AnswerState, Done, Record
from recallwatch.model.ids import new_id
from recallwatch.ports import Unit

from .reminders import next_at, steps

#: A snooze longer than this would be a "not mine" that nobody meant.
MOST_SNOOZED = timedelta(days=366)

_DROPPED = "dealt with before it went out"


def answer(
    context: Context,
    owner_id: str,
    item_id: str,
    notice_id: str,
    state: AnswerState,
    *,
    by: str,
    how: Done | None = None,
    until: datetime | None = None,
) -> Answer:
    """Keep what was said about an item and a notice's case. Raises ``UsageError`` for what cannot be answered."""
    now = context.now()
    _check(state, how, until, now)
    with context.store.write() as unit:
        if unit.items.get(owner_id, item_id) is None:
            raise UsageError(f"there is no item {item_id}")
        record = unit.notices.get(notice_id)
        if record is None:
            raise UsageError(f"there is no notice {notice_id}")
        said = Answer(
            new_id(), owner_id, item_id, record.case_id, notice_id, state, at=now, by=by, how=how, until=until
        )
        unit.answers.add(said)
        if state is not AnswerState.OPEN:
            unit.outbox.drop(owner_id, item_id, record.case_id, answer=_DROPPED)
        _remind_later(unit, said, record)
    return said


def _remind_later(unit: Unit, said: Answer, record: Record) -> None:
    """When to remind of the thread now: not at all, on the day that was asked for, or as after a first message."""
    thread = unit.outbox.thread(said.owner_id, said.item_id, said.case_id)
    if thread and thread[-1].kind is not AlertKind.CLEARED:
        opened = next_at(steps(record), start=said.at, now=said.at) if said.state is AnswerState.OPEN else None
        unit.outbox.remind_at(said.owner_id, thread[-1].id, said.until or opened)


def reopened(old: Answer, *, now: datetime, by: str) -> Answer:
    """The matter is open again."""
    return replace(old, id=new_id(), state=AnswerState.OPEN, at=now, by=by, how=None, until=None)


def reopen_for_news(unit: Unit, old: Answer | None, *, now: datetime) -> Answer | None:
    """What was settled is not any more, because the notice came to say something else; the answer that holds now."""
    if old is None or not old.settles:
        return old
    again = reopened(old, now=now, by="a change of the notice")
    unit.answers.add(again)
    return again


def _check(state: AnswerState, how: Done | None, until: datetime | None, now: datetime) -> None:
    if how and state is not AnswerState.DONE:
        raise UsageError("only what is done has a way it was done")
    if (until is not None) != (state is AnswerState.SNOOZED):
        raise UsageError("a snooze, and nothing else, has a day until which it lasts")
    if until and not now < until <= now + MOST_SNOOZED:
        raise UsageError("a snooze ends on a day within a year from now")
