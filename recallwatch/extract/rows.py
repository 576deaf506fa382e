"""The rows of a flattened table: what its cells say, row by row."""

import re
from collections.abc import Iterator
from dataclasses import replace

from recallwatch.model import CodeType, Quote

from .atoms import Atom, Link, read_atoms
from .columns import Column, Field, Role
from .cues import Kind
from .findings import Finding
from .grid import Cell, place
from .joins import join_atoms
from .looks import Look
from .quotes import Part
from .ranges import is_lettered_column, read_codes, read_ends
from .shapes import is_code, is_date, is_retail
from .tables import CODED, Table

_L = Look
_MODELS = (Field.MODEL, Field.TITLE)
_MODEL_LOOKS = frozenset((_L.CODE, _L.OPEN, _L.DIGITS, _L.DPCI, _L.LONG, _L.VIN, _L.RETAIL))
_WORDS = frozenset((_L.WORD, _L.TITLE, _L.COLOUR))
_OPEN_TAIL = re.compile(r"([A-Za-z0-9./-]*?[A-Z0-9])-?[xX][xX-]*[xX]\Z")
#: A cell with words that compare, "Less than 23J": not read.
_THAN = re.compile(r"\b(?:less|lower|older|earlier|greater|higher|newer|later)\sthan\s(?=\S*\d)", re.IGNORECASE)
#: How many other codes make dates no codes.
_BESIDE = 3
#: Of the cells of a column so many must hold words that it is one of names.
_NAMED = 0.5


def read_table(part: Part, table: Table, group: int) -> tuple[list[Finding], list[Quote]]:
    """Every value in the rows, and the codes that say nothing by themselves; codes carry the number of their row."""
    cells = place(join_atoms(part.text, read_atoms(part.text, table.start, table.end)), table.columns)
    named = {k for k, c in enumerate(table.columns) if c.field in _MODELS and _is_named(cells, k)}
    lettered = {k for k in range(len(table.columns)) if is_lettered_column([c.atom for c in cells if c.column == k])}
    found: list[Finding] = []
    unread: list[Quote] = []
    for row in _grouped(cells):
        models = list(_row_models(part, table.columns, row, named))
        group += any(f.kind is Kind.MODEL for f in models)
        codes = list(_codes(part, table.columns, row, lettered))
        unread += [q for q in codes if isinstance(q, Quote)]
        stated = (*models, *_others(part, table.columns, row), *(f for f in codes if isinstance(f, Finding)))
        found += [replace(f, group=group) for f in stated]
    unread += [part.quote(hit.start(), hit.end()) for hit in _THAN.finditer(part.text, table.start, table.end)]
    return _undated(found, table), unread


def _row_models(part: Part, columns: tuple[Column, ...], row: list[Cell], named: set[int]) -> Iterator[Finding]:
    for k, column in enumerate(columns):
        if column.field in _MODELS:
            yield from _models(part, [c.atom for c in row if c.column == k], column, named=k in named)


def _grouped(cells: list[Cell]) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    for cell in cells:
        if row and cell.row != row[-1].row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _is_named(cells: list[Cell], column: int) -> bool:
    """Whether a column holds names: words in most of its cells."""
    rows = {c.row for c in cells if c.column == column}
    worded = {c.row for c in cells if c.column == column and c.atom.look in _WORDS and not c.atom.bracketed}
    codes = sum(c.column == column and c.atom.look in _MODEL_LOOKS for c in cells)
    return len(worded) > _NAMED * len(rows) and codes <= 2 * len(rows)


