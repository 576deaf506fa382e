"""Criteria on one place of a code: "the sixth digit of the serial number is A", "an R in the 10th position"."""

import re
from collections.abc import Iterator

from recallwatch.model import CodeType
from recallwatch.text.phrases import Phrase

from .cues import Kind
from .findings import Finding
from .quotes import Part, sentences

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS = {word: n for n, word in enumerate(_WORDS.split(), 1)}
_WHICH = rf"(?P<which>last|{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_PLACE = r"(?:digits?|letters?|characters?|numbers?|positions?|codes?|places?)"
_CODE = r"(?P<kind>serial|VIN|vehicle identification|lot|batch|date code|code)"
_VALUE = r"[\"“‘'](?P<quoted>[A-Za-z0-9]{1,3}),?[\"”’'.]|(?P<bare>\d|[A-Z](?![a-z]))(?![\w%])"
_OF_CODE = Phrase(
    rf"\b{_WHICH}\s{_PLACE}\s(?:of|in|from)\s(?:the\s)?(?:\w+\s){{0,3}}?{_CODE}[^.;]{{0,60}}?"
    rf"\b(?:is|are|will be|must be|reads?|being)\s(?:an?\s|the\s)?(?:letter\s|number\s)?(?:{_VALUE})",
    re.IGNORECASE,
)
_IN_PLACE = Phrase(
    rf"\b(?:an?\s|the\s)?(?:letter\s|number\s|digit\s)?(?:{_VALUE})(?:\sor\s[\"“]?(?P<other>[A-Z]|\d)[\"”]?)?\s(?:as|in|at)\sthe\s{_WHICH}\s{_PLACE}",
    re.IGNORECASE,
)
_KINDS = {"serial": Kind.SERIAL, "vin": Kind.VIN, "vehicle identification": Kind.VIN, "date code": Kind.DATE}
#: Where a model year is told apart by a letter of the VIN, the year says as much already.
_YEAR = Phrase(r"\bmodel year\b", re.IGNORECASE)


def placed_codes(part: Part) -> Iterator[Finding]:
    """Every criterion on one place of a code, as a list of one value with ``part`` = ``char6``."""
    for s in sentences(part.text) if any(pattern.may_fit(part.text) for pattern in (_OF_CODE, _IN_PLACE)) else ():
        hits = [f for pattern in (_OF_CODE, _IN_PLACE) for f in pattern.finditer(part.text, s.start, s.end)]
        if hits and not _YEAR.search(part.text, s.start, s.end):
            yield from (_finding(part, found, part.text[s.start : s.end]) for found in hits)


def _finding(part: Part, found: re.Match[str], sentence: str) -> Finding:
    said = found.groupdict().get("kind") or ("VIN" if "VIN" in sentence or "vehicle ident" in sentence else "serial")
    which = found["which"].lower()
    where = "last1" if which == "last" else f"char{_ORDINALS.get(which) or int(re.sub(r'[^0-9]', '', which))}"
    value = found["quoted"] or found["bare"]
    other = found.groupdict().get("other")
    quote = part.quote(found.start(), found.end())
    return Finding(
        _KINDS.get(said.lower(), Kind.LOT),
        CodeType.LIST,
        quote,
        values=(value, other) if other else (value,),
        part=where,
    )
