"""Codes that only describe a label ("some models also have a date code"): they narrow nothing."""

import re
from collections import Counter

from recallwatch.model import CodeType
from recallwatch.text.phrases import Phrase

from .findings import Finding
from .quotes import Part, sentence_at

_EXAMPLE = Phrase(
    r"\b(?:e\.g|i\.e)\.|\b(?:for example|such as|some (?:models|units) (?:may|will)|along with)\b", re.IGNORECASE
)
_SOME = Phrase(
    r"\bsome (?:\w+ )?(?:models|units|products) (?:may|will|might)(?: also)? have an? "
    r"(?P<kind>date code|serial number|lot|batch)",
    re.IGNORECASE,
)
_PRINTED = Phrase(
    r"\b(?:printed|located|etched|stamped|engraved|found)\b"
    r"|\b(?:labels?|tags?|stickers?)\b[^.;]{0,40}\b(?:states?|reads?|lists?|shows?|says?|with the words)\b",
    re.IGNORECASE,
)
_NARROWS = Phrase(r"\b(?:only|includes?|included|recalled|affected|involves?|recall)\b", re.IGNORECASE)
#: How far before a code, in its sentence, the words stand that make it an example.
_NEAR = 120


def criteria_only(found: list[Finding], summary: Part) -> list[Finding]:
    """Leave out the codes that are examples or descriptions and no criteria."""
    some = _SOME.search(summary.text)
    kind = some["kind"].split()[0].lower() if some else ""
    listed = Counter((f.kind, sentence_at(summary.text, f.quote.start)) for f in found if f.type is CodeType.LIST)
    certain = bool(_CERTAIN.search(summary.text))
    return [
        f
        for f in found
        if f.quote.part != summary.name
        or not _describes(
            f, summary, kind, few=not certain and listed[f.kind, sentence_at(summary.text, f.quote.start)] < _MANY
        )
    ]


#: So many codes of one kind in one sentence are no example of what is printed: they are those recalled.
_MANY = 3
_CERTAIN = Phrase(
    r"\b(?:only|certain|select(?:ed)?|specific|following|these|limited|involves\s(?:one|two|three))\b[^.;]{0,40}"
    r"\b(?:serial|lots?|batch(?:es)?|date\scodes?|codes?|production)\b",
    re.IGNORECASE,
)


def _describes(found: Finding, summary: Part, kind: str, *, few: bool) -> bool:
    text, start = summary.text, found.quote.start
    here = sentence_at(text, start)
    if kind == found.kind.value.split("_")[0] or _EXAMPLE.search(text, max(here.start, start - _NEAR), start):
        return True
    family = found.type in (CodeType.PREFIX, CodeType.SUFFIX) or (
        found.type is CodeType.LIST and few and not found.part
    )
    return family and tells_where(text[here.start : here.end])


def tells_where(sentence: str) -> bool:
    """Whether a sentence only tells where a code is printed and what it looks like."""
    return bool(_PRINTED.search(sentence)) and not _NARROWS.search(sentence)