def _models(part: Part, atoms: list[Atom], column: Column, *, named: bool) -> Iterator[Finding]:
    """The models of one cell."""
    before: Atom | None = None
    for n, atom in enumerate(atoms):
        if before and atom.link is Link.TAIL and len(atom.text) < len(before.text) and atom.look is not Look.WORD:
            yield _found(part, before.start, atom.end, before.text[: -len(atom.text)] + atom.text)
            continue
        if atom.look is Look.GTIN:
            yield Finding(Kind.GTIN, CodeType.LIST, part.quote(atom.start, atom.end), values=(_digits(atom.text),))
            continue
        if not _is_model(atom, named) or (len(atoms) > 1 and _is_part_of_name(atom, column)):
            continue
        before = atom
        end = atom.end
        if n + 1 < len(atoms) and atoms[n + 1].link is Link.RANGE:
            quote = part.quote(atom.start, atoms[n + 1].end)
            yield Finding(Kind.MODEL, CodeType.RANGE, quote, first=atom.text, last=atoms[n + 1].text)
            continue
        if atom.link is Link.RANGE:
            continue
        text = part.text[atom.start : end]
        if column.role in (Role.PREFIX, Role.SUFFIX):
            yield Finding(Kind.MODEL, CodeType(column.role.value), part.quote(atom.start, end), values=(text,))
        elif opened := _OPEN_TAIL.match(text):
            yield Finding(Kind.MODEL, CodeType.PREFIX, part.quote(atom.start, end), values=(opened[1],))
        else:
            yield _found(part, atom.start, end, text)


def _found(part: Part, start: int, end: int, text: str) -> Finding:
    if "*" in text.strip("*") or text.endswith("*"):
        return Finding(Kind.MODEL, CodeType.WILDCARD, part.quote(start, end), first=text)
    kind = Kind.RETAIL if is_retail(text) else Kind.MODEL
    return Finding(kind, CodeType.LIST, part.quote(start, end), values=(text,))


def _is_model(atom: Atom, named: bool) -> bool:
    if atom.look is Look.LETTERS and "-" in atom.text:
        return not named
    if atom.look is Look.SHORT:
        return not named and len(atom.text) == 3 and not atom.bracketed
    if atom.look not in _MODEL_LOOKS:
        return False
    digits = sum(c.isdigit() for c in atom.text)
    return not named or (is_code(atom.text) and len(atom.text) >= 5 and digits >= 2 and atom.text.upper() == atom.text)


def _is_part_of_name(atom: Atom, column: Column) -> bool:
    """Whether a number or very short code is only a word of a name that stands in the column of models."""
    titled = column.field is Field.TITLE and (atom.look is Look.DIGITS or len(atom.text) < 3)
    return atom.look is Look.SHORT or titled


def _others(part: Part, columns: tuple[Column, ...], row: list[Cell]) -> Iterator[Finding]:
    """Article numbers and sellers' numbers."""
    for cell in row:
        column = columns[cell.column]
        quote = part.quote(cell.atom.start, cell.atom.end)
        if column.field is Field.GTIN and len(_digits(cell.atom.text)) >= 8:
            yield Finding(Kind.GTIN, CodeType.LIST, quote, values=(_digits(cell.atom.text),))
        elif column.field is Field.RETAIL and any(c.isdigit() for c in cell.atom.text):
            yield Finding(Kind.RETAIL, CodeType.LIST, quote, values=(cell.atom.text,))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _codes(part: Part, columns: tuple[Column, ...], row: list[Cell], lettered: set[int]) -> Iterator[Finding | Quote]:
    """The codes of a row: cells by themselves, and the ends of ranges that stand in columns of their own."""
    held = {k: [c.atom for c in row if c.column == k] for k, c in enumerate(columns) if c.field is Field.CODE}
    for kind in dict.fromkeys(kind for k in held if (kind := columns[k].kind)):
        mine = {columns[k].role: (k, atoms) for k, atoms in held.items() if columns[k].kind is kind and atoms}
        prefix = mine.get(Role.PREFIX)
        if Role.FIRST in mine or Role.LAST in mine:
            firsts, lasts = (mine[r][1] if r in mine else [] for r in (Role.FIRST, Role.LAST))
            yield from read_ends(part, kind, firsts, lasts, prefix[1] if prefix else [])
            mine.pop(Role.PREFIX, None)
        for role, (k, atoms) in mine.items():
            if role not in (Role.FIRST, Role.LAST):
                yield from read_codes(part, kind, columns[k], atoms, lettered=k in lettered)


def _undated(found: list[Finding], table: Table) -> list[Finding]:
    """Beside other codes and without models, plain dates are expiry or production days: no codes."""
    dates = {id(f) for f in found if f.kind is Kind.DATE and f.type is CodeType.LIST and is_date(f.values[0])}
    others = sum(f.kind in CODED and id(f) not in dates for f in found)
    if Kind.MODEL in table.kinds or others < _BESIDE:
        return found
    return [f for f in found if id(f) not in dates]
