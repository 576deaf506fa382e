"""Vehicles: rows of a registry (make, model, year, span of manufacture) as product lines, and what they select."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from recallwatch.model import ListedProduct, PartialDate, Quote, Scope, Selector, Term, Vehicle, Window

from .quotes import Part

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?P<a>19[5-9]\d|20\d\d)\s?(?:-|–|to)\s?(?P<b>19[5-9]\d|20\d\d)(?!\d)")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """One row as a registry prints it: the year ``2019``, ``2016-2018``, ``9999`` or empty, days as ``YYYYMMDD``."""

    make: str
    model: str
    year: str = ""
    made_first: str = ""
    made_last: str = ""


def vehicle_products(rows: Iterable[VehicleRow]) -> tuple[ListedProduct, ...]:
    """One product line for each make and model; a row without its year leaves the years of the model unknown."""
    found: dict[tuple[str, str], list[VehicleRow]] = {}
    for row in dict.fromkeys(rows):
        if row.make.strip() and row.model.strip():
            found.setdefault((row.make.strip(), row.model.strip()), []).append(row)
    return tuple(_product(make, model, same) for (make, model), same in found.items())


def vehicle_selector(vehicle: Vehicle, part: Part) -> Selector:
    """Every unit of a make and model and its years may be meant; which ones, only the look-up of the VIN tells."""
    at = part.text.find(vehicle.model)
    model = part.quote(at, at + len(vehicle.model)) if at >= 0 else part.quote(0, len(part.text))
    years = _years_quote(vehicle, part)
    made = vehicle.made_first or vehicle.made_last
    return Selector(
        models=(Term(vehicle.model, model),),
        model_years=tuple(Term(str(year), years) for year in vehicle.years),
        made=Window(vehicle.made_first, vehicle.made_last, model) if made else None,
        scope=Scope.LISTED,
        narrowed_by=years,
    )


def _product(make: str, model: str, rows: list[VehicleRow]) -> ListedProduct:
    by_row = [_years(row.year) for row in rows]
    years = tuple(sorted({year for found in by_row for year in found})) if all(by_row) else ()
    firsts, lasts = [_day(row.made_first) for row in rows], [_day(row.made_last) for row in rows]
    first = None if None in firsts else min(d for d in firsts if d)
    last = None if None in lasts else max(d for d in lasts if d)
    vehicle = Vehicle(make, model, years, first, last)
    return ListedProduct(f"{make} {model} {years_words(years)}".strip(), brand=make, vehicle=vehicle)


def years_words(years: tuple[int, ...]) -> str:
    """``2016-2018, 2020``."""
    runs: list[list[int]] = [[year] for year in years[:1]]
    for one, two in pairwise(years):
        if two == one + 1:
            runs[-1].append(two)
        else:
            runs.append([two])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _years(text: str) -> set[int]:
    years = {int(year) for year in _YEAR.findall(text)}
    for span in _SPAN.finditer(text):
        years |= set(range(int(span["a"]), min(int(span["b"]), int(span["a"]) + 60) + 1))
    return years


def _day(text: str) -> PartialDate | None:
    """A registry's day; its fillers (19010101) and what is no date give none."""
    found = _DAY.fullmatch(text.strip())
    if not found or int(found[1]) < 1950:
        return None
    try:
        return PartialDate(*(int(group) for group in found.groups()))
    except ValueError:
        return None


def _years_quote(vehicle: Vehicle, part: Part) -> Quote:
    words = years_words(vehicle.years)
    at = part.text.rfind(words) if words else -1
    return part.quote(at, at + len(words)) if at >= 0 else part.quote(0, len(part.text))
