"""Readings of product lines that a source identifies by a text on codes; the words are ours, the shapes real."""

from recallwatch.extract import read
from recallwatch.model import ListedProduct, Notice, Reading, Selector

Lots = list[tuple[str, ...]]


def notice(codes: str, name: str = "Harrow oat bars", summary: str = "", country: str = "US", **more: object) -> Notice:
    """A notice of one product line with a text on its codes."""
    line = ListedProduct(name, brand="Harrow", codes=codes, gtins=tuple(more.get("gtins", ())))  # type: ignore[arg-type]
    language = "fr" if country == "FR" else "en"
    return Notice(
        "test", "1", "Oat bars recalled", summary=summary, products=(line,), jurisdictions=(country,), language=language
    )


def reading(codes: str, **more: object) -> Reading:
    """What is understood of it."""
    return read(notice(codes, **more))  # type: ignore[arg-type]


def selectors(codes: str, **more: object) -> tuple[Selector, ...]:
    """The selectors of its one product."""
    return reading(codes, **more).products[0].selectors


def lots(selector: Selector) -> Lots:
    """Kind and values or ends of every criterion on lots and dates."""
    return [(c.kind, *(c.values or (c.first, c.last))) for c in selector.lots]
