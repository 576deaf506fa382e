"""No text is read further than ``LIMIT``: what lies behind is left to a person."""

from dataclasses import replace

from recallwatch.model import ListedProduct, Notice

from .quotes import LIMIT

#: Longest name of a firm or a brand (the archive's longest name of a thing is 377).
_NAME = 1000


def bounded(notice: Notice) -> Notice:
    """The notice with no text longer than is read."""
    texts = (notice.title, notice.summary, notice.hazard, notice.remedy, notice.contact, notice.incidents)
    listed = (text for product in notice.products for text in (product.name, product.brand, product.units))
    if all(len(text) <= _NAME for text in (*listed, *(firm.name for firm in notice.firms))) and all(
        len(text) <= LIMIT for text in (*texts, *notice.sold_at)
    ):
        return notice
    return replace(
        notice,
        title=notice.title[:LIMIT],
        summary=notice.summary[:LIMIT],
        hazard=notice.hazard[:LIMIT],
        remedy=notice.remedy[:LIMIT],
        contact=notice.contact[:LIMIT],
        incidents=notice.incidents[:LIMIT],
        products=tuple(map(_line, notice.products)),
        firms=tuple(replace(firm, name=firm.name[:_NAME]) for firm in notice.firms),
        sold_at=tuple(text[:LIMIT] for text in notice.sold_at),
    )


def _line(product: ListedProduct) -> ListedProduct:
    return replace(product, name=product.name[:LIMIT], brand=product.brand[:_NAME], units=product.units[:LIMIT])
