"""Scope: is every unit of the listed models recalled, or does something narrow it?"""

import re
from dataclasses import dataclass

from recallwatch.model import Code, CodeType, Quote

from .contact import find_urls
from .quotes import Part, sentences

_LOOKUP = re.compile(
    r"\bqualifying\s(?:serial|units|date)|\b(?:determine|see|confirm|verify|check|find out)\s(?:if|whether)\b[^.]{0,90}\b(?:included|affected|recalled?|subject|part of)"
    r"|\blook\sup\b[^.]{0,60}\b(?:serial|number|code)|\bcheck\b[^.]{0,30}\bserial\snumbers?\b[^.]{0,80}\b(?:at|on|website|determine)"
    r"|\bfor a list of (?:the )?(?:recalled|affected)\b|\bcan be (?:verified|checked|confirmed|looked up) (?:at|on)\b"
    r"|\bnot all\b[^.]{0,60}\b(?:recalled|affected|included)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?<!use )(?<!intended )\bonly\b(?! for)[^.;]{0,80}\b(?:if|when|installed|equipped|with|without|that\s(?:have|were))\b|\b(?:installed|used)\s(?:at|as|in)\b[^.;]{0,60}\b(?:above|without)\b"
    r"|\bcertain\s(?:serial|lots?|date|batch|production)|\b(?:some\s(?:serial|lots|batches)|limited number of\s\w+)|\bselect\s(?:serial|lots?|units|batches)",
    re.IGNORECASE,
)
_SERIAL_ONLY = re.compile(
    r"\b(?:serial|lot|batch|PO|date\scode)\s?(?:numbers?|codes?)?\b[^.;]{0,60}\b(?:are|is)\s(?:also\s)?(?:included|affected|recalled|subject)\b"
    r"|\bdo not have an? [\w\s]{0,20}(?:number|code|marking)\b[^.;]{0,30}\b(?:subject|included|affected|recalled)\b"
    r"|\b(?:only|certain|specific|following|these)\b[^.;]{0,60}\b(?:serial|lot|batch|date\scode)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A cue that narrows the recall; ``code`` is set when only the maker's own check can tell."""

    quote: Quote
    code: Code | None = None


def narrowings(parts: list[Part]) -> list[Narrowing]:
    """Every narrowing cue, with a lookup code for those that send the owner to the maker."""
    return [n for part in parts for n in _of(part)]


def _of(part: Part) -> list[Narrowing]:
    found = []
    for s in sentences(part.text):
        if hit := _LOOKUP.search(part.text, s.start, s.end):
            quote = part.quote(s.start, s.end)
            urls = find_urls(part.text[s.start : s.end])
            kind = "serial" if "serial" in quote.text.lower() else "unit"
            found.append(Narrowing(quote, Code(CodeType.LOOKUP, kind, quote, url=urls[0] if urls else "")))
        elif hit := _CONDITION.search(part.text, s.start, s.end) or _SERIAL_ONLY.search(part.text, s.start, s.end):
            found.append(Narrowing(part.quote(hit.start(), hit.end())))
    return found
