"""Read a notice: from the source's words to typed criteria, every value with its quote."""

import re

from recallwatch.model import CodeType, Notice, Product, Quote, Reading, Selector, Term

from .brands import brands
from .contact import contact_url
from .cues import Kind
from .excluded import clears_units, exclusions
from .findings import Finding
from .hazards import hazards, remedies
from .location import code_location
from .names import names
from .quotes import LIMIT, Part, sentences
from .scan import bare_models, made_tables, scan
from .scope import narrowings
from .selectors import build, code_rules, model_terms
from .units import units
from .windows import made_window, model_years, sold_window

#: The version of these rules; derived data of an older one is made again.
RULES = "extract/1"
_CODED = (Kind.SERIAL, Kind.LOT, Kind.DATE, Kind.BAR)
_MANY = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:\w+\s)?models\b",
    re.IGNORECASE,
)
_INFORMATIONAL = re.compile(
    r"\b(?:e\.g\.|for example|such as|some (?:models|units) (?:may|will)|along with)\b", re.IGNORECASE
)
_SOME = re.compile(
    r"\bsome (?:\w+ )?(?:models|units|products) (?:may|will|might)(?: also)? have an? (?P<kind>date code|serial number|lot|batch)",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"\b(?:printed|located|etched|stamped|engraved|found)\b", re.IGNORECASE)
_NARROWS = re.compile(r"\b(?:only|included|recalled|affected|involves?|recall)\b", re.IGNORECASE)


def read(notice: Notice) -> Reading:
    """Understand one notice.

        texts -> parts -> scan (tables, lists, lone codes) -> models / codes / GTINs
              -> exclusions, narrowing cues, made and sold windows -> selectors -> products
              -> hazards, remedies, units, contact

    Pure and total: any text gives a reading; what was not understood is named in ``review``.
    """
    parts = {name: Part(name, text[:LIMIT]) for name, text in notice.texts().items()}
    summary = parts.get("summary", Part("summary", ""))
    selector, review = _selector(notice, parts, summary)
    titles = names(notice)
    found = brands(notice, titles[0])
    products = tuple(
        Product(
            name=name,
            brand=found[0] if found else "",
            brand_aliases=found[1:4],
            category=notice.products[n].category if n < len(notice.products) else "",
            selectors=(selector,),
        )
        for n, name in enumerate(titles)
    )
    return Reading(
        products=products,
        hazards=hazards(notice),
        remedies=remedies(notice),
        units=units(notice),
        sold=sold_window([p for name, p in parts.items() if name.startswith("sold_at.")], summary),
        contact_url=contact_url(notice),
        review=tuple(review),
        rules=RULES,
    )


def _selector(notice: Notice, parts: dict[str, Part], summary: Part) -> tuple[Selector, list[str]]:
    review: list[str] = []
    main = [p for name, p in parts.items() if name in ("title", "summary") or name.startswith("products.")]
    found = [f for part in main for f in scan(part)]
    skipped = exclusions(summary)
    inside = [f for f in found if not _within(f.quote, summary, skipped)]
    outside = [f for f in found if _within(f.quote, summary, skipped)]
    models, patterns, groups = model_terms([f for f in inside if f.kind is Kind.MODEL])
    if not models and not patterns:
        first = next((s.end for s in sentences(summary.text)), 0)
        weak = [f for p in main for f in bare_models(p, found) if p.name != "summary" or f.quote.end <= first]
        models, patterns, groups = model_terms(weak)
    models += _structured(notice, parts, models)
    excluded, _, _ = model_terms([f for f in outside if f.kind is Kind.MODEL])
    known = {m.value for m in models}
    others = {t.value for t in excluded} - known
    conditions = _conditions(summary, skipped, known, others)
    codes = code_rules([f for f in inside if f.kind in _CODED and not _informational(f, summary)], groups)
    made = made_window(summary, skipped, made_tables(summary))
    years = [y for part in main for y in model_years(part)]
    years = list({y.value: y for y in reversed(years)}.values())[::-1]
    cues = narrowings([summary, *(p for n, p in parts.items() if n in ("remedy", "hazard"))])
    lookups = [c.code for c in cues if c.code and not codes]
    codes += sorted(lookups, key=lambda code: not code.url)[:1]
    narrowed = cues[0].quote if cues else codes[0].quote if codes else made.quote if made else None
    unclear = bool(cues) and not codes and made is None
    _count_models(summary, models, review)
    return (
        build(
            models=models,
            patterns=patterns,
            excluded=[t for t in excluded if t.value not in known],
            gtins=_gtins(notice, parts, inside),
            retail=[Term(v, f.quote) for f in inside if f.kind is Kind.RETAIL for v in f.values],
            codes=codes,
            made=made,
            years=years,
            conditions=conditions,
            narrowed=narrowed,
            unclear=unclear,
            location=code_location(summary),
        ),
        review,
    )


def _within(quote: Quote, part: Part, spans: list[tuple[int, int]]) -> bool:
    return quote.part == part.name and any(a <= quote.start < b for a, b in spans)


def _conditions(summary: Part, skipped: list[tuple[int, int]], known: set[str], others: set[str]) -> list[Term]:
    """Exclusions that clear some units of a recalled model: the owner must look at the mark they name."""
    terms = []
    for start, end in skipped:
        words = summary.text[start:end]
        if clears_units(words, known=known, other=any(model in words for model in others)):
            terms.append(summary.term(start, end))
    return terms


def _informational(f: Finding, summary: Part) -> bool:
    """Whether a code only describes the label ("some models also have ...", "along with a serial number starting FK")."""
    if f.quote.part != "summary":
        return False
    text, start = summary.text, f.quote.start
    if _INFORMATIONAL.search(text[max(0, start - 120) : start]):
        return True
    some = _SOME.search(text)
    if some and some["kind"].split()[0].lower() == f.kind.value.split("_")[0]:
        return True
    here = next((s for s in sentences(text) if s.start <= start < s.end), None)
    words = text[here.start : here.end] if here and f.type is CodeType.PREFIX else ""
    return bool(_PRINTED.search(words)) and not _NARROWS.search(words)


def _structured(notice: Notice, parts: dict[str, Part], have: list[Term]) -> list[Term]:
    """Models the source keeps in a field of their own: quoted where the text has them, else by the product's name."""
    seen = {t.value for t in have}
    values = [v for p in notice.products for v in p.models if v and v not in seen]
    return [Term(v, _find(v, parts)) for v in dict.fromkeys(values)]


def _gtins(notice: Notice, parts: dict[str, Part], found: list[Finding]) -> list[Term]:
    terms = {v: Term(v, f.quote) for f in reversed(found) if f.kind is Kind.GTIN for v in f.values}
    for value in (v for p in notice.products for v in p.gtins if v):
        terms.setdefault(value, Term(value, _find(value, parts)))
    return list(terms.values())


def _find(value: str, parts: dict[str, Part]) -> Quote:
    for part in parts.values():
        at = part.text.find(value)
        if at >= 0:
            return part.quote(at, at + len(value))
    name = next((p for n, p in parts.items() if n.startswith("products.")), None) or next(
        iter(parts.values()), Part("title", "")
    )
    return name.quote(0, len(name.text))


_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


def _count_models(summary: Part, models: list[Term], review: list[str]) -> None:
    said = _MANY.search(summary.text)
    if said and models:
        n = int(said["n"]) if said["n"].isdigit() else _WORDS[said["n"].lower()]
        if n != len(models):
            review.append(f"says {said.group()!r}, {len(models)} found")
