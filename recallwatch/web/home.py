"""The start page, and the answer to "is mine recalled?" for anybody, nothing kept."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from recallwatch.flow import items as flow
from recallwatch.model import Item
from recallwatch.ports import Query

from .forms import item_of, says_something, slips, typed
from .respond import Ctx, page
from .standing import standings
from .view import one_per_case

router = APIRouter()

_RECENT = 30


@router.get("/")
def home(request: Request, context: Ctx) -> HTMLResponse:
    """The question, and what is new."""
    with context.store.read() as unit:
        recent = one_per_case(unit.notices.find(Query(limit=_RECENT)))
    stale = [each for each in standings(context) if each.stale]
    return page(request, "home.html", recent=recent[:10], stale=stale, fields={}, problems=())


@router.get("/check")
def check(request: Request, context: Ctx) -> HTMLResponse:
    """Compare what was typed with every notice; the form again, if it cannot be understood."""
    form = typed(request.query_params)
    item = item_of(form, Item("", "")) if not form.problems else None
    problems = form.problems
    if item and not says_something(item):
        problems = ("Tell us at least what it is: a name, a model, a serial number or a barcode.",)
    if item is None or problems:
        return page(request, "check_form.html", status=422, own=True, fields=form.fields, problems=problems)
    found = flow.check(context.store, item)
    return page(
        request,
        "check.html",
        own=True,
        item=item,
        found=found,
        sources=standings(context),
        fields=form.fields,
        slips=slips(form),
    )
