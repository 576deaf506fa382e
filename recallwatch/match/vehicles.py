"""Vehicles: make and model agree word by word, the model year decides as far as it can, the VIN look-up the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recallwatch.extract.shapes import is_year
from recallwatch.model import Axis, Evidence, Item, Key, KeyKind, Product, Selector
from recallwatch.text.fold import tokens
from recallwatch.text.vin import model_years, read_vin

from .brands import brand_words

#: Words of a model that are compared with the beginnings of others.
_LONGEST = 4
_UNKNOWN, _ANY = "?", "*"


def says_make(item: Item, product: Product) -> bool:
    """Whether a name without a brand of its own has the make or a word of it (``Nadir`` of ``NADIR-KLEE``)."""
    return not item.brand and not {*_make_forms(product.brand)}.isdisjoint(tokens(item.name))


def same_model(item: Item, product: Product, selector: Selector) -> Evidence | None:
    """Whether the owner's model is one of the selector's, or one is the beginning of the other; whole words only."""
    make = {*tokens(product.brand), *tokens(item.brand)}
    for term in selector.models:
        theirs = _words(term.value, make)
        for mine in _said_models(item, make):
            if _begins(mine, theirs):
                return Evidence(Axis.IDENTITY, "make+model", _yours(item), term.value, term.quote)
            if _begins(theirs, mine):
                return Evidence(Axis.IDENTITY, "make+part of the model", _yours(item), term.value, term.quote)
    return None


@dataclass(frozen=True, slots=True)
class YearAnswer:
    """Whether the model year is among those listed (None: cannot be told), and whether the owner gave one at all."""

    inside: bool | None
    known: bool
    evidence: tuple[Evidence, ...] = ()


def year_answer(item: Item, selector: Selector) -> YearAnswer:
    """What the typed year and the VIN say. A VIN alone puts a vehicle outside only if its check digit holds."""
    listed = {int(term.value) for term in selector.model_years}
    make_and_model = {word for term in selector.models for word in tokens(term.value)}
    typed = {int(w) for w in tokens(f"{item.name} {item.model}") if is_year(w) and w not in make_and_model}
    vin = read_vin(item.vin) or read_vin(item.serial)
    coded = model_years(vin.value) if vin else ()
    if not listed or not (typed or coded):
        return YearAnswer(None, known=bool(typed or coded))
    mine = min(typed) if typed else coded[0]
    years = f"{min(listed)}–{max(listed)}" if len(listed) > 1 else str(*listed)
    evidence = (Evidence(Axis.UNIT, "model year", str(mine), years, selector.model_years[0].quote),)
    if typed & listed or (not typed and coded[0] in listed):
        return YearAnswer(True, known=True, evidence=evidence)
    proven = not listed & set(coded) and (bool(typed) or bool(vin and vin.checked))
    return YearAnswer(False, known=True, evidence=evidence) if proven else YearAnswer(None, known=True)


def vehicle_keys(product: Product) -> Iterator[Key]:
    """A notice's keys: make, model and each year together; beginnings of the model apart (``+``)."""
    make = set(tokens(product.brand))
    for selector in product.selectors:
        years = [term.value for term in selector.model_years] or [_UNKNOWN]
        for model in (_words(term.value, make) for term in selector.models):
            forms = ["".join(model), *("".join(model[:n]) + "+" for n in range(1, len(model[:_LONGEST])))]
            yield from _keys(_make_forms(product.brand), forms, [*years, _ANY])


def item_vehicle_keys(item: Item) -> Iterator[Key]:
    """An item's keys: as a notice would make them for its model, and for each beginning of it."""
    vin = read_vin(item.vin) or read_vin(item.serial)
    years = [w for w in tokens(f"{item.model} {item.name}") if is_year(w)][:2]
    years += [str(year) for year in model_years(vin.value)] if vin else []
    first = " ".join(tokens(item.name)[:2])
    for make in [item.brand] if item.brand else [first.split(" ")[0], first] if first else []:
        models = list(_said_models(item, set(tokens(make))))
        forms = [
            f for m in models for f in (*("".join(m[:n]) for n in range(1, len(m[:_LONGEST]) + 1)), "".join(m) + "+")
        ]
        yield from _keys(_make_forms(make), forms, [*dict.fromkeys(years), _UNKNOWN] if years else [_ANY])


def _make_forms(text: str) -> list[str]:
    """What a make is looked up by: all of it joined, its first words joined, its first word."""
    words = brand_words(text)
    forms = ["".join(words), "".join(words[:2]), *(w for w in words if len(w) > 1)]
    return [form for form in dict.fromkeys(forms) if form][:3]


def _keys(makes: list[str], forms: Iterable[str], years: list[str]) -> Iterator[Key]:
    for form in dict.fromkeys(forms):
        yield from (
            Key(KeyKind.VEHICLE, f"{make} {form} {year}") for make in makes for year in years if form.strip("+")
        )


def _said_models(item: Item, make: set[str]) -> Iterator[tuple[str, ...]]:
    """What may be meant as the model: the field or, where it says none, the name; a year can be a model's name."""
    field = _words(item.model, make)
    text = item.model if any(not is_year(w) for w in field) else f"{item.model} {item.name}"
    words = _words(text, make)
    found = (tuple(w for w in words if not is_year(w)), words, words[1:] if words and is_year(words[0]) else ())
    yield from (said for said in dict.fromkeys(found) if said)


def _words(text: str, make: set[str]) -> tuple[str, ...]:
    words = tokens(text)
    return tuple(w for w in words if w not in make) or tuple(words)


def _begins(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether one name begins with the other, whole words, spacing aside (``CR-V EX`` and ``CRV``)."""
    want = "".join(shorter)
    return any("".join(longer[:n]) == want for n in range(1, len(longer) + 1)) if want else False


def _yours(item: Item) -> str:
    return " ".join(part for part in (item.brand, item.model or item.name) if part)
