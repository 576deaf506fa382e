"""Dates as they are stamped on packages (``16 SEP 24``, ``2024 DE 10``, ``05/2026``), and how one lies in a span."""

import re
from collections.abc import Iterator

from recallwatch.model import Code, CodeType, PartialDate

from .dates import FoundDate

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The bilingual two letters of Canadian labels (Food and Drug Regulations, B.01.007).
_SHORT = ("ja", "fe", "mr", "al", "ma", "jn", "jl", "au", "se", "oc", "no", "de")
_MONTHS = {name: n for names in (_NAMES, _SHORT) for n, name in enumerate(names, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_SEP = r"[\s./,-]{0,2}"
_Y4 = r"20\d\d"
_Y = r"(?:20)?\d\d"
_DATE = re.compile(
    rf"(?<![a-z\d])(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]{{0,2}}(?P<m1>{_MONTH}){_SEP}(?P<y1>{_Y})(?![\d/])"
    rf"|(?<![a-z])(?P<m2>{_MONTH}){_SEP}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s./,-]{{1,2}}(?P<y2>{_Y})(?![\d/])"
    rf"|(?<![\d/])(?P<y3>{_Y4}){_SEP}(?P<m3>{_MONTH}|{'|'.join(_SHORT)}){_SEP}(?P<d3>\d{{1,2}})(?!\d)"
    rf"|(?<![a-z])(?P<m4>{_MONTH})(?:{_SEP}(?P<y4>{_Y4})|[./-](?P<y4b>\d\d))(?![\d/])"
    rf"|(?<![\d/.-])(?P<y5>{_Y4})(?P<s5>[-/.])(?P<m5>\d{{1,2}})(?:(?P=s5)(?P<d5>\d{{1,2}}))?(?![\d/-])"
    rf"|(?<![\d/.])(?P<a6>\d{{1,2}})/(?P<b6>\d{{1,2}})/(?P<y6>{_Y})(?![\d/])"
    rf"|(?<![\d/.-])(?P<a9>\d{{1,2}})(?P<s9>[-. ])(?P<b9>\d{{1,2}})(?P=s9)(?P<y9>{_Y})(?![\d/-]|\.\w)"
    rf"|(?<![\d/.-])(?P<m7>0?[1-9]|1[0-2])[/.-](?P<y7>{_Y4})(?![\d/-]|\.\d)"
    # A month with two digits behind it is month and year only where the first is written with its nought.
    r"|(?<![\d/.-])(?P<m8>0[1-9]|1[0-2])/(?P<y8>[2-4]\d)(?![\d/-]|\.\d)",
    re.IGNORECASE,
)

_ENDS_IN_MONTH = re.compile(rf"(?<![a-z]){_MONTH}[\s.]{{0,2}}\Z", re.IGNORECASE)
_YEARS = ("y1", "y2", "y3", "y4", "y4b", "y5", "y6", "y7", "y8", "y9")


def find_pack_dates(text: str, *, day_first: bool) -> list[FoundDate]:
    """Every date of a text, in order; ``day_first`` says which of two numbers is the day when both could be."""
    return list(_found(text, day_first=day_first))


def _found(text: str, *, day_first: bool) -> Iterator[FoundDate]:
    for found in _DATE.finditer(text):
        value = _value(found, day_first=day_first)
        # "Dec 27 Dec 29": the day belongs to the month before it.
        shared = found["d1"] and len(found["y1"]) == 2 and _ENDS_IN_MONTH.search(text[: found.start()])
        if value and not shared:
            yield FoundDate(value, found.start(), found.end())


def _value(found: re.Match[str], *, day_first: bool) -> PartialDate | None:
    year = next(found[name] for name in _YEARS if found[name])
    if found["a6"] or found["a9"]:
        one, two = int(found["a6"] or found["a9"]), int(found["b6"] or found["b9"])
        day, month = (one, two) if two <= 12 and (day_first or one > 12) else (two, one)
        return _make(year, str(month), str(day))
    month_text = next(found[name] for name in ("m1", "m2", "m3", "m4", "m5", "m7", "m8") if found[name])
    return _make(year, month_text, next((found[name] for name in ("d1", "d2", "d3", "d5") if found[name]), None))


def _make(year: str, month: str, day: str | None) -> PartialDate | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    number = int(month) if month.isdigit() else _MONTHS[month.lower() if len(month) == 2 else month[:3].lower()]
    try:
        return PartialDate(full, number, int(day) if day else None)
    except ValueError:
        return None


def dated(code: Code, day: PartialDate) -> bool | None:
    """Whether a date is one of those a criterion states; None when a month is only partly covered."""
    if code.type is CodeType.RANGE:
        return _within(day, _parsed(code.first), _parsed(code.last))
    answers = [_within(day, value, value) for value in map(_parsed, code.values)]
    return True if True in answers else None if None in answers else False


def _within(day: PartialDate, first: PartialDate | None, last: PartialDate | None) -> bool | None:
    if (first and day.last < first.first) or (last and day.first > last.last):
        return False
    inside = (first is None or first.first <= day.first) and (last is None or day.last <= last.last)
    return inside or None


def _parsed(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
