"""What owners do with their webhooks: add, choose what to take, change the secret, try, have sent again."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.extract import HAZARDS
from recallwatch.model import (
    EVERYTHING,
    PRIVATE,
    PUBLIC,
    Channel,
    ChannelKind,
    Event,
    EventType,
    Outcome,
    Standing,
    Wants,
    rotated,
    signing_keys,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Answer
from recallwatch.tokens import new_private_key, new_webhook_secret

#: One owner must not slow the sending for everybody.
MAX_WEBHOOKS = 10
MAX_PER_MINUTE = 10_000

#: How long a former secret signs along, unless somebody says so, and at most.
OVERLAP = timedelta(hours=24)
MOST_OVERLAP = timedelta(days=7)

_MANY = 1000

#: For so long after it ended a message can be sent again, by itself or with all that failed.
MOST_BACK = timedelta(days=30)


def add(context: Context, owner_id: str, url: str, *, asymmetric: bool = False) -> Channel:
    """Add a webhook; its signing secret is in the channel. The address is checked when it is used, every time."""
    if not url.startswith(("https://", "http://")):
        raise UsageError("a webhook's address must start with https:// (or http:// inside your own network)")
    channel = Channel(
        id=new_id(),
        owner_id=owner_id,
        kind=ChannelKind.WEBHOOK,
        address=url,
        secret=_new_secret(asymmetric),
        created_at=context.now(),
        confirmed_at=context.now(),
    )
    with context.store.write() as unit:
        webhooks = [c for c in unit.owners.channels(owner_id) if c.kind is ChannelKind.WEBHOOK]
        if len(webhooks) >= MAX_WEBHOOKS:
            raise UsageError(f"at most {MAX_WEBHOOKS} webhooks can be added; please remove one first")
        unit.owners.add_channel(channel)
    return channel


def of_owner(context: Context, owner_id: str, channel_id: str) -> Channel:
    """One webhook of an owner; raises ``UsageError`` if there is none."""
    with context.store.read() as unit:
        channel = unit.owners.channel(owner_id, channel_id)
    if channel is None or channel.kind is not ChannelKind.WEBHOOK:
        raise UsageError(f"there is no webhook {channel_id!r}")
    return channel


def all_of(context: Context, owner_id: str) -> list[tuple[Channel, Standing | None]]:
    """An owner's webhooks, each with how it does if there is something to say."""
    with context.store.read() as unit:
        channels = [each for each in unit.owners.channels(owner_id) if each.kind is ChannelKind.WEBHOOK]
        standings = unit.endpoints.standings((owner_id, each.id) for each in channels)
    return [(each, standings.get((owner_id, each.id))) for each in channels]


def rotate(
    context: Context,
    owner_id: str,
    channel_id: str,
    *,
    overlap: timedelta = OVERLAP,
    asymmetric: bool = False,
) -> Channel:
    """Give a webhook a new secret; the one before signs along for ``overlap``."""
    if not timedelta(0) <= overlap <= MOST_OVERLAP:
        raise UsageError("the former secret can sign along for 0 to 7 days")
    now = context.now()
    channel = of_owner(context, owner_id, channel_id)
    secret = rotated(channel.secret, _new_secret(asymmetric), now=now, until=now + overlap)
    return _keep(context, replace(channel, secret=secret))


def shown_secret(channel: Channel, *, now: datetime) -> str:
    """What a receiver needs to verify: the shared secret, or the public key of a private one."""
    [current, *_] = signing_keys(channel.secret, now=now) or [None]
    if current is None:
        return ""
    return _public(current.key) if current.key.startswith(PRIVATE) else current.key


def choose(context: Context, owner_id: str, channel_id: str, wants: Wants = EVERYTHING) -> Channel:
    """Say what a webhook takes, and how fast."""
    _check("event", wants.types, [type_.value for type_ in EventType])
    _check("hazard", wants.hazards, HAZARDS)
    _check("verdict", wants.verdicts, [outcome.value for outcome in Outcome])
    if wrong := [code for code in wants.countries if len(code) != 2 or not code.isascii() or not code.isupper()]:
        raise UsageError(f"a country is two capital letters (ISO 3166-1), such as US; not {wrong[0]!r}")
    if not 0 <= wants.per_minute <= MAX_PER_MINUTE:
        raise UsageError(f"at most {MAX_PER_MINUTE:,} messages a minute can be asked for; 0 is no limit")
    return _keep(context, replace(of_owner(context, owner_id, channel_id), wants=wants))


async def test(context: Context, owner_id: str, channel_id: str) -> Answer:
    """Post an ``endpoint.test`` now, once; the receiver's answer. Raises ``SendError``."""
    channel = await to_thread.run_sync(of_owner, context, owner_id, channel_id)
    about = {"id": channel.id, "kind": channel.kind.value, "address": channel.address}
    event = Event(new_id(), EventType.ENDPOINT_TEST, context.now(), {"endpoint": about})
    return await context.events.send_event(channel, event, now=context.now())


def replay_one(context: Context, owner_id: str, channel_id: str, delivery_id: str) -> None:
    """Send one message again under its id; raises ``UsageError`` if it is not one that ended there."""
    now = context.now()
    with context.store.write() as unit:
        sent = {each.id: each for each in unit.outbox.deliveries(owner_id=owner_id, limit=_MANY)}
        mine = delivery_id in sent and sent[delivery_id].channel_id == channel_id
        if not mine or not unit.outbox.replay(delivery_id, since=now - MOST_BACK, now=now):
            raise UsageError(f"that message is not there, has not ended yet, or ended over {MOST_BACK.days} days ago")


def replay_failed(context: Context, owner_id: str, channel_id: str, *, since: datetime) -> int:
    """Make everything due again that was given up since a time; how many messages."""
    if since < context.now() - MOST_BACK:
        raise UsageError(f"what failed can be sent again for {MOST_BACK.days} days back")
    with context.store.write() as unit:
        return unit.outbox.replay_dead(owner_id, channel_id, since=since, now=context.now())


def _keep(context: Context, channel: Channel) -> Channel:
    with context.store.write() as unit:
        unit.owners.change_channel(channel)
    return channel


def _new_secret(asymmetric: bool) -> str:
    return new_private_key() if asymmetric else new_webhook_secret()


def _public(private: str) -> str:
    return PUBLIC + b64encode(b64decode(private.removeprefix(PRIVATE))[-32:]).decode()


def _check(what: str, given: Iterable[str], known: Collection[str]) -> None:
    if wrong := [value for value in given if value not in known]:
        raise UsageError(f"there is no {what} {wrong[0]!r}; known are {', '.join(known)}")
