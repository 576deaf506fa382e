"""Anker: the maker's own recall pages, one hub that leads to a page for each recall.

The maker publishes weeks before a regulator, or alone: the 321 Power Bank (A1112) is in no regulator's list.
"""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged
from recallwatch.model import (
    DeclaredLink,
    Firm,
    Harvest,
    Image,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    Role,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .html import Field, Found, Hub, find, hub_links, read_page
from .rows import one_per_number

ID = "maker-anker"
HUB = "https://www.anker.com/product-recalls"

_HUB = Hub(card="main .recall-card", link="a[href]", at_least=2)
_DETAIL = (
    Field("title", "main h1"),
    Field("published", "main article time[datetime]", attribute="datetime"),
    Field("product", "main table.recall-products tbody td.product-name"),
    Field("model", "main table.recall-products tbody td.product-model"),
    Field("affected", "main section#affected > :not(h2, table)"),
    Field("hazard", "main section#hazard > :not(h2)"),
    Field("remedy", "main section#remedy > :not(h2)"),
    Field("contact", "main section#claim > :not(h2)"),
    Field("sold", "main section#sold > :not(h2)", required=False),
    Field("incidents", "main section#incidents > :not(h2)", required=False),
    Field("picture", "main article figure img[src]", required=False, attribute="src"),
    Field("regulator", "main article a.regulator-notice[href]", required=False, attribute="href"),
)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - few pages: every crawl reads them all
    """Read the hub, then every page it leads to; one bad page does not cost the others."""
    response = yield Request(HUB, page=True, conditional=False, expect="html")
    rows: list[Notice | Rejected] = []
    broken: list[ShapeChanged] = []
    for link in hub_links(read_page(response.payload), _HUB, HUB):
        if urlsplit(link).netloc != urlsplit(HUB).netloc:
            rows.append(_rejected("the card leads to another site", link))
            continue
        try:
            response = yield Request(link, page=True, conditional=False, expect="html")
            rows.append(_detail(read_page(response.payload), response.payload, link))
        except RateLimited:
            raise  # the host wants to be left alone, not asked for the next page
        except (FetchError, PayloadError) as error:
            rows.append(_rejected(error.reason, link))
        except ShapeChanged as error:
            rows.append(_rejected(error.reason, link))
            broken.append(error)
    if broken and len(broken) == len(rows):
        raise broken[0]
    return Harvest(one_per_number(rows, rank=_day), complete=True)


def parse(payload: Payload) -> Harvest:
    """Read one saved page: a recall's page gives its notice, the hub none."""
    page = read_page(payload)
    if page.select_one(_HUB.card):
        hub_links(page, _HUB, HUB)
        return Harvest()
    return Harvest((_detail(page, payload, _address(page, payload)),))


def _address(page: BeautifulSoup, payload: Payload) -> str:
    """Give the page's address: where it was fetched, or for a file what the page says of itself."""
    canonical = page.select_one("link[rel=canonical][href]")
    for url in (payload.url, str(canonical["href"]) if canonical else ""):
        if _slug(url) and urlsplit(url).scheme in {"http", "https"}:
            return url
    raise PayloadError("a page without an address", url=payload.url)


def _slug(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _detail(page: BeautifulSoup, payload: Payload, address: str) -> Notice | Rejected:
    url = urljoin(HUB, urlsplit(address).path)  # the page's own address, also when a mirror served it
    found = find(page, _DETAIL, url)
    if len(found["product"]) != len(found["model"]):
        return _rejected(f"{len(found['product'])} products but {len(found['model'])} cells of models", url)
    published = _date(found["published"][0])
    if published is None:
        return _rejected(f"not a date: {found['published'][0]!r:.80}", url)
    return _notice(found, url, published, payload.sha256)


def _notice(found: Found, url: str, published: PartialDate, payload: str) -> Notice:
    return Notice(
        source=ID,
        number=_slug(url),
        title=found["title"][0],
        url=url,
        jurisdictions=("US",),
        published=published,
        summary="\n".join(found["affected"]),
        hazard="\n".join(found["hazard"]),
        remedy="\n".join(found["remedy"]),
        contact="\n".join(found["contact"]),
        incidents="\n".join(found["incidents"]),
        products=tuple(
            ListedProduct(name, brand="Anker", models=_models(models))
            for name, models in zip(found["product"], found["model"], strict=True)
        ),
        firms=(Firm("Anker Innovations", Role.MANUFACTURER),),
        sold_at=found["sold"],
        images=tuple(Image(urljoin(url, picture)) for picture in found["picture"]),
        declared=tuple(DeclaredLink(LinkType.SAME_EVENT.value, urljoin(url, link)) for link in found["regulator"]),
        payload=payload,
    )


def _models(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\s*(?:[,/;\n]|\band\b)\s*", text) if part)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.partition("T")[0])
    except ValueError:
        return None


def _day(row: Notice) -> int:
    return row.published.first.toordinal() if row.published else 0


def _rejected(reason: str, url: str) -> Rejected:
    return Rejected(ID, reason, url, _slug(url))


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Anker product recalls",
        country="US",
        language="en",
        kind=SourceKind.PAGE,
        homepage=HUB,
        licence="Facts only; the pages are the maker's",
        attribution="Anker Innovations",
        rhythm=Rhythm(every=timedelta(hours=1), stale_after=timedelta(hours=24), quiet=timedelta(days=365)),
        parser=f"{ID}/1",
        notes=(
            "A hub page that links a page for each recall, robots.txt honoured. The maker publishes weeks before a "
            "regulator, or alone. A page without a part we live on fails with words that say which part was not found."
        ),
        unproven=(
            "The selectors were written against pages made up from published facts; "
            "they were never checked against the real site."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
