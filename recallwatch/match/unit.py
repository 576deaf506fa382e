"""The unit axis: within the recalled product, is it this unit? Codes, dates of manufacture, model years, conditions."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from recallwatch.model import Ask, Axis, Code, CodeType, Evidence, Item, Notice, Reading, Scope, Selector, Sort, Window

from .batches import batch_answer
from .identity import Level, Match
from .marks import code_words, holds, made_dates, says_none, within
from .mentions import sentence_at
from .models import code_key, suffix_of
from .vehicles import year_answer
from .years import whole_year


class Unit(IntEnum):
    """The four answers of the axis, strongest first when units of several selectors are joined."""

    IN = 4
    ALL = 3
    UNKNOWN = 2
    OUT = 1


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """An answer with its reason.

    ``selective``: the rule that holds fits few codes; ``complete``: the notice lists its units completely;
    ``strange``: a code was typed, but it has another shape than those of the selector.
    """

    unit: Unit
    evidence: tuple[Evidence, ...] = ()
    ask: Ask | None = None
    selector: Selector | None = None
    url: str = ""
    selective: bool = False
    complete: bool = True
    strange: bool = False


def unit_of(item: Item, matches: list[Match], notice: Notice, reading: Reading) -> UnitAnswer:
    """The strongest answer over all selectors the identity led to; outside only if outside of every one."""
    level, held = matches[0].level, _elsewhere(item, matches, reading)
    reached = [*matches, *(held if level <= Level.LINE else [])]
    answers = [_for_selector(item, match, notice, reading.sold) for match in reached]
    if _NOT_EVERY.search(notice.summary):
        answers = [_doubted(a) for a in answers]
    if held and level >= Level.VARIANT:
        answers = [_foreign(a, item, matches, held[0]) for a in answers]
    if any(a.unit is Unit.OUT for a in answers):
        answers = [a for a in answers if not a.strange]  # the code belongs to a series of another selector
    best = max(answers, key=lambda a: a.unit, default=UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION))
    if best.unit is Unit.OUT and held and level is Level.NAME:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.MODEL, selector=best.selector)  # the name and the code contradict
    if best.unit is Unit.OUT and (reading.review or not all(a.complete for a in answers)):
        return replace(best, complete=False)
    return best


def _elsewhere(item: Item, matches: list[Match], reading: Reading) -> list[Match]:
    """Selectors with a criterion that holds the typed code, although the identity did not lead to that criterion."""
    if not item.serial:
        return []
    own = [c for m in matches if m.selector for c in _applicable(_codes(m.selector), m)]
    others = [(p, s) for p in reading.products for s in p.selectors]
    return [replace(matches[0], product=p, selector=s) for p, s in others if _holding(s, item.serial, own)]


def _codes(selector: Selector) -> list[Code]:
    return [*selector.serials, *selector.lots]


def _holding(selector: Selector, serial: str, own: list[Code]) -> Code | None:
    codes = (c for c in _codes(selector) if c not in own and _selective(c))
    return next((c for c in codes if holds(c, serial)), None)


def _foreign(answer: UnitAnswer, item: Item, matches: list[Match], other: Match) -> UnitAnswer:
    """A code that the notice prints for another of its models is none of this one's, whatever its shape."""
    own = [c for m in matches if m.selector for c in _applicable(_codes(m.selector), m)]
    code = _holding(other.selector, item.serial, own) if answer.strange and other.selector else None
    if code is None or any(_may_begin(c, item.serial) for c in own):
        return answer
    return UnitAnswer(Unit.OUT, (_evidence(code, item.serial),), selector=answer.selector)


def _may_begin(code: Code, serial: str) -> bool:
    """Whether what a criterion prints may be the beginning of a longer code like this one: then it is not foreign."""
    mine = code_key(serial)
    printed = [code_key(v) for v in (code.first, code.last, *code.values) if v]
    return any(len(p) < len(mine) and p[:2] == mine[:2] for p in printed)


