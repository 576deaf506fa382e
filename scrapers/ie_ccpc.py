"""Ireland: product recalls of the Competition and Consumer Protection Commission, a table and a page for each."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from recallwatch.errors import ShapeChanged
from recallwatch.model import (
    Harvest,
    Image,
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
from recallwatch.text.dates import find_dates

from .html import Field, find, read_page
from .linked import address, read_linked, slug

ID = "ie-ccpc"
HUB = "https://www.ccpc.ie/consumers/product-safety/product-recalls/"
_CONTENT = ".inner-content"
_FIELDS = (
    Field("title", f"{_CONTENT} h1"),
    Field("date", f"{_CONTENT} p.date"),
    Field("body", _CONTENT),
    Field("picture", f"{_CONTENT} img[src]", required=False, attribute="src"),
)
_ROWS_AT_LEAST = 3
_NEWEST = 40  # pages read at a poll
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_BACK = re.compile(r"^Return to Product Recalls.*$", re.IGNORECASE | re.MULTILINE)
_TO_DO = re.compile(r"^What (?:to do|you should do)\b.*$", re.IGNORECASE | re.MULTILINE)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - few recalls a week: every poll reads the newest
    """Read the table, then the newest pages it leads to; one bad page does not cost the others."""
    response = yield Request(HUB, page=True, conditional=False, expect="html")
    return (yield from read_linked(ID, _links(read_page(response.payload), HUB)[:_NEWEST], _recall, slug))


def parse(payload: Payload) -> Harvest:
    """Read one saved page: a recall's gives its notice, the table none."""
    page = read_page(payload)
    if not page.select_one(f"{_CONTENT} p.date"):
        _links(page, payload.url or HUB)
        return Harvest()
    return Harvest((_recall(page, address(page, payload), payload.sha256),))


def _links(page: BeautifulSoup, url: str) -> list[str]:
    """The addresses of the recalls, newest first as the table has them; those of other sites are left out."""
    anchors = [row.select_one("a[href]") for row in page.select("table tr") if row.select_one("td")]
    if len(anchors) < _ROWS_AT_LEAST or not all(anchors):
        raise ShapeChanged(f"a table of {len(anchors)} rows, or rows without a link", url=url)
    links = (
        urljoin(url, str(anchor["href"]).strip()).partition("#")[0] for anchor in anchors if isinstance(anchor, Tag)
    )
    return [link for link in dict.fromkeys(links) if urlsplit(link).netloc == urlsplit(HUB).netloc]


def _recall(page: BeautifulSoup, url: str, payload: str) -> Notice | Rejected:
    found = find(page, _FIELDS, url)
    published = _date(found["date"][0])
    if published is None:
        return Rejected(ID, f"not a date: {found['date'][0]!r:.60}", url, slug(url))
    title = found["title"][0]
    told = _BACK.sub("", found["body"][0].removeprefix(title).lstrip().removeprefix(found["date"][0])).strip()
    advice = _TO_DO.search(told)
    return Notice(
        source=ID,
        number=slug(url),
        title=title,
        url=url,
        jurisdictions=("IE",),
        published=published,
        summary=told[: advice.start()].strip() if advice else told,
        remedy=told[advice.end() :].strip() if advice else "",
        products=(ListedProduct(title),),
        images=tuple(Image(urljoin(url, picture)) for picture in found["picture"]),
        payload=payload,
    )


def _date(text: str) -> PartialDate | None:
    """A day in words or figures, the day first."""
    figures = _NUMERIC.search(text)
    try:
        if figures:
            return PartialDate(int(figures[3]), int(figures[2]), int(figures[1]))
    except ValueError:
        return None
    dates = [date.value for date in find_dates(text) if date.value.day]
    return dates[0] if len(dates) == 1 else None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Ireland: product recalls (CCPC)",
        country="IE",
        language="en",
        kind=SourceKind.PAGE,
        homepage=HUB,
        licence="CC BY 4.0 (PSI licence of the Irish state)",
        attribution="Competition and Consumer Protection Commission, Ireland",
        rhythm=Rhythm(every=timedelta(hours=2), stale_after=timedelta(hours=24), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            'The page with the table of recalls and the pages of its newest forty rows. What stands before "What to '
            'do" is the text, what stands behind it the advice.'
        ),
        gaps="Older recalls than the newest forty rows of the table are not known.",
        unproven="No capture exists: the selectors are those that others used.",
    ),
    crawl=crawl,
    parse=parse,
)
