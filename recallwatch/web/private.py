"""The feed of one's own hits, at an address that is a secret: whoever has it may read, nobody else."""

from collections.abc import Callable
from email.utils import format_datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from jinja2 import Environment

from recallwatch.context import Context
from recallwatch.flow import private_feed as flow

from .feeds import conditional
from .respond import Ctx, SignedIn, message, see
from .syndication import Feed, atom, json_feed, own_entries, rss

router = APIRouter()


@router.get("/my/{secret}/feed.atom")
def own_atom(request: Request, context: Ctx, secret: str) -> Response:
    """Atom."""
    return _answer(request, context, secret, atom, "application/atom+xml")


@router.get("/my/{secret}/feed.rss")
def own_rss(request: Request, context: Ctx, secret: str) -> Response:
    """RSS."""
    return _answer(request, context, secret, rss, "application/rss+xml")


@router.get("/my/{secret}/feed.json")
def own_json(request: Request, context: Ctx, secret: str) -> Response:
    """JSON Feed."""
    return _answer(request, context, secret, json_feed, "application/feed+json")


@router.post("/my/feed")
def make(request: Request, context: Ctx, owner: SignedIn) -> Response:
    """Make an address, shown this once; one made before ends."""
    return message(
        request,
        "Your private feed",
        f"Give this address to your feed reader: {flow.new_address(context, owner.id)}",
        "For RSS or JSON Feed end it with feed.rss or feed.json instead of feed.atom.",
        "Whoever has the address can read what of yours is recalled. It is shown only now; you can make another at any "
        "time, and this one then stops working.",
        back=("/items#feed", "My things"),
    )


@router.post("/my/feed/end")
def end(context: Ctx, owner: SignedIn) -> Response:
    """End the address."""
    flow.end(context, owner.id)
    return see("/items#feed")


def _answer(
    request: Request, context: Context, secret: str, form: Callable[[Feed, Environment], str], media_type: str
) -> Response:
    """The feed; an address that was ended, and one that never was, are answered alike."""
    owner = flow.owner_by(context, secret)
    if owner is None:
        raise HTTPException(404)
    feed = _feed(request, context, owner.id)
    return conditional(
        form(feed, context.templates).encode(),
        headers=request.headers,
        media_type=media_type,
        modified=format_datetime(feed.updated, usegmt=True),
        kept_by="private",
    )


def _feed(request: Request, context: Context, owner_id: str) -> Feed:
    base = context.settings.base_url
    titles = {source.id: source.info.title for source in context.sources.values()}
    hits = flow.hits(context, owner_id)
    return Feed(
        title="Recalls of my things",
        home=f"{base}/items",
        address=f"{base}{request.url.path}",
        entries=own_entries(hits, base_url=base, titles=titles, env=context.templates),
    )
