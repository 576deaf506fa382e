"""Hong Kong: food alerts of the Centre for Food Safety, a feed of the newest ten."""

import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from recallwatch.errors import ShapeChanged
from recallwatch.model import (
    Harvest,
    Kind,
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

from .payload import web_url
from .rows import one_per_number, published_day
from .us_fda_item import plain
from .xml import Node, read_xml

ID = "hk-cfs"
FEED = "https://www.cfs.gov.hk/filemanager/foodalert/english/foodalert_datagovhk.xml"
_KEYS = ("title", "description", "link", "pubDate")
_NUMBER = re.compile(r"/(\d{4}_\d+)\.html\Z")
_AHEAD = timedelta(hours=8)  # a day begins in Hong Kong at 16:00 GMT of the day before, and so it is printed
#: The labels that run together in a description.
_LABEL = re.compile(
    r"(?:\A|(?<=\s))(?P<label>Product name|Brand|Place of origin|Net weight|Pack size|Best[- ]before date"
    r"|Use[- ]by date|Expiry date|Manufactur(?:e|ing) date|Batch (?:number|no\.?|code)|Lot (?:number|no\.?|code)"
    r"|Importer|Distributor|Retailer|Vendor|Manufacturer|Producer)s?\s*:\s*",
    re.IGNORECASE,
)
_CODES = re.compile(r"(?:best|use|expiry|manufactur\w+ date|batch|lot)", re.IGNORECASE)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    items = [item for channel in read_xml(payload).each("channel") for item in channel.each("item")]
    for key in _KEYS:
        if not any(item.first(key).strip() for item in items):
            raise ShapeChanged(f"{key} is in none of {len(items)} items", url=payload.url)
    return Harvest(one_per_number([_notice(item, payload.sha256) for item in items], rank=published_day))


def _notice(item: Node, payload: str) -> Notice | Rejected:
    title, text, link, day = (item.first(key).strip() for key in _KEYS)
    shown = repr((title, text, link, day))[:2000]
    number, published = _NUMBER.search(link), _day(day)
    if not number:
        return Rejected(ID, f"no number: {link!r:.80}", shown)
    if not title or published is None:
        return Rejected(ID, f"no title or not a date: {day!r:.40}", shown, number[1])
    summary = plain(text)
    return Notice(
        source=ID,
        number=number[1],
        title=plain(title),
        url=web_url(link),
        kind=Kind.RECALL if re.search(r"\brecall", title, re.IGNORECASE) else Kind.WARNING,
        jurisdictions=("HK",),
        published=published,
        summary=summary,
        products=_products(summary) or (ListedProduct(plain(title)),),
        extra=(("pubDate", day),),
        payload=payload,
    )


def _products(text: str) -> tuple[ListedProduct, ...]:
    """A line for each product name that the description labels, with the brand and the dates and lots after it."""
    labels = list(_LABEL.finditer(text))
    ends = [*(label.start() for label in labels), len(text)][1:]
    lines: list[dict[str, str]] = []
    for label, end in zip(labels, ends, strict=True):
        name, value = label["label"].lower(), text[label.end() : end].strip()
        if name == "product name":
            lines.append({name: value})
        elif lines and name == "brand":
            lines[-1].setdefault(name, value)
        elif lines and _CODES.match(name):
            lines[-1]["codes"] = "\n".join(filter(None, (lines[-1].get("codes"), text[label.start() : end].strip())))
    return tuple(
        ListedProduct(line["product name"], brand=line.get("brand", ""), codes=line.get("codes", ""))
        for line in lines
        if line["product name"]
    )


def _day(text: str) -> PartialDate | None:
    try:
        there = parsedate_to_datetime(text).astimezone(UTC) + _AHEAD
    except ValueError:
        return None
    return PartialDate(there.year, there.month, there.day)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Hong Kong: food alerts (Centre for Food Safety)",
        country="HK",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://www.cfs.gov.hk/english/whatsnew/whatsnew_fa/whatsnew_fa.html",
        licence="DATA.GOV.HK terms and conditions of use",
        attribution="Centre for Food Safety, Hong Kong",
        rhythm=Rhythm(every=timedelta(hours=2), stale_after=timedelta(hours=48), quiet=timedelta(days=30)),
        parser=f"{ID}/1",
        notes=(
            "The English feed of the newest ten alerts. Product name, brand, dates and lots stand with their labels in "
            "one text. An alert counts as a warning unless its title speaks of a recall. Its time is midnight in Hong "
            "Kong, told in GMT."
        ),
        gaps=(
            "The reason and what to do stand on the alerts' pages alone. What left the feed before the first poll is "
            "not read."
        ),
        unproven="No answer was captured: the shape is that which others read from the feed in July 2026.",
    ),
    crawl=crawl,
    parse=parse,
)
