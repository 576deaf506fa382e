"""The dates of one segment as criteria: single days, spans, and "up to and including"."""

import re
from collections.abc import Iterator
from datetime import timedelta

from recallwatch.model import Code, CodeType, PartialDate
from recallwatch.text.dates import FoundDate
from recallwatch.text.pack_dates import find_pack_dates

from .quotes import Part

_QUOTED = r"[\s\"“”'’,.]*"
_JOIN = re.compile(
    rf"{_QUOTED}(?:through|thru|to|until|and|au|et le|&|-|–|—)\s?(?:and including\s)?(?:BBD?:?|le\s)?{_QUOTED}\Z",
    re.IGNORECASE,
)
_WEAK = re.compile(rf"{_QUOTED}(?:and|&){_QUOTED}\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|rang\w+|from|entre le)\W*(?:from|between)?\W*\Z", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:up to(?: and including)?|through|thru|until|on or before|(?:and|or) (?:earlier|prior|before))\W*\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<!or )\b(?:before|prior to|earlier than)\W*\Z", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:on or after|after|since|starting|beginning)\W*\Z", re.IGNORECASE)
# "7/9-8/1/2022", "Nov. 26 to Dec. 31, 2023": the year stands once, behind the last day.
_BORROWS = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2}/\d{1,2}|[A-Za-z]{3,9}\.?\s\d{1,2}),?\s?(?:-|–|to|through|thru)\s?\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\W*(?:(?:and|or)\s)?(?:any\s)?(?:all\s)?(?:earlier|prior|before|older)\b", re.IGNORECASE)
_LATER = re.compile(r"\W*(?:and|or)\s(?:later|after|beyond|newer)\b", re.IGNORECASE)


def date_codes(
    part: Part, start: int, end: int, kind: str, *, day_first: bool
) -> tuple[list[Code], list[tuple[int, int]]]:
    """The dates between two places as criteria of a kind, and the spans they were read from."""
    text = part.text[start:end]
    dates = find_pack_dates(text, day_first=day_first)
    single: list[FoundDate] = []
    codes: list[Code] = []
    windows = list(_windows(text, dates, day_first=day_first))
    for first, last, at, stop in windows:
        if first and first == last:
            single.append(FoundDate(first, at, stop))
        else:
            quote = part.quote(start + at, start + stop)
            codes.append(Code(CodeType.RANGE, kind, quote, str(first or ""), str(last or ""), order="date"))
    if single:
        quote = part.quote(start + single[0].start, start + single[-1].end)
        values = tuple(dict.fromkeys(str(d.value) for d in single))
        codes.append(Code(CodeType.LIST, kind, quote, values=values, order="date"))
    return codes, [(start + at, start + stop) for _, _, at, stop in windows]


_Window = tuple[PartialDate | None, PartialDate | None, int, int]


def _windows(text: str, dates: list[FoundDate], *, day_first: bool) -> Iterator[_Window]:
    at = 0
    while at < len(dates):
        one = dates[at]
        two = dates[at + 1] if at + 1 < len(dates) else None
        if two and _joined(text, one, two):
            yield one.value, two.value, one.start, two.end
            at += 2
        else:
            yield _borrowed(text, one, day_first=day_first) or _single(text, one)
            at += 1


def _joined(text: str, one: FoundDate, two: FoundDate) -> bool:
    """ "and" makes a span of two dates only after "between" or "ranging"."""
    gap = text[one.end : two.start]
    if not _JOIN.match(gap) or one.value.first > two.value.last:
        return False
    return not _WEAK.match(gap) or bool(_BETWEEN.search(text[: one.start]))


def _borrowed(text: str, one: FoundDate, *, day_first: bool) -> _Window | None:
    found = _BORROWS.search(text[: one.start])
    if not found:
        return None
    sign = "/" if "/" in found["day"] else " "
    first = find_pack_dates(f"{found['day']}{sign}{one.value.year}", day_first=day_first)
    return (first[0].value, one.value, found.start(), one.end) if first and first[0].value < one.value else None


def _single(text: str, one: FoundDate) -> _Window:
    before, after = text[: one.start], text[one.end :]
    if found := _EARLIER.match(after):
        return None, one.value, one.start, one.end + found.end()
    if found := _LATER.match(after):
        return one.value, None, one.start, one.end + found.end()
    if found := _UNTIL.search(before):
        return None, one.value, found.start(), one.end
    if found := _BEFORE.search(before):
        return None, PartialDate.of(one.value.first - timedelta(days=1)), found.start(), one.end
    if found := _SINCE.search(before):
        return one.value, None, found.start(), one.end
    return one.value, one.value, one.start, one.end
