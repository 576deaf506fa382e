"""The start page, and the answer to "is mine recalled?" for anybody, nothing kept."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from recallwatch.context import Context
from recallwatch.flow import items as flow
from recallwatch.model import Item
from recallwatch.ports import Query

from .forms import item_of, says_something, slips, typed
from .respond import Ctx, page
from .standing import standings
from .view import one_per_case

router = APIRouter()

_RECENT = 30
#: Notices counted before it is "that many or more"; nobody reads further.
_MOST_COUNTED = 50


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
    spoken, count = ("", 0) if found else _spoken_of(context, item)
    return page(
        request,
        "check.html",
        own=True,
        item=item,
        found=found,
        sources=standings(context),
        fields=form.fields,
        slips=slips(form),
        spoken=spoken,
        count=count,
        most=_MOST_COUNTED,
    )


def _spoken_of(context: Context, item: Item) -> tuple[str, int]:
    """The words typed that notices speak of, and how many do: all of them, else what the thing is, its last word."""
    with context.store.read() as unit:
        for words in dict.fromkeys((f"{item.brand} {item.name}".strip(), item.name, *item.name.split()[-1:])):
            count = len(unit.notices.find(Query(words=words, limit=_MOST_COUNTED))) if words and item.name else 0
            if count:
                return words, count
    return "", 0
