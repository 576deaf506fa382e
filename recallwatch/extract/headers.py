"""Headers of flattened tables: a run of column names, read into typed columns in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .columns import Column, Field, Role
from .cues import Kind
from .headings import BARE, CODES, NOUNS, PHRASES


@dataclass(frozen=True, slots=True)
class Header:
    """A header's columns with its span. A weak one is a header only where it repeats one before."""

    columns: tuple[Column, ...]
    start: int
    end: int
    weak: bool = False


_GAP = re.compile(r"\s?[:|,–-]?\s?(?P<join>/\s?|&\s|and/or\s|and\s|or\s)?", re.IGNORECASE)
#: A word before a column's name that says of what: "Battery Pack Model Number".
_STRANGE = re.compile(r"[A-Z][A-Za-z'’&-]*\s")
_BEFORE = re.compile(r"(?<![\w-])(?:[A-Z][A-Za-z'’&-]*\s){1,2}\Z")
_PLURAL = re.compile(r"Numbers|Nos\b|#s|Codes|Numbers?\(s\)")
_RECALLED = re.compile(r"(?:Recalled|Affected|Included)\s", re.IGNORECASE)
_BRACKET = re.compile(r"\s?\([^()]{0,90}\)")
_PART = re.compile(r"\b(first|last)\s(\d|two|three|four|five|six|seven|eight)\s", re.IGNORECASE)
_COUNTS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
#: Words that go on with a sentence: what stands before them was no header.
_PROSE = re.compile(
    r"\s*[\"”),]*\s*(?:is|are|can|may|was|were|has|have|must|will|located|printed|appears?|listed|below|which|that|for"
    r"|on|in|of|to|from|begin\w*|shown|where|included|involved|as|a|an|the|information|if|when|stamped|label\w*|recall"
    r"|sold|by|at|not|only)\b|\s*[.;)\"”?]|\s*\Z"
)
_KIND_OF = {
    Field.MODEL: Kind.MODEL,
    Field.TITLE: Kind.MODEL,
    Field.GTIN: Kind.GTIN,
    Field.RETAIL: Kind.RETAIL,
    Field.MADE: Kind.MADE,
}
#: Fields that tell which things are meant, the most telling first.
_MARKS = (Field.CODE, Field.MODEL, Field.GTIN, Field.RETAIL, Field.TITLE)
#: More names than any header has: a text of nothing else would be read to its end from each of them.
_WIDEST = 20
#: How far apart the names of two neighbours may begin.
_NEAR = 45


def find_headers(text: str) -> Iterator[Header]:
    """Every header of two columns or more of which one at least tells which things are meant."""
    at = 0
    for start in _starts(text):
        header = _header(text, start) if start >= at else None
        if header:
            yield header
            at = header.end


def _starts(text: str) -> Iterator[int]:
    """Where a header may begin: at names of columns that stand close together, or words before the first."""
    nouns = [found.span() for found in _nouns(text)]
    for n, (start, end) in enumerate(nouns):
        near = n + 1 < len(nouns) and nouns[n + 1][0] - end <= _NEAR
        if near or _PLURAL.search(text, end, end + 8):
            before = _BEFORE.search(text, max(0, start - _NEAR), start)
            yield from (before.start() + word.start() for word in _STRANGE.finditer(before.group())) if before else ()
            yield start


def _nouns(text: str) -> Iterator[re.Match[str]]:
    # Capitals are found by the set of them alone, which the engine skips to; the names are many and slow to try.
    end = 0
    for capital in _CAPITAL.finditer(text):
        names = NOUNS.get(capital.group()) if capital.start() >= end else None
        found = names.match(text, capital.start()) if names else None
        if found:
            yield found
            end = found.end()


_CAPITAL = re.compile(r"[A-Z](?<![\w-].)")


def _header(text: str, start: int) -> Header | None:
    columns: list[Column] = []
    at, join = start, ""
    count, end = 0, start
    for _ in range(_WIDEST):
        step = _column(text, at, columns, joined=join == "/")
        if step is None:
            break
        column, stop, strange = step
        if strange and not columns:
            columns.append(Column(Field.LEAD))
        _add(columns, column, join)
        if bracket := _BRACKET.match(text, stop):
            _note(columns, bracket.group())
            stop = bracket.end()
        if not strange or column.field in _MARKS:
            count, end = len(columns), stop
        gap = _GAP.match(text, stop)
        at = gap.end() if gap else stop
        if gap and ":" in gap.group() and text[at : at + 1].isupper():
            columns, start = [], at
        join = (gap["join"] or "").strip().lower() if gap else ""
    return _judged(text, columns[:count], start, end)


