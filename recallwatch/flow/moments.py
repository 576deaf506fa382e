"""What became of the alerts about a case: decided, sent where and with what answer, and where not sent and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recallwatch.model import Alert, AlertKind, Channel, ChannelKind, Delivery, DeliveryState, Item, Mute, Record
from recallwatch.ports import Unit

from .wants import refusal

_MANY = 10_000

_KINDS = {
    AlertKind.ALERT: "an alert",
    AlertKind.QUESTION: "a question",
    AlertKind.UPDATE: "an update",
    AlertKind.CLEARED: "an all-clear",
    AlertKind.WATCH: "a hit of a watch",
    AlertKind.REMINDER: "a reminder",
    AlertKind.LINKED: "a word to programs that this notice tells of the same event",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; ``at`` is None for what holds now."""

    at: datetime | None
    text: str


def sent(unit: Unit, owner_id: str, alerts: Sequence[Alert], records: Mapping[str, Record]) -> Iterator[Moment]:
    """What became of an owner's alerts; ``records`` are the notices of their case by id."""
    channels = {channel.id: channel for channel in unit.owners.channels(owner_id)}
    mutes = unit.bounces.muted([owner_id])
    wanted = {alert.id for alert in alerts}
    sendings = [d for d in unit.outbox.deliveries(owner_id=owner_id, limit=_MANY) if d.alert_id in wanted]
    for alert in alerts:
        mine = {d.channel_id: d for d in sendings if d.alert_id == alert.id}
        none = "" if mine else ", with no channel to send it over"
        yield Moment(alert.created_at, f"We decided on {_KINDS[alert.kind]} (revision {alert.revision}){none}.")
        for delivery in mine.values():
            yield from _delivered(unit, delivery, channels.get(delivery.channel_id))
        for channel in channels.values():
            why = "" if channel.id in mine else passed_by(alert, channel, records.get(alert.notice_id), mutes)
            if why:
                yield Moment(alert.created_at, f"Not sent to {_where(channel)}: {why}.")


def stopped(unit: Unit, items: Sequence[Item]) -> Iterator[Moment]:
    """Where messages about some things of one owner are not wanted any more."""
    labels = {item.id: item.label for item in items}
    for owner_id in {item.owner_id for item in items}:
        channels = {channel.id: channel for channel in unit.owners.channels(owner_id)}
        for mute in unit.bounces.muted([owner_id]):
            if mute.subject_id in labels and mute.channel_id in channels:
                about, where = labels[mute.subject_id], _where(channels[mute.channel_id])
                yield Moment(mute.at, f"Messages about {about} to {where} were stopped by its reader.")


def passed_by(alert: Alert, channel: Channel, record: Record | None, mutes: Sequence[Mute]) -> str:
    """Why an alert was not to go over a channel, by what is known of it now; empty where that is not known."""
    at = alert.created_at
    if channel.created_at > at or (channel.second and alert.kind is not AlertKind.REMINDER):
        return ""
    if channel.confirmed_at is None or channel.confirmed_at > at:
        return "it was not confirmed then"
    if channel.disabled_at and channel.disabled_at <= at:
        return f"it was switched off on {channel.disabled_at:%Y-%m-%d} ({channel.disabled_why})"
    if alert.kind is AlertKind.REMINDER and channel.kind is ChannelKind.WEBHOOK:
        return "programs are not reminded"
    if any((m.channel_id, m.subject_id) == (channel.id, alert.subject_id) and m.at <= at for m in mutes):
        return "messages about it were stopped there before"
    return refusal(channel, alert, record) if record else ""


def _delivered(unit: Unit, delivery: Delivery, channel: Channel | None) -> Iterator[Moment]:
    where = _where(channel) if channel else "a channel that was removed since"
    for attempt in unit.outbox.attempts(delivery.id, owner_id=delivery.owner_id):
        yield Moment(attempt.at, f"Sending to {where}: {attempt.outcome.value}, {attempt.words or 'no words'}.")
    if delivery.state is DeliveryState.PENDING:
        held = f" ({delivery.answer})" if delivery.answer else ""
        yield Moment(delivery.due_at, f"Sending to {where} is due{held}.")
    elif delivery.state is not DeliveryState.SENT:
        yield Moment(None, f"Sending to {where} was given up: {delivery.answer or 'no reason kept'}.")


def _where(channel: Channel) -> str:
    return f"{channel.kind.value} {channel.address}"
