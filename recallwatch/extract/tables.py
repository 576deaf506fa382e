"""Tables flattened to one line: a header of column names, then words typed by their shape."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from recallwatch.model import CodeType

from .cues import Cue, Kind
from .quotes import Sentence, sentence_at
from .shapes import WORD, is_code

_COLUMN = (
    r"Description(?:s|\(s\))?|Capacity|Colou?rs?|Sizes?|Names?|Products?|Brand|Numbers?|Ranges?|Codes?|of|and|or|the|Location|Style|Title|Type|"
    r"Dates?|Sold|Retailer|Engine|Battery|Notebook|Affected|Recalled|Units?|Month|Year|Series|Country|Price|Finish|Quantity|Begin(?:ning)?|"
    r"End(?:ing)?|Start(?:ing)?|From|To|First|Last|Through|Example|Prefix(?:es)?"
)
_HEADING = re.compile(
    rf"(?:[\s:/|,()&#*+-]|\b(?:{_COLUMN}|{_COLUMN.upper()}|MSRP|RETAIL|numbers?|codes?|ranges?|names?|dates?|with|in)\b"
    rf"|[A-Z][a-z]+(?=\s(?:{_COLUMN})\b)){{0,40}}"
)
_PAIRED = re.compile(r"\b(?:First|Last|Start|End|Starting|Ending|Beginning)\s\Z")
_NAMED = re.compile(
    r"(?:Name|Description|Brand|Product|Capacity|Size|Colou?r|Type|Scent|Style|Year)s?\b", re.IGNORECASE
)
_FAMILY = re.compile(r"\b(begin|start|end)(?:ning|ing|s)?\s(?:with|in)\b", re.IGNORECASE)
_PROSE = re.compile(r"[\"“(]?[A-Z][a-z]*(?: [a-z][a-z-]+){3,}")
_SPEAKS = re.compile(
    r"(?:The|This|These|Consumers|Only|All|Each|Units|Recalled|Note|They|It|If|No|Some|In|You|Model|Models|Serial|Date)\b"
)
_ANNOUNCED = re.compile(r"\b(?:following|below|these|listed)\b", re.IGNORECASE)
#: How many sentences behind its announcement a list is looked for.
_AHEAD = 8
CODED = (Kind.SERIAL, Kind.LOT, Kind.VIN, Kind.BAR, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Table:
    """A header's columns in order and the span of the rows.

    ``families`` are the columns whose cells say how a code begins or ends.
    """

    columns: tuple[Kind, ...]
    head: int
    start: int
    end: int
    example: bool = False
    families: tuple[tuple[Kind, CodeType], ...] = ()

    @property
    def coded(self) -> Kind | None:
        """The column whose codes narrow a model, if there is one."""
        return next((k for k in self.columns if k in CODED), None)

    @property
    def paired(self) -> bool:
        """Whether two columns hold the first and the last code of a range."""
        return self.coded is not None and self.columns.count(self.coded) == 2

    @property
    def leads(self) -> bool:
        """Whether every row begins with its model and ends at its GTIN."""
        return self.columns[0] is Kind.MODEL and Kind.GTIN in self.columns


def find_tables(text: str, cues: list[Cue], spans: Sequence[Sentence], *, listed: dict[int, int]) -> list[Table]:
    """Every table: two or more capitalised cues (or a cue and a column name) side by side, and rows behind them.

    ``listed`` has the places of cues that a list follows directly, with its length: where one of two or more values
    begins, an announced table ends.
    """
    tables: list[Table] = []
    at = 0
    while at < len(cues):
        group = _header(text, cues, at)
        if group:
            start = _skip(text, cues[group[-1]].end)
            stop = _rows_end(text, start)
            columns = tuple(cues[n].kind for n in group)
            head = cues[group[0]].start
            example = "Example" in text[head:start]
            end = _prose_from(text, start, stop)
            families = tuple(_families(text, [cues[n] for n in group], start))
            tables.append(Table(columns, head, start, end, example=example, families=families))
            at = group[-1] + 1
        else:
            at += 1
    tables = tables or _announced(text, cues, spans, listed)
    return [replace(t, end=min(t.end, nxt.head)) if nxt else t for t, nxt in zip_longest(tables, tables[1:]) if t]


def _families(text: str, cues: list[Cue], start: int) -> Iterator[tuple[Kind, CodeType]]:
    """Columns headed "... beginning with" or "... ending in"."""
    for cue, following in zip(cues, [*(c.start for c in cues[1:]), start], strict=True):
        if hit := _FAMILY.search(text, cue.end, following):
            yield cue.kind, CodeType.SUFFIX if hit[1].lower() == "end" else CodeType.PREFIX


def _skip(text: str, at: int) -> int:
    found = _HEADING.match(text, at)
    return found.end() if found else at


def _header(text: str, cues: list[Cue], at: int) -> list[int]:
    """Indexes of the cues of a header that begins at ``at``; empty if there is none."""
    if not text[cues[at].start].isupper():
        return []
    group = [at]
    for n in range(at + 1, len(cues)):
        begin = cues[n].start
        led = text[begin].isupper() or "/" in text[begin - 2 : begin] or _PAIRED.search(text, begin - 9, begin)
        if _skip(text, cues[n - 1].end) < begin or not led:
            break
        group.append(n)
    if len(group) > 1:
        return group
    tail = text[cues[group[-1]].end : _skip(text, cues[group[-1]].end)]
    before = text[max(0, cues[at].start - 24) : cues[at].start]
    return group if _NAMED.search(tail + before) else []


def _announced(text: str, cues: list[Cue], spans: Sequence[Sentence], listed: dict[int, int]) -> list[Table]:
    """A list without a header: "the following models ..." and, somewhere behind it, a dense run of codes."""
    found: list[Table] = []
    for s in dict.fromkeys(sentence_at(text, c.start) for c in cues):
        at = s.start
        while table := _announced_in(text, Sentence(at, s.end), cues, spans, listed):
            found.append(table)
            if not at < table.end < s.end:
                break
            at = table.end
    return found


def _announced_in(
    text: str, s: Sentence, cues: list[Cue], spans: Sequence[Sentence], listed: dict[int, int]
) -> Table | None:
    here = [c for c in cues if s.start <= c.start < s.end and c.kind is not Kind.MADE]
    if not here or not _ANNOUNCED.search(text, s.start, s.end):
        return None
    pair = next((n for n in range(1, len(here)) if here[n].start - here[n - 1].end <= 12), 0)
    last = here[pair]
    kinds = tuple(dict.fromkeys((here[pair - 1].kind if pair else last.kind, last.kind)))
    if len(kinds) == 1 and listed.get(last.start) == 1 and last.kind in CODED:
        kinds = (Kind.MODEL, last.kind)
    elif len(kinds) == 1 and last.start in listed:
        return None
    behind = bisect_left(spans, s.end, key=lambda n: n.start)
    for start, end in ((last.end, s.end), *((n.start, n.end) for n in spans[behind : behind + _AHEAD])):
        lists = [at for at, length in listed.items() if start < at and length > 1]
        end = min([_prose_from(text, start, end), *lists])
        if _density(text[start:end]) >= 3:
            return Table(kinds, last.start, start, end)
    return None


def _density(rows: str) -> int:
    """How many codes a stretch of text holds, if they are at least a tenth of its words; else 0."""
    words = WORD.findall(rows)
    codes = sum(is_code(w) or (w.isdigit() and len(w) >= 5) for w in words)
    return codes if codes * 10 >= len(words) else 0


def _rows_end(text: str, start: int) -> int:
    """The end of the sentence that rows begin in, and of those behind it that are rows too: cells hold full stops."""
    stop = sentence_at(text, start).end
    for _ in range(_AHEAD):
        following = sentence_at(text, stop)
        if following.start != stop or _SPEAKS.match(text, stop) or not _density(text[stop : following.end]):
            break
        stop = following.end
    return stop


def _prose_from(text: str, start: int, stop: int) -> int:
    """Where the rows end because somebody starts to talk again."""
    for found in _PROSE.finditer(text, start, stop):
        if _SPEAKS.match(found.group()) or found.group().count(" ") > 6:
            return found.start()
    return stop
