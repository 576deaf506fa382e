"""For load balancers and monitors: does the program run, does its database answer, and how does it stand?"""

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from recallwatch.context import Context
from recallwatch.errors import StoreError
from recallwatch.flow.metrics import exposition

from .respond import Ctx

router = APIRouter()


@router.get("/healthz")
def healthz(context: Ctx) -> PlainTextResponse:
    """``ok``, or 503. One cheap read: whether the database is whole is for ``doctor`` to look at."""
    try:
        with context.store.read() as unit:
            unit.sources.states()
    except StoreError as error:
        return PlainTextResponse(f"the database does not answer: {error}", 503)
    return PlainTextResponse("ok")


@router.get("/metrics")
def metrics(request: Request, context: Ctx) -> Response:
    """Numbers for Prometheus, to who has the token; without one set, to this machine only."""
    if not _may_see(request, context):
        raise HTTPException(404)
    return Response(exposition(context), media_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see(request: Request, context: Context) -> bool:
    token = context.settings.metrics_token.get_secret_value()
    if token:
        return hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    # A proxy on this machine asks for others; it says so.
    asks_for_others = any(name in request.headers for name in ("x-forwarded-for", "forwarded"))
    return not asks_for_others and _is_here(request.client.host if request.client else "")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
