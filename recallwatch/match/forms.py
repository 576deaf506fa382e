"""Brands and words as keys are made of them: the few forms under which both sides of the join can meet.

A common word (``portable``, ``toy``) stands for a brand only where the brand itself is no more than that, or where
nobody names a brand at all; it is marked then, so that it meets nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from recallwatch.extract.quotes import LIMIT
from recallwatch.extract.shapes import is_code
from recallwatch.model import Item, Notice, Product
from recallwatch.text.plural import singular

from .brands import brand_words, brands_of, firm_brands, plain_words
from .models import code_key
from .vocabulary import COMPANY, GENERIC, NAMELESS, NOISE
from .words import name_words

#: What a word is known by: ``heater`` and ``heating``, ``power bank`` and ``powerbank`` begin alike.
_BEGINNING = 5
_IN_PLACE = "="  # a common word that begins a product's name
_NO_BRAND = "~"  # the same where no brand is known


def said_brands(product: Product, notice: Notice) -> list[str]:
    """What an owner may call the brand: each spelling understood, then what the product's name begins with."""
    forms: list[str] = []
    brands = brands_of(product)
    for text in (*brands[:6], *firm_brands(notice)[:2]):
        words = brand_words(text)
        forms += ["".join(words), *words[:1], "".join(words[:2]), *_telling(words)]
    front = plain_words(product.name or notice.title)[:3]
    forms += [*_telling(front[:2]), *_marked(_IN_PLACE, front[:2])]
    if not brands:
        forms += _telling(["".join(front[:2]), "".join(front), *front[2:], *plain_words(notice.title)[:3]])
        forms += _marked(_NO_BRAND, front[:2])
    return _some(forms, 12)


def typed_brands(item: Item) -> list[str]:
    """What the notice may call the brand: the owner's, then what the name begins with."""
    words, front = brand_words(item.brand), plain_words(item.name)
    forms = ["".join(words), *words[:1], "".join(words[:2]), *words[1:4], "".join(plain_words(item.brand))]
    forms += [*front[:1], "".join(front[:2])]
    if words:
        forms += _marked(_IN_PLACE, ["".join(words), words[0]])
    else:
        forms += [*_telling(front)[:3], "".join(front[:3]), *front[1:3], *_marked(_NO_BRAND, front[:1])]
    return _some(forms, 9)


def model_brands(brands: list[str], name: str, *, most: int) -> list[str]:
    """What a model that cannot stand alone is looked up with: a brand, or the first words of the thing's name."""
    plain = [brand for brand in brands if not brand.startswith((_IN_PLACE, _NO_BRAND))]
    return list(dict.fromkeys([*plain, *plain_words(name)[:most]]))


def said_things(name: str) -> list[str]:
    """What a model is looked up with if its owner names no brand: the kind of thing."""
    return [_NO_BRAND + word for word in kinds(name)]


def typed_things(item: Item) -> list[str]:
    """The same of an owner; nothing if a brand is named, be it as the first word of the name."""
    unnamed = not item.brand and all(map(_common, plain_words(item.name)[:1]))
    return [_NO_BRAND + word for word in typed_words(item.name)] if unnamed else []


def other_brands(notice: Notice) -> list[str]:
    """Who recalls and who sold, and capitalised words that are never written small: a notice often names many brands.

    Of a product's name only what comes with it counts: ``batteries with Acme cells``.
    """
    parts = [with_[1] for product in notice.products if (with_ := _WITH.search(product.name))]
    text = "\n".join([notice.summary[:LIMIT], *parts])[:LIMIT]
    small = set(_SMALL.findall(text))
    words = dict.fromkeys(code_key(word) for word in _CAPITALISED.findall(text) if not is_code(word))
    found = [*_in_title(notice.title), *(word for word in words if word not in small)]
    telling = [word for word in _telling(found) if word not in NAMELESS and word not in COMPANY]
    return _some([*telling[:40], *_pairs(text)], 50)


