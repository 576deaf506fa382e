"""Tables flattened to one line: a header of column names, then words typed by their shape."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from recallwatch.model import CodeType

from .cues import Cue, Kind
from .findings import Finding
from .lists import range_end
from .quotes import Part, Sentence, sentence_at
from .shapes import WORD, alike, has_digit, is_code, is_date, is_measure, is_mixed, is_year

_COLUMN = (
    r"Description(?:s|\(s\))?|Capacity|Colou?rs?|Sizes?|Names?|Products?|Brand|Numbers?|Ranges?|Codes?|of|and|or|the|Location|Style|Title|Type|"
    r"Dates?|Sold|Retailer|Engine|Battery|Notebook|Affected|Recalled|Units?|Month|Year|Series|Country|Price|Finish|Quantity|Begin(?:ning)?|"
    r"End(?:ing)?|Start(?:ing)?|From|To|First|Last|Through|Example|Prefix(?:es)?"
)
_HEADING = re.compile(rf"(?:[\s:/|,()&#*+-]|\b(?:{_COLUMN}|numbers?|codes?|ranges?|names?|dates?)\b){{0,40}}")
_PAIRED = re.compile(r"\b(?:First|Last|Start|End|Starting|Ending|Beginning)\s\Z")
_NAMED = re.compile(r"(?:Name|Description|Brand|Product|Capacity|Size|Colou?r)s?\b")
_PROSE = re.compile(r"[\"“(]?[A-Z][a-z]*(?: [a-z][a-z-]+){3,}")
_SPEAKS = re.compile(
    r"(?:The|This|These|Consumers|Only|All|Each|Units|Recalled|Note|They|It|If|No|Some|In|You|Model|Models|Serial|Date)\b"
)
_ANNOUNCED = re.compile(r"\b(?:following|below|these|listed)\b", re.IGNORECASE)
#: A code and its date whose cells ran together ("5398705/31/2027").
_JOINED = re.compile(r"([A-Z]?\d{4,6})(?:0[1-9]|1[0-2])/\d{2}/20\d\d\Z")
#: How many sentences behind its announcement a list is looked for.
_AHEAD = 8
_DPCI = re.compile(r"\d{3}-\d{2}-\d{4}\Z")
_CODED = (Kind.SERIAL, Kind.LOT, Kind.BAR, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Table:
    """A header's columns in order and the span of the rows."""

    columns: tuple[Kind, ...]
    head: int
    start: int
    end: int
    example: bool = False

    @property
    def coded(self) -> Kind | None:
        """The column whose codes narrow a model, if there is one."""
        return next((k for k in self.columns if k in _CODED), None)

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
            stop = sentence_at(text, start).end
            columns = tuple(cues[n].kind for n in group)
            head = cues[group[0]].start
            example = "Example" in text[head:start]
            tables.append(Table(columns, head, start, _prose_from(text, start, stop), example=example))
            at = group[-1] + 1
        else:
            at += 1
    tables = tables or _announced(text, cues, spans, listed)
    return [replace(t, end=min(t.end, nxt.head)) if nxt else t for t, nxt in zip_longest(tables, tables[1:]) if t]


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
    if len({cues[n].kind for n in group}) > 1:
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
    if len(kinds) == 1 and listed.get(last.start) == 1 and last.kind in _CODED:
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
    """How many codes a stretch of text holds, if they are at least a fifth of its words; else 0."""
    words = WORD.findall(rows)
    codes = sum(is_code(w) or (w.isdigit() and len(w) >= 5) for w in words)
    return codes if codes * 6 >= len(words) else 0


def _prose_from(text: str, start: int, stop: int) -> int:
    """Where the rows end because somebody starts to talk again."""
    for found in _PROSE.finditer(text, start, stop):
        if _SPEAKS.match(found.group()) or found.group().count(" ") > 6:
            return found.start()
    return stop


@dataclass(slots=True)
class _State:
    """Where a reader of rows stands."""

    group: int
    model: str = ""
    code: str = ""
    was_model: bool = False
    fresh: bool = True
    chained: frozenset[int] | None = None
    open: Finding | None = None


