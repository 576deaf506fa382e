"""Put what the scanners found together: which models, narrowed by which codes."""

import re
from dataclasses import dataclass, field, replace

from recallwatch.model import Code, CodeType, Pattern, PatternKind, Term

from .cues import Kind
from .findings import Finding
from .shapes import shape

_SPLIT = re.compile(r"(.*?)(\d+)(\D*)\Z")
_CODES = {Kind.SERIAL: "serial", Kind.LOT: "lot", Kind.DATE: "date_code", Kind.BAR: "bar_code", Kind.VIN: "vin"}


@dataclass(frozen=True, slots=True)
class Models:
    """Models and model patterns, and which models stand together in a run (``groups``)."""

    terms: tuple[Term, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    groups: dict[int, list[str]] = field(default_factory=dict)


def model_terms(found: list[Finding]) -> Models:
    """Every model once, ranges of a few written out, the others as patterns."""
    terms: dict[str, Term] = {}
    patterns: list[Pattern] = []
    groups: dict[int, list[str]] = {}
    for f in found:
        values = expand(f.first, f.last) if f.type is CodeType.RANGE else f.values
        if f.type is not CodeType.LIST and not (f.type is CodeType.RANGE and values):
            patterns += _patterns(f)
            continue
        for value in values:
            terms.setdefault(value, Term(value, f.quote))
            groups.setdefault(f.group, []).append(value)
    return Models(tuple(terms.values()), tuple(patterns), groups)


def _patterns(f: Finding) -> list[Pattern]:
    match f.type:
        case CodeType.PREFIX:
            return [Pattern(PatternKind.PREFIX, v, f.quote) for v in f.values]
        case CodeType.SUFFIX:
            return [Pattern(PatternKind.WILDCARD, f"*{v}", f.quote) for v in f.values]
        case CodeType.RANGE:
            return [Pattern(PatternKind.RANGE, f"{f.first}..{f.last}", f.quote)]
        case _:
            return [Pattern(PatternKind.WILDCARD, f.first, f.quote)]


def expand(first: str, last: str) -> tuple[str, ...]:
    """The models between two ends that differ in one short number (``ESC3`` through ``ESC9``); empty if they do not."""
    one, two = _SPLIT.match(first), _SPLIT.match(last)
    if not one or not two or (one[1], one[3]) != (two[1], two[3]) or not one[1]:
        return ()
    lo, hi = int(one[2][-9:]), int(two[2][-9:])
    if not lo < hi <= lo + 60 or len(one[2]) > 4:
        return ()
    return tuple(f"{one[1]}{n:0{len(one[2])}d}{one[3]}" for n in range(lo, hi + 1))


def code_rules(found: list[Finding], groups: dict[int, list[str]]) -> list[Code]:
    """Code criteria; neighbours of one list become one rule, ranges stay apart."""
    rules: list[Code] = []
    for f in found:
        kind = _CODES[f.kind]
        models = tuple(dict.fromkeys(groups.get(f.group, ()))) if len(groups) > 1 else ()
        if f.type is CodeType.RANGE:
            rules.append(
                Code(f.type, kind, f.quote, first=f.first, last=f.last, part=f.part, models=models, order=_order(f))
            )
        elif f.type is CodeType.WILDCARD:
            rules.append(Code(f.type, kind, f.quote, first=f.first, models=models, order="wild"))
        elif (
            rules
            and rules[-1].type is f.type
            and (rules[-1].kind, rules[-1].models, rules[-1].part) == (kind, models, f.part)
        ):
            rules[-1] = replace(rules[-1], values=(*rules[-1].values, *f.values))
        else:
            rules.append(Code(f.type, kind, f.quote, values=f.values, part=f.part, models=models))
    return rules


def _order(f: Finding) -> str:
    if "*" in f.first or "^" in f.first:
        return "wild"
    if f.order:
        return f.order
    if not f.first or not f.last:
        return "natural"
    if f.first.isdigit() and f.last.isdigit():
        return "num"
    return "natural" if shape(f.first) == shape(f.last) else "lex"
