"""Words whose cells ran together: where the check digit, the date, the slash or the dash parts them."""

import re

from recallwatch.text.gtin import read_gtin

from .looks import LONGEST, silhouette
from .shapes import is_date, is_year

_ARTICLE = re.compile(r"(?P<a>[A-Z]{1,5}-?\d{1,6}?)(?P<g>\d-\d{5}-\d{5}-\d)\Z")
_DATED = re.compile(r"(?P<a>[A-Z]?\d{4,6})(?P<g>(?:0[1-9]|1[0-2])/\d{1,2}/20\d\d)\Z")
_SHORT_DATED = re.compile(r"(?P<a>[A-Z]?\d{4,6})(?P<g>[1-9]/\d{1,2}/20\d\d)\Z")
_CODE_RANGE = re.compile(
    r"(?P<a>[A-Za-z]{0,8}[A-Za-z0-9]*?(?P<n>\d{4,}))[-–](?P<b>[A-Za-z]{0,8}[A-Za-z0-9]*?(?P<m>\d{4,}))\Z"
)
_SLASHED = re.compile(r"(?P<a>[A-Z0-9-]*\d[A-Z0-9-]*)/(?P<g>[A-Z0-9-]{2,})\Z")
#: Two codes of one silhouette that ran together have so many characters at least, a run of article numbers so many.
_DOUBLE, _RUN = 16, 22


def pieces(text: str) -> list[tuple[int, int, str]]:
    """The spans of a word's pieces and what joins each to the one before: nothing, a comma, a slash or a dash."""
    whole = [(0, len(text), "")]
    if len(text) > LONGEST or not any(c.isdigit() for c in text):
        return whole
    return _dated(text) or _slashed(text) or _dashed(text) or _doubled(text) or _articles(text) or whole


def _two(text: str, end: int, start: int, joint: str) -> list[tuple[int, int, str]]:
    return [(0, end, ""), (start, len(text), joint)]


def _dated(text: str) -> list[tuple[int, int, str]]:
    """A code and its article number or date: ``AB1138-49398-06563-1``, ``5398705/31/2027``."""
    for pattern in (_ARTICLE, _DATED, _SHORT_DATED):
        if (found := pattern.match(text)) and (pattern is not _ARTICLE or read_gtin(found["g"])):
            return _two(text, found.end("a"), found.start("g"), "")
    return []


def _slashed(text: str) -> list[tuple[int, int, str]]:
    """Two codes, or a code and another end of it: ``AB100C/AB100D``, ``KAF1000LRFNN/LRFNL``; not ``WA49AV/US``."""
    found = _SLASHED.match(text)
    if not found or is_date(text) or len(found["a"]) < 4:
        return []
    whole, other = found["a"], found["g"]
    ends_alike = silhouette(whole[-len(other) :]) == silhouette(other)
    alternate = ends_alike and (len(other) > 2 or other.isdigit())
    return _two(text, found.end("a"), found.start("g"), "/") if alternate else []


def _dashed(text: str) -> list[tuple[int, int, str]]:
    """Both ends of a range: ``AB013294-016669``."""
    found = _CODE_RANGE.match(text)
    if not found or is_date(text) or is_year(found["m"]):
        return []
    ordered = len(found["n"]) == len(found["m"]) and found["n"] <= found["m"]
    kin = found["b"] == found["m"] or found["a"][:2] == found["b"][:2]
    return _two(text, found.end("a"), found.start("b"), "-") if ordered and kin else []


def _doubled(text: str) -> list[tuple[int, int, str]]:
    half = len(text) // 2
    even = len(text) == 2 * half >= _DOUBLE and text[0].isalpha()
    return _two(text, half, half, ",") if even and silhouette(text[:half]) == silhouette(text[half:]) else []


def _articles(text: str) -> list[tuple[int, int, str]]:
    """Article numbers that ran together, or one behind a code: check digits find their borders."""
    for width in (12, 13) if len(text) >= _RUN and text.isdigit() else ():
        starts = range(0, len(text), width)
        if len(text) % width == 0 and all(read_gtin(text[n : n + width]) for n in starts):
            return [(n, n + width, "," if n else "") for n in starts]
    behind = len(text) > 14 and text[-12:].isdigit() and not text[-14:-12].isdigit() and read_gtin(text[-12:])
    return _two(text, len(text) - 12, len(text) - 12, "") if behind else []
