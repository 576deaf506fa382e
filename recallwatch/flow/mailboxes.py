"""An owner's further mailboxes, each after double opt-in: nothing is sent to one before somebody there said yes.

typed -> kept unconfirmed -> asked by mail, with a link -> GET shows a button -> POST confirms
                                            \\--> "never write here again": nothing more goes there, asking included
"""

from datetime import timedelta

from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import SendError, UsageError
from recallwatch.model import Channel, ChannelKind, Owner
from recallwatch.model.ids import new_id
from recallwatch.ports import Note, Unit

from .account import normal_address, unsubscribe_link
from .places import confirm_link

MAX_MAILBOXES = 5

#: As long as ``places.confirm`` takes the link.
_LINK_LIVES = timedelta(days=7)


async def add_mailbox(context: Context, owner: Owner, email: str) -> str:
    """Ask there; gives where the mail went. Raises ``UsageError`` if it cannot be added or the mail was not taken."""
    channel = await to_thread.run_sync(_keep, context, owner, normal_address(email))
    try:
        return await context.account_mail.note(to=channel.address, note=_question(context, owner, channel))
    except SendError as error:
        await to_thread.run_sync(_forget, context, channel)
        raise UsageError(f"the mail to {channel.address} was not taken: {error}") from error


def remove_mailbox(unit: Unit, owner: Owner, channel: Channel) -> bool:
    """Forget a further mailbox; False for the one that the owner signs in with, and for one that said no."""
    if channel.address == owner.email or channel.second or channel.disabled_why == "unsubscribed":
        return False
    unit.owners.remove_channel(owner.id, channel.id)
    return True


def _question(context: Context, owner: Owner, channel: Channel) -> Note:
    return Note(
        "Shall we write to you here when something is recalled?",
        (
            f"{owner.email} uses recallwatch to hear when something they own is recalled, and wants it told here too.",
            "The link opens a page with one button and works for 7 days. If you do nothing, we do not write to you.",
        ),
        ("Look and decide", confirm_link(context, channel)),
        unsubscribe=unsubscribe_link(context, channel),
    )


def _keep(context: Context, owner: Owner, email: str) -> Channel:
    now = context.now()
    with context.store.write() as unit:
        mailboxes = [c for c in unit.owners.channels(owner.id) if c.kind is ChannelKind.EMAIL and not c.second]
        for known in (each for each in mailboxes if each.address == email):
            if known.disabled_at is not None:
                raise UsageError(f"{email} does not want to be written to, or mail to it came back")
            if known.confirmed_at is not None:
                raise UsageError(f"{email} is told already")
            if now - known.created_at < _LINK_LIVES:
                return known
            unit.owners.remove_channel(owner.id, known.id)
            mailboxes.remove(known)
        if len(mailboxes) >= MAX_MAILBOXES:
            raise UsageError(f"at most {MAX_MAILBOXES} mailboxes can be told; please remove one first")
        channel = Channel(new_id(), owner.id, ChannelKind.EMAIL, email, created_at=now)
        unit.owners.add_channel(channel)
    return channel


def _forget(context: Context, channel: Channel) -> None:
    with context.store.write() as unit:
        unit.owners.remove_channel(channel.owner_id, channel.id)
