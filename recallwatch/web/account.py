"""Signing in by mailed link, signing out, and stopping mails. Opening a link changes nothing: mail scanners do that."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from structlog import get_logger

from recallwatch.context import Context
from recallwatch.errors import SendError, UsageError
from recallwatch.flow import account as flow

from .forms import typed
from .respond import Ctx, Form, cookie_name, message, page, see, session_of, set_cookie
from .throttle import Throttle
from .view import with_query

log = get_logger("recallwatch.web")

router = APIRouter()

#: A browser keeps the cookie as long as the session may live; the store decides.
_COOKIE_LIVES = 90 * 24 * 3600

#: What somebody wanted to add before they signed in waits for this long in their own browser.
_DRAFT_LIVES = 3600


@dataclass(frozen=True, slots=True)
class Limits:
    """How often links may be asked for: by one visitor, whatever the mailbox, and for one mailbox."""

    visitor: Throttle
    mailbox: Throttle


def new_limits() -> Limits:
    """Enough for a household behind one address; too little to mail strangers, or anybody much."""
    return Limits(
        visitor=Throttle(times=20, within=timedelta(hours=1)),
        mailbox=Throttle(times=4, within=timedelta(minutes=15)),
    )


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """The form that asks for an address; ``draft`` is a thing to add afterwards."""
    return page(request, "sign_in.html", own=True, email="", problem="", draft=typed(request.query_params).fields)


@router.post("/sign-in")
async def send_link(request: Request, context: Ctx, form: Form) -> Response:
    """Mail the link; the answer is the same whether or not the address is known."""
    draft = typed(form).fields
    try:
        email = flow.normal_address(form.get("email", ""))
    except UsageError as error:
        problem = f"{str(error).capitalize()}."
        shown = {"email": form.get("email", "")[:320], "problem": problem, "draft": draft}
        return page(request, "sign_in.html", status=422, own=True, **shown)
    if refusal := too_often(request, context, email):
        return refusal
    try:
        went = await flow.request_sign_in(context, email)
    except SendError as error:
        log.warning("sign-in mail not sent", why=str(error))
        return _not_sent(request)
    answer = message(
        request,
        "Look into your mailbox",
        _where(context, email, went),
        "If it does not arrive, look into the spam folder, or check the address for a slip of the finger.",
        back=("/sign-in", "Use another address"),
    )
    if any(draft.values()):
        set_cookie(request, answer, "draft", urlencode(draft), lives=_DRAFT_LIVES)
    return answer


def _where(context: Context, email: str, went: str) -> str:
    """Never say that a mail was sent when there is no mail server."""
    if context.settings.smtp_host:
        return f"We sent a link to {email}. It works once and for half an hour."
    return f"This installation has no mail server, so the link to sign in was {went}. It works once, for half an hour."


def too_often(request: Request, context: Context, email: str) -> Response | None:
    """Nobody's mailbox may be filled through our form, and nobody may have it mail all the world."""
    limits: Limits = request.app.state.sign_in_limits
    now = context.now()
    # The visitor first: what is refused to one must not count against the mailbox of another.
    if not limits.visitor.allow(_visitor(request), now=now):
        return message(
            request,
            "Too many links were asked for",
            "From your connection we take 20 an hour. Please wait an hour and ask again.",
            status=429,
        )
    if limits.mailbox.allow(email, now=now):
        return None
    return message(
        request,
        "We sent several links already",
        "Please use the newest of them, or wait a quarter of an hour and ask again.",
        status=429,
        back=("/sign-in", "Use another address"),
    )


def _visitor(request: Request) -> str:
    """Who asks, by network address; whoever has one of IPv6 has at least the /64 around it (RFC 6177)."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Network((int(address), 64), strict=False))
    return host


def _not_sent(request: Request) -> Response:
    return message(
        request,
        "We could not send the mail",
        "Our mail server did not take it. Please try again in a few minutes.",
        status=503,
        back=("/sign-in", "Try again"),
    )


@router.get("/sign-in/{token}")
def confirm(request: Request) -> Response:
    """One button; the token is used up only when it is pressed."""
    return page(
        request, "confirm.html", own=True, heading="Sign in", text="", action=request.url.path, button="Sign in"
    )


@router.post("/sign-in/{token}")
def sign_in(request: Request, context: Ctx, token: str) -> Response:
    """Redeem the link and set the session's cookie."""
    session = flow.sign_in(context, token)
    if session is None:
        return message(
            request,
            "This link does not work any more",
            "A sign-in link works once and for half an hour. Ask for a new one.",
            status=410,
            back=("/sign-in", "Ask for a new link"),
        )
    draft = typed(dict(parse_qsl(request.cookies.get(cookie_name(request, "draft"), "")))).fields
    answer = see(with_query("/items", draft) + ("#add" if draft else ""))
    set_cookie(request, answer, "session", session, lives=_COOKIE_LIVES)
    if draft:
        set_cookie(request, answer, "draft", "", lives=0)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, context: Ctx) -> Response:
    """End the session here and in the store."""
    if session := session_of(request):
        flow.sign_out(context, session)
    answer = see("/")
    set_cookie(request, answer, "session", "", lives=0)
    return answer


@router.get("/unsubscribe/{owner_id}/{channel_id}/{signature}")
def ask_unsubscribe(request: Request) -> Response:
    """One button; nothing is stopped by opening the link."""
    return page(
        request,
        "confirm.html",
        own=True,
        heading="Stop these messages?",
        text="You will then hear nothing more from us at this address, not even about something dangerous.",
        action=request.url.path,
        button="Stop all messages",
    )


@router.post("/unsubscribe/{owner_id}/{channel_id}/{signature}")
def unsubscribe(request: Request, context: Ctx, owner_id: str, channel_id: str, signature: str) -> Response:
    """Stop, for the button above and for a mail program's own (RFC 8058)."""
    if not flow.unsubscribe(context, owner_id, channel_id, signature):
        return message(request, "This link is not one of ours", "Nothing was changed.", status=404)
    return message(
        request,
        "You will get no more messages here",
        "Your things stay registered. Sign in to look at them, or to start again.",
        back=("/items", "My things"),
    )
