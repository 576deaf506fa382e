"""One pass over one text: tables first, then lists after cues, then codes that stand by themselves."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recallwatch.model import CodeType, Quote
from recallwatch.text.gtin import read_gtin

from .cues import Cue, Kind, find_cues
from .findings import Finding
from .lists import read_list
from .lone import lone_models, stamped_codes
from .positions import placed_codes
from .quotes import Part, Spans, sentence_at, sentences
from .rows import read_table
from .shapes import has_digit, is_retail
from .tables import CODED, Table, find_tables


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one text says of models and codes.

    ``made`` are the spans of tables with manufacturing dates, ``unread`` the headers of tables that promise codes
    none of which was read, ``loose`` single codes of a table that say nothing by themselves.
    """

    part: str
    findings: tuple[Finding, ...] = ()
    made: tuple[tuple[int, int], ...] = ()
    unread: tuple[Quote, ...] = ()
    loose: tuple[Quote, ...] = ()


def scan(part: Part) -> Scanned:
    """Everything a text says about models and codes, in the order it says it."""
    cues = find_cues(part.text)
    spans = sentences(part.text)
    lists = {cue.start: list(read_list(part, cue, stop)) for cue, stop in _reach(part.text, cues)}
    direct = {at: len(v) for at, v in lists.items() if v and not _family(v[0])}
    # Rows hold codes, and those digits.
    tables = find_tables(part.text, cues, spans, listed=direct) if has_digit(part.text) else []
    found = [f for at, values in lists.items() if not _inside(tables, at) for f in values]
    group = 0
    unread: list[Quote] = []
    loose: list[Quote] = []
    for table in tables:
        rows, single = read_table(part, table, group)
        group = max([group, *(f.group for f in rows)]) + 1
        found += rows
        loose += single
        if table.coded and not any(f.kind in CODED for f in rows):
            unread.append(part.quote(table.head, table.start))
    told = Spans((f.quote for f in found), part.name)
    found += [f for f in _named_in(part.text, lists, tables) if not told.touch(f.quote.start, f.quote.end)]
    placed = [*placed_codes(part), *stamped_codes(part)]
    put = Spans((f.quote for f in placed), part.name)
    found = [*placed, *(f for f in found if not put.touch(f.quote.start, f.quote.end))]
    taken = Spans((f.quote for f in found), part.name)
    coded = {value for f in found if f.kind in CODED and f.type is CodeType.LIST for value in f.values}
    found += [
        f for f in lone_models(part) if not taken.touch(f.quote.start, f.quote.end) and coded.isdisjoint(f.values)
    ]
    found = sorted((_settled(f) for f in found), key=lambda f: f.quote.start)
    made = tuple((t.start, t.end) for t in tables if Kind.MADE in t.kinds)
    starts = [s.start for s in spans]
    settled = tuple(_behind(_beside(found, starts), starts))
    return Scanned(part.name, settled, made, tuple(unread), tuple(loose))


def _reach(text: str, cues: list[Cue]) -> Iterator[tuple[Cue, int]]:
    """Each cue with the place its list must end at: the next cue or the end of the sentence."""
    for n, cue in enumerate(cues):
        stop = sentence_at(text, cue.start).end
        following = cues[n + 1].start if n + 1 < len(cues) else stop
        yield cue, max(cue.end, min(stop, following))


def _family(found: Finding) -> bool:
    """Models given by how they begin or end: their list may still follow."""
    return found.kind is Kind.MODEL and found.type in (CodeType.PREFIX, CodeType.SUFFIX)


def _settled(found: Finding) -> Finding:
    """A seller's number or a valid article number is what it looks like, whatever it was called."""
    if found.type is not CodeType.LIST or found.kind not in (Kind.MODEL, Kind.BAR, Kind.SERIAL):
        return found
    if found.kind is Kind.SERIAL:
        return replace(found, kind=Kind.RETAIL) if all(map(is_retail, found.values)) else found
    if len(found.values[0]) in (12, 13) and read_gtin(found.values[0]):
        return replace(found, kind=Kind.GTIN)
    if "^" in found.values[0]:  # no model is printed with open places
        return replace(found, kind=Kind.BAR, type=CodeType.WILDCARD, values=(), first=found.values[0])
    return found


def _inside(tables: list[Table], at: int) -> bool:
    return any(t.head <= at < t.end for t in tables)


def _named_in(text: str, lists: dict[int, list[Finding]], tables: list[Table]) -> Iterator[Finding]:
    """Models that a table's cells call so, each with its sign: "8 oz Model # 4510"."""
    for at, values in lists.items():
        named = values and values[0].kind is Kind.MODEL and values[0].type is CodeType.LIST and _inside(tables, at)
        if (
            named
            and values[0].values[0][-1].isdigit()
            and "#" in text[at : values[0].quote.start]
            and values[0].quote.start - at <= _NAMED
        ):
            yield values[0]


#: How far before its value the words "model number #" begin.
_NAMED = 18


def _beside(found: list[Finding], starts: list[int]) -> list[Finding]:
    """Give the codes of a sentence the number of the run of models that stands before them in it."""
    result: list[Finding] = []
    group = max((f.group for f in found), default=0)
    run, was_model, sentence = 0, False, -1
    for f in found:
        here = bisect_right(starts, f.quote.start)
        if here != sentence:
            sentence, run, was_model = here, 0, False
        if f.group:
            result.append(f)
            continue
        if f.kind is Kind.MODEL and not was_model:
            group += 1
            run = group
        was_model = f.kind is Kind.MODEL
        result.append(replace(f, group=run) if run else f)
    return result


def _behind(found: list[Finding], starts: list[int]) -> list[Finding]:
    """Codes whose sentence names no model hold for the one model of the sentence before, where a notice goes on so.

    One such sentence says nothing: it may speak of every model. Two, each behind another model, are a pattern.
    """
    named: dict[int, list[Finding]] = {}
    for f in found:
        if f.kind is Kind.MODEL:
            named.setdefault(bisect_right(starts, f.quote.start), []).append(f)
    alone = {at: run[0] for at, run in named.items() if len({m.values for m in run}) == 1}
    loose = [f for f in found if f.kind in CODED and not f.group]
    owners = {id(f): alone.get(bisect_right(starts, f.quote.start) - 1) for f in loose}
    if not all(owners.values()) or len({owner.values for owner in owners.values() if owner}) < 2:
        return found
    return [replace(f, group=owner.group) if (owner := owners.get(id(f))) else f for f in found]
