"""What a notice says of an earlier one: that it expands or repeats it, when that was, under which number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recallwatch.model import LinkType, Notice, PartialDate
from recallwatch.text.dates import find_dates
from recallwatch.text.fold import code_key, tokens
from recallwatch.text.plural import singular

_TEXT = 20_000  # characters of a text that are looked at

_EXPANDS = re.compile(
    r"\bexpan(?:d(?:s|ed|ing)?|sion)\b[^.;]{0,80}\brecall|\brecall(?:s|ed)?\b[^.;]{0,40}\bexpan(?:d|s)"
    r"|\brappel étendu|\bextension du rappel",
    re.IGNORECASE,
)
_REANNOUNCES = re.compile(r"\bre-?announc", re.IGNORECASE)
#: Where a text speaks of an earlier recall; the dates of that clause say which. "Recalled units" are this notice's.
_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|original(?:ly)?|earlier|prior|first)\s(?:\w+\s){0,6}?(?:recall|announce)\w*[^.;()]{0,120}"
    r"|\brecall(?:ed|\sannounced)?\s(?:in|on|of|from|dated)\s(?=(?:early\s|late\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
    r"|Nov|Dec|[\d/]{4}))[^.;()]{0,60}"
    r"|\b(?:since|as part of)\sthe\s[^.;()]{0,60}\brecall\b",
    re.IGNORECASE,
)
#: "the May 2010 recall": the date stands before the word.
_DATED = re.compile(r"\b(?P<when>\w+\s(?:\d{1,2},\s)?(?:19|20)\d\d)\s(?:\w+\s){0,3}recall", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:recall|release|alert)s?\s(?:no\.?|number|#)\s?#?\s?(?P<number>\d{2}-?\d{3,4}[a-z]?)\b"
    r"|\b(?P<rapex>(?:A1[12]|INFO|SR|B\d)/\d{5}/\d{2})\b",
    re.IGNORECASE,
)


_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")  # "recalled in the U.S. in May": no sentence ends there


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is said of an earlier notice; ``type`` is None where nothing is.

    ``dates`` are when it was published, ``numbers`` its numbers, folded; ``about`` the words of what
    speaks of it, and ``words`` is what says so.
    """

    type: LinkType | None = None
    dates: tuple[PartialDate, ...] = ()
    numbers: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    words: str = ""

    def dated(self, day: date) -> bool:
        """Whether a date that is named means this day, give or take two where it is a whole date."""
        return any(
            abs((when.first - day).days) <= 2 if when.day else when.first <= day <= when.last
            for when in self.dates
            if when.month
        )


def earlier(notice: Notice) -> Earlier:
    """Read what a notice says of earlier ones; a title says most plainly what it does."""
    units = "\n".join(product.units for product in notice.products)
    texts = [text[:_TEXT] for text in (notice.title, notice.summary, units, notice.remedy)]
    said = _INITIALS.sub(lambda found: found[0].replace(".", ""), "\n".join(texts))
    numbers = frozenset(code_key(found["number"] or found["rapex"]) for found in _NUMBER.finditer(said))
    found = _type(notice.title, said)
    if found is None:
        return Earlier(numbers=numbers)
    kind, words = found
    dates = tuple(dict.fromkeys(_dates(f"{said}\n{notice.incidents[:_TEXT]}")))
    about = frozenset(singular(word) for found in _BEFORE.finditer(said) for word in tokens(found[0]))
    return Earlier(kind, dates, numbers, about, " ".join(words.split())[:160])


def _type(title: str, said: str) -> tuple[LinkType, str] | None:
    if title.startswith("Update"):
        return None  # the same page, edited
    for kind, pattern, text in (
        (LinkType.EXPANDS, _EXPANDS, title),
        (LinkType.REANNOUNCES, _REANNOUNCES, title),
        (LinkType.EXPANDS, _EXPANDS, said),
        (LinkType.REANNOUNCES, _REANNOUNCES, said),
        (LinkType.EXPANDS, _BEFORE, said),
    ):
        if found := pattern.search(text):
            return kind, found[0]
    return None


def _dates(said: str) -> Iterator[PartialDate]:
    for clause in (*(found[0] for found in _BEFORE.finditer(said)), *(d["when"] for d in _DATED.finditer(said))):
        yield from (when.value for when in find_dates(clause))
