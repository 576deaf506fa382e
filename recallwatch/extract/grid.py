"""Which word of a table's rows stands in which column: the cheapest way through the columns, found twice.

The first way knows only what the words look like. From it every column of codes gets a profile (lengths, silhouettes,
beginnings), and the second way also asks how well a code fits the others of its column.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import add

from .atoms import Atom, Link
from .columns import Column, Field, Role
from .cues import Kind
from .looks import Look, silhouette
from .misfits import FILLERS, misfit
from .shapes import alike, shape

_HARD = frozenset((Look.CODE, Look.OPEN, Look.DIGITS, Look.LONG, Look.VIN, Look.DPCI))
_SHAPED = _HARD | {Look.SHORT, Look.MEASURE, Look.YEAR, Look.LETTERS}
_CODED = frozenset((Field.MODEL, Field.TITLE, Field.CODE, Field.RETAIL))
_NEW_ROW = 1.3
#: A column left out. A row without its code, or without its model, is rarer than one without a name.
_SKIPPED = 0.45
_SKIPS = {Field.CODE: 0.8, Field.MODEL: 1.1, Field.TITLE: 0.9}
#: Of several columns of codes some are often empty.
_SKIPPED_OF_MANY = 0.3
#: A second code in a cell without a comma: of the same silhouette, of another, where a cell holds one end of a range.
_SECOND, _STRANGE, _ONE = 0.3, 1.7, 2.0
#: The latter where no column holds codes.
_STRANGER = 0.6
#: A model and a code of one silhouette side by side; two ends of a range of different ones.
_SPLIT = 1.0
#: Codes that a comma, slash or dash joins in two cells.
_TORN = 2.5
#: A long range in a column of models beside one of codes; a date in one of date codes beside one of dates.
_RANGED, _LONG, _DATED = 0.8, 4, 1.0
#: How alike two codes must be to be of one list.
_KIN = 6
#: How much a column's profile counts, what it is worth from, and what a code unlike the others costs at most.
_PROFILE, _ENOUGH, _OUTLIER = 2.2, 3, 0.7


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
    costs = [[misfit(a, c) for c in columns] for a in atoms]
    for n, k, cost in _beside(atoms, columns):
        costs[n][k] += cost
    profiles = _profiles(_walk(atoms, columns, costs), columns)
    for n, atom in enumerate(atoms):
        if atom.look in _SHAPED and atom.link is Link.SPACE:
            features = _features(atom.text)
            for k, profile in profiles.items():
                costs[n][k] += min(_OUTLIER, _PROFILE * (0.5 - _fit(profile, features)))
    return _walk(atoms, columns, costs)


def _beside(atoms: list[Atom], columns: tuple[Column, ...]) -> Iterator[tuple[int, int, float]]:
    """What a word costs more in one column because there is another that it rather belongs to."""
    fields = {c.field for c in columns}
    modelled = [k for k, c in enumerate(columns) if c.field in (Field.MODEL, Field.TITLE) and Field.CODE in fields]
    dated = [k for k, c in enumerate(columns) if c.kind is Kind.DATE and Field.MADE in fields]
    for n, atom in enumerate(atoms):
        if atom.look is Look.DATE:
            yield from ((n, k, _DATED) for k in dated)
        if atom.link is Link.RANGE and sum(c.isdigit() for c in atom.text) >= _LONG:
            yield from ((m, k, _RANGED) for m in (n - 1, n) for k in modelled)


def _walk(atoms: list[Atom], columns: tuple[Column, ...], costs: list[list[float]]) -> list[Cell]:
    """Viterbi: the cheapest column for every word."""
    width = len(columns)
    skips = _skips(columns)
    strange = _STRANGE if any(c.field is Field.CODE for c in columns) else _STRANGER
    apart = [[_apart(a, b) for a in columns] for b in columns]
    ends = [[(a.role, b.role) == (Role.FIRST, Role.LAST) for a in columns] for b in columns]
    before = [sum(skips[:k]) for k in range(width + 1)]
    moves = [[_move(i, k, before, columns) for i in range(width)] for k in range(width)]
    best = [costs[0][k] + before[k] for k in range(width)]
    back: list[list[int]] = []
    for n in range(1, len(atoms)):
        torn = _TORN if atoms[n].link is not Link.SPACE else 0.0
        again = 0.0 if torn else _second(atoms[n - 1], atoms[n], strange)
        split = apart if again == _SECOND else ends if again == strange else None
        row, origins = [], []
        for k in range(width):
            choices = list(map(add, best, moves[k]))
            if torn:
                choices = [c + torn for c in choices]
            if split:
                choices = [c + _SPLIT * s for c, s in zip(choices, split[k], strict=True)]
            choices[k] = best[k] + _stay(columns[k], again)
            least = min(choices)
            origins.append(choices.index(least))
            row.append(least + costs[n][k])
        best = row
        back.append(origins)
    return _trace(atoms, best, back)


def _skips(columns: tuple[Column, ...]) -> list[float]:
    """What it costs to leave each column out."""
    many = len({c.kind for c in columns if c.field is Field.CODE}) > 1
    return [_SKIPPED_OF_MANY if many and c.field is Field.CODE else _SKIPS.get(c.field, _SKIPPED) for c in columns]


def _apart(one: Column, two: Column) -> bool:
    """Whether one of two columns holds models and the other codes."""
    return {one.field, two.field} in ({Field.MODEL, Field.CODE}, {Field.TITLE, Field.CODE})


def _stay(column: Column, again: float) -> float:
    """What it costs to stay in a cell with a second code."""
    if column.field not in _CODED and column.field is not Field.SAMPLE:
        return 0.0
    return max(again, _ONE) if again and column.role in (Role.FIRST, Role.LAST) else again


def _move(origin: int, to: int, before: list[float], columns: tuple[Column, ...]) -> float:
    """What it costs to go on in another column: columns left out, and a new row if it goes back."""
    if to > origin:
        return before[to] - before[origin + 1]
    if columns[origin].role is Role.LAST and columns[to].role in (Role.FIRST, Role.PREFIX):
        return _SECOND
    return _NEW_ROW + before[-1] - before[origin + 1] + before[to]


def _second(one: Atom, two: Atom, strange: float) -> float:
    """What a second code in a cell costs that no comma joins to the first; ``strange``: of another silhouette."""
    if Look.DATE in (one.look, two.look) and {one.look, two.look} <= _HARD | {Look.DATE}:
        return 0.0 if one.look is two.look else strange
    if one.text.lower() in FILLERS and two.look in _HARD:
        return strange
    if one.look not in _HARD or two.look not in _HARD or one.bracketed != two.bracketed:
        return 0.0
    apart = abs(len(one.text) - len(two.text))
    same = apart <= 1 and silhouette(one.text) == silhouette(two.text)
    return _SECOND if same or (apart <= 2 and alike(one.text, two.text) >= _KIN) else strange


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
        if len(mine) >= _ENOUGH:
            profiles[k] = Counter(f for a in mine for f in _features(a.text))
            profiles[k]["all"] = len(mine)
    return profiles


def _fit(profile: Counter[str], features: tuple[str, ...]) -> float:
    """How common a code's features are in its column, from 0 to 1."""
    return sum(profile[f] for f in features) / (len(features) * profile["all"])
