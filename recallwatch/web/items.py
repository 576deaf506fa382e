"""An owner's things: what we know of each, the form to add one, the answers to our questions, where messages go."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import AddressRefused, UsageError
from recallwatch.flow import items as flow
from recallwatch.flow import webhooks
from recallwatch.flow.account import resume
from recallwatch.flow.bounces import trouble
from recallwatch.flow.mailboxes import remove_mailbox
from recallwatch.flow.places import PLACES
from recallwatch.flow.unsubscribe import stopped
from recallwatch.model import Channel, ChannelKind, Delivery, Item, Outcome, Owner, Record
from recallwatch.model.ids import new_id

from .forms import Typed, fields_of, item_of, says_something, sentence, slips, tidy, typed
from .guard import WITH_SCRIPT
from .respond import Ctx, Form, SignedIn, page, see
from .standing import standings

router = APIRouter()

_EMPTY = Typed({})
_MAX_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Sending:
    """One delivery as the page shows it."""

    delivery: Delivery
    record: Record | None
    channel: Channel | None


@router.get("/items")
def items(request: Request, context: Ctx, owner: SignedIn) -> Response:
    """Everything the owner registered; the add form is filled from the address, if a check led here."""
    return _items_page(request, context, owner, add=Typed(typed(request.query_params).fields))


@router.post("/items")
def add(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Register a thing; it is matched at once against everything known."""
    given = _to_keep(form)
    item = None if given.problems else item_of(given, Item(new_id(), owner.id))
    problem = _register(context, item)
    if item is None or problem:
        shown = Typed(given.fields, given.problems or (problem,))
        return _items_page(request, context, owner, status=422, add=shown)
    return see(f"/items#{item.id}")


@router.post("/items/{item_id}")
def change(request: Request, context: Ctx, owner: SignedIn, item_id: str, form: Form) -> Response:
    """Change a thing, or answer a question about it: fields that are not sent stay."""
    with context.store.read() as unit:
        old = unit.items.get(owner.id, item_id)
    if old is None:
        raise HTTPException(404)
    given = _to_keep(form)
    problem = "" if given.problems else _register(context, item_of(given, old))
    if given.problems or problem:
        shown = Typed(fields_of(old) | given.fields, given.problems or (problem,))
        return _items_page(request, context, owner, status=422, edited={item_id: shown})
    return see(f"/items#{item_id}")


@router.post("/items/{item_id}/delete")
def delete(context: Ctx, owner: SignedIn, item_id: str) -> Response:
    """Forget a thing."""
    flow.remove(context, owner.id, item_id)
    return see("/items")


@router.post("/channels")
def add_channel(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Send messages to a webhook too."""
    url = tidy(form.get("url", ""))
    try:
        if len(url) > _MAX_ADDRESS:
            raise UsageError(f"the address is too long; at most {_MAX_ADDRESS} characters")
        channel = webhooks.add(context, owner.id, url)
    except (UsageError, AddressRefused) as error:
        refused = (url[:_MAX_ADDRESS], sentence(error))
        return _items_page(request, context, owner, status=422, refused=refused)
    return see(f"/webhooks/{channel.id}")


@router.post("/channels/{channel_id}/remove")
def remove_channel(context: Ctx, owner: SignedIn, channel_id: str) -> Response:
    """Stop sending to a place. The first mailbox stays: it is how the owner signs in."""
    with context.store.write() as unit:
        channel = unit.owners.channel(owner.id, channel_id)
        if channel is None:
            raise HTTPException(404)
        if channel.kind is not ChannelKind.EMAIL:
            unit.owners.remove_channel(owner.id, channel_id)
        elif not remove_mailbox(unit, owner, channel):
            raise HTTPException(404)
    return see("/items#channels")


@router.post("/channels/{channel_id}/resume")
def resume_channel(context: Ctx, owner: SignedIn, channel_id: str) -> Response:
    """Send again to an address that was stopped; new messages only."""
    resume(context, owner.id, channel_id)
    return see("/items#channels")


def _register(context: Context, item: Item | None) -> str:
    """Register if there is something to register; gives what is wrong."""
    if item is None:
        return ""
    if not says_something(item):
        return "Tell us at least what it is: a name, a model, a serial number or a barcode."
    try:
        flow.register(context, item)
    except UsageError as error:
        return sentence(error)
    return ""


def _to_keep(form: Form) -> Typed:
    """What was typed to be kept: a slip is refused here, where checking only points it out."""
    given = typed(form)
    return Typed(given.fields, (*given.problems, *slips(given)))


def _items_page(
    request: Request,
    context: Context,
    owner: Owner,
    *,
    status: int = 200,
    add: Typed = _EMPTY,
    edited: dict[str, Typed] | None = None,
    refused: tuple[str, str] = ("", ""),
) -> Response:
    """The page; ``add`` and ``edited`` are forms to show again, ``refused`` a webhook address and why."""
    known = sorted(flow.of_owner(context, owner.id), key=_urgency)
    channels, troubles, quiet, sendings = _messages(context, owner)
    feed_made, token_made = _made(context, owner)
    answer = page(
        request,
        "items.html",
        status=status,
        own=True,
        places=PLACES,
        push_key=context.push_key,
        owner=owner,
        known=known,
        forms={item.id: Typed(fields_of(item)) for item, _ in known} | (edited or {}),
        edited=edited or {},
        add=add,
        refused=refused,
        channels=channels,
        troubles=troubles,
        quiet=quiet,
        feed_made=feed_made,
        token_made=token_made,
        sendings=sendings,
        stale=[each for each in standings(context) if each.stale],
    )
    answer.headers["Content-Security-Policy"] = WITH_SCRIPT
    return answer


def _made(context: Context, owner: Owner) -> tuple[datetime | None, datetime | None]:
    """When the address of the private feed and the token for programs were made."""
    with context.store.read() as unit:
        return unit.owners.feed_of(owner.id), unit.owners.api_token_of(owner.id)


def _urgency(pair: tuple[Item, list[flow.Found]]) -> int:
    """Things to act on come first; the strongest verdict of each stands first in its list."""
    open_ = [each for each in pair[1] if each.answer is None or not each.answer.settles]
    return list(Outcome).index(open_[0].verdict.outcome) if open_ else len(Outcome)


def _messages(
    context: Context, owner: Owner
) -> tuple[list[Channel], dict[str, str], dict[str, list[tuple[str, str]]], list[Sending]]:
    """The channels with their troubles and what is not told of there, and what was sent."""
    with context.store.read() as unit:
        channels = unit.owners.channels(owner.id)
        troubles = {c.id: trouble(unit, c, now=context.now()) for c in channels}
        quiet = stopped(unit, owner.id)
        alerts = {alert.id: alert for alert in unit.outbox.alerts(owner.id)}
        deliveries = unit.outbox.deliveries(owner_id=owner.id, limit=20)
        records = unit.notices.many({alert.notice_id for alert in alerts.values()})
    by_id = {channel.id: channel for channel in channels}
    sendings = [
        Sending(
            each,
            records.get(alerts[each.alert_id].notice_id) if each.alert_id in alerts else None,
            by_id.get(each.channel_id),
        )
        for each in deliveries
    ]
    return channels, troubles, quiet, sendings
