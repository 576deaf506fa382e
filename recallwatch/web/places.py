"""Places to be told at besides the mailbox: chats, phones, this browser."""

from datetime import timedelta

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from recallwatch.errors import AddressRefused, UsageError
from recallwatch.flow import places as flow
from recallwatch.model import ChannelKind

from .forms import sentence, tidy
from .respond import Ctx, Form, SignedIn, message, page, see
from .throttle import Throttle

router = APIRouter()


def new_limit() -> Throttle:
    """How many places one owner may have us write to: enough for slips, too little to be a nuisance."""
    return Throttle(times=10, within=timedelta(hours=1))


@router.post("/places")
async def add(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Keep a place and ask there."""
    limit: Throttle = request.app.state.places_limit
    if not limit.allow(owner.id, now=context.now()):
        return _refused(request, "We asked in many places already. Please wait an hour.", status=429)
    kind, address = tidy(form.get("kind", "")), tidy(form.get("address", ""))
    if kind not in {each.value for each in flow.PLACES}:
        return _refused(request, "Choose a service from the list.")
    try:
        await flow.add_place(context, owner.id, ChannelKind(kind), address, form.get("secret", ""))
    except (UsageError, AddressRefused) as error:
        return _refused(request, sentence(error))
    return message(
        request,
        "We asked there",
        "Open the link that we just sent to that place, and press its button. Until then nothing else goes there.",
        back=("/items#channels", "My things"),
    )


@router.post("/places/browser")
def add_browser(context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Send to the browser that asks; its script posts what it subscribed with."""
    try:
        flow.add_browser(context, owner.id, form.get("subscription", ""))
    except UsageError as error:
        raise HTTPException(422) from error
    return see("/items#channels")


@router.get("/places/confirm/{owner_id}/{channel_id}/{signature}")
def ask(request: Request) -> Response:
    """One button: services look into every link, so opening one changes nothing."""
    return page(
        request,
        "confirm.html",
        own=True,
        heading="Send recall alerts here?",
        text="Alerts about the things of whoever asked for it will come to the place where you found this link.",
        action=request.url.path,
        button="Yes, send them",
    )


@router.post("/places/confirm/{owner_id}/{channel_id}/{signature}")
def confirm(request: Request, context: Ctx, owner_id: str, channel_id: str, signature: str) -> Response:
    """Yes."""
    if flow.confirm(context, owner_id, channel_id, signature) is None:
        return message(
            request,
            "This link does not work any more",
            "It works for seven days, and not after the place was removed. Add the place again to get a new one.",
            status=410,
            back=("/items#channels", "My things"),
        )
    return message(
        request, "Alerts will come here", "You can end this at any time.", back=("/items#channels", "My things")
    )


def _refused(request: Request, why: str, *, status: int = 422) -> Response:
    return message(request, "That place was not added", why, status=status, back=("/items#channels", "Try again"))
