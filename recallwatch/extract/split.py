"""One selector as several, where what narrows it differs by model."""

import re
from collections.abc import Sequence
from dataclasses import replace

from recallwatch.model import Scope, Selector, Window

from .quotes import Part

#: "All serial numbers are included in this recall", said of the models whose codes were not listed.
_EVERY = re.compile(
    r"\ball\s(?:\w+\s)?(?:serial|lot|batch|date)\s?(?:code\s)?(?:numbers?|codes?|es|s)?\s(?:are|is)\s(?:\w+\s)?"
    r"(?:included|affected|recalled|subject)",
    re.IGNORECASE,
)
Windows = Sequence[tuple[Window, tuple[str, ...]]]


def by_model(selector: Selector, windows: Windows, summary: Part) -> tuple[Selector, ...]:
    """The selector itself, or one for each window of making, or one more for the models that need no code."""
    if by_window := _by_window(selector, windows):
        return by_window
    coded = {model for code in (*selector.serials, *selector.lots) for model in code.models}
    free = [term for term in selector.models if term.value not in coded]
    everywhere = any(not code.models for code in (*selector.serials, *selector.lots))
    if not (coded and free) or everywhere or not _EVERY.search(summary.text):
        return (selector,)
    whole = replace(selector, models=tuple(free), serials=(), lots=(), made=None, scope=Scope.ALL, narrowed_by=None)
    return replace(selector, models=tuple(t for t in selector.models if t.value in coded)), whole


def _by_window(selector: Selector, windows: Windows) -> tuple[Selector, ...]:
    """A selector for each window, when every window names its models, and what no window names as it was."""
    if len(windows) < 2 or not all(models for _, models in windows) or selector.serials or selector.lots:
        return ()
    named = {model for _, models in windows for model in models}
    own = [
        replace(
            selector,
            models=tuple(t for t in selector.models if t.value in models),
            made=window,
            narrowed_by=window.quote,
            scope=Scope.LISTED,
        )
        for window, models in windows
    ]
    rest = tuple(term for term in selector.models if term.value not in named)
    return (*own, replace(selector, models=rest)) if rest else tuple(own)
