"""What every request passes: no cross-site posts, no large bodies, headers that bind the browser, no bare failure.

A plain ASGI middleware, so that it also covers answers given outside a route.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("recallwatch.web")

MAX_BODY = 64 * 1024

#: Mail providers post here for their users: no cookie, no Origin; the signature in the path is the permission
#: (RFC 8058 section 3.1).
ONE_CLICK = "/unsubscribe/"

#: Programs post here; a token in a header, which no page of another site can set, is the permission.
HOOKS = "/hooks/"

#: Programs ask here, and nothing is kept: there is nothing that a page of another site could change.
CHECK = "/api/items/check"

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# Referrer-Policy is same-origin, not no-referrer: the latter makes browsers post forms with "Origin: null", which
# could not be told from a foreign page. Other sites see no referrer either way, so no token in a path leaks.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

#: For the one page with a script of ours: it subscribes the browser to its push service.
WITH_SCRIPT = f"{_POLICY}; script-src 'self'; connect-src 'self'; worker-src 'self'"

Explain = Callable[[Request, int], Response]


def refused(method: str, path: str, headers: Headers, *, own_host: str = "") -> bool:
    """Whether a request that changes something may come from a foreign page.

    ``Sec-Fetch-Site`` cannot be set by a page; browsers leave it out on plain HTTP, where ``Origin`` decides: it
    must be the host that was asked, or ``own_host``, since a proxy may have replaced the former.
    """
    if method in _SAFE_METHODS or (method == "POST" and path.startswith((ONE_CLICK, HOOKS, CHECK))):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = urlsplit(headers.get("origin", "")).netloc
    return not origin or origin not in (headers.get("host", ""), own_host)


class Guard:
    """Wraps the application; ``explain`` makes the page for a status, ``own_host`` is the public ``host:port``."""

    def __init__(self, app: ASGIApp, *, explain: Explain, own_host: str) -> None:
        self.app = app
        self.explain = explain
        self.own_host = own_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def tracked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _harden(message)
            await send(message)

        try:
            await self._pass(scope, receive, tracked)
        except Exception:
            log.exception("request broke", method=scope["method"], route=_route(scope))
            if started:
                raise
            await self.explain(Request(scope), 500)(scope, receive, tracked)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if refused(scope["method"], scope["path"], Headers(scope=scope), own_host=self.own_host):
            await self.explain(Request(scope), 403)(scope, receive, send)
        else:
            # The server drops the body of an answer to HEAD; routes need only know GET.
            scope = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self.app(scope, _limited(receive), send)


def _route(scope: Scope) -> str:
    """The route's pattern: a path may hold a token, which must not be logged."""
    return str(getattr(scope.get("route"), "path", "?"))


def _harden(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)


def _limited(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Count the body as it comes: a chunked one announces no length, and an announced one may lie."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise HTTPException(413)
        return message

    return counted
