"""An owner's watches: saved searches whose new hits are sent to them, each with its feeds."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.flow import watches as flow
from recallwatch.model import Digest, Owner, Watch
from recallwatch.model.ids import new_id

from .forms import sentence, tidy
from .notices import NARROWING, narrowing
from .respond import Ctx, Form, SignedIn, page, see
from .standing import standings

router = APIRouter()


@router.get("/watches")
def watches(request: Request, context: Ctx, owner: SignedIn) -> Response:
    """All of them; the form is filled from the address, if a search led here."""
    return _page(request, context, owner, narrowing(request))


@router.post("/watches")
def add(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Keep one."""
    fields = {name: tidy(form.get(name, "")) for name in ("name", "digest", *NARROWING)}
    fields["country"] = fields["country"].upper()
    try:
        flow.add(context, _watch(fields, Watch(new_id(), owner.id, "", created_at=context.now())))
    except UsageError as error:
        return _page(request, context, owner, fields, problem=sentence(error), status=422)
    return see("/watches")


@router.post("/watches/{watch_id}/delete")
def delete(context: Ctx, owner: SignedIn, watch_id: str) -> Response:
    """Forget one."""
    try:
        flow.remove(context, owner.id, watch_id)
    except UsageError:
        raise HTTPException(404) from None
    return see("/watches")


def narrowed(watch: Watch) -> dict[str, str]:
    """The search that a watch is, as the list of notices and the feeds are narrowed."""
    values = (watch.words, watch.source, watch.brand, watch.hazard, watch.country)
    return {name: value for name, value in zip(NARROWING, values, strict=True) if value}


def _watch(fields: dict[str, str], onto: Watch) -> Watch:
    if fields["digest"] not in ("", *Digest):
        raise UsageError("choose how often from the list")
    return Watch(
        onto.id,
        onto.owner_id,
        name=fields["name"],
        words=fields["q"],
        brand=fields["brand"],
        hazard=fields["hazard"],
        country=fields["country"],
        source=fields["source"],
        created_at=onto.created_at,
        digest=Digest(fields["digest"]) if fields["digest"] else None,
    )


def _page(
    request: Request, context: Context, owner: Owner, fields: dict[str, str], *, problem: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "watches.html",
        status=status,
        own=True,
        owner=owner,
        known=[(watch, narrowed(watch)) for watch in flow.of_owner(context, owner.id)],
        fields=fields,
        problem=problem,
        sources=standings(context),
    )
