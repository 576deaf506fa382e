"""OECD GlobalRecalls: the RSS feed of what countries brought to the portal within seven days.

An item tells of a recall that a national authority has published, under that authority's own number; some of them are
decades old and were only now brought in, so its date is that of the recall and not that of the feed.
"""

import re
from datetime import timedelta
from urllib.parse import unquote

from bs4 import BeautifulSoup

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import (
    DeclaredLink,
    Harvest,
    LinkType,
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

from .html import text_of
from .payload import web_url
from .rows import one_per_number, published_day
from .xml import Node, read_xml

ID = "oecd"
FEED = "https://globalrecalls.oecd.org/ws/rss.xqy"
_KEYS = ("title", "link", "description", "creator", "dateSubmitted", "pubDate", "guid")
_GUID = re.compile(r"https?://\S+/GlobalRecalls/Recall/(?P<language>[A-Z]{2})/(?P<country>[A-Z]{2})/(?P<number>\S+)\Z")
#: Whose number it is, by the country and the form of the number; CPSC itself has none that ends with a letter.
_OWNERS = (
    (re.compile(r"US/(?P<number>\d{5})\Z"), "us-cpsc"),
    (re.compile(r"CA/(?P<number>\d+)\Z"), "ca-rsa"),
    (re.compile(r"KR/K\d\d/\w+/(?P<number>\d+)\Z"), "kr-safetykorea"),
    (re.compile(r"[A-Z]{2}/(?P<number>\d{4}/\d\d)\Z"), "eu-safety-gate"),
)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    items = [item for channel in read_xml(payload).each("channel") for item in channel.each("item")]
    if not items:
        raise PayloadError("a feed without items", url=payload.url)
    for key in _KEYS:
        if not any(item.first(key).strip() for item in items):
            raise ShapeChanged(f"{key} is in no item", url=payload.url)
    return Harvest(one_per_number([_notice(item, payload.sha256) for item in items], rank=published_day))


def _notice(item: Node, payload: str) -> Notice | Rejected:
    """Read one item; its number is language, country and the country's own number, which may hold slashes."""
    shown = repr([(child.name, child.text) for child in item.children])[:2000]
    found = _GUID.match(item.first("guid").strip())
    title, day = item.first("title").strip(), item.first("dateSubmitted").strip()
    if not found:
        return Rejected(ID, f"no number: {item.first('guid')!r:.80}", shown)
    native = f"{found['country']}/{unquote(found['number'])}"
    number = f"{found['language']}/{native}"
    try:
        published = PartialDate.parse(day)
    except ValueError:
        return Rejected(ID, f"not a date: {day!r:.40}", shown, number)
    if not title:
        return Rejected(ID, "no title", shown, number)
    return Notice(
        source=ID,
        number=number,
        title=title,
        url=web_url(item.first("link")),
        language=found["language"].lower(),
        jurisdictions=(found["country"],),
        published=published,
        summary=_plain(item.first("description")),
        products=(ListedProduct(title),),
        declared=_declared(found["language"], native),
        extra=tuple((key, item.first(key)) for key in ("creator", "pubDate") if item.first(key)),
        payload=payload,
    )


def _plain(text: str) -> str:
    """A description; Australia's come as HTML, line by line then."""
    return text_of(BeautifulSoup(text, "lxml"), FEED) if "</" in text else " ".join(text.split())


def _declared(language: str, native: str) -> tuple[DeclaredLink, ...]:
    """The authority's own notice where its source is known, and the English twin of a text in another language."""
    owned = ((pattern.match(native), source) for pattern, source in _OWNERS)
    links = [DeclaredLink(LinkType.REPUBLISHES.value, f"{source}:{m['number']}") for m, source in owned if m]
    if language != "EN":
        links.append(DeclaredLink(LinkType.TRANSLATES.value, f"{ID}:EN/{native}"))
    return tuple(links)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="OECD GlobalRecalls portal",
        country="",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://globalrecalls.oecd.org",
        licence="OECD terms and conditions",
        attribution="OECD, Global Portal on Product Recalls",
        # The feed goes back seven days, and its publisher asks to read it once a day.
        rhythm=Rhythm(every=timedelta(hours=12), stale_after=timedelta(hours=72), quiet=timedelta(days=7)),
        parser=f"{ID}/1",
        notes=(
            "The feed of what came to the portal within seven days, from many countries. The number ends with the "
            "authority's own, so an item republishes the notice of CPSC, Canada, Safety Gate or SafetyKorea that has "
            "it and makes one case with it. Canada's items come twice, in English and in French. Some ten of fifty "
            "items are recalls of the year 2000 brought in late. Checked against four captures and 3,901 rows of the "
            "portal."
        ),
        gaps=(
            "No field for brand, model, hazard or remedy, and no description of Canada's items. No food, medicine or "
            "cars. What came to the portal before the first poll is not read."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
