"""Does an owner's name for a thing mean this product? Words only; numbers in names must not contradict."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from recallwatch.model import Item, Notice, Product
from recallwatch.text.fold import tokens

from .words import NOISE, bag, covered, is_distinctive, name_words


class Fit(IntEnum):
    """How well a name fits: not at all, the kind of thing, the line, or the whole distinctive name."""

    NONE = 0
    KIND = 1
    LINE = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class NameFit:
    """A fit, with the notice's words it was measured against; ``numbered``: a number of the name agreed too."""

    fit: Fit
    theirs: str = ""
    numbered: bool = False


def name_fit(item: Item, product: Product, notice: Notice) -> NameFit:
    """The best fit of the item's name with any way the notice names the product."""
    names = [v for n in (product.name, *product.aliases) if n for v in variants(n)]
    fits = [_fit(item, name, product, notice) for name in dict.fromkeys(names)]
    return max(fits, key=lambda f: (f.fit, f.numbered), default=NameFit(Fit.NONE))


def variants(name: str) -> list[str]:
    """A name whole, without its brackets, and what stands in them: ``321 Power Bank (PowerCore 5K)`` is both."""
    inside = _BRACKETS.findall(name)
    return [name, _BRACKETS.sub(" ", name).strip(), *inside] if inside else [name]


def shares_kind(item: Item, product: Product) -> bool:
    """Whether any word beyond the brand is shared: enough to support a model typed without its brand."""
    mine = bag(_unbranded(item.name, item, product))
    return any(covered(_unbranded(n, item, product), mine) for n in (product.name, *product.aliases))


def _fit(item: Item, name: str, product: Product, notice: Notice) -> NameFit:
    mine = _unbranded(item.name, item, product)
    theirs = _unbranded(name, item, product)
    hits = covered(theirs, bag(mine))
    if not hits - NOISE or _opposed(mine, theirs):
        return NameFit(Fit.NONE)
    numbers = frozenset(w for w in theirs if w.isdigit())
    my_numbers = frozenset(w for w in mine if w.isdigit())
    agreed = bool(numbers & my_numbers)
    if my_numbers and not agreed and not my_numbers <= _said(notice):
        return NameFit(Fit.NONE)
    head = _head(name, item, product)
    key = frozenset(w for w in theirs if is_distinctive(w) and w != head)
    alien = frozenset(w for w in mine if is_distinctive(w)) - covered(mine, _said(notice))
    fit = _grade(key=key, hits=hits, alien=alien, head=head in hits, numbered=agreed)
    if fit is Fit.FULL and numbers and not agreed:
        fit = Fit.LINE
    return NameFit(fit, name, agreed)


def _grade(*, key: frozenset[str], hits: frozenset[str], alien: frozenset[str], head: bool, numbered: bool) -> Fit:
    """Grade by what is distinctive in the product's name, and by what the owner says that the notice never does."""
    if key and key <= hits:
        return Fit.FULL
    if key:
        return Fit.LINE if key & hits and not alien else Fit.NONE
    if numbered:
        return Fit.FULL if head else Fit.LINE
    if not head:
        return Fit.NONE
    return Fit.KIND if alien else Fit.LINE


def _head(name: str, item: Item, product: Product) -> str:
    """What the thing is: the last word before a preposition that is neither noise nor a number."""
    words = _unbranded(_AFTER.split(_BRACKETS.sub(" ", name), maxsplit=1)[0], item, product)
    return next((w for w in reversed(words) if w not in NOISE and not w.isdigit()), "")


_BRACKETS = re.compile(r"\(([^()]*)\)")
_AFTER = re.compile(r"\b(?:used|sold|with|for|in|from|of|by|made)\b|,", re.IGNORECASE)


def _opposed(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in _OPPOSITES)


#: What cannot both be said of one product.
_OPPOSITES = (("electric", "gas"), ("washer", "dryer"), ("top", "bottom"), ("charger", "bank"))


def _unbranded(text: str, item: Item, product: Product) -> tuple[str, ...]:
    words = name_words(text)
    brands = {w for brand in (product.brand, item.brand) for w in name_words(brand)}
    left = tuple(w for w in words if w not in brands)
    return left or words


@lru_cache(maxsize=256)
def _said(notice: Notice) -> frozenset[str]:
    """Every word a notice uses anywhere about its products."""
    parts = (notice.title, notice.summary, *(p.name for p in notice.products), *(i.caption for i in notice.images))
    words = tuple(word for part in parts for word in name_words(part))
    return bag(words) | frozenset(t for part in parts for t in tokens(part))
