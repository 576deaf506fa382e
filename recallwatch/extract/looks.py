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
_VIN = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}\Z")
_DPCI = re.compile(r"\d{3}-\d{2}-\d{4}\Z")
_COLOURS = frozenset(
    [
        "black",
        "white",
        "gray",
        "grey",
        "red",
        "blue",
        "green",
        "yellow",
        "pink",
        "purple",
        "orange",
        "brown",
        "beige",
        "silver",
        "gold",
        "navy",
        "teal",
        "tan",
        "ivory",
        "cream",
        "natural",
        "charcoal",
        "bronze",
        "turquoise",
        "maroon",
        "clear",
        "multi",
        "multicolor",
        "various",
        "assorted",
    ]
)
_YEARS = re.compile(r"(?:19|20)\d\d[-–](?:19|20)?\d\d\Z")
#: Codes without a digit: three pieces, the first two in capitals.
_HYPHENED = re.compile(r"[A-Z]{2,5}-[A-Z]{2,5}-[A-Za-z-]+\Z")
_LETTERS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")
_LOWER = re.compile(r"[a-z]{2}")


def look_of(text: str) -> Look:
    """What a word looks like, as far as it alone tells."""
    if len(text) > LONGEST:
        return Look.WORD
    digits = text.replace("-", "")
    if not any(c.isdigit() for c in text):
        if "@" in text or ".com" in text.lower():
            return Look.WEB
        if text.lower() in _COLOURS:
            return Look.COLOUR
        if _OPEN.match(text) and len(text) >= 4:
            return Look.OPEN
        bare = text.replace("-", "")
        if text.endswith("-"):
            return Look.OPEN
        if _HYPHENED.match(text):
            return Look.CODE
        if bare.isupper() and bare.isalpha():
            return Look.LETTERS if len(bare) <= 5 or "-" in text else Look.TITLE
        return Look.TITLE if text[:1].isupper() else Look.WORD
    if is_date(text):
        return Look.DATE
    if is_year(text) or _YEARS.match(text):
        return Look.YEAR
    if digits.isdigit() and 11 <= len(digits) <= 14:
        return Look.GTIN if len(digits) > 11 and read_gtin(digits) else Look.LONG
    if "@" in text or ".com" in text.lower():
        return Look.WEB
    if _DPCI.match(text):
        return Look.DPCI
    if text.isdigit():
        return Look.DIGITS if len(text) > 3 else Look.SHORT
    if _OPEN.match(text):
        return Look.OPEN
    if _VIN.match(text):
        return Look.VIN
    if is_retail(text):
        return Look.RETAIL
    if is_measure(text) or (text[0].isdigit() and _LOWER.search(text)):
        return Look.MEASURE
    return Look.CODE if is_code(text) or (text.upper() == text and len(text) > 1) else Look.MEASURE


def silhouette(text: str) -> str:
    """What a code looks like when only letters and digits are told apart."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text))
