"""From what the scanners found to one selector: models, codes, dates, exclusions and how complete they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recallwatch.model import Code, CodeType, Notice, Quote, Scope, Selector, Term, Window

from .cues import Kind
from .excluded import clears_units, exclusions
from .findings import Finding
from .hosts import goes_with
from .labels import criteria_only
from .language import in_english, readable
from .location import code_location
from .lone import bare_models
from .quotes import Part, Spans, sentences
from .review import Doubt, doubts
from .scan import Scanned, scan
from .scope import Narrowing, narrowings, only_these, scope_of
from .selectors import Models, code_rules, model_terms
from .shapes import shape
from .split import Windows, by_model
from .stamps import ordered
from .structured import gtins
from .windows import differing, made_window, made_windows
from .years import model_years

#: A code of so many characters tells its series: another of it is a code too.
_LONG = 8
_CODED = (Kind.SERIAL, Kind.LOT, Kind.DATE, Kind.BAR, Kind.VIN)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What narrows a recall beyond its models."""

    codes: tuple[Code, ...]
    made: Window | None
    years: tuple[Term, ...]
    conditions: tuple[Term, ...]
    cues: tuple[Narrowing, ...]
    windows: Windows = ()

    @property
    def quote(self) -> Quote | None:
        """The first words that narrow it."""
        stated = [n.quote for n in self.cues] + [c.quote for c in self.codes] + [t.quote for t in self.conditions]
        stated += [self.made.quote] if self.made else []
        stated += [t.quote for t in self.years]
        return stated[0] if stated else None


def read_criteria(notice: Notice, parts: dict[str, Part]) -> tuple[tuple[Selector, ...], tuple[Doubt, ...]]:
    """The notice's selectors, one unless what narrows it differs by model, and why a person should look at them."""
    told = readable(notice, parts)
    summary = told.get("summary", Part("summary", ""))
    main = [
        p.without_addresses()
        for name, p in told.items()
        if name in ("title", "summary") or name.startswith("products.")
    ]
    scans = [scan(part) for part in main]
    found = [f for s in scans for f in s.findings]
    skipped = exclusions(summary)
    outside = [f for f in found if _within(f.quote, summary, skipped)]
    if len(outside) == len(found) and all(clears_units(summary.text[a:b], known=(), other=False) for a, b in skipped):
        outside = []  # the only models named are those some units of which are cleared
    cleared = set(map(id, outside))
    inside = [f for f in found if id(f) not in cleared and not _of_host(f, summary)]
    models = _models(inside, found, main, summary)
    out = model_terms([f for f in outside if f.kind is Kind.MODEL]).terms
    known = {m.value for m in models.terms}
    excluded = tuple(t for t in out if t.value not in known)
    narrowed = _narrowed(told, main, scans, inside, models, _cleared(summary, skipped, known, excluded))
    selector = Selector(
        models=models.terms,
        model_patterns=models.patterns,
        excluded_models=excluded,
        gtins=tuple(gtins(notice, parts, inside)),
        retailer_ids=tuple(Term(v, f.quote) for f in inside if f.kind is Kind.RETAIL for v in f.values),
        serials=tuple(c for c in narrowed.codes if c.kind not in ("lot", "date_code")),
        lots=tuple(c for c in narrowed.codes if c.kind in ("lot", "date_code")),
        made=narrowed.made,
        model_years=narrowed.years,
        conditions=narrowed.conditions,
        narrowed_by=narrowed.quote,
        code_location=code_location(summary),
    )
    announced = any(f.kind is Kind.MODEL for f in inside)
    scoped = scope_of(selector, narrowed.cues, notice, announced=announced)
    if not in_english(notice):
        scoped = replace(scoped, scope=Scope.UNKNOWN)  # what nobody has read may narrow it
    return by_model(scoped, narrowed.windows, summary), doubts(summary, scoped, found)


def _coded(inside: list[Finding], models: Models) -> list[Finding]:
    """The findings on codes, without single ones that the notice calls models too: a table's column was misread."""
    known = frozenset(t.value for t in models.terms)
    return [f for f in inside if f.kind in _CODED and not (f.type is CodeType.LIST and known.issuperset(f.values))]


