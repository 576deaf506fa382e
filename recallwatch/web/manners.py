"""How an owner wants to be told: the form, without script."""

from datetime import time

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.flow import manners as flow
from recallwatch.flow.holding import day_name
from recallwatch.flow.household import second_of
from recallwatch.model import Digest, Manners, Owner

from .forms import sentence, tidy
from .respond import Ctx, Form, SignedIn, page, see

router = APIRouter()

_NAMES = ("zone", "quiet_from", "quiet_to", "digest", "digest_at", "digest_day", "receipts")
_MOST = 60


@router.get("/settings")
def settings(request: Request, context: Ctx, owner: SignedIn) -> Response:
    """What holds now."""
    with context.store.read() as unit:
        known = flow.manners_of(unit, owner.id)
    return _page(request, context, owner, _shown(known))


@router.post("/settings")
def change(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Keep what was chosen; what waits already is timed anew."""
    fields = {name: tidy(form.get(name, ""))[:_MOST] for name in _NAMES}
    try:
        _keep(context, owner, fields)
    except UsageError as error:
        return _page(request, context, owner, fields, problem=sentence(error), status=422)
    return see("/settings?kept=yes")


def _keep(context: Context, owner: Owner, fields: dict[str, str]) -> None:
    if fields["digest"] not in set(Digest) or fields["digest_day"] not in set("0123456"):
        raise UsageError("choose how often from the lists")
    flow.set_manners(
        context,
        Manners(
            owner.id,
            zone=fields["zone"] or "UTC",
            quiet_from=_clock(fields["quiet_from"]),
            quiet_to=_clock(fields["quiet_to"]),
            digest=Digest(fields["digest"]),
            digest_at=_clock(fields["digest_at"]) or Manners(owner.id).digest_at,
            digest_day=int(fields["digest_day"]),
            receipts=fields["receipts"] == "yes",
        ),
    )


def _page(
    request: Request, context: Context, owner: Owner, fields: dict[str, str], *, problem: str = "", status: int = 200
) -> Response:
    with context.store.read() as unit:
        second = second_of(unit, owner.id)
    return page(
        request,
        "settings.html",
        status=status,
        own=True,
        owner=owner,
        second=second,
        fields=fields,
        problem=problem,
        kept="kept" in request.query_params,
        zones=flow.zones(),
        days=[day_name(number) for number in range(7)],
    )


def _shown(known: Manners) -> dict[str, str]:
    return {
        "zone": known.zone,
        "quiet_from": _text(known.quiet_from),
        "quiet_to": _text(known.quiet_to),
        "digest": known.digest.value,
        "digest_at": _text(known.digest_at),
        "digest_day": str(known.digest_day),
        "receipts": "yes" if known.receipts else "",
    }


def _clock(text: str) -> time | None:
    return flow.read_clock(text) if text else None


def _text(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""
