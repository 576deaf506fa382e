"""Brands as an owner reads them on the thing: printed marks, "X brand", the head of the product's name."""

import re
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.fold import fold

_NAME = r"[A-Z0-9][\w&+.'’®™-]*(?:\s(?:&|\+|and\s(?=[A-Z])|of\s(?=[A-Z])|by\s(?=[A-Z]))?\s?[A-Z0-9][\w&+.'’®™-]*){0,3}"
_PATTERNS = (
    re.compile(rf"\bbrand\snames?\s[\"“]?(?P<name>{_NAME})"),
    re.compile(rf"[\"“](?P<name>[^\"”]{{2,30}})[\"”]\s(?:brand|logo)\b"),
    re.compile(rf"\b(?P<name>{_NAME})(?:[- ]brand(?:ed)?|\s(?:logo|brand\sname))\b"),
    re.compile(rf"\b[Tt]he\s(?:brand|name|words?|logo)\s(?:name\s)?[\"“](?P<name>[^\"”]{{2,30}})[\"”]"),
    re.compile(rf"\b(?:under\sthe|sold\sunder)\s(?:brand\snames?\s)?[\"“]?(?P<name>{_NAME})"),
    re.compile(
        r"[\"“](?P<name>[A-Za-z][^\"”\d]{1,25})[\"”](?:,?\s[^.\"]{0,40})?\s(?:is|are|appears?)\s(?:also\s)?(?:printed|engraved|embossed|stamped|molded|displayed|located|on\b|etched|sewn)"
    ),
    re.compile(rf"(?:^|[.!?]\s)(?P<name>{_NAME})\s(?:is|are)\s(?:printed|engraved|embossed|stamped|etched)"),
)
_SELLER = re.compile(
    r"(?:Sold|Imported|Manufactured|Distributed|Made)\s(?:[Ee]xclusively\s)?(?:(?:on|at)\s\S+\s)?(?:by|through|[Oo]nline by)\s(?P<name>[^;,(]{2,60})"
)
_RECALLER = re.compile(
    r"^(?:CPSC(?:,| and)\s)?(?P<name>.{2,60}?)\s(?:Expands?\sRecall|Reannounces?|Recalls?|Announces?\s|Recalling|Intensifies)\b"
)
_FIRM_TAIL = re.compile(
    r"(?:,?\s(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|Group|Products|Innovations|Trading|USA|U\.S\.A|America|of America|North America|International|"
    r"Technologies|Technology|Industries|Retail|Global|Manufacturing|Motor|Motors|Brands|Lighting|Outdoor Power Equipment)\.?)+\Z"
)
_STOP = frozenset(
    "the this these those model models item recalled recall a an about only all consumers each some children's childrens kids baby infant adult portable electric wireless more than "
    "over magnetic power one two three millions plastic wooden toy toys upc sku serial number made china warning danger caution usb ac made in".split()
)


def brands(notice: Notice, name: str) -> tuple[str, ...]:
    """Brand names of a product, best first; empty when the notice shows none."""
    weights: dict[str, float] = {}
    spelling: dict[str, str] = {}
    for brand, weight in _candidates(notice, name):
        clean = _tidy(brand)
        key = fold(clean)
        if (
            not key
            or key in _STOP
            or len(key) < 2
            or len(clean) > 40
            or key.split()[0] in {"model", "serial", "item", "this", "these"}
        ):
            continue
        weights[key] = weights.get(key, 0.0) + weight
        spelling.setdefault(key, clean)
    return tuple(spelling[key] for key in sorted(weights, key=lambda k: -weights[k]))


def _candidates(notice: Notice, name: str) -> Iterator[tuple[str, float]]:
    for product in notice.products:
        if product.brand:
            yield product.brand, 10.0
    folded = f" {fold(name)} "
    for pattern in _PATTERNS:
        for hit in pattern.finditer(notice.summary[:6000]):
            yield hit["name"], 3.0 + 2.0 * (f" {fold(hit['name'])} " in folded)
    firms = [hit["name"] for hit in (_RECALLER.search(notice.title), _SELLER.search(notice.title)) if hit]
    firms += [f.name for f in notice.firms]
    for firm in firms:
        short = _FIRM_TAIL.sub("", firm.split(",")[0]).strip()
        inside = f" {fold(short)} " in f"{folded}{fold(notice.summary[:300])} "
        yield short, 1.5 + 3.0 * inside
    if head := _head(name, notice.summary):
        yield head, 3.5


def _head(name: str, summary: str) -> str:
    """The leading words of a product's name that are proper names: never written small in the description."""
    small = set(re.findall(r"\b[a-z][a-z'’-]+\b", summary))
    words = name.split()
    head: list[str] = []
    for word in words[:4]:
        low = word.lower().strip(',.()"“”')
        if (
            not (word[:1].isupper() or word[:1].isdigit())
            or low in _STOP
            or low in small
            or low.rstrip("s") in small
            or f"{low}s" in small
        ):
            break
        head.append(word)
    return " ".join(head[:2]).strip(',.()"“”')


def _tidy(brand: str) -> str:
    bare = re.sub(r"[®™]", "", brand).strip(" \"“”'‘’.,;:()")
    bare = re.sub(r"^(?:The|A|An|This|All|Only|Each|Model|Recalled)\s", "", bare)
    return re.sub(r"['’]s$", "", _FIRM_TAIL.sub("", bare)).strip()
