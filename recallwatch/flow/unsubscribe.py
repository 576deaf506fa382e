"""Stopping messages from a mail, without signing in: about one thing or watch, at one address, or everywhere.

signed link --GET--> three buttons --POST--> what waits is dropped, nothing new is made
        \\--POST by a mail program (RFC 8058)--> a watch's hits: the watch; else: the address
"""

from dataclasses import dataclass
from enum import StrEnum

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.model import Channel, Mute
from recallwatch.ports import Unit

_PURPOSE = "stop"


class Scope(StrEnum):
    """How much is stopped."""

    SUBJECT = "subject"
    ADDRESS = "address"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link can stop: ``subject_id`` is an item's or a watch's, ``name`` what its owner calls it.

    ``everywhere``: only the owner's own address may stop what goes to others.
    """

    channel: Channel
    subject_id: str
    name: str
    is_watch: bool
    everywhere: bool

    @property
    def one_click(self) -> Scope:
        """What a mail program's own button stops: of a list, that list."""
        return Scope.SUBJECT if self.is_watch else Scope.ADDRESS


def stop_link(context: Context, channel: Channel, subject_id: str) -> str:
    """The address in a message about one thing or watch."""
    signature = tokens.sign(context.key, _PURPOSE, channel.owner_id, channel.id, subject_id)
    return f"{context.settings.base_url}/unsubscribe/{channel.owner_id}/{channel.id}/{subject_id}/{signature}"


def read_stop_link(context: Context, owner_id: str, channel_id: str, subject_id: str, signature: str) -> Offer | None:
    """What a link can stop; None when it is not one of ours, or its address is gone."""
    if not tokens.verify(context.key, signature, _PURPOSE, owner_id, channel_id, subject_id):
        return None
    with context.store.read() as unit:
        channel, owner = unit.owners.channel(owner_id, channel_id), unit.owners.get(owner_id)
        if channel is None or owner is None:
            return None
        item = unit.items.get(owner_id, subject_id)
        watches = {watch.id: watch.name for watch in unit.items.watches(owner_id)}
    name = item.label if item else watches.get(subject_id, "")
    return Offer(channel, subject_id, name, subject_id in watches, channel.address == owner.email)


def stop(context: Context, offer: Offer, scope: Scope) -> None:
    """Stop it from now on, what waits to be sent included."""
    channel = offer.channel
    with context.store.write() as unit:
        if scope is Scope.SUBJECT:
            unit.bounces.mute(Mute(channel.owner_id, channel.id, offer.subject_id, context.now()))
            unit.bounces.drop(channel.owner_id, channel.id, subject_id=offer.subject_id, answer="unsubscribed")
        elif scope is Scope.ADDRESS or not offer.everywhere:
            _stop_channel(unit, context, channel)
        else:
            for each in unit.owners.channels(channel.owner_id):
                _stop_channel(unit, context, each)


def hear_again(context: Context, owner_id: str, channel_id: str, subject_id: str) -> None:
    """Want messages about a thing or watch again; new ones only."""
    with context.store.write() as unit:
        unit.bounces.unmute(owner_id, channel_id, subject_id)


def stopped(unit: Unit, owner_id: str) -> dict[str, list[tuple[str, str]]]:
    """By channel, the things and watches that are no longer told of there: id and name."""
    mutes = unit.bounces.muted([owner_id])
    if not mutes:
        return {}
    names = {item.id: item.label for item in unit.items.of(owner_id)}
    names |= {watch.id: watch.name for watch in unit.items.watches(owner_id)}
    found: dict[str, list[tuple[str, str]]] = {}
    for mute in mutes:
        if mute.subject_id in names:
            found.setdefault(mute.channel_id, []).append((mute.subject_id, names[mute.subject_id]))
    return found


def _stop_channel(unit: Unit, context: Context, channel: Channel) -> None:
    unit.owners.disable_channel(channel.owner_id, channel.id, at=context.now(), why="unsubscribed")
    unit.bounces.drop(channel.owner_id, channel.id, answer="unsubscribed")