_NOT_EVERY = re.compile(
    r"\bnot (?:all|every)\b[^.]{0,80}\b(?:are|is) (?:being |part of |included |affected|subject|recalled)",
    re.IGNORECASE,
)


def _doubted(answer: UnitAnswer) -> UnitAnswer:
    """The notice itself says that not all units that fit are recalled."""
    return replace(answer, unit=Unit.UNKNOWN, ask=Ask.LOOKUP) if answer.unit in (Unit.IN, Unit.ALL) else answer


def _for_selector(item: Item, match: Match, notice: Notice, sold: Window | None) -> UnitAnswer:
    selector = match.selector
    if selector is None:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION, complete=False)
    if selector.scope is Scope.ALL:
        if match.level <= Level.NAME and not notice.summary:
            return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION, selector=selector, complete=False)
        return UnitAnswer(Unit.ALL, selector=selector)
    answer = replace(_narrowed(item, match, selector, notice, sold), selector=selector)
    if selector.scope is Scope.UNKNOWN:
        if answer.unit in (Unit.IN, Unit.ALL):
            ask = Ask.CONDITION if item.serial else _ask(selector)
            return replace(answer, unit=Unit.UNKNOWN, ask=ask)
        return replace(answer, complete=False)
    return answer


def _narrowed(item: Item, match: Match, selector: Selector, notice: Notice, sold: Window | None) -> UnitAnswer:
    if match.product.sort is Sort.VEHICLE and match.evidence.rule != "VIN":
        return _by_vehicle(item, selector, notice)
    if selector.made and match.level >= Level.VARIANT and _bought_before(selector.made, item):
        theirs = f"made until {selector.made.last}"
        evidence = Evidence(
            Axis.UNIT, "bought before the last were made", str(item.purchased), theirs, selector.made.quote
        )
        return UnitAnswer(Unit.IN, (evidence,), selective=True)
    if selector.model_years and (year := _by_year(item, selector)).unit is Unit.OUT:
        return year  # whatever codes narrow it further
    if selector.model_years and (said := whole_year(item, notice)):
        return UnitAnswer(Unit.IN, (Evidence(Axis.UNIT, "model year", item.name, said.text, said),), selective=True)
    codes = _applicable(_codes(selector), match)
    if match.product.sort is Sort.BATCH and codes and item.serial and not says_none(item.serial, item.name):
        return _by_batch(item, codes, notice)
    if selector.serials or selector.lots:
        return _by_codes(item, codes, selector, notice)
    if selector.made:
        return UnitAnswer(Unit.ALL) if _covers_sales(selector.made, sold) else _by_made(item, selector, notice)
    if selector.model_years:
        return _by_year(item, selector)
    return _uncoded(match, selector)


def _uncoded(match: Match, selector: Selector) -> UnitAnswer:
    """Without codes, dates and years: a condition must be asked about, and all that is named is recalled."""
    if selector.conditions:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION)
    if selector.scope is Scope.LISTED and selector.gtins and match.evidence.rule != "bar code":
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.MODEL)  # nothing else narrows it: the bar code itself decides
    if selector.models or selector.model_patterns or match.evidence.rule == "bar code":
        return UnitAnswer(Unit.ALL)
    return UnitAnswer(Unit.UNKNOWN, ask=Ask.MODEL if selector.gtins else Ask.CONDITION, complete=False)


def _bought_before(made: Window, item: Item) -> bool:
    """Whether the date of purchase proves the date of manufacture: every unit up to a day, bought before that day."""
    if made.first is not None or made.last is None or item.purchased is None or item.serial:
        return False
    return item.purchased.last <= made.last.last


def _covers_sales(made: Window, sold: Window | None) -> bool:
    """Whether everything ever sold was made in the window: then it describes the product and narrows nothing."""
    if sold is None or sold.first is None or sold.last is None:
        return False
    early = made.first is None or made.first.first <= sold.first.last
    return early and made.last is not None and sold.last.first <= made.last.last


