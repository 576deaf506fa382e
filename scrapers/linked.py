"""Reading the pages that a list leads to; one bad page does not cost the others, but none left is an error."""

from collections.abc import Callable, Generator, Iterable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged
from recallwatch.model import Harvest, Notice, Payload, Rejected
from recallwatch.ports.sources import Request, Response

from .html import read_page
from .rows import one_per_number, published_day

#: Makes a notice of a page, its address and the digest of its payload.
Read = Callable[[BeautifulSoup, str, str], Notice | Rejected]


def read_linked(
    source: str, links: Iterable[str], read: Read, number: Callable[[str], str]
) -> Generator[Request, Response, Harvest]:
    """Ask for each page in turn and read it."""
    rows: list[Notice | Rejected] = []
    for link in links:
        try:
            response = yield Request(link, page=True, conditional=False, expect="html")
            rows.append(read(read_page(response.payload), link, response.payload.sha256))
        except RateLimited:
            raise  # the host wants to be left alone, not asked for the next page
        except (FetchError, PayloadError, ShapeChanged) as error:
            rows.append(Rejected(source, error.reason, link, number(link)))
    if all(isinstance(row, Rejected) for row in rows):
        raise ShapeChanged(f"none of {len(rows)} pages could be read")
    return Harvest(one_per_number(rows, rank=published_day))


def address(page: BeautifulSoup, payload: Payload) -> str:
    """Where a saved page stood: where it was read from, else what it says of itself; refused if neither."""
    canonical = page.select_one("link[rel=canonical][href]")
    url = payload.url if payload.url.startswith("http") else str(canonical["href"]) if canonical else ""
    if not slug(url):
        raise PayloadError("a page without an address", url=payload.url)
    return url


def slug(url: str) -> str:
    """The last part of an address."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]
