"""Near misses: notices that look like an item's and are not, each with the reason why not, for whoever asks."""

from dataclasses import dataclass

from recallwatch.model import Item, Notice, Product, Reading, Term

from .brands import Agreement, agreement
from .models import code_key, skeleton, typed_keys
from .names import shares_kind

#: Models named at most in one reason; a longer list explains nothing.
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Why a notice is not about an item, in one sentence; ``likeness`` ranks (higher is nearer)."""

    why: str
    likeness: int


def near_miss(item: Item, notice: Notice, reading: Reading) -> NearMiss | None:
    """Why this notice does not hold for this item; None when nothing about them is alike enough to wonder."""
    found = [_of_product(item, product, notice, reading) for product in reading.products]
    return max((miss for miss in found if miss), key=lambda miss: miss.likeness, default=None)


def _of_product(item: Item, product: Product, notice: Notice, reading: Reading) -> NearMiss | None:
    models = [term for p in reading.products for s in p.selectors for term in s.models]
    typed = typed_keys(item.model)[:1]
    agrees, brand = agreement(item, product, notice)
    same = next((m for m in models if typed and code_key(m.value) == typed[0]), None)
    if agrees is Agreement.OTHER:
        return _other_brand(item, brand, same)
    if not typed:
        return NearMiss(_KIND.format(name=product.name), 1) if shares_kind(item, product, notice) else None
    sibling = _sibling(typed[0], models)
    if sibling:
        return NearMiss(_SIBLING.format(yours=item.model.strip(), theirs=sibling.value), 3)
    if models and agrees is not Agreement.UNKNOWN and shares_kind(item, product, notice):
        return NearMiss(_LISTED.format(yours=item.model.strip(), theirs=_some(models)), 2)
    return None


_SIBLING = "It lists {theirs}; your {yours} differs in one place, and that makes it another model."
_LISTED = "It is for the models {theirs}; your {yours} is not among them."
_KIND = "It is for {name}; what you call yours does not fit that."
_BRAND = "It has the same model, but of {brand}; yours is of {yours}."


def _other_brand(item: Item, brand: str, same: Term | None) -> NearMiss | None:
    return NearMiss(_BRAND.format(brand=brand, yours=item.brand), 3) if same and brand else None


def _sibling(key: str, models: list[Term]) -> Term | None:
    """A listed model that is the typed one but for one character: another model, and worth saying so."""
    return next((m for m in models if _one_apart(key, code_key(m.value))), None)


def _one_apart(one: str, two: str) -> bool:
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > 1 or skeleton(one) == skeleton(two):
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[at + 1 :] == two[at + 1 :] or one[at + 1 :] == two[at:] or one[at:] == two[at + 1 :]


def _some(models: list[Term]) -> str:
    names = list(dict.fromkeys(m.value for m in models))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
