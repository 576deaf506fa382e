"""Food and medicine: is this package one of the listed lots or dates? What was typed is read like the notice."""

from collections.abc import Iterable
from dataclasses import dataclass

from recallwatch.extract.batch_cues import DATES, Mark, without_cues
from recallwatch.extract.batch_scan import establishments, scan_batches, without_plants
from recallwatch.extract.batches import day_first
from recallwatch.extract.quotes import Part
from recallwatch.extract.shapes import is_year
from recallwatch.model import Axis, Code, CodeType, Evidence, Notice, PartialDate, Selector
from recallwatch.text.fold import code_key
from recallwatch.text.pack_dates import dated, find_pack_dates

from .marks import holds

_PLANT = "establishment"


@dataclass(frozen=True, slots=True)
class _Typed:
    """An owner's text: the dates in it by what they mean, the plants, and what is left for a lot."""

    dates: tuple[tuple[Mark, PartialDate], ...]
    plants: frozenset[str]
    rest: str
    whole: str


def batch_answer(serial: str, codes: list[Code], notice: Notice) -> tuple[bool | None, Evidence | None]:
    """Inside or outside by lots, dates and plants; None when what was typed does not decide, or contradicts itself."""
    # A Canadian label may put the day or the month first: both readings must agree.
    orders = (False, True) if "CA" in notice.jurisdictions else (day_first(notice),)
    answers = {_answer(_typed(serial, day_first=order), codes) for order in orders}
    return answers.pop() if len(answers) == 1 else (None, None)


def batch_noun(selector: Selector) -> str:
    """What to ask an owner of a package for; empty when its codes are not those of packages."""
    dates = {c.kind for c in selector.lots if c.order == "date"}
    plants = bool(selector.serials) and all(c.kind == _PLANT for c in selector.serials)
    if dates and len(dates) == len({c.kind for c in selector.lots if c.type is not CodeType.LOOKUP}):
        return "production date" if dates == {Mark.MADE.value} else "use-by date"
    if dates:
        return "lot or use-by date"
    return ("lot or date code" if selector.lots else "establishment number") if plants else ""


def _answer(typed: _Typed, codes: list[Code]) -> tuple[bool | None, Evidence | None]:
    said = [(code, _holds(code, typed)) for code in codes]
    groups = [_joined(a for c, a in said if _group(c) == group) for group in dict.fromkeys(_group(c) for c in codes)]
    inside = next((c for c, answer in said if answer and c.kind != _PLANT), None)
    outside = next((c for c, answer in said if answer is False), None)
    if inside and False not in groups:
        return True, _evidence(inside, typed.whole, 1)
    complete = all(code.type is not CodeType.LOOKUP for code in codes)
    if outside and False in groups and not inside and complete:
        return False, _evidence(outside, typed.whole, sum(_group(c) == _group(outside) for c in codes))
    return None, None


def _typed(serial: str, *, day_first: bool) -> _Typed:
    part = Part("", serial)
    found = [c for m in scan_batches(part, day_first=day_first) for c in m.codes if c.order == "date" and c.values]
    plants = frozenset(_number(v) for c in establishments(part) for v in c.values)
    rest = serial
    for day in reversed(find_pack_dates(serial, day_first=day_first)):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    dates = tuple((Mark(c.kind), PartialDate.parse(v)) for c in found for v in c.values)
    return _Typed(dates, plants, without_cues(without_plants(rest)).strip(" :;,#"), serial)


def _holds(code: Code, typed: _Typed) -> bool | None:
    if code.kind == _PLANT:
        return bool(typed.plants & {_number(v) for v in code.values}) if typed.plants else None
    if code.order == "date":
        return _joined(dated(code, day) for mark, day in typed.dates if _alike(mark, code.kind))
    literal = holds(code, typed.whole)
    if literal or not code_key(typed.rest) or is_year(typed.rest):
        return literal or None
    return holds(code, typed.rest)


def _joined(answers: Iterable[bool | None]) -> bool | None:
    """Alternatives: one that holds is enough, and only if each is ruled out are all."""
    found = list(answers)
    return True if True in found else False if found and None not in found else None


def _alike(mark: Mark, kind: str) -> bool:
    """Whether two dates may be the same one: what a date on a package means is often not said."""
    return Mark.DATE in (mark, kind) or (mark is Mark.MADE) == (kind == Mark.MADE.value)


def _group(code: Code) -> str:
    if code.order == "date":
        return Mark.MADE.value if code.kind == Mark.MADE.value else Mark.DATE.value
    return code.kind


def _number(plant: str) -> str:
    """A plant's number without its letters: ``P-7573`` and ``P7573`` are one."""
    return "".join(c for c in plant if c.isdigit()).lstrip("0")


def _evidence(code: Code, typed: str, of: int) -> Evidence:
    rule = "date on the package" if code.kind in DATES and code.order == "date" else f"{code.kind} {code.type}"
    if code.type is CodeType.RANGE:
        ends = f"{code.first}–{code.last}" if code.first and code.last else ""
        theirs = ends or (f"until {code.last}" if code.last else f"from {code.first}")
    else:
        theirs = ", ".join(code.values[:6])
    more = f" and {of - 1} more" if of > 1 else ""
    return Evidence(Axis.UNIT, rule, typed, theirs + more, code.quote)
