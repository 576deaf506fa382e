"""Product names as comparable words: folded, singular, numbers apart from letters, noise known as noise."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain, pairwise

from recallwatch.extract.shapes import is_year
from recallwatch.text.fold import tokens
from recallwatch.text.plural import singular

from .vocabulary import GENERIC, NOISE

_RUN = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}


#: Words that owners use for the notice's.
_SYNONYMS = {
    "kid": "child",
    "children": "child",
    "fridge": "refrigerator",
    "bike": "bicycle",
    "tv": "television",
    "notebook": "laptop",
    "smartphone": "phone",
    "cellphone": "phone",
    "smartwatch": "watch",
    "pajama": "sleepwear",
    "pyjama": "sleepwear",
}


@lru_cache(maxsize=4096)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name in order: singular, ``note7`` as ``note 7``, ``10k`` as ``10000``, ``II`` as ``2``."""
    words = [*chain.from_iterable(map(_of_token, tokens(_SHARE.sub(" ", text))))]
    if "portable" in words:
        for at, pair in enumerate(pairwise(words)):
            if pair == ("portable", "charger"):
                words[at : at + 2] = ["power", "bank"]
    return tuple(words)


#: "100% cotton", "size 6": how much of what it is made of, and how large, are no numbers of a name.
_SHARE = re.compile(r"\d+(?:\.\d+)?\s?%|\bsizes?\s\d\S*", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def _of_token(token: str) -> tuple[str, ...]:
    words: list[str] = []
    for at, run in enumerate(_RUN.findall(token)):
        if run == "k" and at and words[-1].isdigit() and len(words[-1]) < 6:
            words[-1] += "000"
        else:
            word = _ROMAN.get(run, singular(run))
            words.append(_SYNONYMS.get(word, word))
    return tuple(words)


def joined(words: tuple[str, ...]) -> list[str]:
    """Neighbours written as one word: ``power bank`` must meet ``powerbank``."""
    return [a + b for a, b in pairwise(words)]


@lru_cache(maxsize=4096)
def bag(words: tuple[str, ...]) -> frozenset[str]:
    """Every word and every joined pair."""
    return frozenset(words) | frozenset(joined(words))


def covered(words: tuple[str, ...], by: frozenset[str]) -> frozenset[str]:
    """Those of ``words`` that a bag holds, alone or joined with a neighbour."""
    hits = {w for w in words if w in by}
    for a, b in pairwise(words):
        if a + b in by:
            hits |= {a, b}
    return frozenset(hits)


@lru_cache(maxsize=4096)
def is_distinctive(word: str) -> bool:
    """Whether a word helps to tell one product of a brand from another; ``powerbank`` is as common as its halves."""
    if len(word) < 2 or word in NOISE or word in GENERIC or word.isdigit():
        return False
    common = NOISE | GENERIC
    return not any(word[:cut] in common and word[cut:] in common for cut in range(3, len(word) - 2))


@lru_cache(maxsize=4096)
def measures(words: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """The numbers that measure or count something, by what they count: ``12 drawer``, ``14 ounce``."""
    found: dict[str, frozenset[str]] = {}
    for number, unit in pairwise(words):
        if number.isdigit() and unit in _UNITS:
            name = _UNITS[unit]
            found[name] = found.get(name, frozenset()) | {number}
    return found


@lru_cache(maxsize=4096)
def designators(words: tuple[str, ...]) -> Mapping[str, str]:
    """The numbers that are names of their own (``535``, ``Blinder 900``), with the word before each."""
    around = zip(words, ("", *words[:-1]), (*words[1:], ""), strict=True)
    return {w: before for w, before, unit in around if w.isdigit() and unit not in _UNITS and not is_year(w)}


def agree(mine: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether a number is shared that stands after the same word (``S7`` is not ``Note 7``), or after none."""
    return any(_same_place(mine[n], theirs[n]) for n in mine.keys() & theirs.keys())


def _same_place(one: str, two: str) -> bool:
    return one == two or (not is_distinctive(one) and len(one) != 1) or (not is_distinctive(two) and len(two) != 1)


_COUNTED = """
inch foot ounce pound gallon quart liter pint cup volt watt mah wh amp drawer door piece pack tier speed step way
person seat seater burner light shelf pound mile year month gen generation th rd nd st mm cm t ply bulb panel deg degree
"""
_SHORT_UNITS = {
    "ft": "foot",
    "oz": "ounce",
    "lb": "pound",
    "gal": "gallon",
    "qt": "quart",
    "l": "liter",
    "pt": "pint",
    "v": "volt",
    "w": "watt",
    "pk": "pack",
    "pc": "piece",
    "yr": "year",
    "in": "inch",
    "ml": "ml",
    "feet": "foot",
    "inche": "inch",
    "litre": "liter",
    "ah": "ah",
    "hz": "hz",
    "x": "x",
    "m": "m",
}
_UNITS = {unit: unit for unit in _COUNTED.split()} | _SHORT_UNITS
