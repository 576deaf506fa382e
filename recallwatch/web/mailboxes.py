"""Further mailboxes of an owner; the page where somebody there says yes is that of every other place."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.errors import UsageError
from recallwatch.flow.mailboxes import add_mailbox

from .forms import sentence, tidy
from .respond import Ctx, Form, SignedIn, message
from .throttle import Throttle

router = APIRouter()

_BACK = ("/items#channels", "My things")


@router.post("/mailboxes")
async def add(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Keep a mailbox and ask there."""
    limit: Throttle = request.app.state.places_limit
    if not limit.allow(owner.id, now=context.now()):
        text = "We asked in many places already. Please wait an hour."
        return message(request, "That could not be added", text, status=429, back=_BACK)
    try:
        await add_mailbox(context, owner, tidy(form.get("email", "")))
    except UsageError as error:
        return message(request, "That could not be added", sentence(error), status=422, back=_BACK)
    return message(
        request,
        "We asked there",
        "Open the mail we just sent there and press the button behind its link. Until then nothing else goes there.",
        back=_BACK,
    )
