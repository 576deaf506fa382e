"""What the thing is, as its owner would say it."""

import re

from recallwatch.model import Notice

_PAREN = re.compile(
    r"\s?\((?:[^()]*\b(?:models?|only|SKU|item|UPC)\b[^()]*)\)"
    r"|,?\smodels?\s[\w/-]+$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:.{2,80}?\s(?:Recalls?|Expands? Recall of"
    r"|Reannounces? Recall of)\s)?(?P<what>.{3,120}?)(?:\sRecalled\b|\sDue to\b|\sBecause\b|;|$)"
)
_COUNTED = re.compile(
    r"^(?:More than |About |Nearly )?(?:[\d.,]+|One|Two|Three) ?(?:Million"
    r"|Thousand)?\s(?=[A-Z])"
)


def names(notice: Notice) -> tuple[str, ...]:
    """One name per listed product; the title's words when the source lists none."""
    listed = tuple(_tidy(p.name) for p in notice.products)
    if any(listed):
        return tuple(name or _from_title(notice.title) for name in listed)
    return (_from_title(notice.title),)


def _tidy(name: str) -> str:
    return _PAREN.sub("", name).strip(" ,;.")


def _from_title(title: str) -> str:
    found = _TITLE.search(title)
    return _COUNTED.sub("", found["what"]).strip() if found else title.strip()
