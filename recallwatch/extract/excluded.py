"""Exclusions: sentences that say what is not recalled, and the marks that clear a unit."""

import re

from .quotes import Part, sentences

_NOT = re.compile(
    r"\b(?:(?:is|are|was|were)\s(?:not|NOT)\s(?:being\s)?(?:included|affected|involved|recalled|impacted|subject|part|covered)|not\s(?:included|involved|affected|subject)\s(?:in|by|to)"
    r"|(?:does|do)\snot\s(?:include|involve|affect|apply)|unaffected|excluded?s?|except(?:ion)?\b)",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"\b(?:previously\s(?:recalled|announced)|earlier\srecall|replacement\s\w+\smodel)\b", re.IGNORECASE
)


def exclusions(part: Part) -> list[tuple[int, int]]:
    """Spans of the sentences that say something is not part of the recall."""
    return [(s.start, s.end) for s in sentences(part.text) if _NOT.search(part.text, s.start, s.end)]
