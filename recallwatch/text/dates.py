"""English dates in prose, never more precise than written, and the windows they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from recallwatch.model import PartialDate

from .lowered import lowered
from .phrases import beginning

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_NAMES, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
#: In small letters.
_DATE = re.compile(
    r"(?:"
    rf"(?<![a-z])(?P<m1>{_MONTH})\.?,?\s?(?:of\s)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?"
    rf"|\s))?(?P<y1>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})\s(?P<m2>{_MONTH})\.?,?\s(?P<y2>{_YEAR})(?!\d)"
    r"|(?<![\d/-])(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?![\d/-])"
    r"|(?<![\d.])(?P<m8>0[1-9]|1[0-2])\.(?P<y8>(?:19|20)\d\d)(?![\d.]\d)"
    rf"|(?<!\d)(?P<d7>\d{{1,2}})-(?P<m7>{_MONTH})-(?P<y7>(?:19|20)?\d\d)(?!\d)"
    r"|(?<![\d/-])(?P<m4>\d{1,2})/(?P<d4>\d{1,2})/(?P<y4>(?:19|20)?\d\d)(?![\d/-])"
    r"|(?<![\d/-])(?P<m5>0?[1-9]|1[0-2])/(?P<y5>(?:19|20)\d\d)(?![\d/-])"
    rf"|(?:(?<![\w$.,/-])|(?<=\bmid-))(?P<y6>{_YEAR})(?![\w/-]|[.,]\d))"
)
#: Where a date may begin: at the first digit of a number or letter of a word. It spares the engine the eight ways to
#: write one at most places of a text, and one plain set of characters comes first, to which the engine skips.
_BEGIN = re.compile(
    r"[\djfmasond](?<!\d\d)(?<![a-z][a-z])"
    rf"(?:(?<=\d)|{'|'.join(f'(?<={name[0]}){name[1:]}' for name in _NAMES)})"
)
# "from March through July 2024": the year stands once, after the second month.
_BARE = re.compile(
    rf"(?<![a-z])(?P<m>{_MONTH})\.?(?:\s(?P<d>\d{{1,2}})(?!\d))?,?(?=\s(?:and|to|through|thru|until|-"
    rf"|–)\s(?:early[ -]|mid[ -]|late[ -])?{_MONTH})",
    re.IGNORECASE,
)
#: Longest words between such a month and the next date (" through the mid-").
_BORROWED = 16
#: How far before the date such a month may begin ("September. 30, through mid-").
_NEAR = _BORROWED + 14
_JOIN = re.compile(
    r"\s?(?:,\s)?(?:through|thru|to|until|till|and|-|–|—|up to|through to)\s?(?:the end of\s|about\s|early\s"
    r"|late\s|mid-?\s?)?\Z",
    re.IGNORECASE,
)
_ROUGHLY = r"(?:the\s)?(?:end\sof\s)?(?:about\s|early[\s-]|late[\s-]|(?P<mid>mid)[\s-]?)?\Z"
_SINCE = re.compile(
    rf"\b(?:since|beginning in|starting in|on or after|(?P<past>(?<!or\s)after)|and later)\s{_ROUGHLY}", re.IGNORECASE
)
_UNTIL = re.compile(
    rf"\b(?:(?P<short>(?<!or\s)before|older than|earlier than|prior to)|until|through|up to|on or (?:before"
    rf"|prior to)|by)\s{_ROUGHLY}",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\s?,?\s(?:through|to|until|and|-|–)\s?(?:the\s)?(?:present|now|today|current|later)\b|\s(?:or|and) later\b",
    re.IGNORECASE,
)
_OLDER = re.compile(r"\s(?:or|and) (?:earlier|before|older|prior)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s(?:about\s|early\s|late\s|mid-?\s?)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its span."""

    value: PartialDate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A window of time with its span in the text; an end that is None is open."""

    first: PartialDate | None
    last: PartialDate | None
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Every date a text states, in order; a month that borrows the next date's year is given that year."""
    small = lowered(text)
    found: list[FoundDate] = []
    behind = 0
    for dated in filter(None, map(_read, beginning(small, _DATE, _BEGIN))):
        found += _bare(small, max(behind, dated.start - _NEAR), dated)
        found.append(dated)
        behind = dated.end
    return found