def _applicable(codes: list[Code], match: Match) -> list[Code]:
    """The criteria that hold for the item's model; all of them when the model is not known.

    A table may print a model with the letter of its version, and the text without (``XY40W``, ``XY40WX``).
    """
    if not match.model:
        return codes
    own = [c for c in codes if not c.models or any(_of_model(match.model, m) for m in c.models)]
    return own or [c for c in codes if any(_version_of(match.model, m) for m in c.models)]


def _version_of(mine: str, printed: str) -> bool:
    rest = suffix_of(code_key(printed), mine)
    return bool(rest) and len(mine) >= 5 and len(rest or "") <= 2


def _of_model(mine: str, printed: str) -> bool:
    theirs = code_key(printed)
    return bool(theirs) and (mine == theirs or (len(theirs) >= 2 and mine.startswith(theirs)))


def _by_codes(item: Item, codes: list[Code], selector: Selector, notice: Notice) -> UnitAnswer:
    typed = item.serial or item.vin
    lookups = [c for c in codes if c.type is CodeType.LOOKUP or _unreadable(c)]
    url = next((c.url for c in lookups if c.url), "")
    if says_none(item.serial, item.name):
        return _without_code(item, notice, url)
    if not typed:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.SERIAL if codes else Ask.MODEL, url=url)
    answers = [(code, holds(code, typed)) for code in codes]
    inside = next((code for code, answer in answers if answer), None)
    if inside and _disputed(typed, [(c.kind, a) for c, a in answers]):
        against = next(c for c, a in answers if a is False and c.kind != inside.kind)
        if _both(inside, against, notice):
            return UnitAnswer(Unit.OUT, (_evidence(against, typed),))
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION)
    if inside:
        evidence = (_evidence(inside, typed),)
        return UnitAnswer(Unit.IN, evidence, selective=_selective(inside))
    outside = [code for code, answer in answers if answer is False]
    if lookups:
        dated = _by_made(item, selector, notice) if selector.made else None
        past = dated and dated.unit is Unit.OUT
        return dated if dated and past else UnitAnswer(Unit.UNKNOWN, ask=Ask.LOOKUP, url=url)
    if outside and not _also_dated(item, selector, notice):
        return UnitAnswer(Unit.OUT, (_evidence(outside[0], typed, of=len(codes)),))
    return UnitAnswer(Unit.UNKNOWN, ask=Ask.SERIAL, strange=bool(codes))


def _unreadable(code: Code) -> bool:
    """A range that does not hold its own first end was not understood: it can clear nobody."""
    if code.type is not CodeType.RANGE or code.order == "wild" or not (code.first and code.last):
        return False
    return not holds(code, code.first)


def _disputed(typed: str, answers: list[tuple[str, bool | None]]) -> bool:
    """Whether of several codes typed one is inside its kind's criteria and one outside of another kind's."""
    kinds = {kind: {a for k, a in answers if k == kind} for kind, _ in answers}
    told = [True in found for found in kinds.values() if True in found or False in found]
    return len(code_words(typed)) > 1 and len(set(told)) > 1


def _both(one: Code, two: Code, notice: Notice) -> bool:
    """Whether a notice wants two codes together: ``a serial number beginning with W, and a date code of 06-23``."""
    first, second = sorted((one.quote, two.quote), key=lambda q: q.start)
    if first.part != second.part or second.start - first.end > _CLAUSE:
        return False
    between = notice.texts()[first.part][first.end : second.start]
    return bool(_AND.match(between)) and not _OR.search(between)


#: Characters that may stand between two codes of one clause.
_CLAUSE = 60
_AND = re.compile(r"[\s,\"'”’]*and\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b|[.;]", re.IGNORECASE)


def _by_batch(item: Item, codes: list[Code], notice: Notice) -> UnitAnswer:
    inside, evidence = batch_answer(item.serial, codes, notice)
    if inside is None or evidence is None:
        unread = any(code.type is CodeType.LOOKUP for code in codes)
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION if unread else Ask.SERIAL)
    return UnitAnswer(Unit.IN if inside else Unit.OUT, (evidence,), selective=True)


