"""What a notice tells that another of the same event would tell too, as sets that can be laid side by side."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from recallwatch.extract.firms import LEGAL, firms
from recallwatch.extract.generic import GENERIC
from recallwatch.extract.shapes import WORD, is_code, is_year
from recallwatch.model import Kind, Notice, Reading, Selector, Sort
from recallwatch.text import gtin
from recallwatch.text.countries import country_codes
from recallwatch.text.fold import code_key, tokens
from recallwatch.text.plural import singular

from .earlier import Earlier, earlier
from .said import Said
from .words import SPENT

_TEXT = 8_000  # characters of a text that are looked at
_SHORTEST = 4  # a model of fewer characters is many makers'
#: "Joint recall with Health Canada, the United States Consumer Product Safety Commission (US CPSC) and Acme LLC".
_JOINT = re.compile(r"\b[Jj]oint(?:ly)?\s(?:voluntary\s)?recall\w*\s(?:with|by|between)\s(?P<who>.{5,250})", re.DOTALL)
_ENDS = re.compile(r"(?<=[a-z)])\.(?=\s?[A-Z])|(?<=[a-z.])(?=(?:Please|Consumers|For more)\b)|\n")
_AND = re.compile(r",?\s(?:and|&)\s(?=[A-Z0-9])|,\s")
_ABROAD = re.compile(r"[^.;()]*\b(?:Canada|Canadian|Mexico|U\.?S\.?|United States)\b", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\s(?:recall(?:ed|s)?\s)?(?:due\sto|because\sof)\b.*|\srecalled\b.*|;.*", re.IGNORECASE | re.DOTALL
)
_PLAIN_WORDS = """
model models number numbers style item type version series various several reannounce reannounces archived archive
unauthorized canada canadian usa america american consumer consumers branded cpsc fda fsis usda united states state us
commission public health alert alerts advise advises warn warns or not no be may about including contain contains
containing pose use using sell sold eat retail package packages packaging date dates lb oz ounce pound
"""
#: Words around the names of products that are of none.
_PLAIN = frozenset(_PLAIN_WORDS.split())
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One notice, made comparable. Words and codes are folded, words singular.

    ``day`` is when it was published, or, where that is not known (``settled`` is false), last edited. ``brands`` are
    names of makers without spaces; ``said`` every word, and every two and three neighbours as one. ``names`` are the
    telling words of what it is, ``kinds`` the common ones; ``models`` those it lists, ``codes`` others that it names.
    ``partners`` are the countries it says it acts with, ``allies`` the telling words of the firms it names there;
    ``vehicle``: what is recalled are vehicles.
    """

    id: str
    source: str
    number: str
    kind: Kind
    language: str
    url: str
    day: date | None
    settled: bool
    places: frozenset[str]
    partners: frozenset[str]
    allies: frozenset[str]
    brands: tuple[str, ...]
    said: Said
    names: frozenset[str]
    kinds: frozenset[str]
    models: frozenset[str]
    codes: frozenset[str]
    gtins: frozenset[str]
    hazards: frozenset[str]
    vehicle: bool
    earlier: Earlier


def told(notice: Notice, reading: Reading) -> Told:
    """Lay out a notice for comparison."""
    allies = _allies(notice)
    titles = [_HAPPENED.sub("", notice.title), *(p.name for p in reading.products), *(p.name for p in notice.products)]
    brands = tuple(dict.fromkeys(_brands(notice, reading)))
    words = _words(titles)
    selectors = [s for product in reading.products for s in product.selectors]
    when = notice.published or notice.updated
    return Told(
        id=notice.id,
        source=notice.source,
        number=code_key(notice.number),
        kind=notice.kind,
        language=notice.language,
        url=notice.url,
        day=when.first if when else None,
        settled=notice.published is not None,
        places=frozenset(notice.jurisdictions),
        partners=_partners(notice, allies),
        allies=frozenset(word for ally in allies for word in tokens(LEGAL.sub("", ally)) if _is_telling(word)),
        brands=brands[:_NAMED],
        said=_said(notice),
        names=frozenset(w for w in words if _is_telling(w)) - frozenset(brands),
        kinds=frozenset(w for w in words if not _is_telling(w)),
        models=frozenset(_models(selectors)),
        codes=frozenset(_codes(titles)),
        gtins=frozenset(_gtins(notice, selectors)),
        hazards=frozenset(reading.hazards),
        vehicle=any(p.vehicle for p in notice.products) or any(p.sort is Sort.VEHICLE for p in reading.products),
        earlier=earlier(notice),
    )


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and not is_common(word)


