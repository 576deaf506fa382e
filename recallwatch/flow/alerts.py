"""Decide whether somebody must be told something. Pure: what we thought before, what we think now, what was said.

Threads are per case: a case's *standing* for an item is the strongest answer that any of its notices gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recallwatch.extract import advise
from recallwatch.model import (
    Alert,
    AlertKind,
    Answer,
    AnswerState,
    Channel,
    Delivery,
    Digest,
    Done,
    Manners,
    Outcome,
    Record,
    Verdict,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Said
from recallwatch.text.remember import remembered

from .holding import gathered, held

_ALARM = (Outcome.AFFECTED, Outcome.LIKELY)

#: Within so long, changes of the same parts of two notices of a case are one change.
_TOGETHER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One verdict that was looked at again.

    ``before`` and ``now``: this notice's verdict on the item; ``others``: the verdicts of the case's other notices.
    ``state``: the notice's last material revision. ``asked_by_owner``: the owner registered or edited the item and
    sees the answer on the page. ``answer``: what the owner last said about the item and the case.
    ``changed``: the fields that the notice's last revision changed materially; ``at``: when it is looked at.
    """

    before: Verdict | None
    now: Verdict | None
    others: tuple[Verdict, ...] = ()
    state: int = 1
    asked_by_owner: bool = False
    answer: Answer | None = None
    changed: tuple[str, ...] = ()
    at: datetime | None = None


def decide(turn: Turn, said: Said | None) -> AlertKind | None:
    """What to tell, or None."""
    kind = _news(turn, said)
    return None if kind and turn.answer and _still_answered(turn, turn.answer, kind) else kind


def _still_answered(turn: Turn, answer: Answer, kind: AlertKind) -> bool:
    """Whether what the owner said covers the news too.

    What is gone from the house stays dealt with. A repair may be called back, so changes of the notice are told. "Not
    mine" was said of the criteria as they were: it holds until they come to name the item, or to name it otherwise.
    """
    if not answer.settles:
        return False
    if answer.how is Done.REPAIRED:
        changed = turn.before is not None and turn.before.revision < turn.state
        return not (changed and kind in (AlertKind.ALERT, AlertKind.UPDATE))
    if answer.state is AnswerState.DONE or kind is AlertKind.CLEARED:
        return True
    alarmed_before = _strongest([turn.before, *turn.others]) is AlertKind.ALERT
    return _class(turn.now) is not AlertKind.ALERT or (alarmed_before and _grounds(turn.before) == _grounds(turn.now))


def _grounds(verdict: Verdict | None) -> frozenset[tuple[str, ...]]:
    """What a verdict rests on, without where the notice says it."""
    evidence = verdict.evidence if verdict else ()
    return frozenset((each.axis, each.rule, each.yours, each.theirs) for each in evidence)


def _news(turn: Turn, said: Said | None) -> AlertKind | None:
    """What to tell somebody who has not answered."""
    mine = _class(turn.now)
    standing_before = _strongest([turn.before, *turn.others])
    if mine is None:
        return _dismissal(turn, said, standing_before)
    if said is None or said.last.kind is AlertKind.CLEARED or standing_before is None:
        return mine
    asked_only = AlertKind.QUESTION in (standing_before, _class(said.last.verdict))
    if mine is AlertKind.ALERT and asked_only:
        return AlertKind.ALERT
    judged_earlier = turn.before is not None and turn.before.revision < turn.state
    return AlertKind.UPDATE if judged_earlier and not _told_by_twin(turn, said) else None


def _told_by_twin(turn: Turn, said: Said) -> bool:
    """Whether another notice of the case told of this change: authorities revise what they announced together."""
    last, now = said.last, turn.now
    if last.kind is not AlertKind.UPDATE or turn.at is None or now is None or last.notice_id == now.notice:
        return False
    return (
        turn.at - last.created_at <= _TOGETHER and bool(turn.changed) and _parts(turn.changed) <= _parts(last.changed)
    )


def _parts(fields: Iterable[str]) -> set[str]:
    """What changed, by the first part of a field's name: products.0.codes is about the products."""
    return {field.partition(".")[0] for field in fields}


def _dismissal(turn: Turn, said: Said | None, standing_before: AlertKind | None) -> AlertKind | None:
    """ "Never mind", when nothing in the case holds any more and the owner did not see to that on the page."""
    if said is None or said.last.kind is AlertKind.CLEARED or turn.asked_by_owner:
        return None
    return AlertKind.CLEARED if standing_before and not _strongest(turn.others) else None


def _strongest(verdicts: Iterable[Verdict | None]) -> AlertKind | None:
    classes = {_class(verdict) for verdict in verdicts}
    return next((kind for kind in (AlertKind.ALERT, AlertKind.QUESTION) if kind in classes), None)


def _class(verdict: Verdict | None) -> AlertKind | None:
    if verdict is None or verdict.outcome is Outcome.CLEAR:
        return None
    return AlertKind.ALERT if verdict.outcome in _ALARM else AlertKind.QUESTION


@remembered(256)
def is_urgent(kind: AlertKind, record: Record) -> bool:
    """Whether a message must not wait behind others: somebody owns, or may own, what can hurt them now."""
    concerns_owner = kind not in (AlertKind.CLEARED, AlertKind.WATCH, AlertKind.REMINDER, AlertKind.LINKED)
    return concerns_owner and advise(record.notice, record.reading).urgent


def deliveries(
    alert: Alert,
    channels: Sequence[Channel],
    *,
    urgent: bool,
    now: datetime,
    manners: Manners | None = None,
    digest: Digest | None = None,
    second: bool = False,
    grace: timedelta = timedelta(0),
) -> list[Delivery]:
    """One outbox row per channel that may be used, due when the owner's manners let it go out.

    ``digest`` is a watch's own rhythm, where it has one; ``second``: the second person of the household is told too.
    ``grace``: so long a mail that may wait does, for others to go along.
    """
    usable = [c for c in channels if c.confirmed_at is not None and c.disabled_at is None and (second or not c.second)]
    made = [Delivery(new_id(), alert.owner_id, alert.id, channel_id=c.id, due_at=now, urgent=urgent) for c in usable]
    if manners is not None:
        made = held(made, usable, manners, now=now, digest=digest or manners.digest)
    return gathered(made, usable, manners or Manners(alert.owner_id), now=now, grace=grace) if grace else made
