"""Australia: product recalls of the ACCC, a feed of the newest and a page for each."""

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from recallwatch.errors import PayloadError
from recallwatch.model import (
    Firm,
    Harvest,
    Image,
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

from .feed import entries
from .html import Field, find, read_page
from .linked import address, read_linked, slug
from .payload import decode, looks_like_html

ID = "au-accc"
SITE = "https://www.productsafety.gov.au"
FEED = f"{SITE}/rss/feed.xml/psa_recall"
PLACE = f"{SITE}/search-consumer-product-recalls/"
_NAME = ".field--name-field-psa-recall-"
_FIELDS = (
    Field("title", "h1"),
    Field("date", "time[datetime]", attribute="datetime"),
    Field("description", f"{_NAME}product-desc .field__item"),
    Field("reason", f"{_NAME}product-defects .field__item"),
    Field("hazard", f"{_NAME}hazards .field__item"),
    Field("remedy", f"{_NAME}consumer-action .field__item"),
    Field("brand", f"{_NAME}brand .field__item", required=False),
    Field("supplier", f"{_NAME}supplier-name .field__item", required=False),
    Field("traders", f"{_NAME}traders .field__item", required=False),
    Field("sold", f"{_NAME}sale-dates .field__item", required=False),
    Field("country", f"{_NAME}country .field__item", required=False),
    Field("pra", f"{_NAME}pra-number .field__item", required=False),
    Field("picture", f"{_NAME}product-photo img[src]", required=False, attribute="src"),
)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - a few recalls a week: every poll reads all that the feed has
    """Ask for the feed, then for the page of each recall in it."""
    response = yield Request(FEED, conditional=False, expect="xml")
    return (yield from read_linked(ID, _links(response.payload), _recall, slug))


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a recall's page gives its notice, the feed none."""
    if not looks_like_html(decode(payload)):
        _links(payload)
        return Harvest()
    page = read_page(payload)
    return Harvest((_recall(page, address(page, payload), payload.sha256),))


def _links(payload: Payload) -> tuple[str, ...]:
    """The pages of the feed's recalls; food and vehicles, whose items lead to other sites, are left out."""
    links = [urljoin(SITE, entry["link"].strip()) for entry in entries(payload, needed=("title", "link"))]
    found = tuple(dict.fromkeys(link for link in links if link.startswith(PLACE)))
    if not found or not all(urlsplit(link).scheme for link in links):
        raise PayloadError("a feed without recalls of products", url=payload.url)
    return found


def _recall(page: BeautifulSoup, url: str, payload: str) -> Notice | Rejected:
    found = find(page, _FIELDS, url)
    said = {name: "\n".join(values) for name, values in found.items()}
    try:
        published = PartialDate.parse(found["date"][0][:10])
    except ValueError:
        return Rejected(ID, f"not a date: {found['date'][0]!r:.60}", url, slug(url))
    names = {"traders": "Traders", "sold": "Dates available for sale", "country": "Manufacturer country", "pra": "PRA"}
    return Notice(
        source=ID,
        number=slug(url),
        title=found["title"][0],
        url=url,
        jurisdictions=("AU",),
        published=published,
        summary=f"{said['description']}\n{said['reason']}",
        hazard=said["hazard"],
        remedy=said["remedy"],
        products=(ListedProduct(found["title"][0], brand=said["brand"]),),
        firms=(Firm(said["supplier"], Role.RECALLING_FIRM),) if said["supplier"] else (),
        images=tuple(Image(urljoin(url, picture)) for picture in found["picture"]),
        extra=tuple((label, said[name]) for name, label in names.items() if said[name]),
        payload=payload,
    )


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Australia: product recalls (ACCC)",
        country="AU",
        language="en",
        kind=SourceKind.PAGE,
        homepage=f"{SITE}/recalls",
        licence="CC BY 4.0",
        attribution="Australian Competition and Consumer Commission",
        rhythm=Rhythm(every=timedelta(hours=4), stale_after=timedelta(hours=48), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "The feed of the newest recalls leads to their pages, which have a field each for description, brand, "
            "reason, hazard and what to do. Models and batches stand in the description."
        ),
        gaps=(
            "Food recalls and vehicle recalls, which the feed lists too, stand on other sites and are not read. What "
            "left the feed before the first poll is not known."
        ),
        unproven=(
            "No page was captured, only what others read from two of them: the names of the fields are theirs. They "
            "saw the feed answer, and once redirect to itself."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
