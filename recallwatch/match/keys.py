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

from .brands import brand_forms, brands_of, firm_brands
from .models import bare, code_key, codes_in_name, heads, skeleton, strong, typed_keys
from .vehicles import item_vehicle_keys, vehicle_keys
from .vocabulary import NOISE
from .words import joined, name_words

KEYS_VERSION = 2

_MOST = 200  # of the keys that only help to find; models and bar codes are never left out
_LONGEST_PREFIX = 14
_SHORT = 4  # a prefix this short needs its brand


def notice_keys(notice: Notice, reading: Reading) -> frozenset[Key]:
    """Every key of a notice."""
    products = reading.products or tuple(Product(p.name, brand=p.brand) for p in notice.products)
    must: set[Key] = set()
    may: list[Key] = []
    last: list[Key] = []
    for product in products or (Product(notice.title),):
        if product.sort is Sort.VEHICLE:
            must |= set(vehicle_keys(product))
            continue
        brands = _brands(product, notice)
        for selector in product.selectors:
            must |= set(_selector_keys(selector, brands))
            last += _lookalikes(selector, brands)
        may += _name_keys(brands, (product.name, *product.aliases), limit=12)
        may += _other_brands(notice, product)
    may += _mentions(notice, _brands(products[0], notice) if products else [])
    help_ = [k for k in dict.fromkeys([*may, *last]) if k not in must]
    return frozenset(must) | frozenset(help_[:_MOST])


def item_keys(item: Item) -> frozenset[Key]:
    """Every key of an item."""
    brands = _item_brands(item)
    typed = typed_keys(item.model)[:3]
    keys = set(_gtin_keys([item.gtin]))
    keys |= {key for text in (item.vin, item.serial) for key in _vin_keys(text)}
    for key in [*typed, *codes_in_name(item.name)[:3]]:
        keys |= set(_model_keys(key, brands))
        keys |= {Key(KeyKind.OCR, brand + " " + skeleton(key)) for brand in brands}
    for key in typed[:2]:
        keys |= set(_prefixes(key, brands))
    keys |= set(_name_keys(brands, (item.name,), limit=8))
    keys |= set(item_vehicle_keys(item)) if not item.gtin else set()
    return frozenset(keys)


def _brands(product: Product, notice: Notice) -> list[str]:
    """Brand forms of a product: those understood, then firms and the first words of the product line."""
    texts = [*brands_of(product)[:6], *firm_brands(notice)[:2]]
    forms = [form for text in texts for form in brand_forms(text, limit=4)]
    forms = [*dict.fromkeys(forms)][:12] + _leading(product.name)[:3]
    if not product.brand:
        forms += _leading(product.name) + _leading(notice.title)
    return list(dict.fromkeys(forms))[:16]


def _item_brands(item: Item) -> list[str]:
    forms = brand_forms(item.brand, limit=5) + _leading(item.name)
    return list(dict.fromkeys(forms))[:9]


def _leading(text: str) -> list[str]:
    """The brand a text may begin with."""
    words = " ".join(re.split(r"\s+", text.strip())[:3])
    return brand_forms(words, limit=5)


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
    skeletons = dict.fromkeys(skeleton(code_key(t.value)) for t in (*selector.models, *selector.aliases))
    return [Key(KeyKind.OCR, f"{brand} {shape}") for shape in skeletons if shape for brand in brands[:4]]


def _model_keys(key: str, brands: list[str]) -> list[Key]:
    if strong(key):
        return [Key(KeyKind.MODEL, key)]
    return [Key(KeyKind.BRAND_MODEL, f"{brand} {key}") for brand in brands if key]


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


def _name_keys(brands: list[str], names: Iterable[str], *, limit: int) -> list[Key]:
    found: list[Key] = []
    for name in names:
        words = name_words(name)
        useful = [w for w in words if w not in NOISE and len(w) > 1][:limit]
        for word in [*useful, *joined(words)[: limit - 1]]:
            found += [Key(KeyKind.NAME, f"{brand} {word}") for brand in brands[:8] if brand != word]
    return found


def _other_brands(notice: Notice, product: Product) -> list[Key]:
    """Capitalised words of the text with what the thing is: one notice often names many brands."""
    kind = [w for w in name_words(product.name) if w not in NOISE and not w.isdigit()][-1:]
    words = dict.fromkeys(code_key(w) for w in _CAPITALISED.findall(notice.summary[:LIMIT]))
    return [Key(KeyKind.NAME, f"{word} {k}") for word in list(words)[:40] if len(word) > 1 for k in kind if k != word]


# Bounded: without an end to give back from, a long run of "A1&" is read again from every one of its letters.
_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w&-]{0,40}[A-Za-z](?![\w-])")


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
