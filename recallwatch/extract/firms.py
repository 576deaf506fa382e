"""Who recalls, makes or sells it: firms a title and the opening of a text name, and whether one is only a shop."""

import re
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.fold import code_key

from .places import places

_NAME = r"(?P<name>(?:[A-Z0-9]|[a-z](?=[A-Z])|[a-z]\w+&)[^;(]{1,60}?)"
#: Where the name of a firm ends in a title.
_END = (
    r"(?=\s(?:Due|due|Because|Following|After|Recall(?:ed|s)?|Sold|for\sRepair|to\sRepair|Exclusively|Under|Risk"
    r"|and\sSold|in\sCooperation)\b|\s\w+\sHazard|[;(]|,\s(?!Inc|LLC|Ltd|Co)|\s?\Z)"
)
_BY = re.compile(rf"\b(?:[A-Z][a-z]+(?:ed|s)|Recall|Alert|Warning)\s(?:[\w ]{{0,20}}\s)?[Bb]y\s{_NAME}{_END}")
_SELLER = re.compile(
    rf"(?:Sold|Imported|Manufactured|Distributed|Made)\s(?:\S+\s){{0,5}}?(?:[Bb]y|through)\s{_NAME}{_END}"
)
_RECALLER = re.compile(
    r"^(?:(?:Following|After|In\sResponse\sto)\s[^,]{3,80},\s)?"
    r"(?:CPSC(?:,| [Aa]nd)\s)?(?P<name>.{2,60}?)\s(?:To\s|to\s|Voluntarily\s)?"
    r"(?:Expands?\s(?:\w+\s){0,3}Recall\b|Reannounces?\b|Recalls?\s"
    r"|Announces?\s|(?:is\s|are\s)?[Rr]ecalling|Intensifies|Issues?\s|Offers?\s|Repairs?\s|Warns?\s)(?![Bb]y\b|Announced|Issued|Notice|Program)"
)
#: "Two Deaths Prompt Acme to Recall": who recalls stands behind what happened.
_PROMPTED = re.compile(r"\bPrompts?\s(?P<name>[A-Z].{1,59}?)\s(?:to\s[A-Z]\w+|Recall)\b")
_OPENING = re.compile(
    r"Consumer Product Safety Commission(?: \(CPSC\))?, (?P<name>[A-Z][^,;.()]{1,50}?)(?:,| of | is | in |\s\()"
    r"|-{1,2} ?(?P<first>[A-Z][^,;.()]{1,50}?)(?:,[^,]{2,40}){0,3}, in cooperation with"
)
_MADE = re.compile(
    r"\b(?:manufactured|distributed|imported|made|produced) by (?P<name>[A-Z0-9][^,;.()]{1,50}?)"
    r"(?:[,.;(]| of | in | from | and )"
)
_NO_FIRM = re.compile(r"\b(?:[Bb]y|Firms?|Prompts?|Hazards?|Risks?|Recalled)\b|^(?:CPSC|Warning|Safety)\Z")
_OFFICE = re.compile(r"^(?:(?:NHTSA|CPSC|FDA)(?:,|\s(?:[Aa]nd|&))\s){1,3}(?:and\s)?|\s[Aa]nd\sCPSC\Z")
#: Two names of one firm, or where its own ends.
_ALSO = re.compile(r"\s\(?(?:d/b/a|dba|D/B/A|DBA|doing business as|form(?:er|al)ly(?: known as)?)\s")
_CUT = re.compile(r",\s(?!and\b)|\s(?:[Dd]ue|for|with|under)\s|\s?\((?!U\.S)")
_LEGAL = (
    r"(?:(?:,\s?|\s)(?:Inc|L\.?L\.?C|L\.?P|Ltd|Limited|Corp|Corporation|Incorporated|(?<!&\s)Company|Companies|(?<!&\s)Co|AG|SA|S\.p\.A|S\.A|A\.S|A/S|AS|AB|GmbH|Oy|B\.?V|KG|Pty|PLC|SARL)\.?"
    r"|(?<=s)\sof\s[A-Z]\w+)"
)
LEGAL = re.compile(rf"{_LEGAL}+\Z")
#: What never stands on a thing: a firm's form, its country, which of its offices it is.
_OFFICIAL = re.compile(
    rf"(?:{_LEGAL}|,?\s(?:Group|Purchasing|Holdings|Corporate|USA|U\.S\.A?\.?|US|America|of\sAmerica|North\sAmerica|Americas)\.?)+\Z"
)
#: Words that tell what a firm does or where, seldom printed on what it makes.
TRADE = re.compile(
    rf"(?:{_LEGAL}|,?\s(?:Group|Products|Innovations|Trading|USA|U\.S\.A?\.?|US|America|of\sAmerica|North\sAmerica"
    r"|Americas|International|Technologies|Technology|Industries|Industry|Retail|Global|Manufacturing|Mfg|Motors?|Brands"
    r"|Purchasing|Lighting|Windows|Tractor|Tools|Enterprises|Imports?|Holdings|Worldwide|Corporate|Furniture|Sales"
    r"|Distribution|Distributors|Distributing)\.?)+\Z"
)


