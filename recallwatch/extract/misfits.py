"""How badly a word fits a column: a table of looks and fields, and what brackets, roles and kinds change.

The figures were set on tables of the archive read by eye; they only have to order the readings of a row.
"""

from .atoms import Atom
from .columns import Column, Field, Role
from .cues import Kind
from .looks import Look

#: What no cell of a field looks like.
_NEVER = 6.0
_TABLE = """
        word title letters code open short digits gtin long  vin retail dpci date year price measure colour web
code     3.5   2.5     1.2    0    0   1.6      0  2.5  0.2  0.2      2    2  1.4  1.2     -     1.4      3   -
model      3     2     0.9    0  0.4   1.6    0.2    4  1.5    4      1  0.3    4  1.5     -     1.4    2.5   -
gtin       -     -       -    -    -     -    2.5    0  0.3    -      -    -    -    -     -       -      -   -
retail     -     -       -    1    -     -    0.5    -    -    -      0    0    -    -     -       -      -   -
title    0.9   0.3     0.3    0  0.5   0.8    0.4    4    2    4      1    1    4    1     -     0.5    0.8   -
made     2.5   2.5       -    -    -     1      3    -    -    -      -    -    0  0.1     -       -      -   -
year     2.5   2.5       -    -    -     2      -    -    -    -      -    -  1.5    0     -       -      -   -
name       0     0     0.5  1.8  3.5   0.3    2.6    -    5    -      4    4  2.5  0.8     3     0.2    0.2   2
brand      0     0     0.5  1.8  3.5   0.3    2.6    -    5    -      4    4  2.5  0.8     3     0.2    0.2   2
lead       0     0     0.5  1.8  3.5   0.3    2.6    -    5    -      4    4  2.5  0.8     3     0.2    0.2   2
colour   0.3   0.2     0.5    3    -   1.5      4    -    -    -      -    -    -    -     -       2      0   -
size     0.3   0.4     0.2    2    -     0      2    -    -    -      -    -    3    3     -       0      -   -
price      -     -       -    -    -   0.3    0.2    -    -    -      -    -    -    -     0     0.6      -   -
sample     -     -       -  0.4  0.4     -    0.4    -  0.4  0.4      -    -    -    -     -       -      -   -
other    0.3   0.3     0.4    2    3   0.6      2    -    3    4      -    -  0.6  0.6     1     0.8    0.4   0
"""


def _parsed(table: str) -> dict[tuple[Field, Look], float]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        (Field(row[0]), Look(look)): float(figure)
        for row in rows
        for look, figure in zip(head, row[1:], strict=True)
        if figure != "-"
    }


_MISFITS = _parsed(_TABLE)
NAMES = frozenset((Field.NAME, Field.BRAND, Field.LEAD))
_WORDY = NAMES | {Field.SIZE, Field.COLOUR, Field.OTHER}
#: Words in brackets belong to what words describe; a code in brackets seldom stands where others have none.
_ASIDE, _BRACKETED = 0.6, 0.8
#: In a column of brackets, a word without them and one with them.
_BARE, _INNER = 3.0, -0.5
#: A date code written as a date; a code of letters alone, which has so many; a code that is only the beginning of one.
_DATED = {Look.DATE: 0.2, Look.YEAR: 0.3}
_LETTERED, LETTERS = 0.4, 4
_BEGUN = {Look.LETTERS: 0.8, Look.SHORT: 0.2}
#: What stands in a cell of codes that has none.
FILLERS = frozenset(("all", "any", "none", "unknown", "units"))
_FILLED = -0.4
#: How long the printed beginning or end of a code is at most, usually.
_BEGINNING = 5


def misfit(atom: Atom, column: Column) -> float:
    """How badly a word fits a column, from 0 (just so)."""
    cost = _MISFITS.get((column.field, atom.look), _NEVER)
    if column.field is Field.CODE:
        cost = _code(atom, column, cost)
    elif column.field in NAMES:
        cost += _named(atom)
    elif column.field is Field.GTIN and atom.look is Look.DIGITS and len(atom.text) >= 8:
        cost = 1.0
    elif column.field in _WORDY:
        cost += max(_named(atom), 0)
    if column.inner:
        return cost + (_INNER if atom.bracketed else _BARE)
    return cost * _ASIDE if atom.bracketed and column.field in _WORDY else cost


def _code(atom: Atom, column: Column, cost: float) -> float:
    if atom.text.lower() in FILLERS:
        return _FILLED
    if column.kind is Kind.DATE:
        cost = _DATED.get(atom.look, cost)
    if column.role in (Role.PREFIX, Role.SUFFIX):
        cost = _BEGUN.get(atom.look, cost) + (len(atom.text) > _BEGINNING)
    elif atom.look is Look.LETTERS and is_lettered(atom) and column.kind in (Kind.LOT, Kind.DATE):
        cost = _LETTERED
    elif column.kind is Kind.VIN and atom.look is not Look.VIN:
        cost += 2 if atom.look in (Look.DIGITS, Look.SHORT) else 0.5
    return cost + _BRACKETED * (atom.bracketed and not column.inner)


def is_lettered(atom: Atom) -> bool:
    """Whether a word may be a code of letters alone ("BCSR")."""
    return atom.text.isalpha() and len(atom.text) >= LETTERS


def _named(atom: Atom) -> float:
    """What a number or code in a name costs besides: a long one is hardly part of it, a very short one often is."""
    if atom.look is Look.DIGITS:
        return 0.6 if len(atom.text) > 4 else -1
    if atom.look is not Look.CODE:
        return 0
    digits = sum(c.isdigit() for c in atom.text)
    if len(atom.text) >= 5 and digits >= (2 if len(atom.text) > 7 else 3):
        return 1
    return -0.6 if len(atom.text) <= 3 else 0
