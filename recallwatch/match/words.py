"""Product names as comparable words: folded, singular, numbers apart from letters, noise known as noise."""

import re
from functools import lru_cache
from itertools import pairwise

from recallwatch.text.fold import tokens

_RUN = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}

_NOISE_WORDS = """
a an and the of for with without in on by to from or as at my our new brand branded certain sold only other
all various select some model number item type version edition style color colour size pack pc piece set kit
unit black white red blue green grey gray pink purple orange yellow brown silver gold beige navy teal mint
charcoal dark light multi multicolor clear natural assorted print inch foot feet ft cm mm oz ounce lb pound
gal gallon qt quart liter litre l ml v volt w watt mah ah wh hz k amp cup used bought second hand secondhand
marketplace facebook refurbished gift old sealed recalled product
"""
#: Words that say nothing about which product it is.
NOISE = frozenset(_NOISE_WORDS.split())

_GENERIC_WORDS = """
power bank battery charger portable wireless magnetic electric electronic digital gas cordless rechargeable
lithium ion mini pro plus max ultra deluxe premium classic series standard large small medium compact heavy
duty adult child children kid toddler infant baby youth girl boy women men unisex pet wooden wood plastic
metal steel stainless fabric glass ceramic cotton leather indoor outdoor home kitchen travel folding foldable
adjustable automatic smart safety multi purpose multipurpose led lighted usb fast built cable bluetooth remote
control system single double dual twin full queen king top front side high low tall short long round square
cell phone laptop computer notebook
"""
#: Words that name a kind of thing or a common quality: shared by many products of one brand.
GENERIC = frozenset(_GENERIC_WORDS.split())


@lru_cache(maxsize=4096)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name in order: singular, ``note7`` as ``note 7``, ``10k`` as ``10000``, ``II`` as ``2``."""
    words: list[str] = []
    for token in tokens(text):
        runs = _RUN.findall(token)
        for at, run in enumerate(runs):
            if run == "k" and at and words[-1].isdigit() and len(words[-1]) < 6:
                words[-1] += "000"
            else:
                words.append(_ROMAN.get(run, singular(run)))
    return tuple(words)


def singular(word: str) -> str:
    """An English plural without its ending; anything else as it is."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def joined(words: tuple[str, ...]) -> list[str]:
    """Neighbours written as one word: ``power bank`` must meet ``powerbank``."""
    return [a + b for a, b in pairwise(words)]


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


def is_distinctive(word: str) -> bool:
    """Whether a word helps to tell one product of a brand from another."""
    return len(word) > 1 and word not in NOISE and word not in GENERIC and not word.isdigit()
