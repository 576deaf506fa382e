"""Shapes: which words of a text can be a code, and which are only sizes, years, prices or times."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters

from recallwatch.text.phrases import around

_DASH = r"[-‐‑–—]"
#: A word that may be a code: it begins and ends with a letter or digit (a printed wildcard or plus may end it).
#: A full stop with a sentence's first word right behind it ends a code ("TR02.The").
WORD = re.compile(r"[A-Za-z0-9^*](?:(?:[A-Za-z0-9^*_/+&#‐‑-]|\.(?![A-Z][a-z]))*[A-Za-z0-9^*+])?")
_UNITS = (
    "volts?|vac|vdc|watts?|wh|kwh|kw|mah|ah|amps?|amperes?|hz|khz|mhz|ghz|gb|tb|mb|mm|cm|meters?|ft|foot|feet|in|inch|inches|yards?|"
    "lb|lbs|pounds?|kg|kilograms?|grams?|mg|mcg|oz|ounces?|ml|liters?|litres?|qt|quarts?|gal|gallons?|cups?|pcs?|pieces?|packs?|pk|"
    "counts?|ct|ply|speeds?|steps?|tiers?|drawers?|doors?|burners?|btus?|psi|rpm|hp|cc|years?|yrs?|months?|mos?|weeks?|days?|hours?|hrs?|"
    "minutes?|mins?|seconds?|secs?|st|nd|rd|th|in-1|ways?|wheels?|pints?|persons?|seats?|seaters?|sided?|degrees?|percent|tone|"
    "sets?|xl|person|player|inches|light|lights|bulbs?|ports?|panels?|shelf|shelves|cubes?|key|keys|note|row|stage|position|point|pocket|page|"
    "horsepower|stroke|door|pound|lane|sec|function|string|jet|quart|liter|acre|drawer|level|story|blade|outlet|outlets|slot|slice|pan|man"
)
_LETTER_UNITS = "v|w|m|g|l|k|x|d|f|c"
#: In small letters.
_MEASURE = re.compile(
    rf"(?:\d+(?:[.,/]\d+)*(?:x\d+)*{_DASH}?(?:{_UNITS})(?:[-/].*)?|\d{{1,4}}(?:[.,]\d+)?{_DASH}?(?:{_LETTER_UNITS})(?:/.*)?"
    r"|\d+(?:[.,]\d+)?x\d+(?:x\d+)*\w?|\d{1,2}:\d\d|[\d.,]+|\d+/\d+|w/.*|x\d+(?:\.\d+)?|(?:19|20)\d0s|\d{1,2}[tm])\Z"
)
_SIZED = re.compile(r"\d+(?:\.\d+)?-(?:[A-Za-z]{2,})(?:-[A-Za-z]+)*\Z")
#: Letters in capitals behind a number too long to be a size ("13456-US").
_LONG_NUMBER = re.compile(r"\d{4,7}(?:-[A-Z]{2,4})+\Z")
_NOT_CODES = re.compile(
    r"(?:USB\d?(?:-[A-Z])?|(?:AC|DC|AA|AAA|D|C)\d?|CR\d{4}|LR\d{2,4}|AG\d{1,2}|18650|21700|F?ASTM-?\w*|ANSI\w*|UL\d*|IP\d\d|IPX\d|MP[34]|R-?(?:12|22|32|134|290|404|407|410|600)[Aa]?|"
    r"COVID-19|PM2\.5|H[24]O|CO2|Q[1-4]|24/7|\d{1,2}/\d{1,2}|4x4|Wi-?Fi|3-?D|2-?D|\d-?in-?\d|[A-Z]\.[A-Z]\.?|1-\d{3}-\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|"
    r"SAE|OEM|MY\d\d|RN#?\d{4,6}|E(?:1[247]|2[67]|39)|GU\d{1,2}|(?:PAR|MR)-?\d\d|CA\d{5}|EN\d{3,5}|LED\d?|HD\d?|[4-8]K|\d+%|CFR|16CFR\w*|Note\d+|20\d\d-20\d\d|19\d\d-\d\d(?:\d\d)?|20\d\d-\d\d|J\d{4})\Z",
    re.IGNORECASE,
)
#: The models of the Sears brands: a vendor code, a point, the model (``407.5353031``).
_SEARS = re.compile(r"\d{3}\.\d{4,}\Z")
#: Part numbers of digits in two groups (``900-00288``).
_PARTED = re.compile(r"\d{2,4}-\d{5,6}\Z")
#: A year and the next sentence's first word, run together ("1984.GE").
_GLUED = re.compile(r"(?:19|20)\d\d\.[A-Za-z]")
_RETAIL = re.compile(r"(?:X00|B0)[A-Z0-9]{7,8}\Z")
_RANGE = re.compile(r"([A-Za-z]{0,4}\d{4,}|(?=\w*\d)[A-Z0-9]{8,})[-–]([A-Za-z]{0,4}\d{4,}|(?=\w*\d)[A-Z0-9]{8,})\Z")
_DIGIT = re.compile(r"\d")
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[A-Za-z]+")
_DOMAIN = re.compile(r"\.(?:com|net|org|gov|co|us|ca|store|shop|io)(?:/|\Z)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATE = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}/\d{4}\Z|\d{2}/\d{2}\Z|(?:19|20)\d\d[/.-]\d{1,2}(?:[/.-]\d{1,2})?\Z|\d{1,2}-\d{1,2}-(?:19|20)\d\d\Z|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}\Z"
)


def is_year(word: str) -> bool:
    """Whether a word is a plain year."""
    return bool(_YEAR.match(word))


def is_date(word: str) -> bool:
    """Whether a word starts as a numeric date (a factory mark may follow)."""
    return bool(_DATE.match(word))


def has_digit(word: str) -> bool:
    """Whether a word holds a digit."""
    return bool(_DIGIT.search(word))


def is_mixed(word: str) -> bool:
    """Whether a word holds a letter and a digit."""
    return has_digit(word) and any(c.isalpha() for c in word)


#: Few words with digits make up most of what is asked; long ones are rare and would only fill the memory.
_REMEMBERED = 1 << 16


@lru_cache(maxsize=_REMEMBERED)
def is_measure(word: str) -> bool:
    """Whether a word is only a size, count, voltage, ordinal or the like."""
    return bool(_MEASURE.match(word.lower()) or (_SIZED.match(word) and not _LONG_NUMBER.match(word)))


def numbered(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, without most of those that hold no digit: no word goes over a space."""
    for span in around(text, _DIGIT_ON):
        yield from WORD.finditer(text, *span)


