"""The codes of a cell: lists, ranges, codes of two words, ends that say only what differs."""

import re
from collections.abc import Iterator

from recallwatch.model import CodeType

from .atoms import Atom, Link, Look
from .columns import Column, Role
from .cues import Kind
from .findings import Finding
from .quotes import Part

_HELD = frozenset(
    (Look.CODE, Look.OPEN, Look.DIGITS, Look.SHORT, Look.LONG, Look.GTIN, Look.VIN, Look.RETAIL, Look.DPCI, Look.YEAR, Look.MEASURE)
)
_OPEN_TAIL = re.compile(r"([A-Za-z0-9/-]*?[A-Za-z0-9])-?(?:[xX]{3,}|[xX]{2})\Z")
_BEGINS = re.compile(r"[A-Z]{1,4}-\Z")
_LAST_DIGITS = re.compile(r"\d+\Z")


def read_codes(part: Part, column: Column, atoms: list[Atom]) -> Iterator[Finding]:
    """What one cell says of codes."""
    assert column.kind
    kept = [a for a in atoms if _is_code(a, column)]
    for codes, ranged in _sides(kept):
        if ranged:
            yield _range(part, column.kind, codes[0], codes[1], column.part)
        else:
            yield from _single(part, column, codes[0])


def read_ends(part: Part, kind: Kind | None, firsts: list[Atom], lasts: list[Atom], prefixes: list[Atom]) -> Iterator[Finding]:
    """Ranges whose two ends stand in columns of their own, with what stands before both in a third."""
    assert kind
    lead = prefixes[0].text if prefixes else ""
    for one, two in zip(_codes_of(firsts), _codes_of(lasts), strict=False):
        start = prefixes[0].start if prefixes and prefixes[0].start < one.start else one.start
        first, last = lead + one.text, lead + _completed(one.text, two.text)
        yield Finding(kind, CodeType.RANGE, part.quote(min(start, two.start), max(one.end, two.end)), first=first, last=last)


def _codes_of(atoms: list[Atom]) -> list[Atom]:
    return [a for a in atoms if a.look in _HELD]


def _is_code(atom: Atom, column: Column) -> bool:
    if atom.look in _HELD:
        return True
    if atom.look is Look.DATE:
        return column.kind is Kind.DATE
    return atom.look is Look.LETTERS and (column.role in (Role.PREFIX, Role.SUFFIX) or bool(_BEGINS.match(atom.text)))


def _sides(atoms: list[Atom]) -> Iterator[tuple[list[list[Atom]], bool]]:
    """Codes one by one and ranges as pairs; a code may have several words if both sides of every dash agree."""
    runs: list[list[Atom]] = []
    for atom in atoms:
        if runs and atom.link is Link.SPACE:
            runs[-1].append(atom)
        else:
            runs.append([atom])
    width = _width(runs)
    words = [[run[n : n + width] for n in range(0, len(run), width)] for run in runs]
    flat = [(code, n == 0 and code[0].link is Link.RANGE) for run in words for n, code in enumerate(run)]
    n = 0
    while n < len(flat):
        if n + 1 < len(flat) and flat[n + 1][1]:
            yield [flat[n][0], flat[n + 1][0]], True
            n += 2
        else:
            yield [flat[n][0]], False
            n += 1


def _width(runs: list[list[Atom]]) -> int:
    """How many words a code of this cell has: as many as stand before the first dash and behind the last."""
    width = len(runs[0]) if runs else 1
    if len(runs) < 2 or width > 3 or runs[1][0].link is not Link.RANGE:
        return 1
    even = len(runs[-1]) == width and all(len(run) == 2 * width for run in runs[1:-1])
    alike = all(len(a.text) == len(b.text) for a, b in zip(runs[0], runs[-1], strict=False))
    return width if even and alike else 1


def _range(part: Part, kind: Kind, one: list[Atom], two: list[Atom], where: str) -> Finding:
    first, last = (" ".join(a.text for a in code) for code in (one, two))
    quote = part.quote(one[0].start, two[-1].end)
    return Finding(kind, CodeType.RANGE, quote, first=first, last=_completed(first, last), part=where)


def _completed(first: str, last: str) -> str:
    """An end of a range that prints only the digits that differ, in full."""
    tail = _LAST_DIGITS.search(first)
    if not last.isdigit() or first.isdigit() or not tail or len(last) > len(tail.group()) or len(last) < 3:
        return last
    return first[: len(first) - len(last)] + last


def _single(part: Part, column: Column, code: list[Atom]) -> Iterator[Finding]:
    kind = column.kind
    assert kind
    for atom in code:
        quote = part.quote(atom.start, atom.end)
        if atom.below:
            yield Finding(kind, CodeType.RANGE, quote, last=atom.text, part=column.part)
        elif column.role in (Role.PREFIX, Role.SUFFIX):
            yield Finding(kind, CodeType(column.role.value), quote, values=(atom.text,))
        elif opened := _OPEN_TAIL.match(atom.text):
            yield Finding(kind, CodeType.PREFIX, quote, values=(opened[1],))
        elif _BEGINS.match(atom.text):
            yield Finding(kind, CodeType.PREFIX, quote, values=(atom.text.rstrip("-"),))
        elif "*" in atom.text or "^" in atom.text:
            yield Finding(kind, CodeType.WILDCARD, quote, first=atom.text)
        else:
            yield Finding(kind, CodeType.LIST, quote, values=(atom.text,), part=column.part)
