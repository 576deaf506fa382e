"""Signing in by emailed link, and unsubscribing: tokens are random, single use and kept only as digests."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from anyio import to_thread

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import Alert, AlertKind, Channel, ChannelKind, Owner
from recallwatch.model.ids import new_id
from recallwatch.ports import Unit

from .alerts import deliveries, is_urgent
from .audit import note, pseudonym

_LINK_LIVES = timedelta(minutes=30)
_SESSION_LIVES = timedelta(days=90)
_MANY = 1000

# Deliberately loose: the proof of an address is that the link arrives.
_ADDRESS = re.compile(r"[^@\s<>\"',;:\\()\[\]]{1,64}@[^@\s<>\"',;:\\()\[\]]{1,250}\Z")


async def request_sign_in(context: Context, email: str) -> str:
    """Mail a link that signs in whoever can read that mailbox; gives where the mail went, in words."""
    email = normal_address(email)
    token = tokens.new_token()
    await to_thread.run_sync(_keep, context, token, email)
    link = f"{context.settings.base_url}/sign-in/{token}"
    return await context.account_mail.sign_in(to=email, link=link, valid_for=_LINK_LIVES)


def _keep(context: Context, token: str, email: str) -> None:
    expires = context.now() + _LINK_LIVES
    with context.store.write() as unit:
        unit.owners.add_token(tokens.digest(token), email=email, purpose="sign-in", expires_at=expires)


def normal_address(email: str) -> str:
    """An address as it is kept; raises ``UsageError`` when it cannot be one."""
    email = email.strip().lower()
    if not _ADDRESS.match(email):
        raise UsageError("that does not look like an email address")
    return email


def sign_in(context: Context, token: str) -> str | None:
    """Redeem a link once; gives the session's token. The first time, the owner and their email channel are made."""
    now = context.now()
    session = tokens.new_token()
    with context.store.write() as unit:
        email = unit.owners.redeem(tokens.digest(token), purpose="sign-in", now=now)
        if email is None:
            return None
        owner = confirmed_owner(unit, context, email)
        unit.owners.add_session(tokens.digest(session), owner_id=owner.id, expires_at=now + _SESSION_LIVES)
        note(unit, "sign-in", who=pseudonym(owner.id), now=now)
    return session


def confirmed_owner(unit: Unit, context: Context, email: str) -> Owner:
    """The owner behind a proven address, with a confirmed email channel; made if new."""
    now = context.now()
    owner = unit.owners.by_email(email)
    if owner is None:
        owner = Owner(new_id(), email, created_at=now, confirmed_at=now)
        unit.owners.add(owner)
    unit.owners.confirm(owner.id, at=now)
    channels = unit.owners.channels(owner.id)
    if not any(c.kind is ChannelKind.EMAIL and c.address == email for c in channels):
        unit.owners.add_channel(Channel(new_id(), owner.id, ChannelKind.EMAIL, email, created_at=now, confirmed_at=now))
    return owner


def owner_of(context: Context, session: str) -> Owner | None:
    """The owner whom a session token belongs to."""
    with context.store.read() as unit:
        return unit.owners.session(tokens.digest(session), now=context.now())


def sign_out(context: Context, session: str) -> None:
    """End a session."""
    with context.store.write() as unit:
        unit.owners.end_session(tokens.digest(session))


def unsubscribe_link(context: Context, channel: Channel) -> str:
    """The address that stops messages over one channel: GET shows a button, POST acts (RFC 8058)."""
    signature = tokens.sign(context.key, "unsubscribe", channel.owner_id, channel.id)
    return f"{context.settings.base_url}/unsubscribe/{channel.owner_id}/{channel.id}/{signature}"


def unsubscribe(context: Context, owner_id: str, channel_id: str, signature: str) -> bool:
    """Stop messages over one channel; False when the link is not one of ours."""
    if not tokens.verify(context.key, signature, "unsubscribe", owner_id, channel_id):
        return False
    with context.store.write() as unit:
        unit.owners.disable_channel(owner_id, channel_id, at=context.now(), why="unsubscribed")
        unit.bounces.drop(owner_id, channel_id, answer="unsubscribed")
    return True


def resume(context: Context, owner_id: str, channel_id: str) -> None:
    """Use a channel again that was stopped, and send over it what stands since: the last alert of every thread."""
    with context.store.write() as unit:
        channel = unit.owners.channel(owner_id, channel_id)
        owner = unit.owners.get(owner_id)
        if channel is None or owner is None or channel.disabled_at is None or _is_anothers_no(channel, owner):
            return
        unit.owners.enable_channel(owner_id, channel_id)
        unit.bounces.forget(owner_id, channel_id)
        missed = [alert for alert in _standing(unit, owner_id) if alert.created_at >= channel.disabled_at]
        records = unit.notices.many(alert.notice_id for alert in missed)
        urgent = {a.id: a.notice_id in records and is_urgent(a.kind, records[a.notice_id]) for a in missed}
        again = [replace(channel, disabled_at=None)]
        manners = unit.manners.get(owner_id)
        sendings = [deliveries(a, again, urgent=urgent[a.id], now=context.now(), manners=manners) for a in missed]
        unit.outbox.add_deliveries(list(chain.from_iterable(sendings)))


def _is_anothers_no(channel: Channel, owner: Owner) -> bool:
    """Whether somebody else said no there, which the owner cannot take back for them."""
    said_no = channel.kind is ChannelKind.EMAIL and channel.disabled_why == "unsubscribed"
    return channel.second or (said_no and channel.address != owner.email)


def _standing(unit: Unit, owner_id: str) -> list[Alert]:
    """The latest alert of each of an owner's threads."""
    newest: dict[tuple[str, str], Alert] = {}
    for alert in unit.outbox.alerts(owner_id, limit=_MANY):
        if alert.kind is not AlertKind.LINKED:
            newest.setdefault((alert.subject_id, alert.case_id), alert)
    return list(newest.values())
