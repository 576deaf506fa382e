"""Tables flattened to one line: a header of column names, then words typed by their shape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from recallwatch.model import CodeType

from .cues import Cue, Kind
from .findings import Finding
from .lists import range_end
from .quotes import Part
from .shapes import WORD, has_digit, is_code, is_date, is_measure, is_mixed, is_year, shape

_HEADING = re.compile(
    r"(?:[\s:/|,()&#*+-]|\b(?:Description|Capacity|Colou?r|Size|Sizes|Name|Names|Product|Products|Brand|Number|Numbers|Range|Ranges|Code|Codes|of|and|or|"
    r"the|Location|Location\(s\)|Style|Title|Type|Date|Dates|Sold|Retailer|Engine|Battery|Notebook|Description\(s\)|Affected|Recalled|Unit|Units|Month|Year|"
    r"Series|Country|Price|Finish|Quantity|Begin|Beginning|End|Ending|From|To|First|Last)\b)*",
)
_PROSE = re.compile(r"[\"“(]?[A-Z][a-z]*(?: [a-z][a-z-]+){3,}")
_DPCI = re.compile(r"\d{3}-\d{2}-\d{4}\Z")


@dataclass(frozen=True, slots=True)
class Table:
    """A header's columns in order and the span of the rows."""

    columns: tuple[Kind, ...]
    head: int
    start: int
    end: int


def find_tables(text: str, cues: list[Cue], stops: list[int]) -> list[Table]:
    """Every table: two or more capitalised cues (or a cue and a column name) side by side, and rows behind them."""
    tables: list[Table] = []
    at = 0
    while at < len(cues):
        group = _header(text, cues, at)
        if group:
            start = _skip(text, cues[group[-1]].end)
            stop = next((s for s in stops if s > start), len(text))
            columns = tuple(cues[n].kind for n in group)
            tables.append(Table(columns, cues[group[0]].start, start, _prose_from(text, start, stop)))
            at = group[-1] + 1
        else:
            at += 1
    return [replace(t, end=min(t.end, nxt.head)) if nxt else t for t, nxt in zip_longest(tables, tables[1:]) if t]


def _skip(text: str, at: int) -> int:
    found = _HEADING.match(text, at)
    return found.end() if found else at


def _header(text: str, cues: list[Cue], at: int) -> list[int]:
    """Indexes of the cues of a header that begins at ``at``; empty if there is none."""
    if not text[cues[at].start].isupper():
        return []
    group = [at]
    while group[-1] + 1 < len(cues):
        nxt = cues[group[-1] + 1]
        if _skip(text, cues[group[-1]].end) < nxt.start or not (
            text[nxt.start].isupper() or "/" in text[nxt.start - 2 : nxt.start]
        ):
            break
        group.append(group[-1] + 1)
    if len({cues[n].kind for n in group}) > 1:
        return group
    tail = text[cues[group[-1]].end : _skip(text, cues[group[-1]].end)]
    before = text[max(0, cues[at].start - 24) : cues[at].start]
    named = re.search(r"(?:Name|Description|Brand|Product|Capacity|Size|Colou?r)\b", tail + before)
    return group if named else []


def _prose_from(text: str, start: int, stop: int) -> int:
    """Where the rows end because somebody starts to talk again."""
    found = _PROSE.search(text, start, stop)
    while found:
        words = found.group().split()
        if (
            re.match(
                r"(?:The|This|These|Consumers|Only|All|Each|Units|Recalled|Note|They|It|If|No|Some|In|You)\b",
                words[0],
            )
            or len(words) > 7
        ):
            return found.start()
        found = _PROSE.search(text, found.end(), stop)
    return stop


