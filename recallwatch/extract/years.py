"""Model years: the years that are part of a thing's name."""

import re
from collections.abc import Iterator

from recallwatch.model import Quote, Term
from recallwatch.text.phrases import beginning

from .quotes import Part
from .shapes import has_digit

_YEAR = r"(?:19|20)\d\d"
#: A year and a name behind it, which are rarer than the words before them.
_YEAR_ON = re.compile(r"[12](?:9|0)\d\d\s(?:[A-Z]|and\s)")
_TO = r"\s?(?:-|–|—|through|thru|to|and)\s?"
_BEGIN = re.compile(r"model\syear|19\d\d|20\d\d")
_YEARS = re.compile(
    rf"(?<!\bfor\s)(?<!\bon\s)\bmodel\syears?:?\s(?P<a>{_YEAR})(?:{_TO}(?P<b>{_YEAR}))?(?P<more>(?:,?\s(?:and\s)?{_YEAR}){{0,8}})"
    rf"|(?<!\bon\s)\b(?P<c>{_YEAR})(?:{_TO}(?P<d>{_YEAR}))?\s(?:and\s{_YEAR}\s)?model\syears?\b"
    # "2007 and 2008 Roadster"
    rf"|\b(?P<e>{_YEAR})\sand\s(?P<f>{_YEAR})\s(?=[A-Z][a-z])",
    re.IGNORECASE,
)
#: What stands before two years that are a time and no name.
_TIME = re.compile(
    r"(?:\b(?:in|from|between|of|since|during|for|and|to|through|until|by|sold|jan\w*|feb\w*|mar\w*|apr\w*|may|june?"
    r"|july?|aug\w*"
    r"|sept?\w*|oct\w*|nov\w*|dec\w*|spring|summer|fall|winter|early|late)\.?|,)\s\Z",
    re.IGNORECASE,
)
#: "This recall involves 2024 Roadster XT trikes": the year is part of the name.
_NAMED = re.compile(
    rf"\b(?:involves?|includes?|are|:)\s(?:all\s|certain\s|the\s|some\s"
    rf"|only\s)*(?P<y>{_YEAR})(?:{_TO}(?P<z>{_YEAR}))?\s"
    r"(?P<name>(?-i:[A-Z])[\w-]+)|\A(?P<y2>" + _YEAR + r")\s(?P<name2>(?-i:[A-Z])[\w-]+)",
    re.IGNORECASE,
)


def model_years(part: Part) -> list[Term]:
    """Every model year a text names, ranges written out."""
    terms: dict[str, Term] = {}
    if not has_digit(part.text):
        return []
    for first, last, quote in sorted(_spans_of_years(part), key=lambda span: span[2].start):
        for year in range(first, min(last, first + 40) + 1):
            terms.setdefault(str(year), Term(str(year), quote))
    return list(terms.values())


def _spans_of_years(part: Part) -> Iterator[tuple[int, int, Quote]]:
    for found in beginning(part.text, _YEARS, _BEGIN):
        if found["e"] and _TIME.search(part.text, max(0, found.start() - 12), found.start()):
            continue
        first = int(found["a"] or found["c"] or found["e"])
        quote = part.quote(found.start(), found.end())
        yield first, int(found["b"] or found["d"] or found["f"] or first), quote
        yield from ((int(y), int(y), quote) for y in re.findall(_YEAR, found["more"] or ""))
    named = _NAMED.search(part.text) if _YEAR_ON.search(part.text) else None
    if named:
        # The name with other years before it ("2002 Roadster 1000 2003 Roadster 2000") is of the same list.
        name = re.escape(named["name"] or named["name2"])
        for other in re.finditer(rf"\b({_YEAR})(?:\sand\s({_YEAR}))?\s{name}\b", part.text):
            quote = part.quote(other.start(), other.end())
            yield from ((int(year), int(year), quote) for year in other.groups() if year)
