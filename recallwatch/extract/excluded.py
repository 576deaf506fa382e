"""Exclusions: sentences that say what is not recalled, and the marks that clear a unit."""

import re
from collections.abc import Iterable
from functools import lru_cache

from recallwatch.text.phrases import Phrase

from .quotes import Part, sentences

_NOT = Phrase(
    r"\b(?:(?:is|are|was|were)\s(?:not|NOT)\s(?:being\s)?(?:included|affected|involved|recalled|impacted"
    r"|subject|part|covered)|not\s(?:included|involved|affected|subject)\s(?:in|by|to)"
    r"|(?:does|do)\snot\s(?:include|involve|affect|apply)|unaffected|excluded?s?|except(?:ion)?\b)",
    re.IGNORECASE,
)
_MARKED = Phrase(
    r"\b(?:with|without|that have|having|marked|bearing|after|before|on or after|prior to|later|manufactured"
    r"|made|sold|serial|date|stamped|dot|label|sticker)\b",
    re.IGNORECASE,
)


#: "Models other than those above are not included" says nothing that the list above does not.
_ELSE = Phrase(r"\bother than (?:those|the|what)\b|\b(?:no|all|any) other (?:models?|units|products)\b", re.IGNORECASE)


@lru_cache(maxsize=16)
def exclusions(part: Part) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences that say something is not part of the recall."""
    return tuple((s.start, s.end) for s in sentences(part.text) if _NOT.search(part.text, s.start, s.end))


def clears_units(words: str, *, known: Iterable[str], other: bool) -> bool:
    """Whether an exclusion clears some units of a recalled model ("with a green dot"), not other models altogether."""
    if _ELSE.search(words):
        return False
    return any(model in words for model in known) or (not other and bool(_MARKED.search(words)))
