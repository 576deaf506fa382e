"""Counts as notices write them: "About 42,000", "One million", "3.2 million"."""

import re
from dataclasses import dataclass

from .lowered import lowered

_UNDER_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = _UNDER_TWENTY.split()
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
WORDS = {word: n for n, word in enumerate(_SMALL)} | _TENS
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
#: In small letters.
_NUMBER = re.compile(
    r"(?<![\w.,-])(?:(?P<digits>\d{1,3}(?:,\s?\d{3}){1,4}(?!\d)|\d{1,12})(?:\.(?P<part>\d{1,6}))?|(?P<word>"
    + "|".join(WORDS)
    + r")(?:[ -](?P<unit>"
    + "|".join(_SMALL[1:10])
    + r"))?)(?:[ -](?P<scale>hundred|thousand|million|billion))?(?!\w)"
)
_GAPS = re.compile(r"[,\s]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number found in a text, with its span."""

    value: int
    start: int
    end: int


def find_counts(text: str) -> list[Count]:
    """Every whole number a text states, in digits or words, in order."""
    return [Count(_value(found), found.start(), found.end()) for found in _NUMBER.finditer(lowered(text))]


def read_count(text: str) -> int | None:
    """The first number of a text; None when it states none."""
    found = _NUMBER.search(lowered(text))
    return _value(found) if found else None


def _value(found: re.Match[str]) -> int:
    scale: int = _SCALES[found["scale"]] if found["scale"] else 1
    if found["word"]:
        return (WORDS[found["word"]] + WORDS.get(found["unit"] or "zero", 0)) * scale
    whole = int(_GAPS.sub("", found["digits"])) * scale
    part: str = found["part"] or ""
    return whole + int(part or 0) * scale // int("1" + "0" * len(part))
