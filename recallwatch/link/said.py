"""The words a notice says, looked into only when somebody asks: most notices are compared with none."""

from collections.abc import Sequence
from itertools import pairwise

from recallwatch.text.fold import tokens


class Said:
    """Texts in which a name is looked for: every folded word, and every two and three neighbours written as one."""

    __slots__ = ("_run", "_texts", "_words")

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._run: str | None = None
        self._words: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        if self._words is None:
            if self._run is None:
                self._run = "\n".join("".join(tokens(text)) for text in self._texts)
            # Neighbours written as one stand in the words without spaces too: most names are in neither.
            if name not in self._run:
                return False
            self._words = _neighbours(self._texts)
        return name in self._words


def _neighbours(texts: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        words = tokens(text)
        pairs = [a + b for a, b in pairwise(words)]
        found |= {*words, *pairs, *(a + b for a, b in zip(pairs, words[2:], strict=False))}
    return frozenset(found)
