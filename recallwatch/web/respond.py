"""What every page is made with: the context, the visitor, the form, the rendered answer."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recallwatch.context import Context
from recallwatch.flow import account
from recallwatch.model import Owner

from . import criteria, standing, view, words

_OWN = {"Cache-Control": "private, no-store"}
_PUBLIC = {"Cache-Control": "no-cache"}


def context_of(request: Request) -> Context:
    """The program's context, put there by ``create_app``."""
    context: Context = request.app.state.context
    return context


def session_of(request: Request) -> str:
    """The session token that the browser sent, if any."""
    return request.cookies.get(cookie_name(request, "session"), "")


def cookie_name(request: Request, name: str) -> str:
    """A cookie's full name; ``__Host-`` ties it to this host, but browsers take it over HTTPS only."""
    return f"__Host-{name}" if _secure(request) else name


def set_cookie(request: Request, answer: Response, name: str, value: str, *, lives: int) -> None:
    """Set a cookie that no script and no other site sees; ``lives`` in seconds, 0 removes it."""
    answer.set_cookie(
        cookie_name(request, name),
        value,
        max_age=lives,
        path="/",
        httponly=True,
        samesite="lax",
        secure=_secure(request),
    )


def signed_in(request: Request) -> Owner:
    """The owner who asks; anybody else is sent to sign in, with what they had typed."""
    token = session_of(request)
    owner = account.owner_of(context_of(request), token) if token else None
    if owner is None:
        raise HTTPException(303, headers={"Location": f"/sign-in?{request.url.query}".rstrip("?")})
    return owner


async def form_of(request: Request) -> dict[str, str]:
    """The text fields of the posted form; of a repeated one, the last."""
    form = await request.form(max_files=0, max_fields=40)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Ctx = Annotated[Context, Depends(context_of)]
SignedIn = Annotated[Owner, Depends(signed_in)]
Form = Annotated[dict[str, str], Depends(form_of)]


def page(request: Request, template: str, *, status: int = 200, own: bool = False, **values: object) -> HTMLResponse:
    """Render a page. ``own``: it shows one owner's data (or what somebody asked), so nothing may keep it."""
    context = context_of(request)
    common = {
        "assets": request.app.state.assets,
        "base_url": context.settings.base_url,
        "feed_query": {},
        "view": view,
        "words": words,
        "criteria": criteria,
        "standing": standing,
        "path": request.url.path,
    }
    html = context.templates.get_template(f"web/{template}").render(common | values)
    return HTMLResponse(html, status, headers=_OWN if own else _PUBLIC)


def message(
    request: Request, heading: str, *paragraphs: str, status: int = 200, back: tuple[str, str] = ("/", "Start page")
) -> HTMLResponse:
    """A page that says one thing and where to go next; ``back`` is an address and its name."""
    return page(request, "message.html", status=status, own=True, heading=heading, paragraphs=paragraphs, back=back)


def see(path: str) -> RedirectResponse:
    """Go on with a GET, after a POST."""
    return RedirectResponse(path, 303, headers=_OWN)


def _secure(request: Request) -> bool:
    return context_of(request).settings.base_url.startswith("https://")
