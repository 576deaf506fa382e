"""What the thing is, as its owner would say it."""

import re

from recallwatch.model import Notice

_PAREN = re.compile(
    r"\s?\([^()]{0,80}\b(?:models?|only|SKU|item|UPC)\b[^()]{0,80}\)|,?\smodels?\s[\w/-]{1,40}\Z", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?:.{2,80}?\s(?:(?:Announces?|Issues?|Expands?|Reannounces?"
    r"|Initiates?)\s(?:an?\s)?(?:[A-Z][a-z]+\s){0,2}Recall\s(?:of|on|for)"
    r"|Recalls?|Recalling)\s)?(?P<what>.{3,120}?)(?:\sRecalled\b|\s(?:Due|due) to\b|\s[Bb]ecause\b|\s(?:Over"
    r"|After)\b|;|$)"
)
_COUNTED = re.compile(
    r"^(?:(?:More than|About|Nearly)\s)?(?:[\d.,]{1,12}|One|Two|Three)\s?(?:Million|Thousand)?\s(?=[A-Z])"
    r"|^(?:of\s)?(?:a\s)?(?:Limited Quantity of|Limited Number of|Certain|Select|Specific|Various)\s",
    re.IGNORECASE,
)


def names(notice: Notice) -> tuple[str, ...]:
    """One name per listed product; the title's words when the source lists none."""
    listed = tuple(_tidy(p.name) for p in notice.products)
    if any(listed):
        return tuple(name or _from_title(notice.title) for name in listed)
    return (_from_title(notice.title),)


#: What stands before the name or behind it without being of it.
_BEFORE = re.compile(r"^(?:Certain|Select|Various|Recalled|All (?:[Mm]odels of)?)\s(?=[A-Z0-9])")
_BEHIND = re.compile(
    r",?\s(?:sold|manufactured|made|shipped|purchased)\s(?:prior|before|after|between|since|from)\b[^()]*\Z"
)


def _tidy(name: str) -> str:
    bare = _BEHIND.sub("", _BEFORE.sub("", _PAREN.sub("", name)))
    return bare.strip(" ,;.")


def _from_title(title: str) -> str:
    found = _TITLE.search(title)
    return _COUNTED.sub("", found["what"]).strip() if found else title.strip()
