"""Why a person should look: counts that do not add up, codes nobody explained."""

import re

from recallwatch.model import Selector
from recallwatch.text.numbers import read_count

from .findings import Finding
from .quotes import Part, Spans
from .shapes import WORD, is_code

_MANY = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:\w+\s)?models\b", re.IGNORECASE
)
#: Unexplained codes named at most; more would only repeat the point.
_SHOWN = 5


def reasons(summary: Part, selector: Selector, found: list[Finding]) -> tuple[str, ...]:
    """Every reason, in words."""
    return (*_miscounted(summary, selector), *_unexplained(summary, selector, found))


def _miscounted(summary: Part, selector: Selector) -> list[str]:
    said = _MANY.search(summary.text)
    count = read_count(said["n"]) if said else None
    if said is None or not selector.models or count == len(selector.models):
        return []
    return [f"the notice speaks of {said.group()!r}, {len(selector.models)} were found"]


def _unexplained(summary: Part, selector: Selector, found: list[Finding]) -> list[str]:
    """Codes of a notice with models that look like one more model and were not read as anything."""
    read = Spans((f.quote for f in found), summary.name)
    known = {t.value for t in (*selector.models, *selector.excluded_models)}
    strange = dict.fromkeys(
        word.group()
        for word in WORD.finditer(summary.text)
        if is_code(word.group())
        and len(word.group()) >= 5
        and word.group() not in known
        and not read.touch(word.start(), word.end())
        and any(c.isupper() for c in word.group())
    )
    shown = list(strange)[:_SHOWN]
    return [f"not understood: {', '.join(shown)}"] if shown else []