def is_common(word: str) -> bool:
    """Whether a word names a kind of thing or a quality, so that many makers' products share it."""
    return word in GENERIC or f"{word}s" in GENERIC or word in SPENT or word in _PLAIN


def _words(texts: Iterable[str]) -> frozenset[str]:
    found = (singular(word) for text in texts for word in tokens(text[:_TEXT]))
    return frozenset(
        word for word in found if len(word) > 1 and word not in SPENT and word not in _PLAIN and not word.isdigit()
    )


def _brands(notice: Notice, reading: Reading) -> Iterable[str]:
    """Makers' names; of one in several words the first alone too, where it tells."""
    spelled = [b for p in reading.products for b in (p.brand, *p.brand_aliases)]
    spelled += [*(p.brand for p in notice.products), *firms(notice), *(f.name for f in notice.firms)]
    for text in spelled:
        words = tokens(LEGAL.sub("", text.strip()))
        whole = "".join(words)
        if len(whole) > 1 and any(map(_is_telling, words)):
            yield whole
            if len(words[0]) > 2 and _is_telling(words[0]):
                yield words[0]


def _said(notice: Notice) -> Said:
    parts = (notice.title, notice.summary, *(p.name for p in notice.products), *(p.brand for p in notice.products))
    rest = (notice.remedy, notice.contact, *(f.name for f in notice.firms), *notice.sold_at)
    return Said(tuple(text[:_TEXT] for text in (*parts, *rest) if text))


def _allies(notice: Notice) -> list[str]:
    """Who a notice says it is made jointly with: authorities and firms."""
    found = next((f for text in (notice.remedy, notice.summary) if (f := _JOINT.search(text))), None)
    return [part.strip(" .") for part in _AND.split(_ENDS.split(found["who"])[0])] if found else []


def _partners(notice: Notice, allies: list[str]) -> frozenset[str]:
    """Countries that a notice says are in it too: as allies, or where units were sold."""
    clauses = [c for p in notice.products for c in _ABROAD.findall(p.units)] if len(notice.jurisdictions) == 1 else []
    named = " ".join([*allies, *clauses])
    codes = {code for name, code in _COUNTRIES if re.search(name, named)}
    return frozenset(codes | {c for ally in allies for c in country_codes(ally)}) - frozenset(notice.jurisdictions)


_COUNTRIES = (
    (r"\bU\.?S\.?(?:A\.?)?\b|United States", "US"),
    (r"Canad(?:a|ian)", "CA"),
    (r"Mexic(?:o|an)|PROFECO", "MX"),
)


def _models(selectors: Iterable[Selector]) -> Iterable[str]:
    for selector in selectors:
        for term in (*selector.models, *selector.aliases):
            key = code_key(term.value)
            if len(key) >= _SHORTEST and any(map(str.isdigit, key)) and not is_year(key):
                yield key


def _codes(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for word in WORD.findall(text[:_TEXT]):
            key = code_key(word)
            if len(key) >= _SHORTEST and is_code(word):
                yield key


def _gtins(notice: Notice, selectors: Iterable[Selector]) -> Iterable[str]:
    terms = [t.value for s in selectors for t in s.gtins]
    for text in (*terms, *(g for p in notice.products for g in p.gtins)):
        if 8 <= len(number := gtin.digits(text)) <= 14:
            yield number.zfill(14)
