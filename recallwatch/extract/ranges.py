"""The codes of a cell: lists, ranges, codes of two words, ends that say only what differs."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from recallwatch.model import CodeType, Quote

from .atoms import Atom, Link
from .columns import Column, Role
from .cues import Kind
from .findings import Finding
from .looks import Look, silhouette
from .misfits import is_lettered
from .quotes import Part
from .shapes import alike

_HELD = frozenset(
    (
        Look.CODE,
        Look.OPEN,
        Look.DIGITS,
        Look.SHORT,
        Look.LONG,
        Look.GTIN,
        Look.VIN,
        Look.RETAIL,
        Look.DPCI,
        Look.YEAR,
        Look.MEASURE,
    )
)
_OPEN_TAIL = re.compile(r"([A-Za-z0-9/-]*?[A-Za-z0-9])-?(?:[xX]{3,}|[xX]{2})\Z")
_BEGINS = re.compile(r"[A-Z]{1,4}-\Z")
_LAST_DIGITS = re.compile(r"\d+\Z")


#: How alike the ends of a range must be that look different.
_KIN = 4


def read_codes(part: Part, kind: Kind, column: Column, atoms: list[Atom], *, lettered: bool) -> Iterator[Finding]:
    """What one cell says of codes; ``lettered``: those of its column are letters alone."""
    kept = [a for a in atoms if _is_code(a, column, lettered=lettered)]
    for codes in _sides(kept, ranged=column.ranged):
        yield _range(part, kind, column, *codes) if len(codes) > 1 else _single(part, kind, column, codes[0])


def is_lettered_column(atoms: list[Atom]) -> bool:
    """Whether no cell of a column holds anything else that may be a code."""
    return not any(a.look in _HELD or a.look is Look.DATE for a in atoms)


def read_ends(
    part: Part, kind: Kind, firsts: list[Atom], lasts: list[Atom], prefixes: list[Atom]
) -> Iterator[Finding | Quote]:
    """Ranges whose two ends stand in columns of their own, behind what a third says that both begin with.

    An end without another is given back as a quote: it says something, but not what.
    """
    for one, two in zip_longest(_codes_of(firsts), _codes_of(lasts)):
        if not one or not two or not _fit(one, two):
            yield part.quote((one or two).start, (two or one).end)
            continue
        lead = next((p for p in reversed(prefixes) if p.end <= one.start), None)
        first, last = one.text, _completed(one.text, two.text)
        if lead:
            first, last = lead.text + first, lead.text + last
        quote = part.quote(lead.start if lead else min(one.start, two.start), max(one.end, two.end))
        yield Finding(kind, CodeType.RANGE, quote, first=first, last=last)


def _fit(one: Atom, two: Atom) -> bool:
    """Whether two cells can be the ends of one range."""
    return silhouette(one.text) == silhouette(two.text) or alike(one.text, two.text) >= _KIN


def _codes_of(atoms: list[Atom]) -> list[Atom]:
    return [a for a in atoms if a.look in _HELD]


def _is_code(atom: Atom, column: Column, *, lettered: bool) -> bool:
    if atom.look in _HELD:
        return True
    if atom.look is Look.DATE:
        return column.kind is Kind.DATE
    begun = column.role in (Role.PREFIX, Role.SUFFIX)
    return atom.look is Look.LETTERS and (begun or (lettered and is_lettered(atom)))


def _sides(atoms: list[Atom], *, ranged: bool) -> Iterator[list[Atom]]:
    """Codes one by one, ranges as pairs; under a header of ranges a slash or a lone "and" joins ends too."""
    pair = len(atoms) == 2 and atoms[1].link is Link.LIST
    n = 0
    while n < len(atoms):
        two = atoms[n + 1] if n + 1 < len(atoms) else None
        ends = ranged and two and (pair or two.link is Link.TAIL) and silhouette(two.text) == silhouette(atoms[n].text)
        paired = two and (two.link is Link.RANGE or ends)
        yield atoms[n : n + 2] if paired else atoms[n : n + 1]
        n += 2 if paired else 1


def _range(part: Part, kind: Kind, column: Column, one: Atom, two: Atom) -> Finding:
    quote = part.quote(one.start, two.end)
    last = _completed(one.text, two.text)
    return Finding(kind, CodeType.RANGE, quote, first=one.text, last=last, part=column.part)


def _completed(first: str, last: str) -> str:
    """An end of a range that prints only the digits that differ, in full."""
    tail = _LAST_DIGITS.search(first)
    if not last.isdigit() or first.isdigit() or not tail or len(last) > len(tail.group()) or len(last) < 3:
        return last
    return first[: len(first) - len(last)] + last


def _single(part: Part, kind: Kind, column: Column, atom: Atom) -> Finding:
    quote = part.quote(atom.start, atom.end)
    if kind is Kind.BAR and atom.look in (Look.GTIN, Look.LONG):
        return Finding(Kind.GTIN, CodeType.LIST, quote, values=(re.sub(r"\D", "", atom.text),))
    if atom.below:
        return Finding(kind, CodeType.RANGE, quote, last=atom.text, part=column.part)
    if column.role in (Role.PREFIX, Role.SUFFIX):
        return Finding(kind, CodeType(column.role.value), quote, values=(atom.text,))
    if opened := _OPEN_TAIL.match(atom.text):
        return Finding(kind, CodeType.PREFIX, quote, values=(opened[1],))
    if _BEGINS.match(atom.text):
        return Finding(kind, CodeType.PREFIX, quote, values=(atom.text.rstrip("-"),))
    if "*" in atom.text or "^" in atom.text:
        return Finding(kind, CodeType.WILDCARD, quote, first=atom.text)
    return Finding(kind, CodeType.LIST, quote, values=(atom.text,), part=column.part)
