"""Windows of time: when it was sold, when it was made, which model years."""

import re
from collections.abc import Iterator

from recallwatch.model import Quote, Term, Window
from recallwatch.text.dates import Span, find_windows

from .quotes import Part, sentence_at

_SOLD = re.compile(r"\bsold\b", re.IGNORECASE)
#: A date code is a date only when it is written out.
_MONTH_NAME = re.compile(r"[A-Z][a-z]{2,8}")
_MADE = re.compile(
    r"\b(?:date\scodes?|manufactured|produced|made|built|born|manufactur(?:e|ing)\sdates?|production\sdates?"
    r"|dates?\sof\s(?:manufacture|production))\b",
    re.IGNORECASE,
)
#: What stands between a cue and a date that do not belong together.
_BROKEN = re.compile(r"[.!?] [A-Z]|\bsold\b")
_MADE_IN = re.compile(
    r"\bmade (?:of|with|by|to|(?:in|from)(?!\s(?:\Z|[a-z]+\.?\s\d|(?:19|20)\d)))\b|\bproduced by\b", re.IGNORECASE
)
_NOT_SOLD = re.compile(
    r"\b(?:manufactured|produced|recalled on|recall|copyright|previous|model years?)\b[^,]{0,30}\Z", re.IGNORECASE
)


def sold_window(parts: dict[str, Part]) -> Window | None:
    """The first to the last day of sale: from the sellers' text, else from sentences of the summary that say "sold"."""
    for part in (p for name, p in parts.items() if name.startswith("sold_at.")):
        spans = [
            (part, w) for w in find_windows(part.text) if not _NOT_SOLD.search(part.text, max(0, w.start - 40), w.start)
        ]
        if spans:
            return _hull(spans)
    summary = parts.get("summary", Part("summary", ""))
    spans = [(summary, w) for w in find_windows(summary.text) if w.first != w.last and _is_sale(summary.text, w)]
    return _hull(spans) if spans else None


def _is_sale(text: str, window: Span) -> bool:
    """Whether the words before a window, in its sentence, speak of selling and not of making."""
    start = sentence_at(text, window.start).start
    made = _MADE.search(text, max(start, window.start - 40), window.start)
    return bool(_SOLD.search(text, start, window.start)) and not made


def _hull(spans: list[tuple[Part, Span]]) -> Window:
    part, longest = max(spans, key=lambda p: p[1].end - p[1].start)
    firsts = [s.first for _, s in spans]
    lasts = [s.last for _, s in spans]
    first = None if None in firsts else min(d for d in firsts if d)
    last = None if None in lasts else max((d for d in lasts if d), key=lambda d: d.last)
    return Window(first, last, part.quote(longest.start, longest.end))


def made_window(part: Part, skip: list[tuple[int, int]], tables: list[tuple[int, int]]) -> Window | None:
    """When the recalled units were made, as far as the text narrows it.

    ``skip`` are spans that say what is not recalled, ``tables`` those with a column of manufacturing dates.
    """
    listed = [w for w in find_windows(part.text) if any(a <= w.start < b for a, b in tables)]
    spans = [(part, w) for w in (*_made(part, skip), *listed)]
    return _hull(spans) if spans else None


def differing(part: Part, tables: list[tuple[int, int]]) -> Quote | None:
    """The first date of a table whose rows were made in different windows: the hull of them fits no single row."""
    listed = [w for w in find_windows(part.text) if any(a <= w.start < b for a, b in tables)]
    if len({(w.first, w.last) for w in listed}) < 2:
        return None
    return part.quote(listed[0].start, listed[0].end)


def _made(part: Part, skip: list[tuple[int, int]]) -> Iterator[Span]:
    text = part.text
    for window in find_windows(text):
        if any(a <= window.start < b for a, b in skip):
            continue
        before = text[max(0, window.start - 140) : window.start]
        cues = list(_MADE.finditer(before))
        coded = cues and cues[-1].group().lower().startswith("date code")
        if coded and not _MONTH_NAME.search(text, window.start, window.end):
            continue
        if cues and not _BROKEN.search(before, cues[-1].end()) and not _MADE_IN.match(before, cues[-1].start()):
            yield window


_YEARS = re.compile(
    r"\bmodel\syears?\s(?P<a>(?:19|20)\d\d)(?:\s?(?:-|–|—|through|thru|to|and)\s?(?P<b>(?:19|20)\d\d))?"
    r"|\b(?P<c>(?:19|20)\d\d)(?:\s?(?:-|–|—|through|to|and)\s?(?P<d>(?:19|20)\d\d))?\s(?:and\s(?:19"
    r"|20)\d\d\s)?model\syears?\b"
    # "2007 and 2008 Roadster": no month, comma or "in", "from" may stand before it
    r"|(?<![a-z,]\s)\b(?P<e>(?:19|20)\d\d)\sand\s(?P<f>(?:19|20)\d\d)\s(?=[A-Z][a-z])",
    re.IGNORECASE,
)


def model_years(part: Part) -> list[Term]:
    """Every model year a text names, ranges written out."""
    terms: dict[str, Term] = {}
    for found in _YEARS.finditer(part.text):
        first = int(found["a"] or found["c"] or found["e"])
        last = int(found["b"] or found["d"] or found["f"] or first)
        for year in range(first, min(last, first + 40) + 1):
            terms.setdefault(str(year), Term(str(year), part.quote(found.start(), found.end())))
    return list(terms.values())
