"""Where a notice states what an operator added: the words themselves are the quote, else the operator's note is."""

import re
from collections.abc import Iterator

from recallwatch.model import OPERATOR, Correction, Notice, Quote, Rule
from recallwatch.text.dates import find_windows

from .quotes import Part

#: What may stand between the ends of a range, between the first and last value of a list, and inside a code.
_BETWEEN = r".{1,60}?"
_LISTED_BETWEEN = r".{1,400}?"
_SEPARATORS = r"[\W_]{0,2}"


def quote_of(correction: Correction, notice: Notice) -> Quote:
    """The words that state a correction."""
    note = correction.note
    return find_stated(correction, notice) or Quote(OPERATOR, 0, len(note), note)


def find_stated(correction: Correction, notice: Notice) -> Quote | None:
    """Where the notice states it, in its longest text first; None if it does not."""
    parts = sorted((Part(*named) for named in notice.texts().items()), key=lambda part: -len(part.text))
    if correction.words:
        return _first(re.compile(r"\s+".join(map(re.escape, correction.words.split()))), parts)
    if correction.first or correction.last:
        return _window(correction, parts)
    return _values(list(_stated_values(correction)), parts, within=_between(correction.rule))


def _stated_values(correction: Correction) -> Iterator[str]:
    rule = correction.rule
    if rule is None:
        yield correction.value
    else:
        yield from filter(None, (rule.first, rule.last, *rule.values))


def _between(rule: Rule | None) -> str:
    return _LISTED_BETWEEN if rule and rule.values else _BETWEEN


def _values(values: list[str], parts: list[Part], *, within: str) -> Quote | None:
    """One span from the first to the last value where they stand together, else the first; every one must be there."""
    if not values:
        return None
    ends = dict.fromkeys((_spelt(values[0]), _spelt(values[-1])))
    together = re.compile(within.join(ends), re.IGNORECASE | re.DOTALL)
    alone = [_first(re.compile(_spelt(value), re.IGNORECASE), parts) for value in values]
    return (_first(together, parts) or alone[0]) if all(alone) else None


def _spelt(value: str) -> str:
    """A whole word, however its letters and digits are kept apart (``A-1263`` for ``A1263``)."""
    letters = [re.escape(c) for c in value if c.isalnum()]
    return rf"(?<![^\W_]){_SEPARATORS.join(letters)}(?![^\W_])" if letters else re.escape(value.strip())


def _window(correction: Correction, parts: list[Part]) -> Quote | None:
    for part in parts:
        for span in find_windows(part.text):
            if (span.first, span.last) == (correction.first, correction.last):
                return part.quote(span.start, span.end)
    return None


def _first(pattern: re.Pattern[str], parts: list[Part]) -> Quote | None:
    hits = ((part, pattern.search(part.text)) for part in parts)
    return next((part.quote(hit.start(), hit.end()) for part, hit in hits if hit), None)
