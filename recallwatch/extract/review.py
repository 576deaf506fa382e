"""Why a person should look: counts that do not add up, codes nobody explained, narrowing words nobody read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recallwatch.model import CodeType, Scope, Selector
from recallwatch.text.numbers import read_count
from recallwatch.text.phrases import Phrase

from .findings import Finding
from .hosts import goes_with
from .quotes import Part, Spans
from .shapes import alike, has_digit, is_code, is_date, is_measure, is_year, numbered, shape
from .values import KIN

_MANY = Phrase(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:\w+\s)?"
    r"(?P<what>models?\snumbers|models)\b",
    re.IGNORECASE,
)
#: Unexplained codes named at most; more would only repeat the point.
_SHOWN = 5
#: So many codes together that nobody explained are a list or a table that was not read.
_A_LIST = 5
#: Numbers of documents and standards, telephone numbers in letters: in many notices, and never a criterion.
_PAPERS = re.compile(
    r"(?:\d{3}-[A-Z\d]{3}-[A-Z]{4}|F\d{3,4}(?:-\d+)?|Z\d{2,3}(?:\.\d+)*|[A-Z]{1,3}\d{5}-\d{4}|R{1,2}N?\d{4,7}|CR\d{4}|[A-Z][a-z]{2}-\d{2,4})\Z"
)
_EARLIER = Phrase(
    r"\b(?:previous|earlier|original)\w*\s(?:\w+\s){0,3}recall|\brecalled in\b|\bReleases?\s#", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason in words; ``grave`` when what was understood may be wrong, so that a verdict must stop at check."""

    reason: str
    grave: bool


def doubts(summary: Part, selector: Selector, found: list[Finding]) -> tuple[Doubt, ...]:
    """Every reason to look, the grave ones first."""
    every = [*_unread(selector), *_miscounted(summary, selector), *_unexplained(summary, selector, found)]
    return tuple(sorted(every, key=lambda doubt: not doubt.grave))


def _unread(selector: Selector) -> Iterator[Doubt]:
    """Something narrows the recall and no rule reads it; its scope already says so."""
    if selector.scope is Scope.UNKNOWN and selector.narrowed_by:
        yield Doubt(f"narrowed by words that were not understood: {selector.narrowed_by.text.strip()!r}", grave=False)


def _miscounted(summary: Part, selector: Selector) -> Iterator[Doubt]:
    said = _MANY.search(summary.text)
    count = read_count(said["n"]) if said else None
    models = len(selector.models)
    if said and count and models and count != models and not selector.model_patterns:
        # Fewer names than numbers, or one number for several designs: only too few of many is a sign of a list cut off.
        grave = 1 < models < count and "number" in said["what"].lower()
        yield Doubt(f"the notice speaks of {said.group()!r}, {models} were found", grave)


def _unexplained(summary: Part, selector: Selector, found: list[Finding]) -> Iterator[Doubt]:
    """Words that look like one more model or code and were not read as anything."""
    known = [t.value for t in (*selector.models, *selector.excluded_models)]
    codes = [v for c in (*selector.serials, *selector.lots) for v in (*c.values, c.first, c.last) if v]
    begun = tuple(v for c in (*selector.serials, *selector.lots) if c.type is CodeType.PREFIX for v in c.values)
    strange = [w for w in _strange(summary, found, {*known, *codes}) if not (begun and w.startswith(begun))]
    kin = [word for word in strange if _kin(word, known) or _kin(word, codes)]
    rest = [word for word in strange if word not in kin and is_code(word)]
    if kin:
        yield Doubt(f"not understood, though like what was: {', '.join(kin[:_SHOWN])}", grave=True)
    if rest:
        yield Doubt(f"not understood: {', '.join(rest[:_SHOWN])}", grave=len(rest) >= _A_LIST)


def _strange(summary: Part, found: list[Finding], known: set[str]) -> Iterator[str]:
    text = summary.without_addresses().text
    read = Spans((f.quote for f in found), summary.name)
    seen = set(known)
    for word in numbered(text):
        value = word.group()
        if len(value) < 5 or value in seen or not has_digit(value) or not _capital(value):
            continue
        if is_measure(value) or is_date(value) or is_year(value[:4]) or _PAPERS.match(value):
            continue
        if read.touch(word.start(), word.end()) or goes_with(text, word.start()):
            continue
        if _EARLIER.search(text, max(0, word.start() - 60), word.start()):
            continue
        seen.add(value)
        yield value


def _capital(word: str) -> bool:
    return any(c.isupper() for c in word) or word.replace("-", "").isdigit()


def _kin(word: str, others: Iterable[str]) -> bool:
    """Whether a word is of one series with something that was understood."""
    return any(
        abs(len(word) - len(other)) <= 1 and alike(word, other) >= KIN and (not word.isdigit() or _same(word, other))
        for other in others
    )


def _same(word: str, other: str) -> bool:
    """Plain numbers must begin alike too: any two of one length are of one shape."""
    return shape(word) == shape(other) and word[:2] == other[:2]
