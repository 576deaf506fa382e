"""Quotes: spans of a notice's own texts, and the sentences they lie in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from recallwatch.model import Quote, Term

#: Longest text read of any part; what lies behind is left to a person (the archive's longest is 10,492).
LIMIT = 40_000
_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“(]?[A-Z0-9])|\n{2,}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|St|Inc|Co|Corp|Ltd|Mr|Dr|vs|approx|e\.g|i\.e|U\.S|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.\Z"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a notice by its name."""

    name: str
    text: str

    def quote(self, start: int, end: int) -> Quote:
        """The exact span as a quote."""
        return Quote(self.name, start, end, self.text[start:end])

    def term(self, start: int, end: int) -> Term:
        """The exact span as a value with its quote."""
        return Term(self.text[start:end], self.quote(start, end))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span inside a part."""

    start: int
    end: int


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences; a flattened table stays with the sentence it follows."""
    cuts = [0]
    for found in _END.finditer(text):
        if not _ABBREVIATION.search(text[max(0, found.start() - 8) : found.start()]):
            cuts.append(found.end())
    cuts.append(len(text))
    return tuple(Sentence(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b)


def sentence_at(text: str, at: int) -> Sentence:
    """The sentence a place lies in."""
    return next((s for s in sentences(text) if s.start <= at < s.end), Sentence(0, len(text)))
