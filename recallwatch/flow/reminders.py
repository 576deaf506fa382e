"""When somebody is reminded of what they have not dealt with, and who. Pure.

The clock of a thread starts with its last message proper (alert, question, update), or when its owner opened it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recallwatch.extract import advise
from recallwatch.model import Alert, AlertKind, Answer, AnswerState, Record
from recallwatch.text.remember import remembered

_DAY = timedelta(days=1)
_PROPER = (AlertKind.ALERT, AlertKind.QUESTION, AlertKind.UPDATE)


@dataclass(frozen=True, slots=True)
class Step:
    """How long after the start, and who is told then: the owner, the household's second person, or both."""

    after: timedelta
    owner: bool = True
    second: bool = False


#: After 3, 14 and 60 days; the second person after 7.
PLAIN = (Step(3 * _DAY), Step(7 * _DAY, owner=False, second=True), Step(14 * _DAY), Step(60 * _DAY))

#: What can kill or burn a house down: twice as often, each wait cut in two, and the second person after 3 days.
GRAVE = (
    Step(1.5 * _DAY),
    Step(3 * _DAY, second=True),
    Step(7 * _DAY),
    Step(14 * _DAY),
    Step(30 * _DAY),
    Step(60 * _DAY),
)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is reminded now."""

    owner: bool
    second: bool


def steps(record: Record) -> tuple[Step, ...]:
    """The schedule of a notice."""
    return GRAVE if advise(record.notice, record.reading).grave else PLAIN


@remembered(256)
def first_at(kind: AlertKind, record: Record, now: datetime) -> datetime | None:
    """When the first reminder after a message is due; None if nothing is to be done about it."""
    return next_at(steps(record), start=now, now=now) if kind in _PROPER else None


def next_at(schedule: Sequence[Step], *, start: datetime, now: datetime) -> datetime | None:
    """When the next step is due; None after the last."""
    return next((start + step.after for step in schedule if start + step.after > now), None)


def audience(schedule: Sequence[Step], *, start: datetime, last: datetime, now: datetime) -> Audience:
    """Who is told at ``now``, when somebody was reminded ``last``: steps missed while nothing ran are one step."""
    passed = [step for step in schedule if last < start + step.after <= now]
    return Audience(owner=any(step.owner for step in passed), second=any(step.second for step in passed))


def started(thread: Sequence[Alert], answer: Answer | None) -> datetime:
    """When the clock of a thread (its alerts, oldest first) started."""
    moments = [alert.created_at for alert in thread if alert.kind in _PROPER]
    if answer and answer.state is AnswerState.OPEN:
        moments.append(answer.at)
    return max(moments)
