"""Looks: what a word of a table's row may be, as far as it alone tells."""

import re
from enum import StrEnum

from recallwatch.text.gtin import read_gtin

from .shapes import is_code, is_date, is_measure, is_retail, is_year


class Look(StrEnum):
    """What a word looks like."""

    WORD = "word"
    TITLE = "title"
    LETTERS = "letters"
    CODE = "code"
    OPEN = "open"
    SHORT = "short"
    DIGITS = "digits"
    GTIN = "gtin"
    LONG = "long"
    VIN = "vin"
    RETAIL = "retail"
    DPCI = "dpci"
    DATE = "date"
    YEAR = "year"
    PRICE = "price"
    MEASURE = "measure"
    COLOUR = "colour"
    WEB = "web"


#: Words longer than any code; nothing is looked for in them.
LONGEST = 80
_OPEN = re.compile(r"[A-Za-z0-9./-]*(?:[*^]+|(?<=[A-Z0-9-])[xX]{2,})[A-Za-z0-9*^./-]*\Z")
_COLOURS = re.compile(
    r"(?:black|white|gray|grey|red|blue|green|yellow|pink|purple|orange|brown|beige|silver|gold|navy|teal|tan"
    r"|ivory|cream|natural|charcoal|bronze|turquoise|maroon|clear|multi|multicolor|various|assorted)\Z",
    re.IGNORECASE,
)
_PATTERNS = (
    (Look.YEAR, re.compile(r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?\Z")),
    (Look.DPCI, re.compile(r"\d{3}-\d{2}-\d{4}\Z")),
    (Look.OPEN, _OPEN),
    (Look.VIN, re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}\Z")),
)
#: Codes without a digit: three pieces, the first two in capitals.
_HYPHENED = re.compile(r"[A-Z]{2,5}-[A-Z]{2,5}-[A-Za-z-]+\Z")
_LETTERS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")
_LOWER = re.compile(r"[a-z]{2}")


def look_of(text: str) -> Look:
    """What a word looks like, as far as it alone tells."""
    if len(text) > LONGEST:
        return Look.WORD
    if "@" in text or ".com" in text.lower():
        return Look.WEB
    return _with_digits(text) if any(c.isdigit() for c in text) else _without_digits(text)


def _without_digits(text: str) -> Look:
    if _COLOURS.match(text):
        return Look.COLOUR
    if text.endswith("-") or (_OPEN.match(text) and len(text) >= 4 and not _LOWER.search(text.strip("x"))):
        return Look.OPEN
    if _HYPHENED.match(text):
        return Look.CODE
    bare = text.replace("-", "")
    if bare.isupper() and bare.isalpha() and (len(bare) <= 5 or "-" in text):
        return Look.LETTERS
    return Look.TITLE if text[:1].isupper() else Look.WORD


def _with_digits(text: str) -> Look:
    bare = text.replace("-", "")
    if is_date(text):
        return Look.DATE
    if bare.isdigit() and 11 <= len(bare) <= 14 and not is_year(text):
        return Look.GTIN if len(bare) > 11 and read_gtin(bare) else Look.LONG
    if text.isdigit() and not is_year(text):
        return Look.DIGITS if len(text) > 3 else Look.SHORT
    return next((look for look, pattern in _PATTERNS if pattern.match(text)), None) or _code_or_measure(text)


def _code_or_measure(text: str) -> Look:
    if is_retail(text):
        return Look.RETAIL
    counted = is_measure(text) and not is_code(text)
    if counted or (text[0].isdigit() and _LOWER.search(text)):
        return Look.MEASURE
    return Look.CODE if is_code(text) or (text.upper() == text and len(text) > 1) else Look.MEASURE


def silhouette(text: str) -> str:
    """What a code looks like when only letters and digits are told apart."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text))