def read_table(part: Part, table: Table, group: int) -> Iterator[Finding]:
    """Every value in the rows; codes carry the number of the run of models that stands before them."""
    words = list(_words(part.text, table))
    model_shapes = _model_shapes(words, table)
    current, was_model = group, False
    last_model = ""
    for word, second in words:
        found = _typed(part, word, second, table=table, shapes=model_shapes, last_model=last_model)
        if found is None:
            continue
        is_model = found.kind is Kind.MODEL
        if is_model and not was_model:
            current += 1
        last_model = word.group() if is_model else last_model
        was_model = is_model
        yield replace(found, group=current)


def _words(text: str, table: Table) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    at = table.start
    while word := WORD.search(text, at, table.end):
        second = range_end(text, word, table.end)
        at = second.end() if second else word.end()
        if has_digit(word.group()):
            yield word, second


def _model_shapes(words: list[tuple[re.Match[str], re.Match[str] | None]], table: Table) -> set[str]:
    """The silhouettes digits-only models have: they must repeat, or be the only kind of code there is."""
    plain = [w.group() for w, second in words if w.group().isdigit() and 3 <= len(w.group()) <= 10 and not second]
    mixed = [w.group() for w, _ in words if is_code(w.group())]
    if not plain or len(mixed) > len(plain):
        return set()
    lengths = [len(p) for p in plain if not is_year(p)]
    return {f"{n}" for n in lengths if n >= 4 or lengths.count(n) > 1}


def _typed(
    part: Part,
    word: re.Match[str],
    second: re.Match[str] | None,
    *,
    table: Table,
    shapes: set[str],
    last_model: str,
) -> Finding | None:
    text, columns = word.group(), table.columns
    end = second.end() if second else word.end()
    quote = part.quote(word.start(), end)
    digits = text.replace("-", "")
    coded = next((k for k in columns if k in (Kind.SERIAL, Kind.LOT, Kind.BAR, Kind.DATE)), None)
    if second:
        kind = coded or (Kind.MODEL if Kind.MODEL in columns else None)
        if coded and Kind.MODEL in columns and _short_range(text, second.group()):
            kind = Kind.MODEL
        return Finding(kind, CodeType.RANGE, quote, first=text, last=second.group()) if kind else None
    if digits.isdigit() and len(digits) in (11, 12, 13, 14) and Kind.GTIN in columns:
        return Finding(Kind.GTIN, CodeType.LIST, quote, values=(digits,))
    if _DPCI.match(text):
        return Finding(Kind.RETAIL, CodeType.LIST, quote, values=(text,))
    if is_date(text):
        return Finding(Kind.DATE, CodeType.LIST, quote, values=(text,)) if Kind.DATE in columns else None
    if "^" in text:
        return Finding(coded or Kind.BAR, CodeType.WILDCARD, quote, first=text)
    kind = _plain_kind(text, columns, coded, shapes=shapes, last_model=last_model)
    return Finding(kind, CodeType.LIST, quote, values=(text,)) if kind else None


def _plain_kind(
    text: str, columns: tuple[Kind, ...], coded: Kind | None, *, shapes: set[str], last_model: str
) -> Kind | None:
    looks = (
        is_code(text) or (is_mixed(text) and not is_measure(text)) or (text.isdigit() and str(len(text)) in shapes)
    )
    if (
        not looks
        and not (coded and has_digit(text) and len(text) >= 5 and not is_measure(text))
        and not (coded and text.isdigit() and len(text) >= 4 and not is_year(text))
    ):
        return None
    if Kind.MODEL not in columns:
        return coded or next((k for k in columns if k is Kind.RETAIL), None)
    if (
        coded
        and columns.index(coded) > columns.index(Kind.MODEL)
        and last_model
        and shape(text) != shape(last_model)
    ):
        return coded if not text[0].isalpha() or shape(text)[:3] != shape(last_model)[:3] else Kind.MODEL
    return Kind.MODEL


def _short_range(first: str, last: str) -> bool:
    """A range of models (``ESC3 through ESC9``): same letters, at most three digits."""
    return shape(first) == shape(last) and is_mixed(first) and len(re.sub(r"\D", "", first)) <= 3
