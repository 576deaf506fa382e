"""Brands that a text states: the word "brand" beside a name, lists of brands, and what is printed on the thing."""

import re
from collections.abc import Iterator
from enum import StrEnum

from recallwatch.text.phrases import Phrase, ending


class Mark(StrEnum):
    """How a text states a brand: in so many words, or as letters seen on the thing."""

    BRAND = "brand"
    PRINT = "print"


WORD = r"[A-Z0-9][\w&+.'’®™-]{0,30}"
NAME = rf"{WORD}(?:\s(?:(?:&|\+|of|by)\s)?{WORD}){{0,3}}"
_SHORT = rf"{WORD}(?:\s{WORD})?"
_QUOTED = r"[\"“](?P<name>[^\"”]{2,30}?),?[\"”]"
_PRINTED = (
    r"(?:printed|engraved|embossed|stamped|molded|displayed|located|etched|sewn|marked|imprinted|written|stitched"
    r"|lettered|painted|stenciled|on\sthe)"
)
_BRANDS = (
    Phrase(rf"\b(?:brand|trade)\s?names?,?\s(?:is\s|of\s)?{_QUOTED}"),
    Phrase(rf"\b[Bb]rand\sname\s(?:of\s|is\s)?(?P<name>{NAME})"),
    Phrase(rf"{_QUOTED},?\s(?:brand|label)\b"),
    Phrase(rf"\b(?P<name>{NAME})(?:[- ]brand(?:ed|s|ing)?|['’]?s?\s(?:brand|trade)\sname)\b(?!\snew\b)"),
)
_UNDER = (
    Phrase(rf"\b(?:sold|marketed|distributed)\s(?:\w+\s)?under\s(?:the\s)?[\"“]?(?P<name>{NAME})"),
    Phrase(rf"\bunder\sthe\s(?:\w+\s)?(?:brand|label|trade\s?name|name)s?,?\s(?:of\s)?[\"“]?(?P<name>{NAME})"),
    Phrase(rf"\bunder\sthe\s[\"“]?(?P<name>{NAME})[\"”]?\s(?:label|name|trademark)\b"),
)
_LISTS = (
    Phrase(r"\b[Bb]rand\snames?:?\s(?:of\s|are\s|include\s|including\s)?(?P<names>[^.;:]{4,160})"),
    Phrase(r"\bunder\sthe\s(?P<names>[^;:]{4,160}?)\s(?:brand|trade|product)?\s?(?:brands|names|labels)\b"),
    Phrase(
        r"\b(?:following|these|several|various|\w+\sdifferent)\sbrands?(?:\snames?)?(?:\sand\smodels)?"
        r"(?::|\s(?:are|were|include)\b[^:.]{0,30}:?|,)\s(?P<names>[^.;:]{3,200})"
    ),
    Phrase(rf"\b(?P<names>{_SHORT}(?:,\s{_SHORT}){{0,8}},?\s(?:and|or)\s{_SHORT})[- ]brand(?:ed|s)?\b"),
)
_QUOTES = (
    Phrase(rf"\b(?:names?|words?)\s{_QUOTED}"),
    Phrase(rf"{_QUOTED}\s(?:logo|label|emblem|decal)s?\b"),
    Phrase(
        rf"[\"“](?P<name>[A-Z][^\"”\d]{{1,25}}?),?[\"”]{{1,2}}(?:[^.\"“]{{0,40}})\s(?:is|are"
        rf"|was|were|appears?)\s(?:also\s)?(?:in\s\w+\s(?:letters|lettering)\s)?{_PRINTED}?"
    ),
    Phrase(rf"[\"“](?P<name>[A-Z][^\"”]{{1,25}}?),?[\"”](?:\slogo)?\s(?:clearly\s|prominently\s)?{_PRINTED}"),
    Phrase(
        rf"(?<!,\s)[\"“](?P<name>[A-Z][^\"”]{{1,25}}?),?[\"”]\s(?:or|and)\s[\"“][^\"”]{{2,25}}[\"”]"
        rf"[^.\"“]{{0,80}}?(?:{_PRINTED}|appears?)"
    ),
    Phrase(
        r"\b(?:reads?|reading|says?|labeled|labelled|imprinted|marked|[Ww]riting\s[^.]{0,30}includes?)[:,]?"
        rf"\s(?:with\s)?(?:the\s)?{_QUOTED}"
    ),
)
_LOGO = Phrase(r"(?:logo|emblem|name\sand\slogo|name)\b")
_IS_PRINTED = Phrase(rf"(?:is|are|appears)\s(?:also\s)?{_PRINTED}")
#: What is printed on the thing, each with the words it ends with.
_PRINTS = (
    (re.compile(rf"\b(?P<name>{NAME})(?:['’]s|['’])?\s{_LOGO.pattern.pattern}"), _LOGO),
    (re.compile(rf"(?:^|[.!?]\s)(?:The\s)?(?P<name>{NAME})\s{_IS_PRINTED.pattern.pattern}"), _IS_PRINTED),
)
#: The longest of those names, with what may stand around it.
_REACH = 4 * 31 + 3 * 4 + 10
#: What a text calls the name of a model is none of a brand.
_LINE = re.compile(r"\b[Mm]odels?\s(?:names?\s)?[\"“]\Z")
_NEAR = 16
_PIECE = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or|&)\s|/")
_LISTED = re.compile(rf"[\"“]?(?P<name>{NAME}),?[\"”]?(?:\s(?:and|or)\b|[\"”]?\Z)")


def marks(text: str) -> Iterator[tuple[str, Mark]]:
    """Every name a text states as a brand, then every one that it says is printed on the thing, as they stand in it."""
    for hit in _hits((*_BRANDS, *_UNDER, *_LISTS), text):
        named = _each(hit["names"]) if "names" in hit.re.groupindex else (hit["name"],)
        yield from ((name, Mark.BRAND) for name in named)
    printed = (hit for pattern, tail in _PRINTS for hit in ending(text, pattern, tail, reach=_REACH))
    for hit in sorted((*_hits(_QUOTES, text), *printed), key=lambda hit: hit.start()):
        if not _LINE.search(text, max(0, hit.start("name") - _NEAR), hit.start("name")):
            yield hit["name"], Mark.PRINT


def _hits(patterns: tuple[Phrase, ...], text: str) -> list[re.Match[str]]:
    return sorted((hit for pattern in patterns for hit in pattern.finditer(text)), key=lambda hit: hit.start())


def _each(listed: str) -> Iterator[str]:
    pieces = _PIECE.split(listed)
    for piece in pieces if len(pieces) > 1 else ():
        if found := _LISTED.match(piece.strip()):
            yield found["name"]
