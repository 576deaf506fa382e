"""Quotes: spans of a notice's own texts, and the sentences they lie in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from recallwatch.model import Quote, Term
from recallwatch.text.phrases import Phrase

#: Longest text read of any part; what lies behind is left to a person (the archive's longest is 10,492).
LIMIT = 20_000
_ADDRESS = Phrase(
    r"(?:https?://|www\.)[^\s<>\"”)]{3,300}[^\s<>\"”).,;:]|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,20}){1,3}"
)
# It begins with one plain set of characters: only then the engine skips to the next place that may do.
_END = re.compile(r"[.!?\n](?:(?<!\n)[\"”’)]?\s+(?=[\"“(]?[A-Z0-9])|(?<=\n)\n+)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|NO|No|Nos|NOS|no|nos|Rev|Dr|DR|St|Inc|Co|Corp|Ltd|Mr|Dr|vs|approx|e\.g|i\.e|U\.S|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.\Z"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a notice by its name; ``printed`` is the text as it is where something was blanked for reading."""

    name: str
    text: str
    printed: str = ""

    def quote(self, start: int, end: int) -> Quote:
        """The exact span as a quote."""
        return Quote(self.name, start, end, (self.printed or self.text)[start:end])

    def term(self, start: int, end: int) -> Term:
        """The exact span as a value with its quote."""
        return Term(self.text[start:end], self.quote(start, end))

    def without_addresses(self) -> "Part":
        """The same text with its web and mail addresses blanked: what is in them is no code."""
        blanked = _ADDRESS.sub(lambda found: " " * len(found[0]), self.text)
        return Part(self.name, blanked, self.text) if blanked != self.text else self


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span inside a part."""

    start: int
    end: int


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences; a flattened table stays with the sentence it follows."""
    ends = [m.end() for m in _END.finditer(text) if not _abbreviated(text, m.start() + (m[0][0] != "\n"))]
    return tuple(Sentence(a, b) for a, b in pairwise([0, *ends, len(text)]) if a < b)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether what stands before a place is a short word and no sentence's end."""
    return bool(_ABBREVIATION.search(text, max(0, stop - 8), stop))


def sentence_at(text: str, at: int) -> Sentence:
    """The sentence a place lies in."""
    found = bisect_right(_starts(text), at) - 1
    return sentences(text)[found] if found >= 0 else Sentence(0, len(text))


@lru_cache(maxsize=64)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(s.start for s in sentences(text))


class Spans:
    """Stretches of one text, asked whether another stretch touches one of them."""

    def __init__(self, quotes: Iterable[Quote], part: str) -> None:
        mine = sorted((q.start, q.end) for q in quotes if q.part == part)
        self._starts = [start for start, _ in mine]
        self._reach = list(accumulate((end for _, end in mine), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether any stretch overlaps ``start`` to ``end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
