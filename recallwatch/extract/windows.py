"""Windows of time in which the recalled units were made."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recallwatch.model import PartialDate, Quote, Window
from recallwatch.text.dates import Span, find_windows, step
from recallwatch.text.phrases import Phrase

from .quotes import Part, sentence_at
from .shapes import WORD

#: A date code is a date only when it is written out.
_MONTH_NAME = re.compile(r"[A-Z][a-z]{2,8}")
_MADE = Phrase(
    r"\b(?:date\scodes?|manufactured|produced|made|built|born|manufactur(?:e|ing)\sdates?|production\sdates?"
    r"|dates?\sof\s(?:manufacture|production))\b",
    re.IGNORECASE,
)
#: What stands between a cue and a date that do not belong together.
_BROKEN = re.compile(r"[.!?] [A-Z]|\b(?:sold|shipped|distributed|purchased|installed|imported)\b")
#: "No units made on or after ... are recalled", "it has not been made since ...": the other side is meant.
_NONE = re.compile(r"\A\W*no\s(?!\.)|\b(?:not|never)\s(?:been\s)?\Z", re.IGNORECASE)
#: Windows of earlier recalls, and of units that need nothing.
_PREVIOUS = Phrase(r"\bpreviously recalled\b", re.IGNORECASE)
_SPARED = Phrase(r"\b(?:do|does) not (?:need|require)\b", re.IGNORECASE)
#: How far around a window the words may stand that say what it is of.
NEAR = 300
_MADE_IN = re.compile(
    r"\bmade (?:of|with|by|to|(?:in|from)(?!\s(?:\Z|[a-z]+\.?\s\d|(?:19|20)\d)))\b|\bproduced by\b", re.IGNORECASE
)


def hull(part: Part, spans: list[Span]) -> Window:
    """The window that holds all of them, with the longest as its quote."""
    longest = max(spans, key=lambda s: s.end - s.start)
    firsts: list[PartialDate | None] = [s.first for s in spans]
    lasts = [s.last for s in spans]
    first = None if None in firsts else min(d for d in firsts if d)
    last = None if None in lasts else max((d for d in lasts if d), key=lambda d: d.last)
    return Window(first, last, part.quote(longest.start, longest.end))


def made_window(part: Part, skip: Sequence[tuple[int, int]], tables: list[tuple[int, int]]) -> Window | None:
    """When the recalled units were made, as far as the text narrows it.

    ``skip`` are spans that say what is not recalled, ``tables`` those with a column of manufacturing dates.
    """
    spans = list(_made(part, skip, tables))
    whole = hull(part, spans) if spans else None
    # "made before June ...; those made after June have a vent": what is recalled is said first.
    return hull(part, spans[:1]) if whole and whole.first is whole.last is None else whole


def made_windows(
    part: Part, skip: Sequence[tuple[int, int]], tables: list[tuple[int, int]], models: frozenset[str]
) -> tuple[tuple[Window, tuple[str, ...]], ...]:
    """Every window of making with the models it holds for (none named: for all); equal windows are one.

    A window belongs to the models named since the window before it, in its own row or sentence.
    """
    found: dict[tuple[PartialDate | None, PartialDate | None], tuple[Window, list[str]]] = {}
    after = 0
    for span in _made(part, skip, tables):
        start = max(after, 0 if _inside(tables, span.start) else sentence_at(part.text, span.start).start)
        _, held = found.setdefault((span.first, span.last), (hull(part, [span]), []))
        held += [w.group() for w in WORD.finditer(part.text, start, span.start) if w.group() in models]
        after = span.end
    return tuple((window, tuple(dict.fromkeys(held))) for window, held in found.values())


def differing(part: Part, tables: list[tuple[int, int]]) -> Quote | None:
    """The first date of a table whose rows were made in different windows: the hull of them fits no single row."""
    listed = [w for w in find_windows(part.text) if _inside(tables, w.start)]
    if len({(w.first, w.last) for w in listed}) < 2:
        return None
    return part.quote(listed[0].start, listed[0].end)


#: "A total of 21,000 furnaces were produced between ...": history, unless it speaks of what is recalled.
_COUNTS = re.compile(
    r"\btotal of (?:nearly |about |approximately )?\d[\d,]+(?![^.]*\b(?:recall|affected|included|involve))[^.]*"
    r"\bwere (?:produced|manufactured|made)\b",
    re.IGNORECASE,
)
#: "The firm has not manufactured it since ..."
_CEASED = re.compile(
    r"\b(?:has|have) not (?:been )?(?:manufactured|produced|made|sold)\b[^.]{0,60}\bsince\b", re.IGNORECASE
)


def _made(part: Part, skip: Sequence[tuple[int, int]], tables: list[tuple[int, int]]) -> Iterator[Span]:
    """Every window of making in the order of the text."""
    text = part.text
    for window in find_windows(text):
        if _inside(tables, window.start):
            yield window
            continue
        before = text[max(0, window.start - 140) : window.start]
        cues = list(_MADE.finditer(before))
        if not cues or _inside(skip, window.start):
            continue
        coded = cues[-1].group().lower().startswith("date code")
        if coded and not _MONTH_NAME.search(text, window.start, window.end):
            continue
        here = sentence_at(text, window.start)
        start, end = max(here.start, window.start - NEAR), min(here.end, window.end + NEAR)
        if _COUNTS.search(text, here.start, here.end) or _CEASED.search(text, here.start, window.start):
            continue
        aside = _PREVIOUS.search(text, start, window.start) or _SPARED.search(text, window.end, end)
        if not aside and not _BROKEN.search(before, cues[-1].end()) and not _MADE_IN.match(before, cues[-1].start()):
            lead = text[start : window.start - len(before) + cues[-1].start()]
            yield _opposite(window) if _NONE.search(lead) else window


def _opposite(window: Span) -> Span:
    """What is left when a window is ruled out: of two ends nothing can be said."""
    if window.first and not window.last:
        return replace(window, first=None, last=step(window.first, -1))
    if window.last and not window.first:
        return replace(window, first=step(window.last, 1), last=None)
    return window


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(a <= at < b for a, b in spans)