def firms(notice: Notice) -> tuple[str, ...]:
    """The firms of a notice, who recalls first; for want of one in the title, who the text opens with."""
    titled = [name for hit in _titled(notice.title) for name in _each(hit)]
    only = [hit["name"] for hit in _ONLY_AT.finditer(notice.title)]
    named = [*titled, *(f.name for f in notice.firms)] or list(_opening(notice.summary)) or only
    return tuple(dict.fromkeys(name for name in map(_clean, named) if name))


def is_shop(firm: str, notice: Notice) -> bool:
    """Whether a firm only sells it: a shop's name is seldom on the thing."""
    if _SHOP.search(firm):
        return True
    if f"imported and sold by {firm}" in notice.summary:
        return True
    if any((only := _ONLY.match(text)) and only["shop"].lower() == code_key(firm) for text in notice.sold_at):
        return True
    return any(
        _SHOPS.match(text, at + len(firm)) and not text.endswith("uthorized ", 0, at)
        for text in notice.sold_at
        for at in places(firm, text)
    )


_SHOP = re.compile(r"(?:shop|store|mart|depot|stores)\Z", re.IGNORECASE)
_AND = re.compile(r",? and (?!Export)")
_SHOPS = re.compile(
    r"(?:['’]s)? (?:\w+ )?(?:stores|store|locations|retail|television|televised|warehouse|showroom)\b"
    r"|\.com,? televised"
)
_ONLY_AT = re.compile(
    r"\b[Ee]xclusively\s(?:at|by)\s(?P<name>[A-Z](?:(?!\.com|\sand\s)[^;,(]){1,40}?)(?=\s(?:Stores?|Recall|Due)|[;,(]|\Z)"
)
#: Where one address is all that sells it: ``Online at Bigshop.com from ...``.
_ONLY = re.compile(
    r"(?:(?:[Oo]nline|[Ee]xclusively)\s)*(?:(?:at|on|through)\s)?(?:www\.)?(?P<shop>[\w-]+)\.com\s(?:from|for)\b"
)


def short_of(firm: str, told: str, hosts: frozenset[str]) -> str:
    """What a firm is called for short: without its legal form, and without its trade where text or address does so."""
    legal = _OFFICIAL.sub("", firm).strip() or firm
    words = legal.split()
    for n in range(1, len(words)):
        if words[n] != "&" and len(code_key(start := " ".join(words[:n]))) >= 3 and code_key(start) in hosts:
            return start
    bare = TRADE.sub("", firm).strip()
    return bare if bare and bare != legal and _alone(bare, legal, told) else legal


def _alone(bare: str, legal: str, told: str) -> bool:
    follows = legal[len(bare) :].split()[0]
    return any(
        not told.startswith(f" {follows}", at + len(bare)) and not told[at + len(bare) : at + len(bare) + 1].isalnum()
        for at in places(bare, told)
    )


def _titled(title: str) -> Iterator[str]:
    prompted = _PROMPTED.search(title)
    by = [hit["name"] for hit in _BY.finditer(title)]
    if prompted:
        yield prompted["name"]
    elif (found := _RECALLER.search(title)) and not _NO_FIRM.search(found["name"]):
        yield found["name"]
    yield from by
    yield from (hit["name"] for hit in _SELLER.finditer(title))


def _opening(text: str) -> Iterator[str]:
    if found := _OPENING.search(text[:1500]) or _MADE.search(text[:3000]):
        yield next(name for name in found.groups() if name)


def _each(firm: str) -> list[str]:
    """Two firms of one title, where one bears a firm's ending (``Acme LLC and Boss Corp.``); two names of one firm."""
    bare = _OFFICE.sub("", firm)
    parts = _AND.split(bare)
    both = parts if len(parts) > 1 and any(TRADE.search(p) for p in parts) else [bare]
    return [name for part in both for name in _ALSO.split(part)]


def _clean(firm: str) -> str:
    return _CUT.split(" ".join(firm.split()))[0].strip(" ,;:-)")
