"""Models as comparable strings: spellings, look-alike characters, prefixes and suffixes. Never edit distance."""

import re
from functools import lru_cache

from recallwatch.extract.shapes import is_measure, is_year
from recallwatch.text import fold

_LOOK_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "z": "2", "s": "5", "b": "8"})
_PARTS = re.compile(r"[\s,;()]+")
_LABEL = re.compile(
    r"^\W*(?:(?:models?|mod|mdl|item|style|art|article|part|product|ref|reference|sku|type|number|num|no|nr|p/?n|m/?n)"
    r"(?:\b[\s.:#]+|[.:#]\s*|\Z))+|^\W+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[^\w\s]|_|\s")
_LOOSE = re.compile(r"[\s/(]")
_NAME_CODE = re.compile(r"[^\W_][\w./+-]*[^\W_]")


@lru_cache(maxsize=65_536)
def code_key(text: str) -> str:
    """``fold.code_key``, remembered: the same printed models are compared with every item."""
    return fold.code_key(text)


def strong(key: str) -> bool:
    """Whether a model can stand without its brand: five characters or more, with letters and digits."""
    return len(key) >= 5 and any(c.isdigit() for c in key) and any(c.isalpha() for c in key)


@lru_cache(maxsize=65_536)
def skeleton(key: str) -> str:
    """A folded model with characters that are misread for each other made one (0/O, 1/I/L, 2/Z, 5/S, 8/B)."""
    return key.translate(_LOOK_ALIKE)


@lru_cache(maxsize=16_384)
def typed_keys(text: str) -> tuple[str, ...]:
    """What an owner's model field may mean, best first: all of it, without its label (``Ref. 1374``), else each of its
    parts that looks like a code."""
    whole, bare_ = code_key(text), code_key(_LABEL.sub("", text))
    parts = [code_key(p) for p in _PARTS.split(text) if any(c.isdigit() for c in p) and not is_measure(p)]
    return tuple(dict.fromkeys(k for k in (whole, bare_, *parts) if len(k) >= 2))[:6]


def without_brand(text: str, brand: str) -> str:
    """A typed model that its brand is joined to, folded, without it (``Acme-M0859``); empty when it has none."""
    rest = suffix_of(code_key(text), code_key(brand)) if brand else None
    return rest if rest and len(rest) >= 3 and any(c.isdigit() for c in rest) else ""


@lru_cache(maxsize=16_384)
def codes_in_name(text: str) -> tuple[str, ...]:
    """Words of a name that may be models: letters with digits, or four digits and more."""
    found = []
    for word in _NAME_CODE.findall(text):
        key = code_key(word)
        mixed = any(c.isdigit() for c in key) and any(c.isalpha() for c in key)
        if (mixed and len(key) >= 3 and not is_measure(word)) or (key.isdigit() and len(key) >= 4 and not is_year(key)):
            found.append(key)
    return tuple(dict.fromkeys(found))[:6]


@lru_cache(maxsize=65_536)
def heads(printed: str) -> tuple[str, ...]:
    """A printed model without what follows a separator, longest first: ``NE63T8511SS/AA`` gives ``ne63t8511ss``."""
    cuts = [found.start() for found in _SEPARATOR.finditer(printed)]
    keys = [code_key(printed[:cut]) for cut in reversed(cuts)]
    return tuple(key for key in dict.fromkeys(keys) if len(key) >= 4 and any(c.isdigit() for c in key))


def cut_at_space(key: str, printed: str) -> bool:
    """Whether a printed model is the typed one and a further word or market: ``C240 DUO``, ``NE63T8511SS/AA``."""
    return any(code_key(printed[: found.start()]) == key for found in _LOOSE.finditer(printed))


@lru_cache(maxsize=65_536)
def bare(key: str) -> str:
    """A folded model without the two to six letters it ends in (colour, market); empty if nothing is left to go by."""
    found = re.search(r"[^\W\d_]{2,6}\Z", key)
    rest = key[: found.start()] if found else ""
    return rest if len(rest) >= 4 and any(c.isdigit() for c in rest) else ""


def suffix_of(longer: str, shorter: str) -> str | None:
    """What ``longer`` has after ``shorter``; None when it does not begin with it."""
    return longer[len(shorter) :] if shorter and longer.startswith(shorter) and longer != shorter else None