_DIGIT_ON = re.compile(r"\d\S*")


@lru_cache(maxsize=_REMEMBERED)
def is_code(word: str) -> bool:
    """Whether a word may be a code on its own looks: letters with digits, and not a measure."""
    if not has_digit(word):
        return False
    if _SEARS.match(word) or _PARTED.match(word):
        return True
    known = is_measure(word) or _NOT_CODES.match(word) or is_web(word)
    return is_mixed(word) and len(word) >= 3 and not known and not _GLUED.match(word)


def is_web(word: str) -> bool:
    """Whether a word is (a piece of) a web or mail address."""
    low = word.lower()
    return "@" in word or low.startswith(("http", "www.")) or bool(_DOMAIN.search(low))


@lru_cache(maxsize=_REMEMBERED)
def shape(word: str) -> str:
    """The silhouette of a code: its leading letters, then classes of the rest (``NB19790`` and ``NB19905`` agree)."""
    rest = word.lstrip(ascii_letters)
    head = word[: len(word) - len(rest)]
    return head.upper()[:3] + ":" + _LETTERS.sub("a", _DIGITS.sub("9", rest))


def alike(one: str, two: str) -> int:
    """How much two codes look like members of one series, from 0 to 10."""
    return (
        2 * (one.isdigit() == two.isdigit())
        + (one[:1].isalpha() == two[:1].isalpha())
        + (one[:2].lower() == two[:2].lower())
        + (one[:3].lower() == two[:3].lower())
        + (abs(len(one) - len(two)) <= 1)
        + 2 * (len(one) > 4 and one[:4].lower() == two[:4].lower())
        + 2 * (shape(one) == shape(two))
    )


def is_retail(word: str) -> bool:
    """Whether a word is a seller's own number (ASIN, FNSKU): it names an offer, not a thing."""
    return bool(_RETAIL.match(word)) and has_digit(word[3:])


def split_range(word: str) -> tuple[str, str] | None:
    """Both ends of a range written as one word (``31706-35058``); they must be of one series and in order."""
    found = _RANGE.match(word)
    if not found or len(found[1]) != len(found[2]) or shape(found[1]) != shape(found[2]) or not found[1] < found[2]:
        return None
    return found[1], found[2]
