"""A notice's texts cut into what was understood as what, and the code-like words that nothing explains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from recallwatch.model import Code, Notice, Pattern, Quote, Reading, Selector, Term, Window
from recallwatch.text.fold import code_key

from .shapes import WORD, is_code


class Mark(StrEnum):
    """What a stretch of a text was understood as."""

    MODEL = "model"
    ALIAS = "alias"
    EXCLUDED = "excluded"
    CODE = "code"
    DATE = "date"
    GTIN = "gtin"
    CONDITION = "condition"
    WHERE = "where"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; ``mark`` is None where nothing was understood, or nothing is to be."""

    text: str
    mark: Mark | None = None


#: Marks of whole clauses: a code inside one is not explained by it.
_BROAD = (None, Mark.CONDITION, Mark.WHERE)


def highlight(notice: Notice, reading: Reading) -> dict[str, tuple[Stretch, ...]]:
    """Every text of the notice by its part's name, in stretches that give it again when put together."""
    marks = sorted(_quotes(reading), key=lambda m: (m[0] not in _BROAD, m[1].start - m[1].end))
    known = _known(reading)
    return {part: tuple(_stretches(part, text, marks, known)) for part, text in notice.texts().items()}


def _stretches(part: str, text: str, marks: list[tuple[Mark, Quote]], known: dict[str, Mark]) -> Iterator[Stretch]:
    """Paint the quotes, short ones over long ones, then the codes that are left."""
    paint: list[Mark | None] = [None] * len(text)
    for mark, quote in marks:
        if quote.part == part and text[quote.start : quote.end] == quote.text:
            paint[quote.start : quote.end] = [mark] * len(quote.text)
    for word in WORD.finditer(text):
        left = all(painted in _BROAD for painted in paint[word.start() : word.end()])
        found = known.get(code_key(word.group())) or _unexplained(part, word.group())
        if left and found:
            paint[word.start() : word.end()] = [found] * len(word.group())
    at = 0
    for painted, run in groupby(paint):
        length = len(list(run))
        yield Stretch(text[at : at + length], painted)
        at += length


def _unexplained(part: str, word: str) -> Mark | None:
    """Codes are looked for in the texts that name the product; elsewhere they are addresses, prices and the like."""
    names = part in ("title", "summary") or part.startswith("products.")
    return Mark.UNEXPLAINED if names and is_code(word) else None


def _known(reading: Reading) -> dict[str, Mark]:
    """Models are quoted where they are first stated; they mean the same everywhere else."""
    selectors = list(_selectors(reading))
    known = {code_key(term.value): Mark.EXCLUDED for s in selectors for term in s.excluded_models}
    return known | {code_key(term.value): Mark.MODEL for s in selectors for term in s.models}


def _quotes(reading: Reading) -> Iterator[tuple[Mark, Quote]]:
    if reading.sold:
        yield Mark.DATE, reading.sold.quote
    for selector in _selectors(reading):
        yield from _of(selector)


def _of(selector: Selector) -> Iterator[tuple[Mark, Quote]]:
    marked: dict[Mark, Sequence[Term | Pattern | Code | Window]] = {
        Mark.CONDITION: selector.conditions,
        Mark.MODEL: (*selector.models, *selector.model_patterns),
        Mark.ALIAS: (*selector.aliases, *selector.retailer_ids),
        Mark.EXCLUDED: selector.excluded_models,
        Mark.CODE: (*selector.serials, *selector.lots),
        Mark.DATE: (*selector.model_years, *([selector.made] if selector.made else [])),
        Mark.GTIN: selector.gtins,
    }
    yield from ((mark, value.quote) for mark, values in marked.items() for value in values)
    clauses = ((Mark.CONDITION, selector.narrowed_by), (Mark.WHERE, selector.code_location))
    yield from ((mark, quote) for mark, quote in clauses if quote)


def _selectors(reading: Reading) -> Iterator[Selector]:
    return (selector for product in reading.products for selector in product.selectors)
