"""Pages as sources, declared and not programmed: a hub that leads to pages, or pages alone, and what to find on each.

hub -> cards -> link of each -> page -> fields -> Notice | Rejected

A page that does not look as declared fails and says which selector found nothing; it never reads as "no recalls".
"""

import re
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

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
    Role,
    SourceInfo,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.dates import find_dates
from recallwatch.text.fold import tokens

from .html import Field, Found, Hub, find, hub_links, read_page
from .linked import address, slug
from .rows import one_per_number

#: What a page may tell, by the names a declaration uses.
FIELDS = (
    *("title", "published", "product", "model", "affected", "hazard", "remedy", "contact", "sold", "incidents"),
    *("picture", "regulator"),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to read one site.

    ``hub`` finds the cards on the page ``url``; without it, ``pages`` are all there is (they may also stand beside a
    hub). ``inline``: the cards are the recalls themselves, and the fields are looked for inside each. ``sample`` are
    words that the hub must hold, or it is another page. ``brand`` and ``firm`` are what the site itself does not say.
    """

    info: SourceInfo
    url: str
    fields: tuple[Field, ...]
    hub: Hub | None = None
    pages: tuple[str, ...] = ()
    inline: bool = False
    sample: str = ""
    brand: str = ""
    firm: str = ""
    jurisdictions: tuple[str, ...] = field(default=())


def page_source(recipe: Recipe) -> Source:
    """The source of a recipe."""
    return Source(info=recipe.info, crawl=partial(_crawl, recipe), parse=partial(_parse, recipe))


def _crawl(recipe: Recipe, state: CrawlState) -> Crawl:
    """Read the hub, then every page it leads to; one bad page does not cost the others."""
    del state  # few pages: every crawl reads them all
    links = list(recipe.pages)
    if recipe.hub:
        response = yield Request(recipe.url, page=True, conditional=False, expect="html")
        if recipe.inline:
            return _parse(recipe, response.payload)
        links += hub_links(_hub_page(recipe, response.payload), recipe.hub, recipe.url)
    rows: list[Notice | Rejected] = []
    broken: list[ShapeChanged] = []
    for link in dict.fromkeys(links):
        if urlsplit(link).netloc != urlsplit(recipe.url).netloc:
            rows.append(_rejected(recipe, "the card leads to another site", link))
            continue
        try:
            response = yield Request(link, page=True, conditional=False, expect="html")
            rows.append(_detail(recipe, read_page(response.payload), response.payload, link))
        except RateLimited:
            raise  # the host wants to be left alone, not asked for the next page
        except (FetchError, PayloadError) as error:
            rows.append(_rejected(recipe, error.reason, link))
        except ShapeChanged as error:
            rows.append(_rejected(recipe, error.reason, link))
            broken.append(error)
    if broken and len(broken) == len(rows):
        raise broken[0]
    return Harvest(one_per_number(rows, rank=_day), complete=True)


def _parse(recipe: Recipe, payload: Payload) -> Harvest:
    """Read one saved page: a recall's page gives its notice, a hub none, unless its cards are the recalls."""
    page = read_page(payload)
    hub = recipe.hub
    if hub and recipe.inline:
        return _inline(recipe, hub, payload)
    if hub and page.select_one(hub.card):
        hub_links(_hub_page(recipe, payload), hub, recipe.url)
        return Harvest()
    return Harvest((_detail(recipe, page, payload, address(page, payload)),))


def _hub_page(recipe: Recipe, payload: Payload) -> BeautifulSoup:
    page = read_page(payload)
    if recipe.sample and recipe.sample.casefold() not in page.get_text(" ").casefold():
        raise ShapeChanged(f"the page does not say {recipe.sample!r}: it is another one", url=payload.url)
    return page


def _inline(recipe: Recipe, hub: Hub, payload: Payload) -> Harvest:
    """The recalls of a page that holds them all."""
    cards = _hub_page(recipe, payload).select(hub.card)
    if len(cards) < hub.at_least:
        raise ShapeChanged(f"{len(cards)} cards {hub.card!r} where at least {hub.at_least} were due", url=payload.url)
    rows = [_card(recipe, card, payload, _place(recipe, hub, card)) for card in cards]
    if (broken := [row for row in rows if isinstance(row, Rejected)]) and len(broken) == len(rows):
        raise ShapeChanged(f"no card could be read: {broken[0].reason}", url=payload.url)
    return Harvest(one_per_number(rows, rank=_day), complete=True)


def _place(recipe: Recipe, hub: Hub, card: Tag) -> str:
    """Where a card stands: the address it links, its own anchor, or one made of its title."""
    anchor = card.select_one(hub.link)
    if anchor is not None:
        return urljoin(recipe.url, str(anchor["href"]).strip())
    name = str(card.get("id") or "") or "-".join(tokens(card.get_text(" "))[:8])
    return f"{recipe.url}#{name}"


def _card(recipe: Recipe, card: Tag, payload: Payload, link: str) -> Notice | Rejected:
    try:
        found = find(card, recipe.fields, link)
    except ShapeChanged as error:
        return _rejected(recipe, error.reason, link)
    return _made(recipe, found, link, payload)


def number_of(url: str) -> str:
    """What stands for a recall's number: the last part of its page's address, fragment included."""
    parts = urlsplit(url)
    last = slug(url)
    return f"{last}#{parts.fragment}" if parts.fragment else last


def _detail(recipe: Recipe, page: BeautifulSoup, payload: Payload, address: str) -> Notice | Rejected:
    url = urljoin(recipe.url, urlsplit(address).path)  # the page's own address, also when a mirror served it
    return _made(recipe, find(page, recipe.fields, url), url, payload)


def _made(recipe: Recipe, found: Found, url: str, payload: Payload) -> Notice | Rejected:
    products, models = found.get("product", ()), found.get("model", ())
    if products and models and len(products) != len(models):
        return _rejected(recipe, f"{len(products)} products but {len(models)} cells of models", url)
    given = found.get("published", ())
    published = _date(given[0]) if given else None
    if given and published is None:
        return _rejected(recipe, f"not a date: {given[0]!r:.80}", url)
    return _notice(recipe, found, url, published, payload.sha256)


def _notice(recipe: Recipe, found: Found, url: str, published: PartialDate | None, payload: str) -> Notice:
    def text(name: str) -> str:
        return "\n".join(found.get(name, ()))

    return Notice(
        source=recipe.info.id,
        number=number_of(url),
        title=found["title"][0],
        url=url,
        language=recipe.info.language,
        jurisdictions=recipe.jurisdictions or (recipe.info.country,),
        published=published,
        summary=text("affected"),
        hazard=text("hazard"),
        remedy=text("remedy"),
        contact=text("contact"),
        incidents=text("incidents"),
        products=_products(recipe, found),
        firms=(Firm(recipe.firm, Role.MANUFACTURER),) if recipe.firm else (),
        sold_at=found.get("sold", ()),
        images=tuple(Image(urljoin(url, picture)) for picture in found.get("picture", ())),
        declared=tuple(
            DeclaredLink(LinkType.SAME_EVENT.value, urljoin(url, link)) for link in found.get("regulator", ())
        ),
        payload=payload,
    )


def _products(recipe: Recipe, found: Found) -> tuple[ListedProduct, ...]:
    """The lines of the page's table, or its title where it has none."""
    names = found.get("product") or found["title"][:1]
    models = found.get("model") or ("",) * len(names)
    return tuple(
        ListedProduct(name, brand=recipe.brand, models=_models(cell)) for name, cell in zip(names, models, strict=False)
    )


def _models(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\s*(?:[,/;\n]|\band\b)\s*", text) if part)


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.partition("T")[0])
    except ValueError:
        found = find_dates(text)
        return found[0].value if found else None


def _day(row: Notice) -> int:
    return row.published.first.toordinal() if row.published else 0


def _rejected(recipe: Recipe, reason: str, url: str) -> Rejected:
    return Rejected(recipe.info.id, reason, url, number_of(url))
