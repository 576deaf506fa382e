"""What an owner typed as the code on the label: the code itself, a date of manufacture, or that there is none."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from recallwatch.extract.quotes import Part
from recallwatch.extract.stamps import stamp_orders
from recallwatch.model import Code, CodeType, PartialDate
from recallwatch.text.codes import contains
from recallwatch.text.dates import find_dates
from recallwatch.text.remember import remembered

from .models import code_key

_LABEL = re.compile(
    r"^\W*(?:(?:serial|s/?n|lot|batch|date|d\.?o\.?m|mfg|mfd|made|manufacture[d]?|manufacturing|production|prod|code|number"
    r"|no|nr|num|vin|id|rev|po|pc|exp|on|in)\b[\s.:#]*)+",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:none|no|n/?a|not? (?:printed|marked|there|visible)|missing|blank|without|nothing|absent)\b", re.IGNORECASE
)
_NONE_IN_NAME = re.compile(
    r"\b(?:no|without(?: an?)?|nothing|not)\b[^,.;]{0,25}\b(?:printed|marked|marking|number|code|label|serial|stamp)",
    re.IGNORECASE,
)
_DMY = re.compile(r"(\d{1,2})[\s./-]?([A-Za-z]{3})[A-Za-z]*[\s./-]?((?:19|20)?\d\d)\Z")
_YEAR = r"(?:19|20)\d\d"
_DAY_AND_MONTH = (re.compile(rf"(\d\d?)[\s./-](\d\d?)[\s./-]({_YEAR}|\d\d)\Z"), ("mdy", "dmy"))
#: Dates of digits alone, by what their groups are; the order of day and month may be open.
_DIGITS = (
    (re.compile(rf"({_YEAR})[\s./-]?(\d\d?)[\s./-](\d\d?)\Z"), ("ymd",)),
    (re.compile(rf"({_YEAR})(\d\d)(\d\d)\Z"), ("ymd",)),
    _DAY_AND_MONTH,
    (re.compile(rf"(\d\d)(\d\d)({_YEAR})\Z"), ("mdy", "dmy")),
    (re.compile(rf"({_YEAR})[\s./-]?(\d\d?)\Z"), ("ym",)),
    (re.compile(rf"(\d\d?)[\s./-]?({_YEAR})\Z"), ("my",)),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def says_none(serial: str, name: str) -> bool:
    """Whether the owner says that no code is printed."""
    return bool((serial and _NONE.match(serial.strip())) or (not serial and _NONE_IN_NAME.search(name)))


def spellings(serial: str) -> list[str]:
    """The code as typed, without its label, and each of its words with a digit: whichever the notice prints."""
    bare = _LABEL.sub("", serial).strip()
    words = code_words(serial)
    return list(dict.fromkeys(s for s in (serial, bare, *reversed(words[-_WORDS:])) if code_key(s)))


def code_words(serial: str) -> list[str]:
    """The words of what was typed that may be codes of their own."""
    return [w for w in re.split(r"[\s:,;]+", serial) if any(c.isdigit() for c in w)]


#: Words of one field that are tried alone; somebody who types more is telling a story.
_WORDS = 4


@remembered(4096)
def holds(code: Code, serial: str) -> bool | None:
    """Whether a code criterion holds for what was typed, label or not; None when that cannot be told."""
    if (dated := _as_dates(code, serial)) is not None:
        return dated[0]
    answers = [contains(code, spelling) for spelling in spellings(serial)]
    if True in answers:
        return True
    if code.type is CodeType.LIST and not code.part:
        return _listed(code, serial)
    return False if False in answers else None


def _listed(code: Code, serial: str) -> bool | None:
    """Whether the code is in a list, labels aside; "no" only for a code of a printed one's shape."""
    mine = {code_key(s) for s in spellings(serial)}
    listed = {code_key(s) for value in code.values for s in spellings(value)}
    if mine & listed:
        return True
    shapes = {_shape(value) for value in listed}
    lengths = {len(value) for value in listed} if len(shapes) > _FREE else set()
    return False if any(_shape(m) in shapes or len(m) in lengths for m in mine) else None


#: So many shapes in one list mean that letters and digits stand anywhere: only the length is left to go by.
_FREE = 3


def _shape(key: str) -> str:
    return "".join("9" if c.isdigit() else "a" for c in key)


def _as_dates(code: Code, serial: str) -> tuple[bool | None] | None:
    """The answer of a criterion that prints calendar dates, in any writing of the owner; None when it prints none."""
    if code.part or code.type not in (CodeType.LIST, CodeType.RANGE):
        return None
    printed = [v for v in (code.values if code.type is CodeType.LIST else (code.first, code.last)) if v]
    dates = [_plain_date(v) for v in printed]
    if not printed or any(d is None for d in dates):
        return None
    said = [d for d in dates if d]
    mine = made_dates(serial, "")
    if len(mine) == len(_DAY_AND_MONTH[1]) and (shown := _shown_order(printed)) is not None:
        mine = [mine[shown]]
    if code.type is CodeType.LIST:
        inside = [_any(within(m, d, d) for d in said) for m in mine]
    else:
        lo, hi = (_plain_date(code.first) if code.first else None), (_plain_date(code.last) if code.last else None)
        inside = [within(m, lo, hi) for m in mine if not (lo and hi and lo.first > hi.last)]
    return (inside[0] if len(set(inside)) == 1 else None,)


