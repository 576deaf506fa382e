"""When it was sold: the first to the last day."""

import re
from dataclasses import replace

from recallwatch.model import Window
from recallwatch.text.dates import Span, find_windows
from recallwatch.text.phrases import Phrase

from .quotes import Part, sentence_at
from .windows import NEAR, hull

_SOLD = Phrase(
    r"\b(?:sold|distributed|purchased|bought|marketed|shipped|available|(?P<made>manufactur\w+|produced|made|built"
    r"|recalled|reported|imported))\b",
    re.IGNORECASE,
)
#: A year alone is a date of sale only behind words of time: shops have it in addresses and names too.
_IN_YEAR = re.compile(
    r"\b(?:in|during|throughout|for|of|since|from|until|through|to|between|by|before|after|early|mid|late|spring"
    r"|summer|fall|autumn|winter|season)[\s-](?:the\s|about\s|approximately\s|early[\s-]|mid[\s-]?|late[\s-]|year\s|spring\s|summer\s|fall\s"
    r"|autumn\s|winter\s|of\s){0,3}\Z",
    re.IGNORECASE,
)
#: "The recalled bunk beds were sold ...": what a seller's text itself calls recalled.
_RECALLED = Phrase(
    r"\brecalled\s(?P<what>(?:[\w'’-]+\s){1,4}?)"
    r"(?:were|was|are|have|had|from|between|in|nationwide|at|online|for|exclusively|through|since|only|on)\b",
    re.IGNORECASE,
)
_GENERAL = "product products item items unit units the model models version versions in"
_ANY_THING = frozenset(_GENERAL.split())
_PLURAL = re.compile(r"(?:ies|es|s)\Z")
_OWN = ("title", "summary", "hazard", "remedy")

_CLEARED = Phrase(r"\bnot (?:subject|included|affected|involved|part|recalled|contain|need|require)", re.IGNORECASE)
_NOT_SOLD = re.compile(
    r"\b(?:manufactured|produced|recalled on|recall|copyright|previous|model years?)\b[^,]{0,30}\Z", re.IGNORECASE
)


def sold_window(parts: dict[str, Part]) -> Window | None:
    """The first to the last day of sale: from the sellers' text, else from sentences of the summary that say "sold"."""
    for part in (p for name, p in parts.items() if name.startswith("sold_at.") and not _pasted(p, parts)):
        spans = [w for w in find_windows(part.text) if _dated(part.text, w)]
        if spans:
            return hull(part, _told_whole(spans))
    summary = parts.get("summary", Part("summary", ""))
    spans = [w for w in find_windows(summary.text) if _is_sale(summary.text, w)]
    return hull(summary, _told_whole(spans)) if spans else None


def _pasted(part: Part, parts: dict[str, Part]) -> bool:
    """Whether a sellers' text was copied from another notice: it calls recalled what this one never names.

    Believed, it would clear owners who bought long before.
    """
    called = [w for found in _RECALLED.finditer(part.text) for w in found["what"].lower().split()]
    things = [_PLURAL.sub("", w)[:6] for w in called if w not in _ANY_THING]
    if not things:
        return False
    own = " ".join(p.text for name, p in parts.items() if name in _OWN or name.startswith("products.")).lower()
    return not any(thing in own for thing in things)


def _dated(text: str, window: Span) -> bool:
    """Whether a window in a sellers' text is one of sale."""
    if _NOT_SOLD.search(text, max(0, window.start - 40), window.start):
        return False
    year = window.first == window.last and window.first is not None and window.first.month is None
    return not year or bool(_IN_YEAR.search(text, max(0, window.start - 40), window.start))


def _told_whole(spans: list[Span]) -> list[Span]:
    """Beside windows with both ends, "through April 2012" only moves the last day, and a year of founding nothing."""
    if not any(s.first and s.last for s in spans):
        return spans
    return [replace(s, first=s.last) if s.first is None else s for s in spans if s.last or (s.first and s.first.month)]


def _is_sale(text: str, window: Span) -> bool:
    """Whether the last such word before a window, in its sentence, speaks of selling and not of making."""
    here = sentence_at(text, window.start)
    cues = list(_SOLD.finditer(text, max(here.start, window.start - NEAR), window.start))
    if not cues or cues[-1]["made"] or _CLEARED.search(text, window.end, min(here.end, window.end + NEAR)):
        return False
    if window.first == window.last:
        return bool(re.fullmatch(r"[^,;()]{0,40}\b(?:in|during)\s", text[cues[-1].end() : window.start]))
    return True
