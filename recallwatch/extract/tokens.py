"""A stretch of text as tokens: words that may be values, and what may stand between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from recallwatch.text.lowered import lowered

from .shapes import WORD, has_digit, shape


class Token(Enum):
    """What a token is."""

    WORD = "word"
    SEP = "sep"  # comma, semicolon, slash, bullet
    CONJ = "conj"
    TO = "to"
    OPEN = "open"
    CLOSE = "close"
    COLON = "colon"
    QUOTE = "quote"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Tok:
    """One token with its span."""

    kind: Token
    text: str
    start: int
    end: int


#: In small letters.
_TOKEN = re.compile(
    rf"""(?P<CONJ>(?:and/or|and|or|as\swell\sas|plus|along\swith)(?![\w-])|&)
    |(?P<TO>(?:up\s)?(?:through|thru|to)(?![\w-])|(?<=\s)-{{1,2}}(?=\s|[a-z]{{0,3}}\d)|[–—]|\.\.)
    |(?P<WORD>\d{{1,2}}(?:,\d{{3}})+(?![\d,-])|\$\d[\d,.]*|[0-9]+(?:\.[0-9]+)?%|{WORD.pattern.lower()})
    |(?P<SEP>[,;/•·|])
    |(?P<OPEN>[(\[])|(?P<CLOSE>[)\]])
    |(?P<COLON>:)
    |(?P<QUOTE>["“”‘’'\#])
    |(?P<STOP>[^\s])""",
    re.VERBOSE,
)


def tokens(text: str, start: int, stop: int) -> Iterator[Tok]:
    """The tokens of a stretch, in order; two codes of one series that ran together are two."""
    before = ""
    for found in _TOKEN.finditer(lowered(text), start, stop):
        at, end = found.span()
        token = Tok(Token[str(found.lastgroup)], text[at:end], at, end)
        half = len(before)
        if half >= 6 and len(token.text) == 2 * half and shape(before) == shape(token.text[:half]):
            yield Tok(token.kind, token.text[:half], token.start, token.start + half)
            yield Tok(token.kind, token.text[half:], token.start + half, token.end)
        else:
            yield token
        before = token.text if token.kind is Token.WORD and has_digit(token.text) else before