def _by_vehicle(item: Item, selector: Selector, notice: Notice) -> UnitAnswer:
    """Registries print no VINs: inside the years only the official look-up decides, outside of them nothing is open."""
    answer = year_answer(item, selector)
    if answer.inside is False:
        return UnitAnswer(Unit.OUT, answer.evidence)
    ask = Ask.LOOKUP if answer.known else Ask.VIN
    return UnitAnswer(Unit.UNKNOWN, answer.evidence, ask=ask, url=notice.lookup_url)


def _also_dated(item: Item, selector: Selector, notice: Notice) -> bool:
    return selector.made is not None and _by_made(item, selector, notice).unit is Unit.IN


def _evidence(code: Code, typed: str, of: int = 1) -> Evidence:
    theirs = f"{code.first}–{code.last}" if code.first or code.last else ", ".join(code.values[:6])
    more = f" and {of - 1} more" if of > 1 else ""
    return Evidence(Axis.UNIT, f"{code.kind or 'code'} {code.type}", typed, theirs + more, code.quote)


def _selective(code: Code) -> bool:
    return code.type is not CodeType.PREFIX or all(len(code_key(v)) >= 3 for v in code.values)


_NO_MARK = re.compile(
    r"\b(?:no|without(?: an?)?|do(?:es)? not have(?: an?)?|not have(?: an?)?|or no)\s(?:\w+\s){0,2}"
    r"(?:serial|marking|mark|number|code|date|lot|batch|label)s?\b",
    re.IGNORECASE,
)


def _without_code(item: Item, notice: Notice, url: str) -> UnitAnswer:
    """Units without the code are recalled too if the notice says so; else their owner must be asked further."""
    found = _NO_MARK.search(notice.summary)
    if not found:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.CONDITION, url=url)
    evidence = Evidence(
        Axis.UNIT, "no code printed", item.serial or item.name, found[0], sentence_at(notice, found.start())
    )
    return UnitAnswer(Unit.IN, (evidence,), selective=True)


def _by_made(item: Item, selector: Selector, notice: Notice) -> UnitAnswer:
    window = selector.made
    if window is None or not item.serial:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.SERIAL)
    inside = [within(day, window.first, window.last) for day in made_dates(item.serial, notice.summary)]
    theirs = f"{window.first or ''}–{window.last or ''}"
    evidence = (Evidence(Axis.UNIT, "date of manufacture", item.serial, theirs, window.quote),)
    if inside and all(inside):
        return UnitAnswer(Unit.IN, evidence, selective=True)
    if inside and all(answer is False for answer in inside):
        return UnitAnswer(Unit.OUT, evidence)
    return UnitAnswer(Unit.UNKNOWN, ask=Ask.SERIAL)


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def _by_year(item: Item, selector: Selector) -> UnitAnswer:
    spans = [[int(y) for y in _YEAR.findall(term.value)] for term in selector.model_years]
    listed = {year for span in spans if span for year in range(min(span), max(span) + 1)}
    mine = {int(y) for y in _YEAR.findall(f"{item.name} {item.model}")}
    if not mine or not listed:
        return UnitAnswer(Unit.UNKNOWN, ask=Ask.MODEL)
    inside = bool(mine & listed)
    whole = len(listed) == max(listed) - min(listed) + 1
    years = f"{min(listed)}–{max(listed)}" if whole else ", ".join(map(str, sorted(listed)))
    evidence = (Evidence(Axis.UNIT, "model year", str(min(mine)), years, selector.model_years[0].quote),)
    return UnitAnswer(Unit.IN if inside else Unit.OUT, evidence, selective=True)


def _ask(selector: Selector) -> Ask:
    if selector.serials or selector.lots or selector.made or selector.code_location:
        return Ask.SERIAL
    return Ask.MODEL if selector.model_years else Ask.CONDITION