def read_table(part: Part, table: Table, group: int) -> list[Finding]:
    """Every value in the rows; codes carry the number of the run of models that stands before them."""
    return _undated(list(_rows(part, table, group)), table)


def _rows(part: Part, table: Table, group: int) -> Iterator[Finding]:
    words = list(_words(part.text, table))
    state = _State(group, chained=_chained(part.text, words, table) if Kind.GTIN in table.columns else None)
    for word, second in words:
        found = _typed(part, word, second, table=table, state=state)
        if found is None:
            continue
        is_model = found.kind is Kind.MODEL
        if is_model:
            state.group += not state.was_model
            state.model = word.group()
        elif found.kind in _CODED:
            state.code = word.group()
        state.was_model = is_model
        state.fresh = found.kind is Kind.GTIN
        if table.paired and found.kind is table.coded and found.type is not CodeType.RANGE:
            if state.open is None:
                state.open = found
                continue
            found, state.open = _pair(part, state.open, found), None
        yield replace(found, group=state.group)


def _pair(part: Part, one: Finding, two: Finding) -> Finding:
    """Two cells of one row as a range."""
    quote = part.quote(one.quote.start, two.quote.end)
    first, last = (f.first or f.values[0] for f in (one, two))
    return Finding(two.kind, CodeType.RANGE, quote, first=first, last=last)


def _undated(found: list[Finding], table: Table) -> list[Finding]:
    """In a date column that holds other codes too, the dates beside them are expiry or production days: no codes."""
    others = [f for f in found if f.kind is Kind.DATE and not is_date(f.values[0] if f.values else f.first)]
    if Kind.MODEL in table.columns or len(others) < 3:
        return found
    return [f for f in found if f.kind is not Kind.DATE or f in others]


def _words(text: str, table: Table) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    at = table.start
    while word := WORD.search(text, at, table.end):
        second = range_end(text, word, table.end)
        at = second.end() if second else word.end()
        if has_digit(word.group()) and not _attached(text, word.start()):
            yield word, second


def _chained(text: str, words: list[tuple[re.Match[str], re.Match[str] | None]], table: Table) -> frozenset[int] | None:
    """Where the words stand that touch a GTIN, when most GTINs have one: in such a table only those are models."""
    plain = [word for word, _ in words]
    first = {plain[0].start()} if plain and table.columns[0] is Kind.MODEL else set()
    marks = [n for n, word in enumerate(plain) if _gtin(word.group())]
    for step in (-1, 1):
        beside = [_neighbours(text, plain, n, step) for n in marks]
        if marks and sum(map(bool, beside)) * 5 >= len(marks) * 3:
            return frozenset({at for found in beside for at in found} | (first if step > 0 else set()))
    return None


def _neighbours(text: str, words: list[re.Match[str]], at: int, step: int) -> list[int]:
    """Walk from a GTIN over words that touch each other: the nearest that may be a model, and its like."""
    found: list[re.Match[str]] = []
    n = at + step
    while 0 <= n < len(words):
        left, right = (words[n], words[n + 1]) if step < 0 else (words[n - 1], words[n])
        word = words[n].group()
        if text[left.end() : right.start()].strip() or _gtin(word):
            break
        if not _DPCI.match(word) and not is_date(word) and not is_year(word) and (is_code(word) or word.isdigit()):
            if len(word) < 3 or (found and max(alike(word, f.group()) for f in found) < 4):
                break
            found.append(words[n])
        n += step
    return [word.start() for word in found]


def _gtin(word: str) -> bool:
    digits = word.replace("-", "")
    return digits.isdigit() and 11 <= len(digits) <= 14


def _attached(text: str, start: int) -> bool:
    """The tail of a size or price: ``15'x48``, ``$20``."""
    return start > 0 and (
        text[start - 1] == "$" or (start > 1 and text[start - 1] in "'\"’”′″" and text[start - 2].isdigit())
    )


