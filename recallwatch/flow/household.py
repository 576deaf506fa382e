"""The second person of a household: named by the owner, asked by mail, told only what the owner leaves undone.

name -> channel, not confirmed -> mail with a link -> they agree (POST) -> reminders reach them, until they stop it
"""

from datetime import timedelta

from anyio import to_thread

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import Channel, ChannelKind, Owner
from recallwatch.model.ids import new_id
from recallwatch.ports import Unit

from .account import normal_address, unsubscribe_link

_LINK_LIVES = timedelta(days=7)


def second_of(unit: Unit, owner_id: str) -> Channel | None:
    """How the second person is reached, whether they agreed already or not."""
    return next((channel for channel in unit.owners.channels(owner_id) if channel.second), None)


async def name_second(context: Context, owner: Owner, email: str) -> str:
    """Ask somebody to be the second person; gives where the mail went. Raises ``UsageError``, ``SendError``."""
    channel = await to_thread.run_sync(_name, context, owner, normal_address(email))
    return await context.account_mail.ask_second(
        to=channel.address,
        owner=owner.email,
        link=_link(context, channel),
        decline=unsubscribe_link(context, channel),
        valid_for=_LINK_LIVES,
    )


def _name(context: Context, owner: Owner, email: str) -> Channel:
    if email == owner.email:
        raise UsageError("name somebody else: you are told anyway")
    channel = Channel(new_id(), owner.id, ChannelKind.EMAIL, email, created_at=context.now(), second=True)
    with context.store.write() as unit:
        if known := second_of(unit, owner.id):
            if known.address == email and known.disabled_at is not None:
                raise UsageError(f"{email} asked not to get these messages")
            if known.address == email and known.confirmed_at is not None:
                raise UsageError(f"{email} is the second person already")
            unit.owners.remove_channel(owner.id, known.id)
        unit.owners.add_channel(channel)
    return channel


def asked_second(context: Context, owner_id: str, channel_id: str, signature: str) -> Channel | None:
    """Whom a link asks; None when it is not one of ours, has expired, or the owner thought again."""
    with context.store.read() as unit:
        channel = unit.owners.channel(owner_id, channel_id)
    if channel is None or not channel.second or context.now() > channel.created_at + _LINK_LIVES:
        return None
    return channel if tokens.verify(context.key, signature, "second", owner_id, channel_id, channel.address) else None


def agree(context: Context, channel: Channel) -> None:
    """They agreed; a later "no" of theirs is taken back by that too."""
    with context.store.write() as unit:
        unit.owners.confirm_channel(channel.owner_id, channel.id, at=context.now())
        unit.owners.enable_channel(channel.owner_id, channel.id)


def forget_second(context: Context, owner_id: str) -> None:
    """The owner does without a second person; one who said no stays known, so as not to be asked again."""
    with context.store.write() as unit:
        known = second_of(unit, owner_id)
        if known and known.disabled_at is None:
            unit.owners.remove_channel(owner_id, known.id)


def _link(context: Context, channel: Channel) -> str:
    signature = tokens.sign(context.key, "second", channel.owner_id, channel.id, channel.address)
    return f"{context.settings.base_url}/second/{channel.owner_id}/{channel.id}/{signature}"
