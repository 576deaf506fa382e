"""An owner's webhook: its secret, what it takes, a test, sending again what failed, and every attempt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from anyio import from_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from recallwatch.context import Context
from recallwatch.errors import SendError, UsageError
from recallwatch.flow import webhooks as flow
from recallwatch.model import Attempt, Channel, Delivery, EventType, Outcome, Owner, Standing, Wants, signing_keys

from .forms import sentence
from .respond import Ctx, Form, SignedIn, page, see
from .throttle import Throttle

router = APIRouter()

_DELIVERIES = 200
_SHOWN = 20
_DAYS = (1, 7, 14, 30)
_TEXT = 300


@dataclass(frozen=True, slots=True)
class Logged:
    """One delivery with every attempt made of it."""

    delivery: Delivery
    attempts: list[Attempt]


def new_limit() -> Throttle:
    """How often an owner may have a test posted: a form must not become a way to post much anywhere."""
    return Throttle(times=10, within=timedelta(minutes=10))


@router.get("/webhooks/{channel_id}")
def show(request: Request, context: Ctx, owner: SignedIn, channel_id: str) -> Response:
    """The webhook's page."""
    return _page(request, context, owner, channel_id)


@router.post("/webhooks/{channel_id}")
def choose(request: Request, context: Ctx, owner: SignedIn, channel_id: str, form: Form) -> Response:
    """Keep what the webhook takes."""
    wants = Wants(
        types=_ticked(form, "type", EventType),
        hazards=_listed(form, "hazards"),
        countries=tuple(code.upper() for code in _listed(form, "countries")),
        verdicts=_ticked(form, "verdict", Outcome),
        per_minute=_number(form.get("per_minute", "")),
    )
    try:
        flow.choose(context, owner.id, _there(context, owner, channel_id).id, wants)
    except UsageError as error:
        return _page(request, context, owner, channel_id, status=422, problem=sentence(error), wants=wants)
    return see(f"/webhooks/{channel_id}")


@router.post("/webhooks/{channel_id}/secret")
def rotate(context: Ctx, owner: SignedIn, channel_id: str, form: Form) -> Response:
    """Make a new secret; the former one signs along for a day."""
    channel = _there(context, owner, channel_id)
    flow.rotate(context, owner.id, channel.id, asymmetric=form.get("kind") == "private")
    return see(f"/webhooks/{channel_id}#secret")


@router.post("/webhooks/{channel_id}/test")
def test(request: Request, context: Ctx, owner: SignedIn, channel_id: str) -> Response:
    """Post a test and show what came of it."""
    limit: Throttle = request.app.state.webhook_tests_limit
    if not limit.allow(owner.id, now=context.now()):
        problem = "That were many tests. Please wait ten minutes."
        return _page(request, context, owner, channel_id, status=429, problem=problem)
    try:
        answer = from_thread.run(flow.test, context, owner.id, _there(context, owner, channel_id).id)
    except SendError as error:
        return _page(request, context, owner, channel_id, tried=(False, str(error)))
    return _page(request, context, owner, channel_id, tried=(True, answer.words))


@router.post("/webhooks/{channel_id}/replay")
def replay(request: Request, context: Ctx, owner: SignedIn, channel_id: str, form: Form) -> Response:
    """Send again what was given up in the last days."""
    days = _number(form.get("days", "")) or _DAYS[0]
    channel = _there(context, owner, channel_id)
    try:
        count = flow.replay_failed(context, owner.id, channel.id, since=context.now() - timedelta(days=days))
    except UsageError as error:
        return _page(request, context, owner, channel_id, status=422, problem=sentence(error))
    return _page(request, context, owner, channel_id, again=count)


@router.post("/webhooks/{channel_id}/replay/{delivery_id}")
def replay_one(request: Request, context: Ctx, owner: SignedIn, channel_id: str, delivery_id: str) -> Response:
    """Send one message again."""
    channel = _there(context, owner, channel_id)
    try:
        flow.replay_one(context, owner.id, channel.id, delivery_id)
    except UsageError as error:
        return _page(request, context, owner, channel_id, status=422, problem=sentence(error))
    return _page(request, context, owner, channel_id, again=1)


def _there(context: Context, owner: Owner, channel_id: str) -> Channel:
    try:
        return flow.of_owner(context, owner.id, channel_id)
    except UsageError:
        raise HTTPException(404) from None


def _page(
    request: Request,
    context: Context,
    owner: Owner,
    channel_id: str,
    *,
    status: int = 200,
    problem: str = "",
    wants: Wants | None = None,
    tried: tuple[bool, str] | None = None,
    again: int | None = None,
) -> Response:
    """The page; ``wants`` is a form to show again, ``tried`` how a test went, ``again`` how many are sent again."""
    channel = _there(context, owner, channel_id)
    now = context.now()
    standing, log = _history(context, channel)
    return page(
        request,
        "webhook.html",
        status=status,
        own=True,
        channel=channel,
        secret=flow.shown_secret(channel, now=now),
        former=[key.until for key in signing_keys(channel.secret, now=now) if key.until],
        wants=wants or channel.wants,
        types=list(EventType),
        outcomes=list(Outcome),
        days=_DAYS,
        failing=standing if standing and standing.failures else None,
        log=log,
        problem=problem,
        tried=tried,
        again=again,
    )


def _history(context: Context, channel: Channel) -> tuple[Standing | None, list[Logged]]:
    way = (channel.owner_id, channel.id)
    with context.store.read() as unit:
        sent = unit.outbox.deliveries(owner_id=channel.owner_id, limit=_DELIVERIES)
        mine = [each for each in sent if each.channel_id == channel.id][:_SHOWN]
        log = [Logged(each, unit.outbox.attempts(each.id, owner_id=channel.owner_id)) for each in mine]
        return unit.endpoints.standings([way]).get(way), log


def _ticked(form: Form, name: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(value) for value in values if form.get(f"{name}-{value}"))


def _listed(form: Form, name: str) -> tuple[str, ...]:
    parts = form.get(name, "")[:_TEXT].replace(",", " ").split()
    return tuple(dict.fromkeys(parts))


def _number(text: str) -> int:
    """What was typed as a number; -1, which is refused, when it is none."""
    if not text.strip():
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1
