"""The second person of a household: named here by the owner, asked by mail, and free to agree, decline or stop."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.errors import SendError, UsageError
from recallwatch.flow import household as flow
from recallwatch.flow.account import normal_address

from .account import too_often
from .forms import sentence
from .respond import Ctx, Form, SignedIn, message, page, see

router = APIRouter()

_BACK = ("/settings", "How we tell you")


@router.post("/settings/second")
async def name(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Ask somebody; nobody's mailbox may be filled through this form."""
    try:
        email = normal_address(form.get("email", ""))
        if refusal := too_often(request, context, email):
            return refusal
        await flow.name_second(context, owner, email)
    except UsageError as error:
        return message(request, "That is not possible", sentence(error), status=422, back=_BACK)
    except SendError:
        return message(request, "We could not send the mail", "Please try again later.", status=503, back=_BACK)
    return see("/settings?kept=yes")


@router.post("/settings/second/remove")
def remove(context: Ctx, owner: SignedIn) -> Response:
    """Do without a second person."""
    flow.forget_second(context, owner.id)
    return see("/settings?kept=yes")


@router.get("/second/{owner_id}/{channel_id}/{signature}")
def ask(request: Request, context: Ctx, owner_id: str, channel_id: str, signature: str) -> Response:
    """One button; nobody agrees by opening the link."""
    if flow.asked_second(context, owner_id, channel_id, signature) is None:
        return _void(request)
    return page(
        request,
        "confirm.html",
        own=True,
        heading="Look after recalls at home too?",
        text="We will write to you only when something recalled at home is not dealt with. You can stop at any time.",
        action=request.url.path,
        button="Yes, tell me too",
    )


@router.post("/second/{owner_id}/{channel_id}/{signature}")
def agree(request: Request, context: Ctx, owner_id: str, channel_id: str, signature: str) -> Response:
    """They agree."""
    channel = flow.asked_second(context, owner_id, channel_id, signature)
    if channel is None:
        return _void(request)
    flow.agree(context, channel)
    return message(request, "Thank you", "You will hear from us only if something is left undone.")


def _void(request: Request) -> Response:
    text = "The link is older than a week, or whoever named you thought again. Ask them to name you once more."
    return message(request, "This link does not work any more", text, status=410)
