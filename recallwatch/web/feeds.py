"""The feeds: one address per format, narrowed by the same words as the list of notices."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from email.utils import format_datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from jinja2 import Environment

from recallwatch.context import Context

from .notices import narrowing, query_of
from .respond import Ctx
from .syndication import Feed, atom, entries, json_feed, rss
from .view import with_query

router = APIRouter()

_RECORDS = 100


@router.get("/feed.atom")
def feed_atom(request: Request, context: Ctx) -> Response:
    """Atom."""
    return _answer(request, context, atom, "application/atom+xml")


@router.get("/feed.rss")
def feed_rss(request: Request, context: Ctx) -> Response:
    """RSS."""
    return _answer(request, context, rss, "application/rss+xml")


@router.get("/feed.json")
def feed_json(request: Request, context: Ctx) -> Response:
    """JSON Feed."""
    return _answer(request, context, json_feed, "application/feed+json")


def conditional(
    body: bytes, *, headers: Mapping[str, str], media_type: str, modified: str, kept_by: str = "public"
) -> Response:
    """The body, compressed if wanted, or 304 when the reader has it.

    Only the ETag decides: a notice may come into view under a change time that is not the newest, and a reader
    that asks with ``If-Modified-Since`` alone would never be shown it. ``kept_by``: whose caches may keep it.
    """
    gzipped = _takes_gzip(headers.get("accept-encoding", ""))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}{"-gzip" if gzipped else ""}"'
    common = {
        "ETag": etag,
        "Last-Modified": modified,
        "Vary": "Accept-Encoding",
        "Cache-Control": f"{kept_by}, max-age=60",
    }
    if _has(headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=common)
    if gzipped:
        body = gzip.compress(body, mtime=0)
        common["Content-Encoding"] = "gzip"
    return Response(body, headers=common, media_type=f"{media_type}; charset=utf-8")


def _has(if_none_match: str, etag: str) -> bool:
    """Weak comparison, as RFC 9110 section 13.1.2 wants: proxies may have weakened our tag."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag in tags


def _takes_gzip(accept_encoding: str) -> bool:
    codings = (part.replace(" ", "").lower().partition(";q=") for part in accept_encoding.split(","))
    return any(name == "gzip" and quality not in ("0", "0.0", "0.00", "0.000") for name, _, quality in codings)


def _answer(request: Request, context: Context, form: Callable[[Feed, Environment], str], media_type: str) -> Response:
    feed = _feed(request, context, narrowing(request))
    return conditional(
        form(feed, context.templates).encode(),
        headers=request.headers,
        media_type=media_type,
        modified=format_datetime(feed.updated.astimezone(UTC), usegmt=True),
    )


def _feed(request: Request, context: Context, narrowed: dict[str, str]) -> Feed:
    base = context.settings.base_url
    titles = {source.id: source.info.title for source in context.sources.values()}
    with context.store.read() as unit:
        records = unit.notices.find(replace(query_of(narrowed), limit=_RECORDS))
    about = ", ".join(titles.get(value, value) for value in narrowed.values())
    return Feed(
        title=f"Recalls: {about}" if about else "Recalls",
        home=base + with_query("/notices", narrowed),
        address=base + with_query(request.url.path, narrowed),
        entries=entries(records, base_url=base, titles=titles, env=context.templates),
    )
