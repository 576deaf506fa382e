"""What the source itself keeps in fields of their own wins over prose; it is quoted where the texts repeat it."""

from recallwatch.model import ListedProduct, Notice, Quote, Term

from .cues import Kind
from .findings import Finding
from .quotes import Part


def own_models(product: ListedProduct, parts: dict[str, Part]) -> tuple[Term, ...]:
    """The models of one product line as its source lists them."""
    return tuple(Term(v, find(v, parts)) for v in dict.fromkeys(m.strip() for m in product.models) if v)


def gtins(notice: Notice, parts: dict[str, Part], found: list[Finding]) -> list[Term]:
    """Every article number: those in the texts, then those only the source's fields hold."""
    terms: dict[str, Term] = {}
    for finding in found:
        if finding.kind is Kind.GTIN:
            for value in finding.values:
                terms.setdefault(value, Term(value, finding.quote))
    for value in (v.strip() for p in notice.products for v in p.gtins):
        if value and value not in terms:
            terms[value] = Term(value, find(value, parts))
    return list(terms.values())


def find(value: str, parts: dict[str, Part]) -> Quote:
    """Where a text states a value; else the product's name or the first text, whole, as what it belongs to."""
    for part in parts.values():
        at = part.text.find(value)
        if at >= 0:
            return part.quote(at, at + len(value))
    names = [p for name, p in parts.items() if name.startswith("products.")]
    part = (names or list(parts.values()) or [Part("title", "")])[0]
    return part.quote(0, len(part.text))
