"""Decide whether somebody must be told something. Pure: what we thought before, what we think now, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recallwatch.model import Alert, AlertKind, Channel, Delivery, Outcome, Verdict
from recallwatch.model.ids import new_id

_ALARM = (Outcome.AFFECTED, Outcome.LIKELY)


@dataclass(frozen=True, slots=True)
class Said:
    """What an owner was told so far about one item and one case: the thread's first and latest alert.

    ``state`` is the number of the last material revision of the notice at hand.
    """

    first: Alert
    last: Alert
    state: int


def decide(
    before: Verdict | None, now: Verdict | None, said: Said | None, *, asked_by_owner: bool = False
) -> AlertKind | None:
    """What to tell, or None. ``said.state`` is the last material revision of the notice that ``now`` is about.

    ``asked_by_owner``: the verdict moved because the owner registered or edited the item and sees the answer on
    the page; a "never mind" is then not mailed after them.
    """
    was, is_ = _class(before), _class(now)
    if is_ is None:
        dismiss = was is not None and said is not None and said.last.kind is not AlertKind.CLEARED
        return AlertKind.CLEARED if dismiss and not asked_by_owner else None
    if now is None or said is None or said.last.kind is AlertKind.CLEARED:
        return is_
    if is_ is AlertKind.ALERT and _class(said.last.verdict) is AlertKind.QUESTION:
        return AlertKind.ALERT
    if was is None and now.notice == said.last.notice_id:
        return is_  # the owner's own answer had cleared it in between
    return AlertKind.UPDATE if _newer(now, said) else None


def _class(verdict: Verdict | None) -> AlertKind | None:
    if verdict is None or verdict.outcome is Outcome.CLEAR:
        return None
    return AlertKind.ALERT if verdict.outcome in _ALARM else AlertKind.QUESTION


def _newer(verdict: Verdict, said: Said) -> bool:
    """Whether the notice is in a state not told of: a later one, or a changed twin in the same case."""
    return said.state > (said.last.revision if verdict.notice == said.last.notice_id else 1)


def deliveries(alert: Alert, channels: Sequence[Channel], *, now: datetime) -> list[Delivery]:
    """One outbox row per channel that may be used."""
    usable = [c for c in channels if c.confirmed_at is not None and c.disabled_at is None]
    return [
        Delivery(id=new_id(), owner_id=alert.owner_id, alert_id=alert.id, channel_id=c.id, due_at=now) for c in usable
    ]
