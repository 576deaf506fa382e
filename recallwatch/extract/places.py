"""Where words stand in a text."""

from collections.abc import Iterator


def places(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, inside longer ones too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
