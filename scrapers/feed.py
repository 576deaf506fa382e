"""RSS and Atom feeds as plain values; what is cut off, no feed, or without items is refused."""

import io
from email.utils import parsedate

import feedparser

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import DeclaredLink, LinkType, PartialDate, Payload

from .payload import decode, looks_like_html

KEYS = ("title", "link", "id", "summary", "published")


def entries(payload: Payload, needed: tuple[str, ...] = KEYS) -> list[dict[str, str]]:
    """Read the items of a feed, each by ``KEYS``; a needed key that no item has is a change of shape."""
    items = _items(payload)
    for key in needed:
        if not any(key in item for item in items):
            raise ShapeChanged(f"{key} is in no item", url=payload.url)
    return [{key: str(item.get(key, "")) for key in KEYS} for item in items]


def day(text: str) -> PartialDate | None:
    """Read the day as printed, in the publisher's own zone (``Fri, 29 Nov 2024 23:05:00 EST`` is the 29th)."""
    found = parsedate(text)
    try:
        return PartialDate(*found[:3]) if found else None
    except ValueError:
        return None


def stands_for(url: str) -> tuple[DeclaredLink, ...]:
    """What an item of a second channel declares: it tells of the notice that stands at its address."""
    return (DeclaredLink(LinkType.REPUBLISHES.value, url),) if url else ()


def _items(payload: Payload) -> list[dict[str, object]]:
    text = decode(payload)
    if looks_like_html(text):
        raise PayloadError(f"HTML where a feed was due: {text.strip()[:80]!r}", url=payload.url)
    feed = feedparser.parse(
        io.BytesIO(text.encode()),  # never a name or a URL: feedparser would open it
        response_headers={"content-type": "application/rss+xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if feed.bozo:  # feedparser would go on with what it could save, and an item cut off would be a notice lost
        raise PayloadError(f"not well-formed XML (cut off?): {feed.bozo_exception}", url=payload.url)
    if not feed.get("version") or not feed.entries:
        raise PayloadError("a feed without items", url=payload.url)
    items: list[dict[str, object]] = feed.entries
    return items
