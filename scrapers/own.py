"""Sources that somebody declares in TOML, a file each: a page by selectors, or any RSS, Atom or JSON feed.

id = "my-acme"                       # begins with my-, so that it can never stand for a bundled one
title = "Acme recalls"
url = "https://www.acme.example/recalls"
kind = "page"                        # or "feed"
card = "main .recall"                # a page: each card links to a recall, or with inline = true is one
[fields]
title = "main h1"
affected = "main p"
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bs4 import BeautifulSoup

from recallwatch.errors import PayloadError
from recallwatch.model import (
    Harvest,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .feed import day, entries
from .html import Field, Hub, text_of
from .pages import FIELDS, Recipe, number_of, page_source
from .payload import decode, json_object
from .rows import one_per_number

#: What the ids of such sources begin with.
PREFIX = "my-"

_ID = re.compile(rf"{PREFIX}[a-z0-9][a-z0-9-]{{0,40}}")
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "title": str,
    "url": str,
    "kind": str,
    "country": str,
    "language": str,
    "licence": str,
    "brand": str,
    "every_minutes": int,
    "card": str,
    "link": str,
    "at_least": int,
    "inline": bool,
    "sample": str,
    "pages": list,
    "fields": dict,
}
_ATTRIBUTES = {"published": "datetime", "picture": "src", "regulator": "href"}


def own_source(text: str) -> Source | list[str]:
    """The source that a file declares, or everything that is wrong with it, in words."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [f"not TOML: {error}"]
    problems = [*_unknown(table), *_wrong(table)]
    if problems:
        return problems
    return page_source(_recipe(table)) if table["kind"] == "page" else _feed_source(table)


def _unknown(table: Mapping[str, Any]) -> list[str]:
    found = [f"there is no key {key!r}; known are {', '.join(_KEYS)}" for key in table if key not in _KEYS]
    for key, kind in _KEYS.items():
        if key in table and not isinstance(table[key], kind):
            found.append(f"{key} must be {'text' if kind is str else getattr(kind, '__name__', kind)}")
    return found


def _wrong(table: Mapping[str, Any]) -> list[str]:
    found = [f"{key} is missing" for key in ("id", "title", "url", "kind") if not table.get(key)]
    if "id" in table and not _ID.fullmatch(str(table["id"])):
        found.append(f"id must be {PREFIX} and small letters, digits or dashes, such as {PREFIX}acme")
    if not str(table.get("url", "https://")).startswith(("https://", "http://")):
        found.append("url must begin with https:// or http://")
    if table.get("kind", "page") not in ("page", "feed"):
        found.append('kind must be "page" or "feed"')
    fields = table.get("fields", {})
    if isinstance(fields, dict):
        found += [f"there is no field {name!r}; known are {', '.join(FIELDS)}" for name in fields if name not in FIELDS]
    if table.get("kind") == "page":
        if not isinstance(fields, dict) or not {"title", "affected"} <= set(fields):
            found.append("a page needs the fields title and affected (what is recalled)")
        if not (table.get("card") or table.get("pages")):
            found.append("a page needs card (what leads to each recall) or pages (their addresses)")
    return found


def _info(table: Mapping[str, Any]) -> SourceInfo:
    every = timedelta(minutes=max(5, table.get("every_minutes", 60)))
    return SourceInfo(
        id=table["id"],
        title=table["title"],
        country=table.get("country", ""),
        language=table.get("language", "en"),
        kind=SourceKind.PAGE if table["kind"] == "page" else SourceKind.FEED,
        homepage=table["url"],
        licence=table.get("licence", "as the publisher says"),
        attribution=table["title"],
        rhythm=Rhythm(every=every, stale_after=max(24 * every, timedelta(days=1)), quiet=timedelta(days=365)),
        parser=f"{table['id']}/1",
        notes="Declared by whoever runs this installation.",
    )


def _recipe(table: Mapping[str, Any]) -> Recipe:
    hub = Hub(table["card"], table.get("link", "a[href]"), table.get("at_least", 1)) if "card" in table else None
    required = ("title", "affected")
    return Recipe(
        info=_info(table),
        url=table["url"],
        fields=tuple(
            Field(name, selector, required=name in required, attribute=_ATTRIBUTES.get(name, ""))
            for name, selector in table["fields"].items()
        ),
        hub=hub,
        pages=tuple(table.get("pages", ())),
        inline=table.get("inline", False),
        sample=table.get("sample", ""),
        brand=table.get("brand", ""),
        firm=table.get("brand", ""),
    )


def _feed_source(table: Mapping[str, Any]) -> Source:
    info, brand = _info(table), table.get("brand", "")
    return Source(
        info=info,
        crawl=partial(_crawl_feed, info, brand, table["url"]),
        parse=partial(_parse_feed, info, brand),
    )


def _crawl_feed(info: SourceInfo, brand: str, url: str, state: CrawlState) -> Crawl:
    del state  # a feed has one address, whatever we know
    response = yield Request(url)
    return Harvest(unchanged=True) if response.unchanged else _parse_feed(info, brand, response.payload)


def _parse_feed(info: SourceInfo, brand: str, payload: Payload) -> Harvest:
    """A feed holds the newest items only, so nothing follows from absence."""
    is_json = decode(payload).lstrip().startswith("{")
    items = _json_items(payload) if is_json else entries(payload, ("title", "link"))
    rows = [_of_entry(info, brand, item, payload.sha256) for item in items]
    return Harvest(one_per_number(rows, rank=lambda row: str(row.published or "")))


def _json_items(payload: Payload) -> list[dict[str, str]]:
    """JSON Feed 1.1, by the keys of the other formats."""
    items = json_object(payload).get("items")
    if not isinstance(items, list) or not items:
        raise PayloadError("a JSON Feed without items", url=payload.url)
    return [_named(item) for item in items if isinstance(item, dict)]


def _named(item: Mapping[str, Any]) -> dict[str, str]:
    text = item.get("content_text") or item.get("content_html") or item.get("summary") or ""
    named = {"title": "title", "link": "url", "id": "id", "published": "date_published"}
    return {key: str(item.get(name) or "") for key, name in named.items()} | {"summary": str(text)}


def _of_entry(info: SourceInfo, brand: str, item: Mapping[str, str], payload: str) -> Notice | Rejected:
    number = item["id"] or number_of(item["link"])
    if not number or not item["title"]:
        return Rejected(info.id, "an item without an id or a title", repr(dict(item))[:2000], number)
    return Notice(
        source=info.id,
        number=number,
        title=item["title"],
        url=item["link"],
        language=info.language,
        jurisdictions=(info.country,) if info.country else (),
        published=_day(item["published"]),
        summary=text_of(BeautifulSoup(item["summary"], "lxml"), item["link"]),
        products=(ListedProduct(item["title"], brand=brand),),
        payload=payload,
    )


def _day(text: str) -> PartialDate | None:
    """RFC 822 in RSS, RFC 3339 in the others; the day as printed."""
    try:
        return day(text) or (PartialDate.parse(text[:10]) if text else None)
    except ValueError:
        return None
