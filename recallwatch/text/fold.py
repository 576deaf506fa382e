"""Folding: the one way two spellings of the same name or code become the same string."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[™®©℠]|\\((?:tm|r|sm)\\)", re.IGNORECASE)
# What stands in nearly every text and is no word: most texts are plain ASCII without it.
_QUOTES = re.compile("[‘’‚“”„‐‑‒–—•…\u00a0]")
_WORD = re.compile(r"[^\W_]+")
#: Of plain ASCII: small letters and digits, and a space for all else.
_PLAIN = "".join(chr(n).lower() if chr(n).isalnum() else " " for n in range(128))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold for comparison: compatibility forms, case, accents and trademark marks go; words stay apart by one space.

    Idempotent: ``fold(fold(x)) == fold(x)``.
    """
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    if "(" in text or not text.isascii():
        text = _MARKS.sub(" ", text)
    return text.translate(_PLAIN).split() if text.isascii() else _WORD.findall(_plain(text))


@lru_cache(maxsize=4096)
def code_key(text: str) -> str:
    """Fold a model or code: nothing is left but letters and digits, without separators (``A-1263`` is ``a1263``)."""
    return "".join(tokens(text))


def _plain(text: str) -> str:
    """Case-fold and strip accents until nothing changes: one pass can open the way for another."""
    if not text.isascii():
        text = _QUOTES.sub(" ", text)
    if text.isascii():
        return text.casefold()
    for _ in range(4):
        wide = unicodedata.normalize("NFKD", text).casefold()
        bare = unicodedata.normalize("NFKC", "".join(c for c in wide if not unicodedata.combining(c)))
        if bare == text:
            break
        text = bare
    return text
