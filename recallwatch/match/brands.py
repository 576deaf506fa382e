"""Do two sides speak of the same brand? Spacing, typos and short forms are tolerated; likeness of models never is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from recallwatch.model import Item, Notice, Product, Role
from recallwatch.text.fold import tokens
from recallwatch.text.plural import singular
from recallwatch.text.remember import NOTICES, remembered

from .vocabulary import COMPANY, GENERIC, NOISE


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run of words written without spaces; ``begins`` is 1 where a word begins, and behind the last."""

    letters: str
    begins: bytes


class Agreement(StrEnum):
    """How the owner's brand relates to the notice's."""

    SAME = "same"
    SAID = "said"  # not understood as the brand, but the notice says the word
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


def agreement(item: Item, product: Product, notice: Notice) -> tuple[Agreement, str]:
    """How the brands relate, and the notice's spelling that was compared."""
    brands = brands_of(product)
    mine, name = _words(item.brand), _words(item.name)
    for brand in brands:
        theirs = _words(brand)
        if _same(mine, theirs) or (_telling(theirs) and _said_in(theirs, mine)):
            return Agreement.SAME, brand
    said = next((b for b in brands if _telling(_words(b)) and _said_in(_words(b), name)), "")
    if said and not mine:
        return Agreement.SAME, said
    if not mine and not brands and name and name[0] in tokens(product.name or notice.title)[:2]:
        return Agreement.SAME, name[0]
    if mine and _said_in(mine, _words(product.name)[: len(mine) + 1]):
        return Agreement.SAME, item.brand
    if not mine:
        return Agreement.UNKNOWN, brands[0] if brands else ""
    if _telling(mine) and _spoken_in(mine, spoken(notice)):
        return Agreement.SAID, item.brand
    if said and _said_in(_words(said), name[: len(_words(said))]):
        return Agreement.SAID, said
    near = next((b for b in brands if _typo("".join(mine), "".join(tokens(b)))), None)
    if near:
        return Agreement.NEAR, near
    return (Agreement.OTHER, brands[0]) if brands else (Agreement.UNKNOWN, "")


def says_brand(product: Product, text: str) -> bool:
    """Whether a text begins with a brand of the product."""
    words = _words(text)
    return any(_telling(brand) and _said_in(brand, words[: len(brand)]) for brand in map(_words, brands_of(product)))


@remembered(8192)
def brands_of(product: Product) -> tuple[str, ...]:
    """Every spelling of a product's brand."""
    return tuple(b for b in (product.brand, *product.brand_aliases) if _is_brand(b))


@lru_cache(maxsize=16_384)
def _is_brand(text: str) -> bool:
    return not NOISE.issuperset(tokens(text))


def brand_words(text: str) -> list[str]:
    """The words of a brand without what every company is called."""
    words = plain_words(text)
    return [w for w in words if w not in COMPANY] or words


def plain_words(text: str) -> list[str]:
    """Every word of a text; initials are one: ``U.S. Acme``."""
    return tokens(_INITIALS.sub(lambda found: found[0].replace(".", ""), text))


_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    """The words of a brand; ``Cat & Jack`` and ``Cat and Jack`` are one."""
    return tuple(word for word in tokens(text) if word != "and")


@lru_cache(maxsize=16_384)
def _telling(words: tuple[str, ...]) -> bool:
    """Whether words found in running text can be a brand there: ``Self-Balancing`` is none, ``Cat & Jack`` is."""
    return any(word not in NOISE and word not in GENERIC and singular(word) not in GENERIC for word in words)


def firm_brands(notice: Notice) -> list[str]:
    """Names of firms that may stand on the product; retailers do not."""
    return [f.name for f in notice.firms if f.role not in (Role.RETAILER, Role.DISTRIBUTOR)]


def _same(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Equal but for spacing, or one is the beginning of the other, whole words only."""
    if not mine or not theirs:
        return False
    if "".join(mine) == "".join(theirs):
        return True
    short, long = sorted((mine, theirs), key=len)
    return len("".join(short)) >= 3 and long[: len(short)] == short


def _said_in(brand: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a brand occurs in a run of words, spacing aside (``soleus air`` for ``SoleusAir``)."""
    want = "".join(brand)
    if not want:
        return False
    for start in range(len(words)):
        got = ""
        for word in words[start : start + len(brand) + 2]:
            got += word
            if got == want:
                return True
            if not want.startswith(got):
                break
    return False


def _spoken_in(brand: tuple[str, ...], text: Spoken) -> bool:
    """The same as ``_said_in``, of many words."""
    want = "".join(brand)
    at = text.letters.find(want) if want else -1
    while at >= 0:
        end = at + len(want)
        if text.begins[at] and text.begins[end] and text.begins.count(1, at, end) <= len(brand) + 2:
            return True
        at = text.letters.find(want, at + 1)
    return False


@remembered(NOTICES)
def spoken(notice: Notice) -> Spoken:
    """The words of a notice that may name a brand: title, product lines, firms, text."""
    parts = [notice.title, notice.summary, *(p.name for p in notice.products), *(p.brand for p in notice.products)]
    words = [word for part in (*parts, *firm_brands(notice)) for word in tokens(part) if word != "and"]
    return Spoken("".join(words), b"".join(map(_begin, map(len, words))) + _begin(1))


@lru_cache(maxsize=256)
def _begin(length: int) -> bytes:
    return b"\x01" + bytes(length - 1)


def _typo(mine: str, theirs: str) -> bool:
    """One letter missing, added, wrong or swapped, in a brand of four letters or more that begins alike."""
    if min(len(mine), len(theirs)) < 4 or abs(len(mine) - len(theirs)) > 1 or mine[0] != theirs[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs)))
    one, two = mine[at:], theirs[at:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])
