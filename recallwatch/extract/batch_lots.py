"""The lot codes of one stretch of text: lists, ranges, beginnings; sizes and counts are none."""

import re
from collections.abc import Iterator
from itertools import pairwise

from recallwatch.model import Code, CodeType

from .quotes import Part
from .shapes import WORD, is_measure

_SPLIT = re.compile(r"[,;&|¤\n\t]|\s{2,}|\s(?:and|or|et|ou|und)\s", re.IGNORECASE)
#: Words of one value at most; more of them are a list without commas.
_TOGETHER = 3
_LEAD = re.compile(r"(?:begin|start)\w*\s(?:with|in)|commençant\spar", re.IGNORECASE)
_RANGE = re.compile(
    r"(?P<a>[A-Za-z]{0,6}\d{2,}[A-Za-z]{0,3})(?:\s?[-–—]\s?|\s(?:through|thru|to|au?|à)\s)(?P<b>[A-Za-z]{0,6}\d{2,}[A-Za-z]{0,3})"
    r"(?![\w-])",
    re.IGNORECASE,
)
_OLDER = re.compile(r"\W*(?:and|or)\s(?:any\s)?(?:before|prior|earlier|lower|older|below)\b", re.IGNORECASE)
_NEWER = re.compile(r"\W*(?:and|or)\s(?:after|later|higher|above|greater|newer)\b", re.IGNORECASE)
_ENDS = re.compile(r"\bend(?:s|ing)?\s(?:with|in)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\Z", re.IGNORECASE)
_UNITS = re.compile(
    r"\s?(?:oz|lbs?|ounces?|pounds?|g|kg|ml|l|ct|counts?|packs?|pc|pieces?|cases?|fl|inch|bags?|boxes|units|x|%|hours?|months?"
    r"|weeks?|days?|years?|am|pm)\b\.?",
    re.IGNORECASE,
)


def lot_codes(part: Part, start: int, end: int, kind: str, *, announced: bool) -> list[Code]:
    """The codes between two places; not ``announced`` by a cue, only what can be nothing else."""
    text = part.text[start:end]
    if _ENDS.search(text):
        return []  # beginnings and endings that hold together have no rule
    lead = _LEAD.search(text)
    ranges = [(f.start(), f.end(), f["a"], f["b"]) for f in _RANGE.finditer(text) if _one_series(f["a"], f["b"])]
    codes = [Code(CodeType.RANGE, kind, part.quote(start + a, start + b), one, two) for a, b, one, two in ranges]
    found = [
        (at, stop)
        for at, stop in _values(text, announced=announced or bool(lead))
        if not any(a < stop and at < b for a, b, _, _ in ranges)
    ]
    for at, stop in [f for f in found if _OLDER.match(text, f[1]) or _NEWER.match(text, f[1])]:
        first, last = ("", text[at:stop]) if _OLDER.match(text, stop) else (text[at:stop], "")
        codes.append(Code(CodeType.RANGE, kind, part.quote(start + at, start + stop), first, last))
        found.remove((at, stop))
    if found:
        quote = part.quote(start + found[0][0], start + found[-1][1])
        values = tuple(dict.fromkeys(text[at:stop] for at, stop in found))
        form = CodeType.PREFIX if lead and lead.start() < found[0][0] else CodeType.LIST
        codes.append(Code(form, kind, quote, values=values))
    return codes


def _values(text: str, *, announced: bool) -> Iterator[tuple[int, int]]:
    """Each value; words of one value stay together unless they look alike, as the members of a bare list do."""
    at = 0
    for cut in (*_SPLIT.finditer(text), None):
        stop = cut.start() if cut else len(text)
        words = [w for w in WORD.finditer(text, at, stop) if _code_like(w, announced=announced)]
        touching = all(text[a.end() : b.start()] == " " for a, b in pairwise(words))
        if 1 < len(words) <= _TOGETHER and touching and len({_shape(w[0]) for w in words}) > 1:
            yield words[0].start(), words[-1].end()
        else:
            yield from ((w.start(), w.end()) for w in words)
        at = cut.end() if cut else stop


def _code_like(word: re.Match[str], *, announced: bool) -> bool:
    text = word[0].strip("*^#&+")
    digits = sum(c.isdigit() for c in text)
    if not text.strip("0-/. ") or _MONTH.search(word.string, max(0, word.start() - 12), word.start()):
        return False
    if not digits or len(text) < 2 or _measured(text) or _UNITS.match(word.string, word.end()):
        return False
    if (
        not text[-1].isalnum()
        or text.count("/") > 1
        or (len(text) < 4 and word.string[word.end() : word.end() + 1] == "%")
    ):
        return False
    return announced or len(text) >= 4


def _measured(text: str) -> bool:
    """A size; digits alone may be a lot, and so may an X before five of them (``x48`` is the tail of a size)."""
    return is_measure(text) and not text.isdigit() and not (text[0] in "xX" and len(text) > 5)


def _shape(word: str) -> str:
    return "".join("9" if c.isdigit() else "a" for c in word if c.isalnum())


def _one_series(first: str, last: str) -> bool:
    """Whether both ends are of one form and in order: ``Z324-Z350``, not ``P2742702-00``."""
    return _shape(first) == _shape(last) and len(first) >= 3 and first.lower() < last.lower()
