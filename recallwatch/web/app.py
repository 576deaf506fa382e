"""The web application: routes, the guard around them, and a readable page for everything that goes wrong."""

from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from recallwatch.context import Context
from recallwatch.errors import StoreError

from . import (
    account,
    answers,
    api,
    assets,
    feeds,
    health,
    home,
    hooks,
    household,
    items,
    mailboxes,
    manners,
    notices,
    places,
    privacy,
    private,
    sources,
    unsubscribe,
    watches,
    webhooks,
    why,
)
from .guard import MAX_BODY, Guard
from .respond import message

log = structlog.get_logger("recallwatch.web")

_PROBLEMS = {
    400: ("That address is not quite right", "Something in it could not be read."),
    401: ("That needs a token", "Send one as a header, Authorization: Bearer, or sign in."),
    403: (
        "That did not come from one of our pages",
        "To protect you, changes are only taken from our own pages. Open the page again and try once more.",
    ),
    404: ("There is no such page", "The address may be mistyped, or what it showed is gone."),
    405: ("That does not work here", "The page cannot be used in this way."),
    413: ("That is too much at once", f"At most {MAX_BODY // 1024} kB can be sent in a form."),
    422: ("That address is not quite right", "Something in it could not be read."),
    500: ("Something went wrong on our side", "It has been recorded. Please try again in a few minutes."),
    503: ("We cannot reach our records right now", "Nothing you sent was kept. Please try again in a minute."),
}


def create_app(context: Context) -> FastAPI:
    """The application over one context."""
    # A redirect to the path without its slash would be built from the Host header, which anybody can write.
    app = FastAPI(title="recallwatch", openapi_url=None, redirect_slashes=False)
    app.state.context = context
    app.state.assets = assets.load()
    app.state.sign_in_limits = account.new_limits()
    app.state.places_limit = places.new_limit()
    app.state.webhook_tests_limit = webhooks.new_limit()
    own = (
        mailboxes,
        unsubscribe,
        items,
        watches,
        answers,
        manners,
        household,
        account,
        private,
        places,
        webhooks,
        why,
        privacy,
    )
    for group in (home, notices, api, *own, sources, feeds, health, hooks, assets):
        app.include_router(group.router)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(StoreError, _no_store)
    app.add_middleware(Guard, explain=explain, own_host=urlsplit(context.settings.base_url).netloc)
    return app


def create_health(context: Context) -> FastAPI:
    """Only what monitors ask for: a worker has no pages."""
    app = FastAPI(title="recallwatch", openapi_url=None, redirect_slashes=False)
    app.state.context = context
    app.include_router(health.router)
    return app


def explain(request: Request, status: int) -> Response:
    """The page for a status, or for programs an object."""
    heading, text = _PROBLEMS.get(status, _PROBLEMS[500 if status >= 500 else 400])
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": f"{heading}. {text}"}, status)
    return message(request, heading, text, status=status)


async def _http_problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    where = (error.headers or {}).get("Location")
    if where:
        return RedirectResponse(where, error.status_code)
    answer = explain(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def _unreadable(request: Request, _error: Exception) -> Response:
    return explain(request, 422)


async def _no_store(request: Request, error: Exception) -> Response:
    log.error("store refused", why=str(error))
    answer = explain(request, 503)
    answer.headers["Retry-After"] = "30"
    return answer
