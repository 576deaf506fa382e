"""What comes back from mailboxes: count it, and stop using an address that is dead or unwanted.

Maildir, IMAP, POST --read--> report --signed return path--> delivery, channel --> hard, complaint: stop at once
                                                                              \\-> others: score > 5: stop
A refusal while sending counts alike (``keep_account``). What waits for a stopped address becomes dead when it is due.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from recallwatch.bounces import LIMIT, Reported, from_mail, score, sent_as
from recallwatch.context import Context
from recallwatch.model import Attempt, AttemptOutcome, Bounce, Channel, ChannelKind, Nature
from recallwatch.ports import Due, Inbox, Unit
from recallwatch.text.mail_status import enhanced, nature

from .endpoints import switch_off

log = structlog.get_logger("recallwatch.flow")

#: How long after a mail was handed over what comes back is believed: servers give up after about five days.
_VALID = timedelta(days=7)
_AT_ONCE = {
    Nature.HARD: "there is no such mailbox",
    Nature.COMPLAINT: "our mail was called spam by its reader",
}
_MANY = "mail to it kept coming back"


@dataclass(frozen=True, slots=True)
class Came:
    """Where a report belongs: the channel, and the delivery that came back if the report names it."""

    channel: Channel
    delivery_id: str = ""


def collect(context: Context, inboxes: Iterable[Inbox]) -> int:
    """Take every unread mail of the inboxes; how many counted."""
    return sum(inbox.each(lambda raw: take_mail(context, raw)) for inbox in inboxes)


def take_mail(context: Context, raw: bytes) -> bool:
    """Take one mail; False if it counts for nothing: no failure, known already, or not ours."""
    told = from_mail(raw)
    return told is not None and take(context, told)


def take(context: Context, told: Reported) -> bool:
    """Count one report; False if it is known already or belongs to nothing that we sent lately."""
    now = context.now()
    with context.store.write() as unit:
        came = _of_recipient(unit, told.recipient) if told.recipient else _of_return_path(unit, context, told, now)
        if came is None:
            log.warning("report belongs to nothing we sent", nature=told.nature.value, status=told.status)
            return False
        channel = came.channel
        bounce = Bounce(
            channel.owner_id,
            _digest(told, came),
            channel.id,
            came.delivery_id,
            now,
            told.nature,
            told.status,
            told.words,
        )
        if not unit.bounces.add(bounce):
            return False
        if told.nature is not Nature.COMPLAINT and (sent := unit.bounces.sending(came.delivery_id)):
            unit.bounces.came_back(sent, answer=f"came back: {_said(bounce)}")
        _judge(unit, channel, bounce, now)
    return True


def keep_account(unit: Unit, ended: Sequence[tuple[Due, Attempt]], *, now: datetime) -> None:
    """Count mails that were refused for good while they were sent, or given up after refusals that pass."""
    for due, attempt in ended:
        refused = attempt.outcome is AttemptOutcome.DEAD and attempt.status >= 400
        if due.channel.kind is not ChannelKind.EMAIL or not refused:
            continue
        meant = nature(enhanced(attempt.words), attempt.words) if attempt.status >= 500 else Nature.SOFT
        delivery, channel = due.delivery, due.channel
        id_ = f"{delivery.id}-{delivery.fence}"
        words = attempt.words
        bounce = Bounce(channel.owner_id, id_, channel.id, delivery.id, now, meant, enhanced(words), words)
        if unit.bounces.add(bounce):
            _judge(unit, channel, bounce, now)


def trouble(unit: Unit, channel: Channel, *, now: datetime) -> str:
    """A warning in words while mail to a channel comes back and it is still used; else empty."""
    if channel.kind is not ChannelKind.EMAIL or channel.disabled_at is not None:
        return ""
    points = _points(unit, channel, now)
    return f"mail to it comes back ({points:g} points, stopped above {LIMIT:g})" if points else ""


def _points(unit: Unit, channel: Channel, now: datetime) -> float:
    return score(unit.bounces.of(channel.owner_id, channel.id), now=now)


def _judge(unit: Unit, channel: Channel, bounce: Bounce, now: datetime) -> None:
    why = _AT_ONCE.get(bounce.nature, "")
    if not why and _points(unit, channel, now) > LIMIT:
        why = _MANY
    if why and channel.disabled_at is None:
        said = _said(bounce) if bounce.nature is not Nature.COMPLAINT else ""
        why = f"{why} ({said})" if said else why
        switch_off(unit, channel, why=why, now=now)
        log.warning("address stopped", channel=channel.id, nature=bounce.nature.value, status=bounce.status)


def _of_return_path(unit: Unit, context: Context, told: Reported, now: datetime) -> Came | None:
    address = context.settings.bounce_address
    id_ = sent_as(context.key, address, told.text) if address else ""
    sent = unit.bounces.sending(id_) if id_ else None
    if sent is None or now - (sent.sent_at or sent.due_at) > _VALID:
        return None
    channel = unit.owners.channel(sent.owner_id, sent.channel_id)
    return Came(channel, sent.id) if channel else None


def _of_recipient(unit: Unit, recipient: str) -> Came | None:
    """By address, for reports that only somebody with the token can make."""
    owner = unit.owners.by_email(recipient)
    channels = unit.owners.channels(owner.id) if owner else []
    mine = (c for c in channels if c.kind is ChannelKind.EMAIL and c.address == recipient)
    return next(map(Came, mine), None)


def _said(bounce: Bounce) -> str:
    words = bounce.words or "the receiver gave no reason"
    return words if bounce.status in words else f"{bounce.status} {words}"


def _digest(told: Reported, came: Came) -> str:
    parts = (told.nature.value, told.status, told.words, told.text, came.channel.id, came.delivery_id)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