def _pairs(text: str) -> list[str]:
    """Brands of two common words: ``American Standard``."""
    pairs = (pair.casefold().split() for pair in _TWO.findall(text))
    return ["".join(pair) for pair in pairs if all(_common(w) or w in COMPANY for w in pair) and NOISE.isdisjoint(pair)]


def _in_title(title: str) -> Iterator[str]:
    """``Acme Recalls Kettles; Sold at Corner``."""
    recalls = _RECALLS.match(title)
    for name in [*([recalls[1].rpartition(", ")[2]] if recalls else []), *_BY.findall(title)[:2]]:
        words = brand_words(name)
        yield from ("".join(words), *words)


_RECALLS = re.compile(r"(.{2,60}?)\s(?:Recall|Recalls|Recalled|Expands?|Reannounces?|Announces?)\b")
_BY = re.compile(r"\b(?:by|at)\s+((?:[A-Z0-9][\w&'.-]{0,40}\s?){1,3})")
_WITH = re.compile(r"\b(?:used|sold|with|for|in|containing)\s(.*)")
# Bounded: without an end to give back from, a long run of "A1&" is read again from every one of its letters.
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w&-]{0,40}[A-Za-z](?![\w-])")
_TWO = re.compile(r"(?<![\w-])(?=([A-Z][A-Za-z]{2,20}\s[A-Z][A-Za-z]{2,20})(?![\w-]))")
_SMALL = re.compile(r"(?<![\w-])[a-z]{2,40}(?![\w-])")


def named(brands: Iterable[str], words: list[str]) -> list[str]:
    """Each brand with each word. A word that begins the brand says nothing more, unless there are no others."""
    found = []
    for brand in brands:
        plain = singular(brand.lstrip(_IN_PLACE + _NO_BRAND))[:_BEGINNING]
        rest = [word for word in words if not brand.startswith(word)] or words
        found += [f"{brand} {word}" for word in rest if word != plain]
    return found


def typed_words(name: str) -> list[str]:
    """What an owner's name for a thing may be found by."""
    words = name_words(name)
    return _beginnings(words, _useful(words)[:8])


def said_words(name: str) -> list[str]:
    """The same of a notice's name, which is longer and says last what the thing is."""
    words = name_words(name)
    useful = _useful(words)
    return _beginnings(words, [*useful[:12], *[w for w in useful[12:] if not w.isdigit()][-1:]])


def kinds(name: str) -> list[str]:
    """Of a name no more than what kinds of thing it is of: the last word of each of its parts."""
    parts = [[w for w in _useful(name_words(part)) if not w.isdigit()][-1:] for part in _PARTS.split(name)]
    last = [word for found in parts for word in found]
    return list(dict.fromkeys(word[:_BEGINNING] for word in (*last[:1], *last[-2:])))


_PARTS = re.compile(r"\b(?:used|sold|with|for|in|from|of|made|and|or)\b|[,()/&]", re.IGNORECASE)


def _beginnings(words: tuple[str, ...], useful: list[str]) -> list[str]:
    """The beginnings of words, and of two written as one where the first is too short to tell."""
    kept = set(useful)
    joined = [a + b for a, b in pairwise(words) if len(a) < _BEGINNING and a in kept and b in kept]
    return list(dict.fromkeys(w[:_BEGINNING] for w in [*useful, *(j for j in joined if not j.isdigit())]))


def _useful(words: tuple[str, ...]) -> list[str]:
    long = [word for word in words if len(word) > 1]
    return [word for word in long if word not in NOISE] or long


def _common(word: str) -> bool:
    return word in NOISE or word in GENERIC or singular(word) in GENERIC


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) > 1 and not _common(word)]


def _marked(mark: str, words: list[str]) -> list[str]:
    return [mark + word for word in words if _common(word)]


def _some(forms: list[str], most: int) -> list[str]:
    return [form for form in dict.fromkeys(forms) if len(form) > 1][:most]