def _judged(text: str, columns: list[Column], start: int, end: int) -> Header | None:
    """The header, if it is one: followed by rows, not by the rest of a sentence."""
    if len(columns) < 2 or _PROSE.match(text, end) or not any(c.field in _MARKS for c in columns):
        return None
    weak = columns[0].field is Field.LEAD and len(columns) == 2 and not _PLURAL.search(text, start, end)
    return Header(tuple(_titled(_unheaded(columns))), start, end, weak)


def _unheaded(columns: list[Column]) -> list[Column]:
    """Without a heading that stands over the ends of its ranges ("Serial Number Range" over "Min" and "Max")."""
    ends = {c.kind for c in columns if c.field is Field.CODE and c.role is Role.LAST}
    return [c for c in columns if not (c.field is Field.CODE and c.ranged and c.role is Role.WHOLE and c.kind in ends)]


def _column(text: str, at: int, before: list[Column], *, joined: bool) -> tuple[Column, int, bool] | None:
    """The column name at a place, its end, and whether words stand before it that say of what."""
    for words in range(3):
        if not (text[at : at + 1].isupper() or (joined and not words)):
            return None
        lead = _RECALLED.match(text, at)
        if found := _named(text, lead.end() if lead else at, before):
            column, end = found
            if words < 2 or column.field in _MARKS:
                return column, end, bool(words)
        strange = _STRANGE.match(text, at)
        if not strange:
            return None
        at = strange.end()
    return None


def _named(text: str, at: int, before: list[Column]) -> tuple[Column, int] | None:
    for field, pattern in PHRASES:
        if field is None:
            if found := CODES.match(text, at):
                return _coded(found), found.end()
        elif found := pattern.match(text, at):
            family = field in (Field.MODEL, Field.TITLE) and found["tail"]
            return Column(field, _KIND_OF.get(field), _role(found["tail"] if family else "", tail=True)), found.end()
    # "Serial Number Range, Model Year, Prefix, Min, Max": a year may stand between a column of codes and its parts.
    last = next((c for c in reversed(before) if c.field is not Field.YEAR), None)
    if last and last.field is Field.CODE and (bare := BARE.match(text, at)):
        return Column(Field.CODE, last.kind, _role(bare.group(), tail=False)), bare.end()
    return None


def _coded(found: re.Match[str]) -> Column:
    kind = next(k for k in Kind if found.groupdict().get(k.name))
    role = _role(found["lead"] or found["tail"] or "", tail=bool(found["tail"]))
    return Column(Field.CODE, kind, role, ranged="range" in found.group().lower())


def _role(said: str, *, tail: bool) -> Role:
    said = said.lower()
    if not said or said.startswith(("number", "range")):
        return Role.WHOLE
    family = tail and said.endswith(("with", "in"))
    if said.startswith("prefix") or (family and not said.startswith("end")):
        return Role.PREFIX
    if family:
        return Role.SUFFIX
    return Role.LAST if said.startswith(("last", "end", "to", "through", "max")) else Role.FIRST


def _add(columns: list[Column], column: Column, join: str) -> None:
    """Put a column behind the others, or make one of two whose names are joined."""
    last = columns[-1] if columns else None
    coded = last and Field.CODE in (last.field, column.field)
    apart = coded and last and (last.field, last.kind) != (column.field, column.kind) and column.field is not Field.MADE
    if not last or not join or apart:
        columns.append(column)
        return
    best = min((last, column), key=lambda c: _MARKS.index(c.field) if c.field in _MARKS else len(_MARKS))
    columns[-1] = replace(best, role=Role.WHOLE)
    if column.field is Field.NAME and last.field in (Field.MODEL, Field.TITLE):
        columns.append(column)


def _note(columns: list[Column], bracket: str) -> None:
    """What a bracket behind a column's name adds: the digits that count, or a second code in the same cell."""
    if part := _PART.search(bracket):
        columns[-1] = replace(columns[-1], part=part[1].lower() + _COUNTS.get(part[2].lower(), part[2]))
    elif (inner := CODES.match(bracket.lstrip(" ("))) and columns[-1].field in _MARKS[1:]:
        columns.append(replace(_coded(inner), inner=True))


def _titled(columns: list[Column]) -> Iterator[Column]:
    """A title beside a column of model numbers is a name only; beside one of names it is the model number."""
    numbered = any(c.field is Field.MODEL for c in columns)
    named = False
    for column in columns:
        if column.field is Field.TITLE and column.role is Role.WHOLE and (numbered or named):
            yield Column(Field.NAME) if numbered else replace(column, field=Field.MODEL)
        else:
            yield column
        named = named or column.field is Field.NAME
