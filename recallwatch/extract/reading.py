"""Read a notice: from the source's words to typed criteria, every value with its quote."""

from dataclasses import replace

from recallwatch.model import Notice, Product, Reading, Selector

from .aliases import aliases
from .bounds import bounded
from .brands import brands
from .contact import contact_url
from .criteria import read_criteria
from .hazards import hazards
from .identified import Identified, identified
from .language import in_english, readable
from .names import names
from .quotes import Part
from .remedies import remedies
from .sales import sold_window
from .structured import own_models
from .units import units

#: The version of these rules; derived data of an older one is made again.
RULES = "extract/5"


def read(notice: Notice) -> Reading:
    """Understand one notice.

        texts -> parts -> scan (tables, lists, lone codes) -> models / codes / GTINs
              -> exclusions, narrowing cues, dates of manufacture -> selector -> products
              -> hazards, remedies, units, window of sale, contact

    Pure and total: any text gives a reading; what was not understood is named in ``review``.
    """
    notice = bounded(notice)
    parts = {name: Part(name, text) for name, text in notice.texts().items()}
    selectors, found = read_criteria(notice, parts)
    own = [identified(notice, parts, n) for n in range(len(notice.products))]
    if own and all(own):
        found = tuple(dict.fromkeys(doubt for known in own if known for doubt in known.doubts))
    return Reading(
        products=_products(notice, parts, selectors, own),
        hazards=hazards(notice),
        remedies=remedies(notice),
        units=units(notice),
        sold=sold_window(readable(notice, parts)),
        contact_url=contact_url(notice),
        review=tuple(doubt.reason for doubt in found),
        unsure=any(doubt.grave for doubt in found),
        rules=RULES,
    )


def _products(
    notice: Notice, parts: dict[str, Part], selectors: tuple[Selector, ...], own: list[Identified | None]
) -> tuple[Product, ...]:
    titles = names(notice)
    found = brands(notice, titles) if in_english(notice) else [_listed_brand(notice, n) for n in range(len(titles))]
    read = [
        Product(
            name=name,
            brand=found[n][0] if found[n] else "",
            aliases=aliases(name, found[n], notice.summary, only=len(titles) == 1) if in_english(notice) else (),
            brand_aliases=found[n][1:4],
            category=notice.products[n].category if n < len(notice.products) else "",
            selectors=_own(selectors, notice, parts, n),
        )
        for n, name in enumerate(titles)
    ]
    return tuple(_settled(product, own[n] if n < len(own) else None) for n, product in enumerate(read))


def _listed_brand(notice: Notice, n: int) -> tuple[str, ...]:
    """The brand that the source has for a product line."""
    brand = notice.products[n].brand.strip() if n < len(notice.products) else ""
    return (brand,) if brand else ()


def _settled(product: Product, own: Identified | None) -> Product:
    """The product with what its source itself says of its units, where it does."""
    if own is None:
        return product
    named = replace(product, brand=own.brand, brand_aliases=()) if own.brand else product
    return replace(named, selectors=own.selectors, sort=own.sort)


def _own(selectors: tuple[Selector, ...], notice: Notice, parts: dict[str, Part], n: int) -> tuple[Selector, ...]:
    """The selectors of one product line: where the source lists models line by line, only its own."""
    if not any(product.models for product in notice.products):
        return selectors
    return (replace(selectors[0], models=own_models(notice.products[n], parts)),)
