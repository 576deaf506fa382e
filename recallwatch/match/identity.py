"""Identity: is this the recalled product? The strongest reason found, and the selectors it leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from recallwatch.model import Axis, Evidence, Item, Notice, Product, Quote, Reading, Selector, Sort, Term
from recallwatch.text import gtin
from recallwatch.text.codes import contains
from recallwatch.text.remember import remembered
from recallwatch.text.vin import read_vin

from .brands import Agreement, agreement, brands_of, says_brand
from .mentions import lists_such, mentioned
from .models import (
    bare,
    code_key,
    codes_in_name,
    cut_at_space,
    heads,
    skeleton,
    strong,
    suffix_of,
    typed_keys,
    without_brand,
)
from .names import Fit, NameFit, calls_so, name_fit, named_as_host, says_phrase, shares_kind
from .patterns import fits_pattern
from .vehicles import same_model, says_make


class Level(IntEnum):
    """How sure the identity is, weakest first."""

    HOST = 1  # the notice speaks of this model, but not as recalled
    KIND = 2  # brand and kind of thing
    LINE = 3  # brand and product line
    NAME = 4  # brand and the full distinctive name
    VARIANT = 5  # a model but for look-alike characters, a suffix or an alias
    EXACT = 6  # bar code, or brand and model


@dataclass(frozen=True, slots=True)
class Match:
    """One reason to take the item for one selector's product.

    ``doubt`` says why the owner must confirm it; ``shared`` how many words of a name agree.
    """

    level: Level
    evidence: Evidence
    product: Product
    selector: Selector | None = None
    model: str = ""
    doubt: str = ""
    specific: bool = False
    plain: bool = False
    shared: int = 0


def identify(item: Item, notice: Notice, reading: Reading) -> list[Match]:
    """Every match of the strongest level found; empty when this is another product."""
    products = reading.products or tuple(Product(p.name or notice.title, brand=p.brand) for p in notice.products)
    found = [m for p in products or (Product(notice.title),) for m in _of_product(item, p, notice, reading)]
    if not found:
        return []
    sure = [m for m in found if not m.doubt] or found
    best = max((m.level, m.shared) for m in sure)
    return _contradicted(item, [m for m in sure if (m.level, m.shared) == best], reading)


def _of_product(item: Item, product: Product, notice: Notice, reading: Reading) -> Iterator[Match]:
    agrees, brand = agreement(item, product, notice)
    for selector in product.selectors:
        if item.gtin:
            yield from _by_gtin(item, product, selector, local=agrees is not Agreement.OTHER)
        yield from _by_vin(item, product, selector)
    if product.sort is Sort.VEHICLE:
        if agrees in (Agreement.SAME, Agreement.NEAR) or says_make(item, product):
            yield from _by_vehicle(item, product)
        return
    if agrees is Agreement.OTHER:
        yield from _by_part(item, product)
        return
    doubt = ""
    if agrees is Agreement.UNKNOWN and not (item.name and shares_kind(item, product, notice)):
        doubt = f"whether it is made by {brand}" if brand else "who makes it"
    listed = any(_lists_models(s) for p in reading.products for s in p.selectors)
    models = list(_by_model(item, product, doubt=doubt)) or list(_by_called(item, product, doubt=doubt))
    yield from models
    if models or agrees is Agreement.UNKNOWN:
        return
    named = list(_by_name(item, product, notice, listed=listed, sure=agrees is Agreement.SAME))
    yield from named
    host = mentioned(item, notice)
    if host and not named:
        yield Match(Level.HOST, _evidence("named in the notice", host.text, host), product, _first(product))


def _by_gtin(item: Item, product: Product, selector: Selector, *, local: bool) -> Iterator[Match]:
    """The bar code; ``local``: numbers that only mean something inside one shop count too."""
    mine = _gtins(item.gtin)
    if not local and any(g.local for g in gtin.candidates(item.gtin)):
        return
    for term in selector.gtins:
        if mine & _gtins(term.value):
            evidence = Evidence(Axis.IDENTITY, "bar code", item.gtin, term.value, term.quote)
            yield Match(Level.EXACT, evidence, product, selector)
            return


def _by_vin(item: Item, product: Product, selector: Selector) -> Iterator[Match]:
    """A vehicle's own number inside a printed list or range of them says what it is."""
    vin = read_vin(item.vin) or read_vin(item.serial)
    for code in (*selector.serials, *selector.lots) if vin else ():
        vins = any(read_vin(v) for v in (*code.values, code.first, code.last))
        if vin and vins and contains(code, vin.value):
            evidence = Evidence(Axis.IDENTITY, "VIN", vin.value, code.quote.text, code.quote)
            yield Match(Level.EXACT, evidence, product, selector)
            return


