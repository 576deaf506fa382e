"""Buttons that deal with a case: done, not mine, later, open again."""

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.flow.answers import answer
from recallwatch.model import AnswerState, Done

from .forms import sentence
from .respond import Ctx, Form, SignedIn, message, see

router = APIRouter()

#: How long "later" may be, in days.
LATER = (7, 30, 90)


@router.post("/items/{item_id}/answers")
def settle(request: Request, context: Ctx, owner: SignedIn, item_id: str, form: Form) -> Response:
    """Keep what the owner says about a thing and a notice."""
    try:
        say(context, owner.id, item_id, form.get("notice", ""), form, by=owner.email)
    except UsageError as error:
        return message(request, "That could not be kept", sentence(error), status=422, back=("/items", "My things"))
    return see(f"/items#{item_id}")


def say(
    context: Context, owner_id: str, item_id: str, notice_id: str, form: Mapping[str, str], *, by: str
) -> AnswerState:
    """Read an answer's form and keep it; gives where the matter stands. Raises ``UsageError``."""
    try:
        state = AnswerState(form.get("state", ""))
        how = Done(form["how"]) if form.get("how") else None
        days = int(form.get("days") or LATER[1]) if state is AnswerState.SNOOZED else 0
    except ValueError:
        raise UsageError("choose one of the answers on the page") from None
    until = context.now() + timedelta(days=days) if state is AnswerState.SNOOZED and abs(days) < 1000 else None
    answer(context, owner_id, item_id, notice_id, state, by=by, how=how, until=until)
    return state
