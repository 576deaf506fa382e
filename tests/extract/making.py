"""Readings of one invented summary, for tests that look at one thing."""

from typing import Any

from recallwatch.extract import read
from recallwatch.model import ListedProduct, Quote, Reading, Selector
from tests.making import notice

_NAMELESS = {"title": "Recall of household goods", "products": (ListedProduct("Household goods", units="About 90"),)}


def reading(summary: str, **changed: Any) -> Reading:
    """What is understood of a summary, with nothing else that could name a model."""
    return read(notice(summary=summary, **(_NAMELESS | changed)))


def selector(summary: str, **changed: Any) -> Selector:
    """The one selector of its first product."""
    return reading(summary, **changed).products[0].selectors[0]


def models(summary: str, **changed: Any) -> list[str]:
    """The models it lists."""
    return [term.value for term in selector(summary, **changed).models]


def codes(summary: str) -> list[tuple[str, ...]]:
    """Its serial, lot and date criteria: type, then both ends or the values."""
    chosen = selector(summary)
    return [
        (c.type.value, *([c.first, c.last] if c.first or c.last else c.values)) for c in (*chosen.serials, *chosen.lots)
    ]


def quotes(value: object) -> list[Quote]:
    """Every quote anywhere inside a value."""
    if isinstance(value, Quote):
        return [value]
    if isinstance(value, tuple):
        return [q for part in value for q in quotes(part)]
    fields = getattr(value, "__dataclass_fields__", {})
    return [q for name in fields for q in quotes(getattr(value, name))]
