"""Keys: the exact strings under which a database joins items with notices. They find candidates, nothing more.

Both sides must make the same strings. Raise ``KEYS_VERSION`` whenever a change makes stored keys stale.
"""

import re
from collections.abc import Iterable, Iterator

from recallwatch.extract.quotes import LIMIT
from recallwatch.extract.shapes import WORD, is_code, is_year
from recallwatch.model import Item, Key, KeyKind, Notice, Product, Reading, Selector, Sort
from recallwatch.text import gtin
from recallwatch.text.vin import read_vin

from .forms import (
    kinds,
    model_brands,
    named,
    other_brands,
    said_brands,
    said_things,
    said_words,
    typed_brands,
    typed_things,
    typed_words,
)
from .models import bare, code_key, codes_in_name, heads, skeleton, strong, typed_keys
from .vehicles import item_vehicle_keys, vehicle_keys

KEYS_VERSION = 5

_MOST = 600  # of the keys that only help to find; models and bar codes are never left out
_LONGEST_PREFIX = 14
_SHORT = 4  # a prefix this short needs its brand


def notice_keys(notice: Notice, reading: Reading) -> frozenset[Key]:
    """Every key of a notice."""
    listed = tuple(Product(p.name, brand=p.brand) for p in notice.products)
    products = reading.products or listed or (Product(notice.title),)
    must: set[Key] = set()
    may: list[Key] = []
    last: list[Key] = []
    others = other_brands(notice)
    for product in products:
        if product.sort is Sort.VEHICLE:
            must |= set(vehicle_keys(product))
            continue
        brands = said_brands(product, notice)
        makers = model_brands(brands, product.name, most=1 if product.brand else 3)
        things = said_things(product.name)
        for selector in product.selectors:
            must |= set(_selector_keys(selector, makers))
            must |= {k for t in selector.models for k in _unbranded_keys(code_key(t.value), things)}
            last += _lookalikes(selector, makers)
        for name in (product.name, *product.aliases):
            may += _name_keys(named(brands, said_words(name)))
        may += _name_keys(named(others, kinds(product.name)))
    brands = said_brands(products[0], notice)
    last += _mentions(notice, model_brands(brands, products[0].name, most=1))
    help_ = [k for k in dict.fromkeys([*may, *last]) if k not in must]
    return frozenset(must) | frozenset(help_[:_MOST])


def item_keys(item: Item) -> frozenset[Key]:
    """Every key of an item."""
    brands = typed_brands(item)
    makers = model_brands(brands, item.name, most=3)
    typed = typed_keys(item.model)[:3]
    keys = set(_gtin_keys([item.gtin]))
    keys |= {key for text in (item.vin, item.serial) for key in _vin_keys(text)}
    for key in [*typed, *codes_in_name(item.name)[:3]]:
        keys |= {*_model_keys(key, makers), *_branded(key, makers)}
    keys |= {found for key in typed for found in _unbranded_keys(key, typed_things(item))}
    for key in typed[:2]:
        keys |= set(_prefixes(key, makers[:5]))
    keys |= set(_name_keys(named(brands, typed_words(item.name))))
    keys |= set(item_vehicle_keys(item)) if not item.gtin else set()
    return frozenset(keys)


def _selector_keys(selector: Selector, brands: list[str]) -> Iterator[Key]:
    yield from _gtin_keys([term.value for term in selector.gtins])
    for term in (*selector.models, *selector.aliases, *selector.excluded_models, *selector.retailer_ids):
        key = code_key(term.value)
        yield from _model_keys(key, brands)
        for prefix in dict.fromkeys((key, bare(key), *heads(term.value))):
            yield from _prefix_key(prefix, brands)
    for pattern in selector.model_patterns:
        yield from _prefix_key(_fixed_part(pattern.value), brands)
    for code in (*selector.serials, *selector.lots):
        for value in (*code.values, code.first, code.last):
            yield from _vin_keys(value)


def _vin_keys(text: str) -> list[Key]:
    """A VIN whole, and its first eight characters: maker and type, the same all through a range."""
    vin = read_vin(text)
    return [Key(KeyKind.VIN, vin.value), Key(KeyKind.VIN, vin.value[:8])] if vin else []


def _lookalikes(selector: Selector, brands: list[str]) -> list[Key]:
    keys = dict.fromkeys(code_key(term.value) for term in (*selector.models, *selector.aliases))
    return [found for key in keys for found in _branded(key, brands[:4])]


def _model_keys(key: str, brands: list[str]) -> list[Key]:
    return [Key(KeyKind.MODEL, key)] if strong(key) else _branded(key, brands)


def _unbranded_keys(key: str, things: list[str]) -> list[Key]:
    """A model too weak to stand alone, with what the thing is."""
    return [] if strong(key) else _branded(key, things)


def _branded(key: str, brands: list[str]) -> list[Key]:
    """A model with its brand, characters that are misread for each other made one."""
    return [Key(KeyKind.BRAND_MODEL, f"{brand} {skeleton(key)}") for brand in brands if key]


def _prefix_key(prefix: str, brands: list[str]) -> list[Key]:
    if len(prefix) > _SHORT:
        return [Key(KeyKind.PREFIX, prefix[:_LONGEST_PREFIX])]
    return [Key(KeyKind.PREFIX, f"{brand} {prefix}") for brand in brands if len(prefix) >= 2]


def _prefixes(key: str, brands: list[str]) -> Iterator[Key]:
    for length in range(2, min(len(key), _LONGEST_PREFIX) + 1):
        yield from _prefix_key(key[:length], brands)


def _fixed_part(pattern: str) -> str:
    """What every model of a pattern begins with."""
    first, _, last = pattern.partition("..")
    one, two = code_key(re.split(r"[*^?#]", first)[0]), code_key(last)
    if not two:
        return one
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[:same]


def _name_keys(values: list[str]) -> list[Key]:
    return [Key(KeyKind.NAME, value) for value in values]


def _mentions(notice: Notice, brands: list[str]) -> list[Key]:
    """Codes that stand in the text without having been understood: host devices, earlier recalls, missed models."""
    found: dict[str, None] = {}
    for part in (notice.title, *(p.name for p in notice.products), notice.summary):
        for word in WORD.findall(part[:LIMIT]):
            number = word.isdigit() and 4 <= len(word) <= 8 and not is_year(word)
            if number or is_code(word):
                found[code_key(word)] = None
    return [key for word in list(found)[:60] for key in _model_keys(word, brands[:2])]


def _gtin_keys(texts: Iterable[str]) -> Iterator[Key]:
    """A bar code as 14 digits: as printed, and as each repair that makes it valid."""
    for text in texts:
        number = gtin.digits(text)
        if 8 <= len(number) <= 14:
            yield Key(KeyKind.GTIN, number.zfill(14))
            for repaired in gtin.candidates(text):
                yield Key(KeyKind.GTIN, repaired.value)
