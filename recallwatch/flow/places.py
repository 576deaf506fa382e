"""Adding a place to be told at: a chat, a phone, a browser. Nothing is sent to a chat before somebody there said yes.

typed -> looked at -> kept unconfirmed -> asked in that place, with a link -> GET shows a button -> POST confirms
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from anyio import to_thread

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.errors import SendError, UsageError
from recallwatch.model import Channel, ChannelKind
from recallwatch.model.ids import new_id

from .audit import note, pseudonym

#: One owner must not slow the sending for everybody.
MAX_PLACES = 10
MAX_FIELD = 2000

_LINK_LIVES = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be typed for one kind of place. ``hidden``: the address is a secret and only named when shown."""

    label: str
    address: str
    example: str
    secret: str = ""
    hidden: bool = False


PLACES: Mapping[ChannelKind, Needs] = {
    ChannelKind.NTFY: Needs("ntfy", "Topic", "https://ntfy.sh/my-topic", "Access token, if the topic needs one"),
    ChannelKind.SLACK: Needs("Slack", "Incoming webhook", "https://hooks.slack.com/services/...", hidden=True),
    ChannelKind.DISCORD: Needs("Discord", "Channel webhook", "https://discord.com/api/webhooks/...", hidden=True),
    ChannelKind.TEAMS: Needs("Microsoft Teams", "Workflow address", "https://...logic.azure.com/...", hidden=True),
    ChannelKind.TELEGRAM: Needs("Telegram", "Chat number or @name", "123456789"),
    ChannelKind.MATRIX: Needs("Matrix", "Server and room", "https://matrix.org/!room:matrix.org", "Access token"),
}


async def add_place(context: Context, owner_id: str, kind: ChannelKind, address: str, secret: str = "") -> Channel:
    """Keep a place and ask there. Raises ``UsageError`` if it cannot be one or did not take the question."""
    channel = _channel(context, owner_id, kind, address.strip(), secret.strip())
    prover = context.provers.get(kind)
    if prover is None:
        raise UsageError(f"this installation cannot send to {PLACES[kind].label}")
    await to_thread.run_sync(_keep, context, channel)
    try:
        await prover.prove(channel, link=confirm_link(context, channel))
    except SendError as error:
        await to_thread.run_sync(_forget, context, channel)
        raise UsageError(f"{PLACES[kind].label} did not take our question: {error}") from error
    return channel


def add_browser(context: Context, owner_id: str, subscription: str) -> Channel:
    """Keep a browser's subscription: whoever is signed in there asked for it, so nothing is left to prove."""
    try:
        value = json.loads(subscription)
        host = urlsplit(value["endpoint"]).hostname or ""
        kept = {"endpoint": str(value["endpoint"]), "keys": {k: str(value["keys"][k]) for k in ("p256dh", "auth")}}
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("that is not a browser's subscription") from error
    secret = json.dumps(kept)
    now = context.now()
    channel = Channel(new_id(), owner_id, ChannelKind.WEB_PUSH, f"a browser ({host})", now, secret, confirmed_at=now)
    with context.store.read() as unit:
        known = next((c for c in unit.owners.channels(owner_id) if c.secret == secret), None)
    return known or _keep(context, channel)


def add_for_operator(context: Context, owner_id: str, address: str) -> Channel:
    """Keep an Apprise address; only the operator may, since Apprise connects wherever it says."""
    now = context.now()
    name = f"{address.partition('://')[0]}://..."
    return _keep(context, Channel(new_id(), owner_id, ChannelKind.APPRISE, name, now, secret=address, confirmed_at=now))


def confirm_link(context: Context, channel: Channel) -> str:
    """The address where a place says yes: GET shows a button, POST acts."""
    signature = tokens.sign(context.key, "place", channel.owner_id, channel.id)
    return f"{context.settings.base_url}/places/confirm/{channel.owner_id}/{channel.id}/{signature}"


def confirm(context: Context, owner_id: str, channel_id: str, signature: str) -> Channel | None:
    """Let alerts go to a place; None if the link is not one of ours, too old, or its place was removed."""
    if not tokens.verify(context.key, signature, "place", owner_id, channel_id):
        return None
    with context.store.write() as unit:
        channel = unit.owners.channel(owner_id, channel_id)
        if channel is None or context.now() - channel.created_at > _LINK_LIVES:
            return None
        unit.owners.confirm_channel(owner_id, channel_id, at=context.now())
        note(unit, "channel confirmed", who=pseudonym(owner_id), now=context.now(), words=channel.kind.value)
    return replace(channel, confirmed_at=channel.confirmed_at or context.now())


def _channel(context: Context, owner_id: str, kind: ChannelKind, address: str, secret: str) -> Channel:
    if kind not in PLACES:
        raise UsageError(f"choose one of {', '.join(PLACES)}")
    if not address or len(address) > MAX_FIELD or len(secret) > MAX_FIELD:
        raise UsageError(f"give an address such as {PLACES[kind].example}")
    if kind is not ChannelKind.TELEGRAM and not address.startswith(("https://", "http://")):
        raise UsageError(f"the address must look like {PLACES[kind].example}")
    if PLACES[kind].hidden:
        address, secret = f"{urlsplit(address).hostname}/...{address[-4:]}", address
    return Channel(new_id(), owner_id, kind, address, context.now(), secret=secret)


def _keep(context: Context, channel: Channel) -> Channel:
    with context.store.write() as unit:
        others = [c for c in unit.owners.channels(channel.owner_id) if c.kind not in _COUNTED_APART]
        if len(others) >= MAX_PLACES:
            raise UsageError(f"at most {MAX_PLACES} places can be added; please remove one first")
        unit.owners.add_channel(channel)
        note(unit, "channel added", who=pseudonym(channel.owner_id), now=context.now(), words=channel.kind.value)
    return channel


_COUNTED_APART = (ChannelKind.EMAIL, ChannelKind.WEBHOOK)


def _forget(context: Context, channel: Channel) -> None:
    with context.store.write() as unit:
        unit.owners.remove_channel(channel.owner_id, channel.id)
