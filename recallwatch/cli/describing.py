"""A reading and its corrections in lines for a person, and how two readings differ."""

from collections.abc import Iterator, Sequence
from difflib import ndiff

from recallwatch.model import Correction, Overlay, Product, Reading, Selector

from .output import rfc3339


def describe(reading: Reading) -> list[str]:
    """What was understood: products with their criteria, and what is in doubt."""
    lines = [line for number, product in enumerate(reading.products, 1) for line in _product(number, product)]
    return lines + [f"to review: {reason}" for reason in reading.review]


def difference(before: Reading, after: Reading) -> list[str]:
    """The lines of both, those taken out with a minus and those put in with a plus; nothing when they agree."""
    old, new = describe(before), describe(after)
    return [line.rstrip() for line in ndiff(old, new) if not line.startswith("?")] if old != new else []


def correction_words(correction: Correction) -> str:
    """One correction: what it does, to what, where, and why."""
    from recallwatch.extract import stated_text

    where = f"in product {correction.product}" if correction.product else ""
    reason = f"({correction.note})" if correction.note else ""
    return " ".join(filter(None, (correction.act.value, stated_text(correction), where, reason)))


def change_words(change: Overlay, before: Sequence[Correction]) -> Iterator[str]:
    """One change to what is corrected: who, when, and what it added and took back."""
    note = f": {change.note}" if change.note else ""
    yield f"{change.number}  {rfc3339(change.at)}  {change.by}{'  undo' if change.undo else ''}{note}"
    yield from (f"   + {correction_words(c)}" for c in change.corrections if c not in before)
    yield from (f"   - {correction_words(c)}" for c in before if c not in change.corrections)


def _product(number: int, product: Product) -> Iterator[str]:
    brands = ", ".join(filter(None, (product.brand, *product.brand_aliases)))
    yield f"product {number}: {product.name}{f' (brand: {brands})' if brands else ''}"
    if product.aliases:
        yield f"  also called: {', '.join(product.aliases)}"
    for selector in product.selectors:
        yield from (f"  {line}" for line in _selector(selector))


def _selector(selector: Selector) -> Iterator[str]:
    from recallwatch.web.criteria import criteria

    yield f"scope: {selector.scope}"
    for line in criteria(selector):
        added = [quote.text for quote in line.quotes if quote.by_operator]
        by = f" (an operator: {'; '.join(filter(None, added)) or 'no reason given'})" if added else ""
        yield f"{line.label}: {', '.join(line.values) or '; '.join(quote.text for quote in line.quotes)}{by}"
