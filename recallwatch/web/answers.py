"""Buttons that deal with a case: done, not mine, later, open again; on one's own page, and behind a link in a message.

Whoever has the link may answer: it went to the owner, or to the second person of the household. Opening it changes
nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.flow.answer_links import Asked, read_link
from recallwatch.flow.answers import answer
from recallwatch.flow.items import register
from recallwatch.model import AnswerState, Done

from .forms import fields_of, item_of, sentence, slips, typed
from .respond import Ctx, Form, SignedIn, context_of, message, page, see
from .words import ANSWERS

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


def _asked(request: Request, owner_id: str, alert_id: str, channel_id: str, signature: str) -> Asked:
    asked = read_link(context_of(request), owner_id, alert_id, channel_id, signature)
    if asked is None:
        raise HTTPException(404)
    return asked


Link = Annotated[Asked, Depends(_asked)]


@router.get("/answer/{owner_id}/{alert_id}/{channel_id}/{signature}")
def ask(request: Request, asked: Link) -> Response:
    """What it is about, and one button for each answer; the one that was chosen in the message stands first."""
    return _answer_page(request, asked, said=_SAID.get(request.query_params.get("kept", ""), ""))


@router.post("/answer/{owner_id}/{alert_id}/{channel_id}/{signature}")
def act(request: Request, context: Ctx, asked: Link, form: Form) -> Response:
    """Keep the answer: a state, or the fact that a question asks for, which is judged at once."""
    try:
        if "state" not in form:
            _judge_anew(context, asked, form)
            return see(f"{request.url.path}?kept=fact")
        notice_id = asked.standing.record.notice.id if asked.standing else asked.alert.notice_id
        state = say(context, asked.item.owner_id, asked.item.id, notice_id, form, by=asked.by)
    except UsageError as error:
        return _answer_page(request, asked, problem=sentence(error), fields=dict(form), status=422)
    return see(f"{request.url.path}?kept={state.value}")


_SAID = {
    "fact": "Thank you. This is what it means by what you told us:",
    AnswerState.OPEN.value: "It is open again, and we will remind you.",
    AnswerState.DONE.value: "Well done. Nobody will be reminded of it any more.",
    AnswerState.NOT_MINE.value: "We will not write about it again, unless the notice changes and comes to mean yours.",
    AnswerState.SNOOZED.value: "We will remind you on that day.",
}


def _judge_anew(context: Context, asked: Asked, form: Mapping[str, str]) -> None:
    """Take only the fact that is asked for."""
    question = asked.standing.verdict.question if asked.standing else None
    name = ANSWERS.get(question.ask, "") if question else ""
    given = typed({name: form[name]} if name in form else {})
    problems = (*given.problems, *slips(given))
    if problems or not given.fields.get(name):
        raise UsageError(problems[0] if problems else "type the answer, or choose one of those below")
    register(context, item_of(given, asked.item))


def _answer_page(
    request: Request,
    asked: Asked,
    *,
    said: str = "",
    problem: str = "",
    fields: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    chosen = request.query_params.get("say", "")
    return page(
        request,
        "answer.html",
        status=status,
        own=True,
        asked=asked,
        said=said,
        problem=problem,
        fields=fields_of(asked.item) | dict(fields or {}),
        first=chosen if chosen in ("not_mine", "snoozed") else "done",
    )


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
