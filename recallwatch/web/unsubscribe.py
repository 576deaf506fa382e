"""Stopping messages from a mail. Opening a link changes nothing: mail scanners open every one."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.flow import unsubscribe as flow
from recallwatch.flow.unsubscribe import Scope

from .respond import Ctx, Form, SignedIn, message, page, see

router = APIRouter()

_DONE = {
    Scope.SUBJECT: "You will get no more messages about it at this address",
    Scope.ADDRESS: "You will get no more messages at this address",
    Scope.EVERYWHERE: "You will get no more messages anywhere",
}
_PATH = "/unsubscribe/{owner_id}/{channel_id}/{subject_id}/{stop_signature}"


@router.get(_PATH)
def ask(
    request: Request, context: Ctx, owner_id: str, channel_id: str, subject_id: str, stop_signature: str
) -> Response:
    """Buttons; nothing is stopped by opening the link."""
    offer = flow.read_stop_link(context, owner_id, channel_id, subject_id, stop_signature)
    if offer is None:
        return _not_ours(request)
    return page(request, "unsubscribe.html", own=True, offer=offer)


@router.post(_PATH)
def stop(
    request: Request, context: Ctx, owner_id: str, channel_id: str, subject_id: str, stop_signature: str, form: Form
) -> Response:
    """Stop, for the buttons above and for a mail program's own (RFC 8058), which says nothing of how much."""
    offer = flow.read_stop_link(context, owner_id, channel_id, subject_id, stop_signature)
    if offer is None:
        return _not_ours(request)
    said = form.get("scope", "")
    scope = Scope(said) if said in set(Scope) else offer.one_click
    flow.stop(context, offer, scope)
    return message(
        request,
        _DONE[scope],
        "Your things and watches stay registered. Sign in to look at them, or to start again.",
        back=("/items", "My things"),
    )


@router.post("/channels/{channel_id}/hear/{subject_id}")
def hear(context: Ctx, owner: SignedIn, channel_id: str, subject_id: str) -> Response:
    """Send messages about a thing or watch again."""
    flow.hear_again(context, owner.id, channel_id, subject_id)
    return see("/items#channels")


def _not_ours(request: Request) -> Response:
    return message(request, "This link is not one of ours", "Nothing was changed.", status=404)
