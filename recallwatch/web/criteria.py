"""Which units are recalled, as lines for people: a label, the values, and the notice's own words beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recallwatch.model import Code, CodeType, PartialDate, Pattern, PatternKind, Quote, Selector, Term, Window

from .words import date_words, listing, plain

_TERMS = {
    "models": "Models",
    "aliases": "Also called",
    "gtins": "Barcode numbers",
    "retailer_ids": "Shop's item numbers",
    "model_years": "Model years",
    "conditions": "Only if",
    "excluded_models": "Not these models",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a selector. ``quotes`` are the distinct places that state it; ``url`` an official check."""

    label: str
    values: tuple[str, ...]
    quotes: tuple[Quote, ...]
    url: str = ""


def criteria(selector: Selector) -> list[Criterion]:
    """Every criterion of a selector, in the order an owner would look at the label."""
    lines = [_terms(_TERMS["models"], selector.models), *map(_pattern, selector.model_patterns)]
    lines += [_terms(_TERMS[name], getattr(selector, name)) for name in _TERMS if name != "models"]
    lines += [_code(code) for code in (*selector.serials, *selector.lots)]
    if selector.made:
        lines.append(Criterion("Made", (window_words(selector.made),), (selector.made.quote,)))
    if selector.code_location:
        lines.append(Criterion("Where to look", (), (selector.code_location,)))
    return [line for line in lines if line.values or line.quotes]


def window_words(window: Window) -> str:
    """``from June 2016 to December 2022``, ``since 2016``, ``until 2022``."""
    first = date_words(window.first) if window.first else ""
    last = date_words(window.last) if window.last else ""
    if first and last:
        return first if first == last else f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}"


def _terms(label: str, terms: Sequence[Term]) -> Criterion:
    values = tuple(dict.fromkeys(term.value for term in terms))
    return Criterion(label, values, _distinct(term.quote for term in terms))


def _pattern(pattern: Pattern) -> Criterion:
    first, _, last = pattern.value.partition("..")
    words = {
        PatternKind.PREFIX: f"beginning with {pattern.value}",
        PatternKind.RANGE: f"{first} to {last}",
        PatternKind.WILDCARD: f"like {pattern.value}",
    }
    return Criterion("Models", (words[pattern.kind],), (pattern.quote,))


def _code(code: Code) -> Criterion:
    label = f"{plain(code.kind).capitalize()} ({_part(code.part)})" if code.part else plain(code.kind).capitalize()
    values = _code_values(code)
    if code.models:
        values = (*values, f"only for {listing(code.models)}")
    return Criterion(label, values, (code.quote,), code.url)


def _code_values(code: Code) -> tuple[str, ...]:
    if code.order == "date" and code.type is CodeType.RANGE:
        first, last = (PartialDate.parse(end) if end else None for end in (code.first, code.last))
        return (window_words(Window(first, last, code.quote)),)
    if code.order == "date":
        return tuple(date_words(PartialDate.parse(value)) for value in code.values)
    if code.type is CodeType.RANGE:
        return (f"{code.first or 'the first'} to {code.last or 'the latest'}",)
    if code.type is CodeType.LOOKUP:
        return ("only the maker's own check can tell",)
    how = {CodeType.PREFIX: "beginning with ", CodeType.SUFFIX: "ending with ", CodeType.WILDCARD: "like "}
    return tuple(how.get(code.type, "") + value for value in code.values or filter(None, (code.first,)))


def _part(part: str) -> str:
    found = re.fullmatch(r"(first|last)(\d+)", part)
    return f"{found[1]} {found[2]} characters" if found else plain(part)


def _distinct(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for quote in quotes if quote.text or quote.by_operator))