def _typed(
    part: Part, word: re.Match[str], second: re.Match[str] | None, *, table: Table, state: _State
) -> Finding | None:
    text = word.group()
    if joined := _JOINED.match(text):
        quote = part.quote(word.start(), word.start() + joined.end(1))
        return Finding(table.coded or Kind.LOT, CodeType.LIST, quote, values=(joined[1],))
    quote = part.quote(word.start(), second.end() if second else word.end())
    if second:
        kind = _range_kind(text, second.group(), table)
        return Finding(kind, CodeType.RANGE, quote, first=text, last=second.group()) if kind else None
    if _gtin(text) and Kind.GTIN in table.columns:
        return Finding(Kind.GTIN, CodeType.LIST, quote, values=(text.replace("-", ""),))
    if _DPCI.match(text) and (Kind.RETAIL in table.columns or Kind.MODEL not in table.columns):
        return Finding(Kind.RETAIL, CodeType.LIST, quote, values=(text,))
    if is_date(text):
        kind = Kind.DATE if Kind.DATE in table.columns else None
    elif "^" in text or "**" in text:
        return Finding(table.coded or Kind.BAR, CodeType.WILDCARD, quote, first=text)
    elif table.example and (part.text[word.start() - 1] == "(" or _nearer(text, table, state) is not Kind.MODEL):
        kind = None
    else:
        kind = _plain_kind(word, table, state)
    return Finding(kind, CodeType.LIST, quote, values=(text,)) if kind else None


def _range_kind(first: str, last: str, table: Table) -> Kind | None:
    """A range of models (``ESC3 through ESC9``) has the same letters and at most three digits."""
    if is_date(first) or is_date(last):
        return Kind.DATE if Kind.DATE in table.columns else None
    modelled = Kind.MODEL in table.columns
    short = is_mixed(first) and alike(first, last) >= 4 and len(re.sub(r"\D", "", first)) <= 3
    return Kind.MODEL if modelled and (short or not table.coded) else table.coded


_MEASURED = re.compile(
    r"[ -]?(?:inch|in\b|ft|feet|foot|gal|oz|lb|volt|watt|mm|cm|pack|piece|count|pint|\"|”|'|’|%)", re.IGNORECASE
)


def _plain_kind(word: re.Match[str], table: Table, state: _State) -> Kind | None:
    text = word.group()
    digits = text.isdigit() and not is_year(text) and not _MEASURED.match(word.string[word.end() : word.end() + 12])
    looks = is_code(text) or (is_mixed(text) and not is_measure(text))
    if Kind.MODEL not in table.columns:
        if word.start() and word.string[word.start() - 1] == "(":
            return Kind.MODEL if is_code(text) else None
        return _coded_kind(table) if looks or (digits and len(text) >= 4) else None
    if state.chained is not None:
        listed = looks and state.was_model and alike(text, state.model) >= 5
        return Kind.MODEL if word.start() in state.chained or listed else None
    if table.leads:
        listed = looks and state.was_model and alike(text, state.model) >= 5
        return Kind.MODEL if listed or (state.fresh and (looks or (digits and len(text) >= 3))) else None
    if not looks and not (digits and len(text) >= 4):
        return None
    if table.coded in (None, Kind.DATE):
        return Kind.MODEL if looks or not state.model or state.model.isdigit() else None
    return _nearer(text, table, state)


def _coded_kind(table: Table) -> Kind | None:
    """What a code is in a table without models: what its header says."""
    if table.coded:
        return table.coded
    return Kind.RETAIL if Kind.RETAIL in table.columns else None


def _nearer(text: str, table: Table, state: _State) -> Kind | None:
    """Model or code: whichever of the last ones it resembles more; without a model yet, the first column decides."""
    if not state.model:
        return table.columns[0] if table.columns[0] in (Kind.MODEL, table.coded) else Kind.MODEL
    if "^" in state.code:
        return Kind.MODEL
    to_model = alike(text, state.model)
    if not state.code:
        return Kind.MODEL if to_model > 3 else table.coded
    other = state.code[:2].isalpha() and state.code[:2] != text[:2]
    return Kind.MODEL if to_model >= alike(text, state.code) - 3 * other else table.coded
