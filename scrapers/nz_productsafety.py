"""New Zealand: product recalls of Product Safety New Zealand, a list in pages of twelve and a page for each."""

from datetime import timedelta
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from recallwatch.model import (
    Firm,
    Harvest,
    Image,
    ListedProduct,
    Notice,
    Payload,
    Rejected,
    Rhythm,
    Role,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.dates import find_dates

from .eu_safety_gate_words import gtins
from .html import Field, Hub, find, hub_links, read_page
from .linked import address, read_linked, slug

ID = "nz-productsafety"
HUB = "https://www.productsafety.govt.nz/recalls"
_CARDS = Hub("article.recall", "a.recall__image-link[href]", at_least=3)
_FIELDS = (
    Field("title", "h1"),
    Field("date", ".recall__date"),
    Field("hazard", ".recall__info--hazard .recall__info-content"),
    Field("remedy", ".recall__info--whattodo .recall__info-content"),
    Field("blocks", ".recall__content-block"),
    Field("supplier", ".col--supplier strong", required=False),
    Field("picture", ".glide__nav img[src]", required=False, attribute="src"),
)
_IDENTIFIERS = "Product Identifiers\n"


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - a few recalls a month: every poll reads the newest
    """Ask for the newest two pages of the list, then for the page of each recall on them."""
    links: list[str] = []
    for start in (0, 12):
        response = yield Request(f"{HUB}?start={start}" if start else HUB, page=True, conditional=False, expect="html")
        links += hub_links(read_page(response.payload), _CARDS, HUB)
    return (yield from read_linked(ID, dict.fromkeys(links), _recall, slug))


def parse(payload: Payload) -> Harvest:
    """Read one saved page: a recall's gives its notice, the list none."""
    page = read_page(payload)
    if not page.select_one(".recall__info--hazard"):
        hub_links(page, _CARDS, payload.url or HUB)
        return Harvest()
    return Harvest((_recall(page, address(page, payload), payload.sha256),))


def _recall(page: BeautifulSoup, url: str, payload: str) -> Notice | Rejected:
    found = find(page, _FIELDS, url)
    days = [date.value for date in find_dates(found["date"][0]) if date.value.day]
    told = next((block.removeprefix(_IDENTIFIERS) for block in found["blocks"] if block.startswith(_IDENTIFIERS)), "")
    if len(days) != 1 or not told:
        return Rejected(ID, f"no product identifiers or not a date: {found['date'][0]!r:.60}", url, slug(url))
    title = found["title"][0]
    return Notice(
        source=ID,
        number=slug(url),
        title=title,
        url=url,
        jurisdictions=("NZ",),
        published=days[0],
        summary=told,
        hazard=found["hazard"][0],
        remedy=found["remedy"][0],
        products=(ListedProduct(title, gtins=gtins(told)),),
        firms=tuple(Firm(name, Role.RECALLING_FIRM) for name in found["supplier"][:1]),
        images=tuple(Image(urljoin(url, picture)) for picture in found["picture"]),
        payload=payload,
    )


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="New Zealand: product recalls",
        country="NZ",
        language="en",
        kind=SourceKind.PAGE,
        homepage=HUB,
        licence="CC BY 4.0",
        attribution="Ministry of Business, Innovation and Employment, New Zealand",
        rhythm=Rhythm(every=timedelta(hours=4), stale_after=timedelta(hours=48), quiet=timedelta(days=30)),
        parser=f"{ID}/1",
        notes=(
            "The newest two pages of the list, twelve recalls each, and the pages of those recalls. Models, shops and "
            'bar codes stand together under "Product Identifiers"; a bar code is often called an SKU there.'
        ),
        gaps=(
            "Food (MPI) and vehicles (NZTA) are recalled on other sites. Older recalls than the newest 24 are not "
            "known."
        ),
        unproven="No page was captured: the selectors are those that others used on the pages of 2025 and 2026.",
    ),
    crawl=crawl,
    parse=parse,
)