def _by_vehicle(item: Item, product: Product) -> Iterator[Match]:
    for selector in product.selectors:
        evidence = same_model(item, product, selector)
        if evidence:
            yield Match(Level.EXACT, evidence, product, selector, specific=evidence.rule == "make+model")


@lru_cache(maxsize=16_384)
def _gtins(text: str) -> frozenset[str]:
    number = gtin.digits(text)
    return (
        frozenset({number.zfill(14), *(g.value for g in gtin.candidates(text))})
        if 8 <= len(number) <= 14
        else frozenset()
    )


def _by_model(item: Item, product: Product, *, doubt: str) -> Iterator[Match]:
    spelled = (*brands_of(product), item.brand)
    brands = [without_brand(item.model, brand) for brand in spelled]
    typed = [*typed_keys(item.model), *filter(None, brands)]
    for at, key in enumerate([*typed, *codes_in_name(item.name)]):
        found = [m for s in product.selectors for m in _selector_model(key, item, product, s, typed=at < len(typed))]
        found = found or list(_with_brand(key, item, product)) if at < len(typed) else found
        if found:
            best = max(m.level for m in found)
            for match in found:
                if match.level == best:
                    yield _doubted(match, doubt)
            return


def _by_part(item: Item, product: Product) -> Iterator[Match]:
    """What an owner says the thing has: ``pressure washer with Acme GX200 engine``."""
    part = _HAVING.search(item.name)
    if not part or not says_brand(product, part[1]):
        return
    codes = codes_in_name(part[1])
    for selector in product.selectors:
        for term in selector.models:
            if code_key(term.value) in codes:
                yield Match(Level.HOST, _said("part of it", part[1], term), product, selector, code_key(term.value))


_HAVING = re.compile(r"\b(?:with|has|w/)\s(?:an?\s|the\s)?(.+)", re.IGNORECASE)


def _with_brand(key: str, item: Item, product: Product) -> Iterator[Match]:
    """A printed model that the brand is joined to (``Acme - M0859``), typed without it."""
    for selector in product.selectors:
        for term in selector.models:
            if key in (without_brand(term.value, brand) for brand in brands_of(product)):
                yield Match(
                    Level.EXACT, _said("brand+model", item.model, term), product, selector, code_key(term.value)
                )


def _selector_model(key: str, item: Item, product: Product, selector: Selector, *, typed: bool) -> Iterator[Match]:
    yours = item.model if typed else item.name
    begins = {_beginning(key), _beginning(code_key(item.model))}
    for term in selector.models if len(selector.models) < _MANY or begins & _beginnings(selector) else ():
        level, rule, doubt = compare(key, term.value, item) if _beginning(code_key(term.value)) in begins else _OTHER
        if level:
            yield Match(level, _said(rule, yours, term), product, selector, code_key(term.value), doubt)
    for pattern in selector.model_patterns:
        if fits_pattern(key, pattern) and not (selector.models and len(code_key(pattern.value)) < 3):
            evidence = Evidence(Axis.IDENTITY, "brand+model pattern", yours, pattern.value, pattern.quote)
            yield Match(Level.EXACT, evidence, product, selector, key)
    for term in selector.retailer_ids:
        if key == code_key(term.value):
            yield Match(Level.EXACT, _said("shop's item number", yours, term), product, selector, key)
    for term in selector.aliases:
        alias = code_key(term.value)
        rest = suffix_of(key, alias)
        if key == alias or (rest and len(alias) >= 4 and any(c.isdigit() for c in alias)):
            yield Match(Level.VARIANT, _said("alias", yours, term), product, selector, alias)


#: As many models as it pays to know the beginnings of.
_MANY = 4


def _by_called(item: Item, product: Product, *, doubt: str) -> Iterator[Match]:
    """A typed model that is what the notice calls the product: ``Swift 4F`` of ``Swift 4F, Swift 4FL golf carts``."""
    if calls_so(item, product):
        evidence = Evidence(Axis.IDENTITY, "brand+model name", item.model, product.name)
        for selector in product.selectors:
            yield Match(Level.EXACT, evidence, product, selector, doubt=doubt)


def _beginning(key: str) -> str:
    """Models that ``compare`` can relate begin alike, but for look-alike characters."""
    return skeleton(key[:1])


@remembered(4096)
def _beginnings(selector: Selector) -> frozenset[str]:
    return frozenset(_beginning(code_key(term.value)) for term in selector.models)