def _models(inside: list[Finding], found: list[Finding], main: list[Part], summary: Part) -> Models:
    """The announced models; only without any, code-like words of the names and the opening sentence."""
    announced = model_terms([f for f in inside if f.kind is Kind.MODEL])
    if announced.terms or announced.patterns:
        return announced
    opening = next((s.end for s in sentences(summary.text)), 0)
    bare = [f for p in main for f in bare_models(p, found) if p.name != "summary" or f.quote.end <= opening]
    series = {shape(v) for f in found if f.kind in _CODED for v in (*f.values, f.first, f.last) if len(v) >= _LONG}
    return model_terms([f for f in bare if not series.intersection(map(shape, f.values))])


def _narrowed(
    parts: dict[str, Part],
    main: list[Part],
    scans: list[Scanned],
    inside: list[Finding],
    models: Models,
    cleared: list[Term],
) -> Narrowed:
    summary = parts.get("summary", Part("summary", ""))
    cues = narrowings([p for name, p in parts.items() if name in ("summary", "remedy", "hazard")])
    cues += [Narrowing(quote) for s in scans for quote in s.unread]
    cues += [Narrowing(quote, doubt=True) for s in scans for quote in s.loose[:1]]
    codes = code_rules(criteria_only(_coded(inside, models), summary), models.groups)
    codes = ordered(codes, summary)
    lookups = sorted((n.code for n in cues if n.code), key=lambda code: not code.url)
    tables = [span for s in scans if s.part == "summary" for span in s.made]
    made = made_window(summary, exclusions(summary), tables)
    windows = made_windows(summary, exclusions(summary), tables, frozenset(t.value for t in models.terms))
    apart = len(windows) > 1 and all(held for _, held in windows)
    if not codes and not apart and (mixed := differing(summary, tables)):
        cues.append(Narrowing(mixed, doubt=True))
    bars = Spans((f.quote for f in inside if f.kind is Kind.GTIN), summary.name)
    stating = only_these(summary, inside)
    cues += [Narrowing(q, barred=True) for q in stating if bars.touch(q.start, q.end)]
    only = [Term(q.text, q) for q in stating if not bars.touch(q.start, q.end)]
    stated = [Term(n.quote.text, n.quote) for n in cues if n.condition and not _same(n.quote, stating, bars)]
    years = {t.value: t for part in reversed(main) for t in model_years(part)}
    return Narrowed(
        codes=tuple(codes or [c for c in lookups[:1] if not made or c.kind == "serial"]),
        made=made,
        years=tuple(years[y] for y in sorted(years)),
        conditions=tuple({t.quote.start: t for t in (*cleared, *only, *stated)}.values()),
        cues=tuple(cues),
        windows=windows if apart else (),
    )


def _same(quote: Quote, stating: list[Quote], bars: Spans) -> bool:
    """Whether a condition only says again that a bar code decides."""
    return any(q.part == quote.part and q.start <= quote.start < q.end for q in stating) and bars.touch(
        quote.start, quote.end
    )


def _cleared(
    summary: Part, skipped: Sequence[tuple[int, int]], known: set[str], excluded: tuple[Term, ...]
) -> list[Term]:
    """Exclusions that clear some units of a recalled model: the owner must look at the mark they name."""
    terms = []
    for start, end in skipped:
        words = summary.text[start:end]
        if clears_units(words, known=known, other=any(t.value in words for t in excluded)):
            terms.append(summary.term(start, end))
    return terms


def _of_host(f: Finding, summary: Part) -> bool:
    """Whether a model is named as something the recalled thing goes with: ``bundled with models A1 and A2``."""
    return f.kind is Kind.MODEL and f.quote.part == summary.name and goes_with(summary.text, f.quote.start)


def _within(quote: Quote, part: Part, spans: Sequence[tuple[int, int]]) -> bool:
    return quote.part == part.name and any(a <= quote.start < b for a, b in spans)
