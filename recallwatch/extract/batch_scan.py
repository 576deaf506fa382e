"""One pass over a text that identifies food or medicine: bar codes, lots and dates in the order they stand."""

import re
from dataclasses import dataclass, replace

from recallwatch.model import Code, CodeType, Term
from recallwatch.text.gtin import digits, read_gtin
from recallwatch.text.pack_dates import find_pack_dates

from .batch_cues import DATES, Mark, Segment, segments
from .batch_dates import date_codes
from .batch_lots import lot_codes
from .quotes import Part
from .shapes import WORD, is_measure

_NUMBER = re.compile(r"(?<![\w/-])(?:\d{8,14}|\d(?:[ -]?\d){7,13})(?![\w/]|-\w)")
_PLAIN = re.compile(r"\d{12,14}|\d[ -]\d{5}[ -]\d{5}[ -]\d")
_EST = re.compile(
    r"\bEST\.?\s?(?:NO\.?\s?)?#?\s?(?P<a>[A-Z]?-?\d{1,5}[A-Z]?)(?:\sor\s(?P<b>[A-Z]?\d{1,5}[A-Z]?))?\b"
    r"|(?<![\w-])(?P<c>[PM]-\d{1,5}[A-Z]?)\b"
)
#: A text that describes a package: its numbers are no codes unless a cue says so.
_PACKAGED = re.compile(
    r"\b(?:contain\w*|labell?ed|packages?|packaging|cans?|bags?|boxes|cartons?|net wt)\b", re.IGNORECASE
)
_NUMBERING = re.compile(r"\d{1,2}[.)]?\Z")
_COUNTED = re.compile(
    r"\s?(?:[- ]?(?:oz|lbs?|ounces?|pounds?|g|kg|mg|ml|l|ct|counts?|packs?|bags?|cans?|fl|inch|%)\b)", re.IGNORECASE
)


_SENTENCE = re.compile(r"\.\s+(?=[A-Z])|\n|\s{3,}")


@dataclass(frozen=True, slots=True)
class Marks:
    """What one stretch says: bar codes, or criteria on lots and dates.

    ``unread`` are numbers nobody explained, ``every`` says that all lots are meant, ``promised`` that lots or dates
    were announced and none was read.
    """

    gtins: tuple[Term, ...] = ()
    codes: tuple[Code, ...] = ()
    unread: tuple[str, ...] = ()
    every: bool = False
    promised: bool = False


def scan_batches(part: Part, *, day_first: bool, prose: bool = False) -> list[Marks]:
    """Every stretch of a text, in order; in ``prose`` only what a cue announces is a code."""
    loose = not prose and not _PACKAGED.search(part.text)
    cut = [_to_sentence(part.text, s) for s in segments(part.text)] if prose else segments(part.text)
    return [_segment(part, s, day_first=day_first, loose=loose) for s in cut]


def establishments(part: Part) -> tuple[Code, ...]:
    """The numbers of the plants that made it (``EST. 12345``, ``P-12345``) as one criterion."""
    found = list(_EST.finditer(part.text))
    values = dict.fromkeys(m[name] for m in found for name in "abc" if m[name])
    quote = part.quote(found[0].start(), found[0].end()) if found else None
    return (Code(CodeType.LIST, "establishment", quote, values=tuple(values)),) if quote else ()


def _to_sentence(text: str, s: Segment) -> Segment:
    """Only the sentence a cue stands in: what follows in a description is an address or the ingredients."""
    stop = _SENTENCE.search(text, s.start, s.end)
    return replace(s, end=stop.start()) if stop else s


def without_plants(text: str) -> str:
    """A text with blanks for the numbers of plants."""
    return _EST.sub(" ", text)


def _segment(part: Part, s: Segment, *, day_first: bool, loose: bool) -> Marks:
    gtins, taken = _gtins(part, s, loose=loose)
    codes: list[Code] = []
    unread: list[str] = []
    for start, end in _between(s, [*taken, *((f.start(), f.end()) for f in _EST.finditer(part.text, s.start, s.end))]):
        if Mark.OTHER in s.marks:
            dates = find_pack_dates(part.text[start:end], day_first=day_first)
            unread += [part.text[start + d.start : start + d.end] for d in dates]
            continue
        kind = next((m for m in sorted(s.marks) if m in DATES), Mark.DATE)
        spans: list[tuple[int, int]] = []
        if s.marks & DATES or loose:
            dated, spans = date_codes(part, start, end, kind.value, day_first=day_first)
            codes += dated
        named = bool(s.marks & {Mark.LOT, Mark.SERIAL})
        lot = Mark.SERIAL if Mark.SERIAL in s.marks else Mark.LOT
        for a, b in _between(Segment(s.marks, start, end), spans):
            read = lot_codes(part, a, b, lot.value, announced=named) if named or loose else []
            codes += read
            unread += _unread(part, a, b, read) if loose else []
    announced = s.marks & (DATES | {Mark.LOT, Mark.SERIAL})
    numbered = any(c.isdigit() for c in part.text[s.start : s.end])  # "packaged in a box" announces nothing
    promised = bool(announced) and not codes and (announced != {Mark.MADE} or (loose and numbered))
    return Marks(tuple(gtins), tuple(codes), tuple(unread), Mark.EVERY in s.marks, promised)


def _gtins(part: Part, s: Segment, *, loose: bool) -> tuple[list[Term], list[tuple[int, int]]]:
    """The bar codes of a segment that announces them; of another, what can be nothing else."""
    named = Mark.GTIN in s.marks
    if not named and Mark.OTHER not in s.marks and (not loose or Mark.LOT in s.marks):
        return [], []
    found = [m for m in _NUMBER.finditer(part.text, s.start, s.end) if int(digits(m[0]))]
    found = [m for m in found if named or (_PLAIN.fullmatch(m[0]) and read_gtin(m[0]))]
    terms = [Term(m[0].strip(), part.quote(m.start(), m.end())) for m in found]
    return terms, [(m.start(), m.end()) for m in found]


def _between(s: Segment, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a segment without the spans already read."""
    left, at = [], s.start
    for start, end in sorted(taken):
        left.append((at, start))
        at = end
    return [(a, b) for a, b in (*left, (at, s.end)) if a < b]


def _unread(part: Part, start: int, end: int, read: list[Code]) -> list[str]:
    """Words with digits that were read as nothing and are neither sizes nor the numbers of a list."""
    known = [(c.quote.start, c.quote.end) for c in read]
    return [
        w[0]
        for w in WORD.finditer(part.text, start, end)
        if any(c.isdigit() for c in w[0])
        and (not is_measure(w[0]) or "/" in w[0] or (w[0].isdigit() and len(w[0]) > 2))
        and not _NUMBERING.match(w[0])
        and not _COUNTED.match(part.text, w.end())
        and not any(a <= w.start() < b for a, b in known)
    ]
