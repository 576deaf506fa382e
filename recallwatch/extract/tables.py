"""Where a flattened table stands: its header, and where its rows end because somebody starts to talk again."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recallwatch.text.phrases import Phrase

from .columns import Column, Field
from .cues import Cue, Kind
from .headers import Header, find_headers
from .quotes import Sentence, sentence_at
from .shapes import WORD, is_code, is_date

_PROSE = re.compile(r"(?<![\w-])[\"“(]?[A-Z][a-z]*(?:,? [a-z][a-z'’-]+){3,}")
_SPEAKS = re.compile(
    r"(?:The|This|These|Consumers|Only|All|Each|Units|Recalled|Note|NOTE|They|It|If|No|Some|In|You|Model|Models|Serial|Date"
    r"|Packaging|For|A|An|Do|Please|CPSC)\b"
)
#: Sentences that begin so are no cells, whatever they hold.
_FLATLY = re.compile(r"(?:The|This|These|They|Consumers|You|Please)\b")
#: A sentence, not a cell, has a verb like these; it begins at the first capital behind the last code before it.
_VERB = re.compile(
    r"\b(?:is|are|was|were|can|may|should|must|has been|have been|involves|includes|contacts?)\b(?! not)"
)
_CAPITAL = re.compile(r"(?<![\w-])[A-Z][a-z]*\b")
_ANNOUNCED = Phrase(r"\b(?:following|below|these|listed)\b", re.IGNORECASE)
#: How many sentences behind its announcement a list is looked for.
_AHEAD = 8
CODED = (Kind.SERIAL, Kind.LOT, Kind.VIN, Kind.BAR, Kind.DATE)
#: Codes that must stand under a header that names only one kind of them: one alone may follow any two words.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A header's columns in order and the span of the rows."""

    columns: tuple[Column, ...]
    head: int
    start: int
    end: int

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What its columns hold, as far as it tells which things are meant."""
        return tuple(c.kind for c in self.columns if c.kind)

    @property
    def coded(self) -> Kind | None:
        """The column whose codes narrow a model, if there is one."""
        return next((k for k in self.kinds if k in CODED), None)


def find_tables(text: str, cues: list[Cue], spans: Sequence[Sentence], *, listed: dict[int, int]) -> list[Table]:
    """Every table: a header of two or more columns and rows behind it, or a list announced by its sentence.

    ``listed`` has the places of cues that a list follows directly, with its length: where one of two or more values
    begins, an announced table ends.
    """
    headers: list[Header] = []
    for header in find_headers(text):
        if not header.weak or (headers and _repeats(header, headers[-1].columns)):
            headers.append(header)
    tables: list[Table] = []
    for n, header in enumerate(headers):
        stop = headers[n + 1].start if n + 1 < len(headers) else len(text)
        end = min(stop, _rows_end(text, header.end))
        table = Table(_whole(header, tables), header.start, header.end, end)
        fewest = 1 if table.coded and Kind.MODEL in table.kinds else _FEWEST
        if len(_codes(text[header.end : end])) >= fewest:
            tables.append(table)
    return tables or _announced(text, cues, spans, listed)


def _whole(header: Header, before: list[Table]) -> tuple[Column, ...]:
    """The columns of a header; one that repeats only the first of those before it has the same rows as they."""
    wider = before[-1].columns if before else ()
    return wider if _repeats(header, wider) else header.columns


def _repeats(header: Header, wider: tuple[Column, ...]) -> bool:
    """Whether a header has the first columns of another, whatever words stand before either."""
    mine, others = ([c for c in columns if c.field is not Field.LEAD] for columns in (header.columns, wider))
    return bool(mine) and mine == others[: len(mine)]


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
            return Table(tuple(_plain(kinds)), last.start, start, end)
    return None


def _plain(kinds: tuple[Kind, ...]) -> Iterator[Column]:
    """The columns of a list without a header: names may stand before and behind the models."""
    yield Column(Field.NAME)
    for kind in sorted(kinds, key=lambda kind: kind is not Kind.MODEL):
        field = Field.CODE if kind in CODED else Field(kind.value)
        yield Column(field, kind)


def _codes(rows: str) -> list[str]:
    return [w for w in WORD.findall(rows) if is_code(w) or (sum(c.isdigit() for c in w) >= 5 and not is_date(w))]


def _density(rows: str) -> int:
    """How many codes a stretch of text holds, if they are at least a tenth of its words; else 0."""
    codes = len(_codes(rows))
    return codes if codes * 10 >= len(WORD.findall(rows)) else 0


def _rows_end(text: str, start: int) -> int:
    """The end of the sentence that rows begin in, and of those behind it that are rows too: cells hold full stops."""
    at = start
    while True:
        stop = sentence_at(text, at).end
        end = _prose_from(text, at, stop)
        if (
            end < stop
            or stop >= len(text)
            or _SPEAKS.match(text, stop)
            or not _codes(text[stop : sentence_at(text, stop).end])
        ):
            return end
        at = stop


def _prose_from(text: str, start: int, stop: int) -> int:
    """Where the rows end because somebody starts to talk again."""
    for found in _PROSE.finditer(text, start, stop):
        spoken = _SPEAKS.match(found.group()) or found.group().count(" ") > 12
        if spoken and (_FLATLY.match(found.group()) or not _goes_on(text, found.start(), stop)):
            stop = found.start()
            break
    for verb in _VERB.finditer(text, start, stop):
        codes = [w.end() for w in WORD.finditer(text, start, verb.start()) if is_code(w.group()) or w.group().isdigit()]
        begin = codes[-1] if codes else start
        if capital := _CAPITAL.search(text, begin, verb.start()):
            return capital.start()
    return stop


def _goes_on(text: str, at: int, stop: int) -> bool:
    """Whether the next codes of the rows follow soon: what reads like a sentence was a cell."""
    ahead = re.compile(r"(?:\S+\s+){1,14}").match(text, at, stop)
    words = ahead.group() if ahead else ""
    return bool(_codes(words)) and not _VERB.search(words)
