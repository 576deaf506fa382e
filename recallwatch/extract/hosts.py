"""Hosts: things that the recalled one goes with; their numbers are none of its models."""

import re

from recallwatch.text.phrases import Phrase

#: Words behind which such things are named, up to the end of their clause.
_WITH = Phrase(
    r"\b(?:compatible with|for use with|fits?|designed for|intended for|used (?:with|on|in)|mount(?:ed|s) on"
    r"|bundled with|(?:included|packaged|sold) with (?:certain|some|select))\b[^.;]{0,120}\Z",
    re.IGNORECASE,
)
#: The same of "sold with Acme lamps, models A1 and A2"; a tag or a label that it is sold with bears its own number.
_SOLD_WITH = Phrase(
    r"\b(?:sold|included|packaged|supplied|provided|shipped) (?:with|on) (?!(?:the |these )?(?:following )?"
    r"(?:models?|items?|serial|parts?|styles?|UPC|SKU|UL|product)\b)"
    r"(?:(?!\b(?:have|has|had|that|are|were|is|was|tags?|labels?)\b)[^.;:()]){3,80}?"
    r"\b(?:models?|items?)\b[^.;]{0,200}\Z",
    re.IGNORECASE,
)
#: How far before a word such words may stand.
_REACH = 160
_FAR = 300


def goes_with(text: str, at: int) -> bool:
    """Whether what stands at a place is named as something the recalled thing goes with."""
    return bool(_WITH.search(text, max(0, at - _REACH), at) or _SOLD_WITH.search(text, max(0, at - _FAR), at))
