"""How a notice says its date codes are written: "WWYY, where WW is the week"."""

import re
from dataclasses import replace

from recallwatch.model import Code, CodeType
from recallwatch.text.phrases import Phrase

from .quotes import Part

_LETTERS = re.compile(r"\b(?=[YMDW]*Y)(?=[YMDW]*[MWD])(?:YYYY|YY|MM|DD|WW){2,3}\b")
_UNITS = {"year": "yy", "week": "ww", "month": "mm", "day": "dd"}
_UNIT = r"(?P<{0}>year|week|month|day)"
_HALVES = Phrase(
    rf"\bfirst two (?:digits?|numbers?|characters?)[^.;]{{0,40}}?\b{_UNIT.format('one')}\b[^.;]{{0,60}}?"
    rf"\b(?:last|second|next|final|other) two\b[^.;]{{0,40}}?\b{_UNIT.format('two')}\b",
    re.IGNORECASE,
)
#: "a four-digit date code of the year and week of production"
_PAIR = Phrase(
    rf"\b(?:four|4)[- ]digits?\b[^.;]{{0,60}}\b{_UNIT.format('one')} and {_UNIT.format('two')}\b"
    rf"|\brepresent\w*\s(?:the\s)?{_UNIT.format('three')} and {_UNIT.format('four')}\s(?:of|in)\b",
    re.IGNORECASE,
)
#: "the first three numbers are for the day of the year and the last two for the year", told in either order
_DAY_FIRST = Phrase(
    r"\bfirst three (?:digits?|numbers?|characters?)[^.;]{0,60}\bday of the year\b(?=.{0,160}\byear\b)"
    r"|\blast two (?:digits?|numbers?|characters?)[^.;]{0,40}\byear\b[^.;]{0,60}\bfirst three\b"
    r"[^.;]{0,60}\bday of the year\b",
    re.IGNORECASE | re.DOTALL,
)
#: Orders of codes beside which no way to write dates is stated.
_UNDATED = ("num", "natural", "lex")
_KINDS = ("date_code", "lot", "serial")


def stamp_orders(part: Part) -> tuple[str, ...]:
    """Every way to write dates that a text states, as letters ("wwyy"), each once."""
    # Every order has a year, and there is nothing that text could be searched for quicker.
    orders = [found.group().lower() for found in _LETTERS.finditer(part.text)] if "YY" in part.text else []
    for words in (_HALVES, _PAIR):
        for found in words.finditer(part.text):
            units = [_UNITS[unit.lower()] for unit in found.groups() if unit]
            orders += ["".join(units)] if "yy" in units and len(set(units)) == 2 else []
    if _DAY_FIRST.search(part.text):
        orders.append("dddyy")
    return tuple(dict.fromkeys(orders))


def ordered(codes: list[Code], part: Part) -> list[Code]:
    """Codes whose ends are written in the one stated way are compared as the dates they are."""
    orders = stamp_orders(part)
    return [_ordered(code, orders[0]) if len(orders) == 1 else code for code in codes]


def _ordered(code: Code, order: str) -> Code:
    ends = [end for end in (code.first, code.last) if end]
    fits = code.type is CodeType.RANGE and code.kind in _KINDS and bool(ends) and code.order in _UNDATED
    return replace(code, order=order) if fits and all(len(e) == len(order) and e.isdigit() for e in ends) else code
