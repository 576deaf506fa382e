"""The Netherlands: safety warnings of the NVWA, the site's own search and a page for each warning."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import (
    Harvest,
    Image,
    Kind,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rhythm,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .eu_safety_gate_words import gtins
from .html import Field, find, read_page
from .linked import address, read_linked, slug
from .payload import decode, json_object

ID = "nl-nvwa"
SITE = "https://www.nvwa.nl"
SEARCH = f"{SITE}/api/search"
_FILTERS = [
    {"field": "topic", "values": ["Veiligheidswaarschuwingen"], "type": "all"},
    {"field": "content_type", "values": ["pro:downloadDocument"], "type": "any"},
]
_RESULT: dict[str, object] = {"url": {"raw": {}}, "page_title": {"raw": {}}, "sort_date": {"raw": {}}}
_NEWEST = 60
_BACK = timedelta(days=2)
_FIELDS = (
    Field("title", "h1"),
    Field("body", ".rich-text"),
    Field("date", "time[datetime]", required=False, attribute="datetime"),
    Field("picture", "main img[src]", required=False, attribute="src"),
)
#: "Veiligheidswaarschuwing <product> van <merk>".
_TITLE = re.compile(
    r"\A(?:veiligheidswaarschuwing|terugroepactie)\s+(?P<what>.+?)(?:\s+van\s+(?P<brand>(?:(?!\svan\s).)+))?\Z",
    re.IGNORECASE,
)
_RECALLED = re.compile(r"\bterug(?:roep|geroepen|gehaald)|\broep(?:t|en)\b.{0,80}\bterug\b", re.IGNORECASE)


def search() -> str:
    """The search that the site itself posts, for the newest warnings of all kinds."""
    state = {
        "current": 1,
        "filters": _FILTERS,
        "resultsPerPage": _NEWEST,
        "searchTerm": "",
        "sortDirection": "",
        "sortField": "",
        "sortList": [{"field": "sort_date", "direction": "desc"}],
    }
    query = {"filters": _FILTERS, "result_fields": _RESULT, "disjunctiveFacets": [], "facets": {}}
    return json.dumps({"requestState": state, "queryConfig": query})


def crawl(state: CrawlState) -> Crawl:
    """Search, then read the page of each warning that is newer than the last good poll, the first time of all found."""
    response = yield Request(SEARCH, conditional=False, expect="json", post=search())
    since = str((state.last_success - _BACK).date()) if state.last_success is not None else ""
    days = {link: day for link, day in _results(response.payload) if str(day) >= since}

    def read(page: BeautifulSoup, url: str, payload: str) -> Notice:
        return _warning(page, url, days[url], payload)

    return (yield from read_linked(ID, days, read, slug)) if days else Harvest()


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a warning's page gives its notice, the search none."""
    if decode(payload).lstrip().startswith("{"):
        _results(payload)
        return Harvest()
    page = read_page(payload)
    return Harvest((_warning(page, address(page, payload), None, payload.sha256),))


def _results(payload: Payload) -> list[tuple[str, PartialDate]]:
    """The address and the day of each warning found, newest first."""
    results = json_object(payload).get("results")
    if not isinstance(results, list) or not results:
        raise PayloadError("a search without results", url=payload.url)
    found = [(_raw(result, "url"), _day(_raw(result, "sort_date"))) for result in results]
    links = [(urljoin(SITE, url), day) for url, day in found if url and day]
    if len(links) < len(results):
        raise ShapeChanged("a result without url or sort_date", url=payload.url)
    return [(link, day) for link, day in links if urlsplit(link).netloc == urlsplit(SITE).netloc]


def _raw(result: object, name: str) -> str:
    value = result.get(name) if isinstance(result, dict) else None
    return str(value.get("raw") or "") if isinstance(value, dict) else ""


def _warning(page: BeautifulSoup, url: str, day: PartialDate | None, payload: str) -> Notice:
    found = find(page, _FIELDS, url)
    title, text = found["title"][0], "\n".join(found["body"])
    named = _TITLE.match(title)
    return Notice(
        source=ID,
        number=slug(url),
        title=title,
        url=url,
        kind=Kind.RECALL if _RECALLED.search(f"{title}\n{text}") else Kind.WARNING,
        language="nl",
        jurisdictions=("NL",),
        published=next(filter(None, map(_day, found["date"])), day),
        summary=text,
        products=(
            ListedProduct(
                named["what"] if named else title, brand=(named["brand"] or "") if named else "", gtins=gtins(text)
            ),
        ),
        images=tuple(Image(urljoin(url, picture)) for picture in found["picture"]),
        payload=payload,
    )


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.of(datetime.fromisoformat(text).date())
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Netherlands: safety warnings (NVWA)",
        country="NL",
        language="nl",
        kind=SourceKind.PAGE,
        homepage=f"{SITE}/onderwerpen/veiligheidswaarschuwingen",
        licence="CC0 1.0 (statement of the site)",
        attribution="Nederlandse Voedsel- en Warenautoriteit (NVWA)",
        rhythm=Rhythm(every=timedelta(hours=1), stale_after=timedelta(hours=12), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "The search that the site itself posts, food and other products together, and the page of each warning "
            "that is new. Product and brand come from the fixed form of the title."
        ),
        gaps="Texts are Dutch and not read; only bar codes are taken out of them. An edited page is not read again.",
        unproven="No capture exists: search and pages are read as others describe them.",
    ),
    crawl=crawl,
    parse=parse,
)
