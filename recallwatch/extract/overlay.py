"""An operator's corrections, applied to what the rules read. Pure, and the same however often it is done.

notice --read--> reading --each correction in order--> reading, every added value with its quote
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import TypeVar

from recallwatch.model import (
    Act,
    Code,
    CodeType,
    Correction,
    Notice,
    Overlay,
    Product,
    Quote,
    Reading,
    Rule,
    Scope,
    Selector,
    Term,
    Window,
)
from recallwatch.text.fold import code_key, fold

from .reading import read
from .stated import quote_of

#: The reason for a look at a notice whose texts changed under its corrections.
EARLIER = "an operator's correction was made for an earlier text"

T = TypeVar("T")


def read_corrected(notice: Notice, overlay: Overlay | None) -> Reading:
    """Understand one notice, with what operators corrected in it."""
    return apply(read(notice), notice, overlay) if overlay else read(notice)


def texts_digest(notice: Notice) -> str:
    """The SHA-256 of what corrections are made for: the texts, and the codes that the source lists."""
    listed = [[product.brand, product.models, product.gtins] for product in notice.products]
    text = json.dumps([sorted(notice.texts().items()), listed], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def apply(reading: Reading, notice: Notice, overlay: Overlay) -> Reading:
    """The reading with every correction; one that was made for an earlier text is a reason to look again."""
    edits = [c for c in overlay.corrections if c.act is not Act.REVIEWED]
    same_text = overlay.digest == texts_digest(notice)
    if same_text and len(edits) < len(overlay.corrections):
        reading = replace(reading, review=(), unsure=False)
    elif edits and not same_text:
        reading = replace(reading, review=tuple(dict.fromkeys((*reading.review, EARLIER))))
    if not edits:
        return reading
    products = list(reading.products) or [Product(notice.title)]
    for correction in edits:
        quote = quote_of(correction, notice)
        for n in range(len(products)):
            if correction.product in (0, n + 1):
                products[n] = _correct(products[n], correction, quote)
    return replace(reading, products=tuple(products))


def _correct(product: Product, correction: Correction, quote: Quote) -> Product:
    value = correction.value.strip()
    match correction.act:
        case Act.SET_BRAND:
            return replace(product, brand=value)
        case Act.ADD_BRAND_ALIAS:
            return replace(product, brand_aliases=_with(product.brand_aliases, value, fold))
        case Act.ADD_PRODUCT_NAME:
            known = fold(value) == fold(product.name)
            return product if known else replace(product, aliases=_with(product.aliases, value, fold))
    selectors = product.selectors or (Selector(),)
    return replace(product, selectors=tuple(_select(selector, correction, quote) for selector in selectors))


def _select(selector: Selector, correction: Correction, quote: Quote) -> Selector:
    term = Term(correction.value.strip(), quote)
    match correction.act:
        case Act.ADD_MODEL:
            excluded = _without(selector.excluded_models, term, _term_key)
            return replace(selector, models=_with(selector.models, term, _term_key), excluded_models=excluded)
        case Act.REMOVE_MODEL:
            return replace(selector, models=_without(selector.models, term, _term_key))
        case Act.ADD_EXCLUDED_MODEL:
            models = _without(selector.models, term, _term_key)
            return replace(selector, models=models, excluded_models=_with(selector.excluded_models, term, _term_key))
        case Act.REMOVE_EXCLUDED_MODEL:
            return replace(selector, excluded_models=_without(selector.excluded_models, term, _term_key))
        case Act.ADD_ALIAS:
            return replace(selector, aliases=_with(selector.aliases, term, _term_key))
        case Act.ADD_GTIN:
            return replace(selector, gtins=_with(selector.gtins, term, _gtin_key))
        case Act.SET_SCOPE:
            scope = Scope(correction.value)
            return replace(selector, scope=scope, narrowed_by=None if scope is Scope.ALL else selector.narrowed_by)
        case Act.SET_MADE:
            return _made(selector, correction, quote)
        case _:
            return _coded(selector, correction, quote)


def _made(selector: Selector, correction: Correction, quote: Quote) -> Selector:
    """Set the window, or with neither end take it away."""
    if correction.first is None and correction.last is None:
        return replace(selector, made=None)
    window = Window(correction.first, correction.last, quote)
    return replace(selector, made=window, scope=_narrowed(selector.scope))


def _coded(selector: Selector, correction: Correction, quote: Quote) -> Selector:
    if correction.rule is None:
        return selector
    code = Code(**asdict(correction.rule), quote=quote)
    if correction.act is Act.REMOVE_CODE:
        serials, lots = (_without(codes, code, rule_key) for codes in (selector.serials, selector.lots))
        return replace(selector, serials=serials, lots=lots)
    scope = _narrowed(selector.scope)
    if code.kind in ("lot", "date_code"):
        return replace(selector, lots=_with(selector.lots, code, _whole_key), scope=scope)
    return replace(selector, serials=_with(selector.serials, code, _whole_key), scope=scope)


def _narrowed(scope: Scope) -> Scope:
    """A recall of every unit that gets a criterion on units is one of the listed."""
    return Scope.LISTED if scope is Scope.ALL else scope


def rule_key(code: Code | Rule) -> object:
    """How a criterion on codes decides, and by which values: what an operator names one by."""
    first = code.first.casefold() if code.type is CodeType.WILDCARD else code_key(code.first)
    return code.type, first, code_key(code.last), frozenset(map(code_key, code.values)), code.part


def _whole_key(code: Code) -> object:
    return rule_key(code), code.kind, frozenset(map(code_key, code.models))


def _term_key(term: Term) -> str:
    return code_key(term.value)


def _gtin_key(term: Term) -> str:
    return code_key(term.value).zfill(14)


def _with(known: tuple[T, ...], value: T, key: Callable[[T], object]) -> tuple[T, ...]:
    return known if key(value) in map(key, known) else (*known, value)


def _without(known: Iterable[T], value: T, key: Callable[[T], object]) -> tuple[T, ...]:
    return tuple(each for each in known if key(each) != key(value))
