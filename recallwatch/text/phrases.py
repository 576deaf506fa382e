"""Phrases: patterns that are tried only where a text holds the words they cannot do without.

Most patterns fit no place of most texts, and to look for a word costs a hundredth of trying a pattern at every place.
"""

import re
import sys
from collections.abc import Callable, Iterator

from .lowered import lowered
from .required import Ways, required


class Phrase:
    """A pattern that finds what ``re.compile(pattern, flags)`` finds."""

    __slots__ = ("_fits", "_seen", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self._fits = _holding(required(pattern, flags))
        #: The last text and whether it fits that as a whole: a text is searched sentence by sentence.
        self._seen = ("", self._fits(""))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first place it fits."""
        seen, fits = self._seen
        if seen is text and not fits:  # most of what is asked, spared a call
            return None
        return self.pattern.search(text, start, end) if self.may_fit(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find every place it fits."""
        return self.pattern.finditer(text, start, end) if self.may_fit(text, start, end) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Put something else in every place it fits."""
        return self.pattern.sub(new, text) if self.may_fit(text) else text

    def may_fit(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether a text holds all words of one way to fit it."""
        seen, fits = self._seen
        if seen is not text:
            fits = self._fits(lowered(text))
            self._seen = (text, fits)
        return fits and ((start == 0 and end >= len(text)) or self._fits(lowered(text)[start:end]))


def _holding(ways: Ways) -> Callable[[str], bool]:
    """Make the question whether a text in small letters holds all words of one way.

    As one expression, which Python asks three times as fast as loops would: it is asked of every text and sentence.
    """
    asked = (" and ".join(f"({_any_of(words)})" for words in sets) for sets in ways)
    holding: Callable[[str], bool] = eval(f"lambda small: {' or '.join(asked) or True}")  # noqa: S307 - our own patterns
    return holding


def _any_of(words: tuple[str, ...]) -> str:
    return " or ".join(f"{word!r} in small" for word in words)


def around(text: str, place: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a text, from space to space, that hold a place; its pattern goes on to where no more is."""
    end = 0
    for found in place.finditer(text):
        start = max(end, text.rfind(" ", end, found.start()) + 1)
        end = found.end()
        yield start, end


def ending(text: str, pattern: re.Pattern[str], tail: Phrase, *, reach: int) -> Iterator[re.Match[str]]:
    """Every place a pattern fits that ends with ``tail``, looked for only where that stands.

    ``reach`` is the most that the pattern takes before it. A pattern that may begin with any word is tried at every
    word of a text; what it ends with is rare.
    """
    done = 0
    for end in tail.finditer(text):
        if found := pattern.search(text, max(done, end.start() - reach), end.end()):
            yield found
            done = found.end()


def beginning(
    text: str,
    pattern: re.Pattern[str],
    head: re.Pattern[str],
    *,
    start: int = 0,
    end: int = sys.maxsize,
    behind: bool = False,
) -> Iterator[re.Match[str]]:
    """Every place a pattern fits, looked for only where ``head``, which reads small letters, says it may begin.

    ``behind``: the head begins with the one character that stands before the place; the text may begin with it too.
    """
    done = start
    small = f" {lowered(text)}" if behind else lowered(text)
    for place in head.finditer(small, start, end):
        if place.start() >= done and (found := pattern.match(text, place.start(), end)):
            yield found
            done = found.end()
