"""Which word of a table's rows stands in which column: the cheapest way through the columns, found twice.

The first way knows only what the words look like. From it every column of codes gets a profile (lengths, silhouettes,
beginnings), and the second way also asks how well a code fits the others of its column.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .atoms import Atom, Link
from .columns import Column, Field, Role
from .looks import Look, silhouette
from .shapes import alike, shape

_L = Look
_FAR = 6.0
#: How badly a look fits a field, from 0 (just so) to 6 (never seen); what is not listed is 6.
_MISFIT: dict[Field, dict[Look, float]] = {
    Field.NAME: {_L.WORD: 0, _L.TITLE: 0, _L.LETTERS: 0.5, _L.CODE: 1.8, _L.OPEN: 3.5, _L.SHORT: 0.3, _L.DIGITS: 2.6, _L.DPCI: 4,
                 _L.LONG: 5, _L.RETAIL: 4, _L.DATE: 2.5, _L.YEAR: 0.8, _L.PRICE: 3, _L.MEASURE: 0.2, _L.COLOUR: 0.2, _L.WEB: 2},
    Field.MODEL: {_L.WORD: 3, _L.TITLE: 2, _L.LETTERS: 0.9, _L.CODE: 0, _L.OPEN: 0.4, _L.SHORT: 1.6, _L.DIGITS: 0.2, _L.DPCI: 0.3,
                  _L.LONG: 1.5, _L.GTIN: 4, _L.VIN: 4, _L.RETAIL: 1, _L.DATE: 4, _L.YEAR: 1.5, _L.MEASURE: 1.4, _L.COLOUR: 2.5},
    Field.TITLE: {_L.WORD: 0.9, _L.TITLE: 0.3, _L.LETTERS: 0.3, _L.CODE: 0, _L.OPEN: 0.5, _L.SHORT: 0.8, _L.DIGITS: 0.4, _L.DPCI: 1,
                  _L.LONG: 2, _L.GTIN: 4, _L.VIN: 4, _L.RETAIL: 1, _L.DATE: 4, _L.YEAR: 1, _L.MEASURE: 0.5, _L.COLOUR: 0.8},
    Field.GTIN: {_L.GTIN: 0, _L.LONG: 0.3, _L.DIGITS: 2.5},
    Field.CODE: {_L.WORD: 3.5, _L.TITLE: 2.5, _L.LETTERS: 1.2, _L.CODE: 0, _L.OPEN: 0, _L.SHORT: 1.6, _L.DIGITS: 0, _L.DPCI: 2,
                 _L.LONG: 0.2, _L.GTIN: 2.5, _L.VIN: 0.2, _L.RETAIL: 2, _L.DATE: 1.4, _L.YEAR: 1.2, _L.MEASURE: 1.4, _L.COLOUR: 3},
    Field.RETAIL: {_L.RETAIL: 0, _L.DPCI: 0, _L.DIGITS: 0.5, _L.CODE: 1},
    Field.MADE: {_L.DATE: 0, _L.YEAR: 0.1, _L.SHORT: 1, _L.WORD: 2.5, _L.TITLE: 2.5, _L.DIGITS: 2},
    Field.YEAR: {_L.YEAR: 0, _L.DATE: 1.5, _L.SHORT: 2, _L.WORD: 2.5, _L.TITLE: 2.5},
    Field.COLOUR: {_L.COLOUR: 0, _L.TITLE: 0.2, _L.WORD: 0.3, _L.LETTERS: 0.5, _L.CODE: 3, _L.DIGITS: 4, _L.SHORT: 1.5, _L.MEASURE: 2},
    Field.SIZE: {_L.MEASURE: 0, _L.SHORT: 0, _L.WORD: 0.3, _L.TITLE: 0.4, _L.LETTERS: 0.2, _L.CODE: 2, _L.DIGITS: 2, _L.YEAR: 3,
                 _L.DATE: 3},
    Field.SAMPLE: {_L.CODE: 0.4, _L.DIGITS: 0.4, _L.OPEN: 0.4, _L.VIN: 0.4, _L.LONG: 0.4},
    Field.PRICE: {_L.PRICE: 0, _L.SHORT: 0.3, _L.DIGITS: 0.2, _L.MEASURE: 0.6},
    Field.OTHER: {_L.WORD: 0.3, _L.TITLE: 0.3, _L.LETTERS: 0.4, _L.WEB: 0, _L.CODE: 2, _L.DIGITS: 2, _L.SHORT: 0.6, _L.DATE: 0.6,
                  _L.YEAR: 0.6, _L.MEASURE: 0.8, _L.PRICE: 1, _L.COLOUR: 0.4, _L.VIN: 4, _L.OPEN: 3, _L.LONG: 3},
}  # fmt: skip
_MISFIT[Field.BRAND] = _MISFIT[Field.LEAD] = _MISFIT[Field.NAME]
#: A date code written as a date, a code that is only the beginning of one.
_DATED = {_L.DATE: 0.2, _L.YEAR: 0.3}
_BEGUN = {_L.LETTERS: 0.8, _L.SHORT: 0.2}
_NAMES = frozenset((Field.NAME, Field.BRAND, Field.LEAD))
_WORDY = _NAMES | frozenset((Field.SIZE, Field.COLOUR, Field.OTHER))
_CODED = frozenset((Field.MODEL, Field.TITLE, Field.CODE, Field.RETAIL))
_STIFF = _CODED | {Field.SAMPLE}
_NEW_ROW = 1.3
_SKIPPED = 0.45
#: A row without its code, or without its model: rarer than one without a name.
_SKIPPED_CODE, _SKIPPED_MODEL = 0.8, 1.1
#: A second code in a cell without a comma: of the same silhouette, or of another.
_SECOND, _STRANGE = 0.3, 1.7
#: Two codes where a cell holds one end of a range.
_ONE = 2.0
_TORN = 2.5
_SKIPS = {Field.CODE: _SKIPPED_CODE, Field.MODEL: _SKIPPED_MODEL}
#: A long range in a column of models, where there is one of codes.
_RANGED = 0.8
#: A code of letters alone.
_LETTERED = 0.4
#: How long the printed beginning or end of a code is at most, usually.
_BEGINNING = 5
#: A word without brackets in a column of brackets; a code in brackets in one without.
_BARE, _BRACKETED = 3.0, 0.8
#: How alike two codes must be to be of one list.
_KIN = 6
#: How much a column's profile counts.
_PROFILE = 2.2
#: What a code costs at most that is unlike the others of its column: the first row of another brand.
_OUTLIER = 0.7


@dataclass(frozen=True, slots=True)
class Cell:
    """A word with its column and row."""

    atom: Atom
    column: int
    row: int


def place(atoms: list[Atom], columns: tuple[Column, ...]) -> list[Cell]:
    """Every word with its column and row."""
    if not atoms:
        return []
    coded = any(c.field is Field.CODE for c in columns)
    costs = [[_misfit(a, c) for c in columns] for a in atoms]
    if any(c.field is Field.MADE for c in columns):
        dated = [k for k, c in enumerate(columns) if c.kind == "date_code"]
        for n, k in ((n, k) for n, a in enumerate(atoms) if a.look is Look.DATE for k in dated):
            costs[n][k] += 1
    for n in _ranged(atoms) if coded else ():
        costs[n] = [
            cost + _RANGED * (c.field in (Field.MODEL, Field.TITLE)) for cost, c in zip(costs[n], columns, strict=True)
        ]
    first = _walk(atoms, columns, costs)
    profiles = _profiles(first, columns)
    shapes = [_features(a.text) for a in atoms]
    for n, atom in enumerate(atoms):
        if atom.look not in _SHAPED or atom.link is not Link.SPACE:
            continue
        for k, profile in profiles.items():
            costs[n][k] += min(_OUTLIER, _PROFILE * (0.5 - _fit(profile, shapes[n])))
    return _walk(atoms, columns, costs)


_HARD = frozenset((_L.CODE, _L.OPEN, _L.DIGITS, _L.LONG, _L.VIN, _L.DPCI))
_SHAPED = frozenset((_L.CODE, _L.OPEN, _L.DIGITS, _L.SHORT, _L.LONG, _L.VIN, _L.MEASURE, _L.YEAR, _L.LETTERS, _L.DPCI))


def _misfit(atom: Atom, column: Column) -> float:
    cost = _MISFIT[column.field].get(atom.look, _FAR)
    if column.field is Field.CODE:
        if column.kind == "date_code":
            cost = _DATED.get(atom.look, cost)
        if column.role in (Role.PREFIX, Role.SUFFIX):
            cost = _BEGUN.get(atom.look, cost) + (len(atom.text) > _BEGINNING)
        elif (
            column.kind in ("lot", "date_code")
            and atom.look is Look.LETTERS
            and len(atom.text) >= 4
            and atom.text.isalpha()
        ):
            cost = _LETTERED
        elif column.kind == "vin" and atom.look is not Look.VIN:
            cost += 2 if atom.look in (Look.DIGITS, Look.SHORT) else 0.5
    if atom.bracketed and column.field in _WORDY:
        cost *= 0.6
    if column.field in _NAMES and atom.look is Look.CODE:
        cost += _named_code(atom.text)
    if column.field in _NAMES and atom.look is Look.DIGITS:
        cost += 0.6 if len(atom.text) > 4 else -1
    if column.field is Field.GTIN and atom.look is Look.DIGITS and len(atom.text) >= 8:
        cost = 1.0
    if column.inner and not atom.bracketed:
        cost += _BARE
    if atom.bracketed and column.field is Field.CODE and not column.inner:
        cost += _BRACKETED
    return cost


def _named_code(text: str) -> float:
    """A long code is hardly part of a name, a very short one often is."""
    if len(text) >= 5 and sum(c.isdigit() for c in text) >= (2 if len(text) > 7 else 3):
        return 1.0
    return -0.6 if len(text) <= 3 else 0.0


def _walk(atoms: list[Atom], columns: tuple[Column, ...], costs: list[list[float]]) -> list[Cell]:
    """Viterbi: the cheapest column for every word."""
    skips = [_SKIPS.get(c.field, _SKIPPED) for c in columns]
    width = len(columns)
    before = [sum(skips[:k]) for k in range(width + 1)]
    moves = [[_move(i, k, before, columns) for i in range(width)] for k in range(width)]
    best = [costs[0][k] + before[k] for k in range(width)]
    back: list[list[int]] = []
    for n in range(1, len(atoms)):
        torn = _TORN if atoms[n].link is not Link.SPACE else 0.0
        again = 0.0 if torn else _second(atoms[n - 1], atoms[n])
        row, origins = [], []
        for k in range(width):
            stay = 0.0
            if columns[k].field in _STIFF:
                stay = (
                    again
                    if columns[k].role not in (Role.FIRST, Role.LAST) or torn
                    else max(again, _ONE if again else 0.0)
                )
            choices = [b + (stay if i == k else m + torn) for i, (b, m) in enumerate(zip(best, moves[k], strict=True))]
            origin = min(range(width), key=choices.__getitem__)
            origins.append(origin)
            row.append(choices[origin] + costs[n][k])
        best = row
        back.append(origins)
    return _trace(atoms, best, back)


def _move(origin: int, to: int, before: list[float], columns: tuple[Column, ...]) -> float:
    """What it costs to go on in another column: columns left out, and a new row if it goes back."""
    if to > origin:
        return before[to] - before[origin + 1]
    if columns[origin].role is Role.LAST and columns[to].role in (Role.FIRST, Role.PREFIX):
        return _SECOND
    return _NEW_ROW + before[-1] - before[origin + 1] + before[to]


def _ranged(atoms: list[Atom]) -> Iterator[int]:
    """The places of both ends of long ranges."""
    for n in range(1, len(atoms)):
        if atoms[n].link is Link.RANGE and sum(c.isdigit() for c in atoms[n].text) >= 4:
            yield from (n - 1, n)


def _second(one: Atom, two: Atom) -> float:
    """What a second code in a cell costs that no comma joins to the first."""
    if {one.look, two.look} <= _HARD | {Look.DATE} and Look.DATE in (one.look, two.look):
        return 0.0 if one.look is two.look else _STRANGE
    if one.look not in _HARD or two.look not in _HARD:
        return 0.0
    apart = abs(len(one.text) - len(two.text))
    near = (apart <= 1 and silhouette(one.text) == silhouette(two.text)) or (
        apart <= 2 and alike(one.text, two.text) >= _KIN
    )
    return _SECOND if near else _STRANGE


def _trace(atoms: list[Atom], best: list[float], back: list[list[int]]) -> list[Cell]:
    at = min(range(len(best)), key=best.__getitem__)
    path = [at]
    for origins in reversed(back):
        at = origins[at]
        path.append(at)
    path.reverse()
    cells: list[Cell] = []
    row = 0
    for n, column in enumerate(path):
        row += bool(n) and column < path[n - 1]
        cells.append(Cell(atoms[n], column, row))
    return cells


def _features(text: str) -> tuple[str, ...]:
    return (f"l{len(text)}", f"s{shape(text)}", f"f{text[:2]}", f"k{silhouette(text)}")


def _profiles(cells: list[Cell], columns: tuple[Column, ...]) -> dict[int, Counter[str]]:
    profiles: dict[int, Counter[str]] = {}
    for k, column in enumerate(columns):
        if column.field not in _CODED:
            continue
        mine = [c.atom for c in cells if c.column == k and c.atom.look in _SHAPED]
        if len(mine) >= 3:
            profiles[k] = Counter(f for a in mine for f in _features(a.text))
            profiles[k]["all"] = len(mine)
    return profiles


def _fit(profile: Counter[str], features: tuple[str, ...]) -> float:
    """How common a code's features are in its column, from 0 to 1."""
    return sum(profile[f] for f in features) / (len(features) * profile["all"])
