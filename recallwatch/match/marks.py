"""What an owner typed as the code on the label: the code itself, a date of manufacture, or that there is none."""

import re

from recallwatch.model import Code, CodeType, PartialDate
from recallwatch.text.codes import contains
from recallwatch.text.dates import find_dates

from .models import code_key

_LABEL = re.compile(
    r"^\W*(?:(?:serial|s/?n|lot|batch|date|mfg|manufacture[d]?|production|prod|code|number|no|nr|rev|po|pc|exp)\b[\s.:#]*)+",
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
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def says_none(serial: str, name: str) -> bool:
    """Whether the owner says that no code is printed."""
    return bool((serial and _NONE.match(serial.strip())) or (not serial and _NONE_IN_NAME.search(name)))


def spellings(serial: str) -> list[str]:
    """The code as typed, without its label, and its last word: whichever the notice prints."""
    bare = _LABEL.sub("", serial).strip()
    words = [w for w in re.split(r"[\s:]+", serial) if any(c.isdigit() for c in w)]
    return list(dict.fromkeys(s for s in (serial, bare, *(words[-1:] if len(words) > 1 else words)) if code_key(s)))


def holds(code: Code, serial: str) -> bool | None:
    """Whether a code criterion holds for what was typed, label or not; None when that cannot be told."""
    answers = [contains(code, spelling) for spelling in spellings(serial)]
    if True in answers:
        return True
    if code.type is CodeType.LIST:
        mine = {code_key(s) for s in spellings(serial)}
        listed = {code_key(s) for value in code.values for s in spellings(value)}
        if mine & listed:
            return True
        lengths = {len(value) for value in listed}
        return False if any(len(m) in lengths for m in mine) else None
    return False if False in answers else None


def made_dates(serial: str, hint: str) -> list[PartialDate]:
    """The dates a mark may mean, given how the notice says it is written (``hint``: any text with YYMM, MM/YY ...)."""
    text = _LABEL.sub("", serial).strip()
    found = _DMY.search(text)
    if found and found[2].lower() in _MONTHS:
        made = _date(found[3], str(_MONTHS.index(found[2].lower()) + 1), found[1])
        return [made] if made else []
    stated = [d.value for d in find_dates(text)]
    if stated:
        return stated
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