def compare(key: str, printed: str, item: Item) -> tuple[Level | None, str, str]:
    """How an owner's folded model relates to a printed one: level, rule, and what is left to doubt."""
    model = code_key(printed)
    if key == model:
        return Level.EXACT, "brand+model", ""
    rest = suffix_of(key, model)
    if rest and _market_suffix(rest) and len(model) >= 4:
        return Level.VARIANT, "model with a colour or shop suffix", ""
    if rest and len(model) >= 3 and model.isalpha() and rest[0].isdigit():
        return Level.VARIANT, "model of the series", ""
    if rest and rest in ("b", "k") and _BARE_TOOL & set(item.name.lower().split()):
        return Level.VARIANT, "model with a package letter", "the exact model"
    if len(model) >= 4 and model in heads(item.model):
        return Level.VARIANT, "model with a suffix", "the exact model"
    if key in heads(printed):
        return Level.VARIANT, "model without its suffix", "" if cut_at_space(key, printed) else "the exact model"
    if len(key) >= 5 and key == bare(model):
        return Level.VARIANT, "model cut short", "the exact model"
    if len(key) == len(model) and skeleton(key) == skeleton(model):
        return Level.VARIANT, "look-alike characters", ""
    return _OTHER


_OTHER: tuple[Level | None, str, str] = (None, "", "")
_BARE_TOOL = frozenset({"bare", "tool", "kit", "tool-only"})


def _market_suffix(rest: str) -> bool:
    return len(rest) >= 2 and rest.isalpha()


def _by_name(item: Item, product: Product, notice: Notice, *, listed: bool, sure: bool) -> Iterator[Match]:
    if item.model and (listed or lists_such(item, notice)):
        return  # another model was typed: the name cannot make it this one
    if listed and any(map(strong, codes_in_name(item.name))) and not mentioned(item, notice):
        return  # the same of a model that stands in the name
    fit = name_fit(item, product, notice)
    if fit.fit is Fit.NONE or (item.model and fit.fit is Fit.KIND):
        return
    level = {Fit.KIND: Level.KIND, Fit.LINE: Level.LINE, Fit.FULL: Level.NAME}[fit.fit]
    if fit.host or (level is Level.LINE and named_as_host(item, product, notice)):
        yield Match(Level.HOST, _evidence("goes with", item.name, _name_quote(notice, fit)), product, _first(product))
        return
    if level is Level.KIND and not listed:
        return
    if item.model and not sure and level < Level.NAME and not any(s.serials or s.lots for s in product.selectors):
        return
    telling = (sure or fit.whole) and not (item.model and level < Level.NAME)
    phrase = level is Level.NAME and says_phrase(item, product, notice)
    evidence = _evidence("brand+name", item.name, _name_quote(notice, fit))
    for selector in product.selectors or (None,):
        yield Match(
            level,
            evidence,
            product,
            selector,
            specific=telling and not fit.bare and (_specific(product, fit) or phrase),
            plain=fit.plain,
            shared=fit.hits,
        )


def _specific(product: Product, fit: NameFit) -> bool:
    """Whether the name alone means one model family: a number in it agrees, or every model begins alike."""
    keys = {code_key(t.value) for s in product.selectors for t in s.models}
    root = min(keys, key=len, default="")
    return fit.numbered or all(key.startswith(root) for key in keys)


def _contradicted(item: Item, matches: list[Match], reading: Reading) -> list[Match]:
    """A bar code of the notice on an item whose typed model is not in it: both cannot be right, so ask."""
    by_code = [m for m in matches if m.evidence.rule == "bar code"]
    models = [t.value for p in reading.products for s in p.selectors for t in (*s.models, *s.aliases)]
    if not by_code or len(by_code) < len(matches) or not item.model or not models:
        return matches
    typed = typed_keys(item.model)
    if any(compare(k, m, item)[0] for k in typed for m in models):
        return matches
    return [_doubted(m, "the model: the bar code is in this recall, the model you gave is not") for m in matches]


def _doubted(match: Match, doubt: str) -> Match:
    return replace(match, doubt=match.doubt or doubt)


def _lists_models(selector: Selector) -> bool:
    return bool(selector.models or selector.model_patterns)


def _first(product: Product) -> Selector | None:
    return product.selectors[0] if product.selectors else None


def _said(rule: str, yours: str, term: Term) -> Evidence:
    return Evidence(Axis.IDENTITY, rule, yours, term.value, term.quote)


def _evidence(rule: str, yours: str, quote: Quote | None) -> Evidence:
    return Evidence(Axis.IDENTITY, rule, yours, quote.text if quote else "", quote)


def _name_quote(notice: Notice, fit: NameFit) -> Quote | None:
    """Where the notice says the name; its title when the name was put together from several places."""
    for part, text in notice.texts().items():
        at = text.find(fit.theirs)
        if fit.theirs and at >= 0:
            return Quote(part, at, at + len(fit.theirs), fit.theirs)
    return Quote("title", 0, len(notice.title), notice.title) if notice.title else None
