"""Reading pages by selectors kept in one place; a selector that finds nothing is an error with a name."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Payload

from .payload import decode, looks_like_html

_BLOCKS = "p, li, br, div, section, h1, h2, h3, h4, h5, h6, tr, table, ul, ol, dt, dd"
_CELLS = "td, th"


@dataclass(frozen=True, slots=True)
class Hub:
    """A page that lists others: its cards, the link in each, and how few cards can be true."""

    card: str
    link: str
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to find on a page: all elements the selector fits; ``attribute`` instead of their text."""

    name: str
    selector: str
    required: bool = True
    attribute: str = ""


Found = dict[str, tuple[str, ...]]


def read_page(payload: Payload) -> BeautifulSoup:
    """Parse a whole page; one that is cut off or no HTML at all is refused."""
    text = decode(payload)
    if not looks_like_html(text):
        raise PayloadError(f"not an HTML page: {text.strip()[:80]!r}", url=payload.url)
    if "</html>" not in text[-2000:].lower():
        raise PayloadError("the page is cut off: it has no end", url=payload.url)
    return BeautifulSoup(text, "lxml")


def hub_links(page: BeautifulSoup, hub: Hub, url: str) -> tuple[str, ...]:
    """Give the absolute address each card leads to, once each and in the page's order."""
    cards = page.select(hub.card)
    if len(cards) < hub.at_least:
        raise ShapeChanged(f"{len(cards)} cards {hub.card!r} where at least {hub.at_least} were due", url=url)
    links = []
    for number, card in enumerate(cards, start=1):
        anchor = card if card.name == "a" and card.get("href") else card.select_one(hub.link)
        if anchor is None:
            raise ShapeChanged(f"card {number} has no link {hub.link!r}", url=url)
        links.append(urljoin(url, str(anchor["href"]).strip()).partition("#")[0])
    return tuple(dict.fromkeys(links))


def find(page: Tag, fields: tuple[Field, ...], url: str) -> Found:
    """Find every field; names all required ones that are missing."""
    found = {field.name: _values(page, field, url) for field in fields}
    missing = [field.name for field in fields if field.required and not found[field.name]]
    if missing:
        raise ShapeChanged(f"the page has no {', '.join(missing)}", url=url)
    return found


def text_of(element: Tag, url: str) -> str:
    """Give an element's text line by line, every link followed by its address in brackets."""
    for anchor in element.select("a[href]"):
        target = urljoin(url, str(anchor["href"]).strip())
        if urlsplit(target).scheme in {"http", "https"} and target not in anchor.get_text():
            anchor.append(f" ({target})")
    for block in element.select(_BLOCKS):
        block.insert_before("\n")
        block.append("\n")
    for cell in element.select(_CELLS):
        cell.append(" ")
    lines = (" ".join(line.split()) for line in element.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def _values(page: Tag, field: Field, url: str) -> tuple[str, ...]:
    elements = page.select(field.selector)
    if field.attribute:
        values = [str(element.get(field.attribute) or "").strip() for element in elements]
    else:
        values = [text_of(element, url) for element in elements]
    return tuple(value for value in values if value)
