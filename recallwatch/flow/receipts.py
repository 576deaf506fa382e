"""Once a month a note that we still watch, for whoever asked for it: silence alone could mean that we are dead.

owners who asked -> a new month on their clock, their hour has come -> leased -> counted, mailed -> noted for this month

A receipt is leased while it is sent, so that no two workers send it, and noted once it was handed over: a crash between
the two sends it again under the same Message-ID. One that could not be sent is tried at the next run.
"""

from datetime import datetime, timedelta
from hashlib import sha256

import structlog
from anyio import CancelScope, to_thread

from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.model import ChannelKind, Manners, Owner
from recallwatch.ports import Note

from .freshness import freshness
from .holding import local, quiet_end

log = structlog.get_logger("recallwatch.flow")

#: Longer than a mail server may take.
_LEASE = timedelta(minutes=10)


async def send_receipts(context: Context) -> int:
    """Send every receipt that is due; gives how many went out."""
    return sum([await _send(context, manners) for manners in await to_thread.run_sync(_due, context)])


def due_month(manners: Manners, now: datetime) -> str:
    """The month (YYYY-MM) a receipt is due for now; empty if none is."""
    there = local(manners, now)
    month = f"{there:%Y-%m}"
    awake = there.time() >= manners.digest_at and quiet_end(manners, now) is None
    return month if awake and month > manners.receipt_month else ""


def receipt(count: int, *, stale: tuple[str, ...], sources: int, link: str, id_: str = "") -> Note:
    """What a receipt says; ``stale`` are the titles of sources that were not read recently enough."""
    things = f"{count} {'thing' if count == 1 else 'things'}"
    if stale:
        healthy = (
            f"Not all is well: {len(stale)} of {sources} sources were not read recently enough: {', '.join(stale)}."
        )
        healthy += " What they announced lately we may not know yet."
    else:
        healthy = f"All {sources} sources were read recently."
    subject = f"Still watching {things}" + (
        f", {len(stale)} {'source' if len(stale) == 1 else 'sources'} out of date" if stale else ", all sources healthy"
    )
    ask = "You asked for this note once a month. To end it, open “How we tell you”."
    says = (f"We are still watching {things} of yours.", healthy, ask)
    return Note(subject, says, ("How we tell you", link), id=id_)


def _due(context: Context) -> list[Manners]:
    with context.store.read() as unit:
        return [manners for manners in unit.manners.receiving() if due_month(manners, context.now())]


async def _send(context: Context, manners: Manners) -> bool:
    month = due_month(manners, context.now())
    owner = await to_thread.run_sync(_claim, context, manners, month)
    if owner is None:
        return False
    try:
        await context.account_mail.note(to=owner.email, note=await to_thread.run_sync(_note, context, owner, month))
    except SendError as error:
        log.warning("receipt not sent", owner=owner.id, why=str(error))
        await to_thread.run_sync(_give_back, context, owner)
        return False
    with CancelScope(shield=True):  # what went out is not to go out again because the program stops
        await to_thread.run_sync(_noted, context, manners, month)
    return True


def _claim(context: Context, manners: Manners, month: str) -> Owner | None:
    """The owner, if the month's receipt is ours to send; nobody whose mailbox was stopped gets one."""
    last = manners.receipt_month
    with context.store.write() as unit:
        if not unit.manners.claim_receipt(manners.owner_id, after=last, now=context.now(), lease=_LEASE):
            return None
        owner = unit.owners.get(manners.owner_id)
        channels = unit.owners.channels(manners.owner_id)
        open_ = [c for c in channels if c.kind is ChannelKind.EMAIL and not c.second and c.disabled_at is None]
        if owner and any(c.address == owner.email for c in open_):
            return owner
        unit.manners.set_receipt(manners.owner_id, month, after=last)
        return None


def _noted(context: Context, manners: Manners, month: str) -> None:
    with context.store.write() as unit:
        unit.manners.set_receipt(manners.owner_id, month, after=manners.receipt_month)


def _give_back(context: Context, owner: Owner) -> None:
    with context.store.write() as unit:
        unit.manners.release_receipt(owner.id)


def _note(context: Context, owner: Owner, month: str) -> Note:
    with context.store.read() as unit:
        count = len(unit.items.of(owner.id))
    titles = tuple(context.sources[id_].info.title for id_ in freshness(context).stale)
    link = f"{context.settings.base_url}/settings"
    id_ = f"receipt-{month}-{sha256(owner.id.encode()).hexdigest()[:12]}"
    return receipt(count, stale=titles, sources=len(context.sources), link=link, id_=id_)
