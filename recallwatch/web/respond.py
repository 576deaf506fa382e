"""What every page is made with: the context, the visitor, the form, the rendered answer."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

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


def cookie_name(context: Context) -> str:
    """The session's cookie; ``__Host-`` ties it to this host, but browsers take it over HTTPS only."""
    return "__Host-session" if context.settings.base_url.startswith("https://") else "session"


def session_of(request: Request) -> str:
    """The session token that the browser sent, if any."""
    return request.cookies.get(cookie_name(context_of(request)), "")


def signed_in(request: Request) -> Owner:
    """The owner who asks; anybody else is sent to sign in."""
    token = session_of(request)
    owner = account.owner_of(context_of(request), token) if token else None
    if owner is None:
        raise HTTPException(303, headers={"Location": "/sign-in"})
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