def _shown_order(printed: list[str]) -> int | None:
    """Which of the orders of day and month printed dates show by a number above twelve; None when none does."""
    for value in printed:
        found = _DAY_AND_MONTH[0].match(_LABEL.sub("", value).strip())
        if found and max(int(found[1]), int(found[2])) > 12:
            return 0 if int(found[2]) > 12 else 1
    return None


def _any(answers: Iterable[bool | None]) -> bool | None:
    told = set(answers)
    return True if True in told else None if None in told else False


def _plain_date(value: str) -> PartialDate | None:
    """A printed value that can only be a date: it has a separator or a month's name, and one reading."""
    text = _LABEL.sub("", value).strip()
    if not re.search(r"[\s./-]", text):
        return None
    stated = find_dates(text)
    whole = len(stated) == 1 and len(text) - (stated[0].end - stated[0].start) <= 1 and stated[0].value.month
    found = [stated[0].value] if whole else _digit_dates(text)
    return found[0] if len(set(found)) == 1 else None


def within(day: PartialDate, first: PartialDate | None, last: PartialDate | None) -> bool | None:
    """Whether a date lies between two, of which None leaves an end open; None when only a part of it does."""
    if (first is not None and day.last < first.first) or (last is not None and day.first > last.last):
        return False
    whole = (first is None or day.first >= first.first) and (last is None or day.last <= last.last)
    return whole or None


def made_dates(serial: str, hint: str) -> list[PartialDate]:
    """The dates a mark may mean, given how the notice says it is written (``hint``: any text with YYMM, MM/YY ...)."""
    text = _LABEL.sub("", serial).strip()
    if stamped := _stamped(text, hint):
        return stamped
    found = _DMY.search(text)
    if found and found[2].lower() in _MONTHS:
        made = _date(found[3], str(_MONTHS.index(found[2].lower()) + 1), found[1])
        return [made] if made else []
    if digital := _digit_dates(text):
        return digital
    stated = [d.value for d in find_dates(text)]
    if stated:
        return stated
    return _short_dates(text, hint)


def _stamped(text: str, hint: str) -> list[PartialDate]:
    """The first and last day of a stamp written in the one way the notice states (``WWYY``, the day of the year)."""
    orders = stamp_orders(Part("", hint)) if hint and text.isascii() and text.isdigit() else ()
    if len(orders) != 1 or len(orders[0]) != len(text):
        return []
    parts = {o: "".join(d for d, letter in zip(text, orders[0], strict=True) if letter == o) for o in set(orders[0])}
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    try:
        if "w" in parts:
            days = [date.fromisocalendar(year, int(parts["w"]), day) for day in (1, 7)]
            return [PartialDate(d.year, d.month, d.day) for d in days]
        if len(parts.get("d", "")) == 3:
            day = date(year, 1, 1) + timedelta(days=int(parts["d"]) - 1)
            return [PartialDate(day.year, day.month, day.day)]
    except (ValueError, OverflowError):
        return []
    made = _date(parts["y"], parts["m"], parts.get("d")) if "m" in parts else None
    return [made] if made else []


def _digit_dates(text: str) -> list[PartialDate]:
    """A date of digits with a year of four; with a day before or behind the month, both readings that exist."""
    for pattern, orders in _DIGITS:
        if found := pattern.match(text):
            parts = [dict(zip(order, found.groups(), strict=True)) for order in orders]
            dates = [_date(p["y"], p["m"], p.get("d")) for p in parts]
            return list(dict.fromkeys(d for d in dates if d))
    return []


def _short_dates(text: str, hint: str) -> list[PartialDate]:
    """Year and month of two digits each: in the order the notice tells, else in both."""
    digits = re.findall(r"\d+", text)
    pair = digits[-2:] if len(digits) >= 2 and len(digits[-1]) <= 2 else _halves(digits[-1]) if digits else None
    if not pair:
        return []
    year_first, month_first = _date(pair[0], pair[1]), _date(pair[1], pair[0])
    if re.search(r"\bYY\W?MM\b|year\W+month", hint, re.IGNORECASE):
        month_first = None
    elif re.search(r"\bMM\W?YY|month\W+(?:and )?year", hint, re.IGNORECASE):
        year_first = None
    return [d for d in (year_first, month_first) if d]


def _halves(digits: str) -> list[str] | None:
    return [digits[:2], digits[2:]] if len(digits) == 4 else None


def _date(year: str, month: str, day: str | None = None) -> PartialDate | None:
    full = int(year) if len(year) == 4 else (2000 if int(year) < 70 else 1900) + int(year) if len(year) == 2 else 0
    try:
        return PartialDate(full, int(month), int(day) if day else None) if full else None
    except ValueError:
        return None
