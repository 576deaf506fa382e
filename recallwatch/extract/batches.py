"""Selectors of food and medicine: the bar codes of a product with the lots and dates that narrow it."""

import re
from dataclasses import dataclass, replace

from recallwatch.model import Code, CodeType, Notice, Scope, Selector, Term

from .batch_scan import Marks, establishments, scan_batches
from .packed import is_packed, packed_selectors
from .quotes import Part
from .structured import find, own_models

_REGARDLESS = re.compile(r"\bregardless of (?:the )?(?:\w+[- ]){0,3}(?:dates?|lots?|codes?)\b", re.IGNORECASE)
_ALL_DATES = re.compile(r"\ball\b[^.;\n]{0,24}\bdates?\b", re.IGNORECASE)
#: Unexplained numbers named at most.
_SHOWN = 5
#: Longest stretch that is quoted as one list.
_NEAR = 600


@dataclass(frozen=True, slots=True)
class Batches:
    """The selectors of one product line, and the numbers of its text that nobody explained."""

    selectors: tuple[Selector, ...]
    unread: tuple[str, ...] = ()


def batches(notice: Notice, parts: dict[str, Part], n: int) -> Batches | None:
    """What a product line's text on codes says; None when its source has no such text."""
    codes = parts.get(f"codes.{n}")
    if codes is None:
        return None
    product = notice.products[n]
    given = [Term(v, find(v, parts)) for v in dict.fromkeys(v.strip() for v in product.gtins) if v]
    models = own_models(product, parts)
    if is_packed(codes.text):
        return Batches(tuple(replace(_with(s, given), models=models) for s in packed_selectors(codes)))
    first = day_first(notice)
    name = parts.get(f"products.{n}", Part("", ""))
    said = [] if name.text == codes.text else scan_batches(name, day_first=first, prose=True)
    runs = _runs([m for m in scan_batches(codes, day_first=first) if m != Marks()])
    several = len(runs) > 1 and all(r.gtins and r.codes for r in runs)
    stretches = runs if several else [_union([*runs, *said])]
    every = bool(_REGARDLESS.search(notice.summary))
    stretches = [replace(m, every=m.every or every, unread=(*m.unread, *_all_dates(m, codes))) for m in stretches]
    plants = establishments(codes) or establishments(parts.get("summary", Part("", "")))
    selectors = tuple(
        replace(_with(_selector(_joined(m, parts), codes), given), models=models, serials=(*_of(m, "serial"), *plants))
        for m in stretches
    )
    unread = tuple(dict.fromkeys(word for m in stretches for word in m.unread))
    return Batches(selectors, unread[:_SHOWN])


def _all_dates(marks: Marks, codes: Part) -> list[str]:
    """ "All best by dates" with nothing but single days: the words that make a span of them were not understood."""
    dates = [c for c in marks.codes if c.order == "date"]
    found = _ALL_DATES.search(codes.text) if dates and all(c.values for c in dates) else None
    return [found[0]] if found else []


def day_first(notice: Notice) -> bool:
    """Whether 05/12 is the fifth of December where a notice is published."""
    return not ("US" in notice.jurisdictions or (notice.language == "en" and not notice.jurisdictions))


def _runs(marks: list[Marks]) -> list[Marks]:
    """Join what stands together: a new product begins where the text, after codes, comes back to what it began with."""
    telling = [m for m in marks if m.gtins or m.codes]
    leads_gtin = bool(telling and telling[0].gtins)
    runs: list[Marks] = []
    for m in marks:
        again = bool(m.gtins) if leads_gtin else bool(m.codes and not m.gtins)
        full = bool(runs and (runs[-1].codes if leads_gtin else runs[-1].gtins))
        if runs and not (again and full):
            runs[-1] = _union([runs[-1], m])
        else:
            runs.append(m)
    return runs


def _union(marks: list[Marks]) -> Marks:
    return Marks(
        tuple({t.value: t for m in marks for t in m.gtins}.values()),
        tuple(dict.fromkeys(c for m in marks for c in m.codes)),
        tuple(w for m in marks for w in m.unread),
        any(m.every for m in marks),
        any(m.promised for m in marks),
    )


def _joined(marks: Marks, parts: dict[str, Part]) -> Marks:
    """Lists of one kind in one stretch of a text are one criterion, quoted from the first value to the last."""
    codes: list[Code] = []
    for code in marks.codes:
        at = next((n for n, c in enumerate(codes) if _one_list(c, code)), None)
        if at is None:
            codes.append(code)
            continue
        first = codes[at]
        quote = parts[code.quote.part].quote(first.quote.start, max(first.quote.end, code.quote.end))
        codes[at] = replace(first, quote=quote, values=tuple(dict.fromkeys((*first.values, *code.values))))
    return replace(marks, codes=tuple(codes))


def _one_list(one: Code, two: Code) -> bool:
    same = one.type is two.type is CodeType.LIST and (one.kind, one.order) == (two.kind, two.order)
    near = one.quote.part == two.quote.part and 0 <= two.quote.start - one.quote.start <= _NEAR
    return same and near


def _selector(marks: Marks, codes: Part) -> Selector:
    lots = tuple(c for c in marks.codes if c.kind != "serial")
    if marks.codes and marks.unread:  # what is read recalls, but nothing is outside while numbers are unexplained
        lots = (*lots, Code(CodeType.LOOKUP, "unit", codes.quote(0, len(codes.text))))
    whole = (marks.every or (marks.gtins and not marks.promised)) and not marks.unread
    scope = Scope.LISTED if marks.codes else Scope.ALL if whole else Scope.UNKNOWN
    narrowed = marks.codes[0].quote if marks.codes else None
    if scope is Scope.UNKNOWN:
        narrowed = codes.quote(0, len(codes.text))
    return Selector(gtins=marks.gtins, lots=lots, scope=scope, narrowed_by=narrowed)


def _of(marks: Marks, kind: str) -> tuple[Code, ...]:
    return tuple(c for c in marks.codes if c.kind == kind)


def _with(selector: Selector, given: list[Term]) -> Selector:
    """The source's own field of bar codes wins only where the text names none."""
    return selector if selector.gtins else replace(selector, gtins=tuple(given))