def _bare(small: str, start: int, dated: FoundDate) -> Iterator[FoundDate]:
    for found in _BARE.finditer(small, start, dated.start + len(_NAMES[0])):
        made = _make(str(dated.value.year), found["m"], (found["d"] or "").lstrip("0"))
        if made and 0 <= dated.start - found.end() <= _BORROWED:
            yield FoundDate(made, found.start(), found.end())


def step(value: PartialDate, by: int) -> PartialDate:
    """The next or the previous day, month or year, as precise as the date itself."""
    if value.day is not None:
        return PartialDate.of(value.first + timedelta(days=by))
    if value.month is None:
        return PartialDate(value.year + by)
    months = value.year * 12 + value.month - 1 + by
    return PartialDate(months // 12, months % 12 + 1)


@lru_cache(maxsize=16)
def find_windows(text: str) -> tuple[Span, ...]:
    """Every window of time a text states: two joined dates, one date with an open end, or one date alone."""
    return tuple(_windows(text, find_dates(text)))


def _windows(text: str, dates: list[FoundDate]) -> Iterator[Span]:
    at = 0
    while at < len(dates):
        one = dates[at]
        two = dates[at + 1] if at + 1 < len(dates) else None
        before, gap = text[max(0, one.start - 30) : one.start], text[one.end : two.start] if two else ""
        lead = _FROM.search(before)
        start = max(0, one.start - 30) + lead.start() if lead else one.start
        if two and len(gap) < 24 and _joined(gap, bool(lead)) and one.value.first <= two.value.last:
            yield Span(one.value, two.value, start, two.end)
            at += 2
            continue
        yield _single(text, one, start)
        at += 1


def _joined(gap: str, opened: bool) -> bool:
    """ "and" joins two dates to one window only after "between" or "from"."""
    return bool(_JOIN.match(gap)) and (opened or gap.strip() != "and")


def _single(text: str, one: FoundDate, start: int) -> Span:
    offset = max(0, one.start - 30)
    before, after = text[offset : one.start], text[one.end : one.end + 20]
    still = _OPEN.match(after)
    if still:
        return Span(one.value, None, start, one.end + still.end())
    if older := _OLDER.match(after):
        return Span(None, one.value, start, one.end + older.end())
    if since := _SINCE.search(before):
        first = step(one.value, 1) if since["past"] and not since["mid"] else one.value
        return Span(first, None, offset + since.start(), one.end)
    if until := _UNTIL.search(before):
        return Span(None, _last(one.value, until), offset + until.start(), one.end)
    return Span(one.value, one.value, start, one.end)


def _last(value: PartialDate, until: re.Match[str]) -> PartialDate:
    """The last date meant: "before May 2020" ends with April, "before mid-1983" with about June."""
    if until["mid"] and value.month is None:
        return PartialDate(value.year, 6)
    return step(value, -1) if until["short"] and not until["mid"] else value


def _read(found: re.Match[str]) -> FoundDate | None:
    year, month, day = _GROUPS[str(found.lastgroup)[1:]]
    made = _make(found[year], found[month] if month else None, found[day] if day else None)
    return FoundDate(made, found.start(), found.end()) if made else None


#: The groups of each way to write a date.
_GROUPS = {
    n: tuple(f"{letter}{n}" if f"{letter}{n}" in _DATE.groupindex else "" for letter in "ymd") for n in "12345678"
}


def _make(year: str, month: str | None, day: str | None) -> PartialDate | None:
    if len(year) == 2:
        year = ("20" if int(year) < 70 else "19") + year
    number = None if month is None else _MONTHS.get(month[:3]) or (int(month) if month.isdigit() else None)
    try:
        return PartialDate(int(year), number, int(day) if day else None)
    except ValueError:
        return None
