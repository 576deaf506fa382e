"""Where a model or code is printed."""

import re

from recallwatch.model import Quote

from .quotes import Part, sentences

_WHERE = re.compile(
    r"\b(?:printed|located|stamped|engraved|embossed|etched|found|molded|marked|displayed|appears?|listed|sewn|stitched)\s"
    r"(?:in\s\w+\s(?:letters\s)?)?(?:on|at|in|under|inside|near|behind|next|above|below|beneath)\s[^.;]{3,160}",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:serial|date code|lot|batch|manufactur\w+ date|production date|date of manufacture|bar ?code|tracking)",
    re.IGNORECASE,
)
_MODEL = re.compile(r"\b(?:model|item|style|part|SKU|UPC)\b", re.IGNORECASE)


def code_location(part: Part) -> Quote | None:
    """The words that say where the code is printed; for want of those, where the model is."""
    best: Quote | None = None
    for sentence in sentences(part.text):
        found = _WHERE.search(part.text, sentence.start, sentence.end)
        if not found:
            continue
        before = part.text[sentence.start : found.start()]
        if _CODE.search(before):
            return part.quote(found.start(), found.end())
        if best is None and _MODEL.search(before):
            best = part.quote(found.start(), found.end())
    return best
