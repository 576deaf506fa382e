"""The rows of a flattened table: every word typed by its shape, its neighbours and the columns of the header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recallwatch.model import CodeType

from .cues import Kind
from .findings import Finding
from .lists import range_end
from .quotes import Part
from .shapes import WORD, alike, has_digit, is_code, is_date, is_measure, is_mixed, is_year
from .tables import CODED, Table

#: A code and its date whose cells ran together ("5398705/31/2027").
_JOINED = re.compile(r"([A-Z]?\d{4,6})(?:0[1-9]|1[0-2])/\d{2}/20\d\d\Z")
#: How alike two cells must be to belong to one column.
_KIN = 4
_DPCI = re.compile(r"\d{3}-\d{2}-\d{4}\Z")


@dataclass(slots=True)
class _State:
    """Where a reader of rows stands."""

    group: int
    model: str = ""
    code: str = ""
    was_model: bool = False
    fresh: bool = True
    chained: frozenset[int] | None = None
    open: Finding | None = None


def read_table(part: Part, table: Table, group: int) -> list[Finding]:
    """Every value in the rows; codes carry the number of the run of models that stands before them."""
    return _undated(list(_rows(part, table, group)), table)


def _rows(part: Part, table: Table, group: int) -> Iterator[Finding]:
    words = list(_words(part.text, table))
    state = _State(group, chained=_chained(part.text, words, table) if Kind.GTIN in table.columns else None)
    for word, second in words:
        found = _typed(part, word, second, table=table, state=state)
        if found is None:
            continue
        is_model = found.kind is Kind.MODEL
        if is_model:
            state.group += not state.was_model
            state.model = word.group()
        elif found.kind in CODED:
            state.code = word.group()
        state.was_model = is_model
        state.fresh = found.kind is Kind.GTIN
        if table.paired and found.kind is table.coded and found.type is not CodeType.RANGE:
            if state.open is None:
                state.open = found
                continue
            found, state.open = _pair(part, state.open, found), None
        yield replace(found, group=state.group)


def _pair(part: Part, one: Finding, two: Finding) -> Finding:
    """Two cells of one row as a range."""
    quote = part.quote(one.quote.start, two.quote.end)
    first, last = (f.first or f.values[0] for f in (one, two))
    return Finding(two.kind, CodeType.RANGE, quote, first=first, last=last)


def _undated(found: list[Finding], table: Table) -> list[Finding]:
    """In a date column that holds other codes too, the dates beside them are expiry or production days: no codes."""
    others = [f for f in found if f.kind is Kind.DATE and not is_date(f.values[0] if f.values else f.first)]
    if Kind.MODEL in table.columns or len(others) < 3:
        return found
    return [f for f in found if f.kind is not Kind.DATE or f in others]


def _words(text: str, table: Table) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    at = table.start
    while word := WORD.search(text, at, table.end):
        second = range_end(text, word, table.end)
        at = second.end() if second else word.end()
        if has_digit(word.group()) and not _attached(text, word.start()):
            yield word, second


def _chained(text: str, words: list[tuple[re.Match[str], re.Match[str] | None]], table: Table) -> frozenset[int] | None:
    """Where the words stand that touch a GTIN, when most GTINs have one: in such a table only those are models."""
    plain = [word for word, _ in words]
    first = {plain[0].start()} if plain and table.columns[0] is Kind.MODEL else set()
    marks = [n for n, word in enumerate(plain) if _gtin(word.group())]
    for step in (-1, 1):
        beside = [_neighbours(text, plain, n, step, table.columns.count(Kind.MODEL)) for n in marks]
        if marks and sum(map(bool, beside)) * 5 >= len(marks) * 3:
            return frozenset({at for found in beside for at in found} | (first if step > 0 else set()))
    return None


def _neighbours(text: str, words: list[re.Match[str]], at: int, step: int, width: int) -> list[int]:
    """Walk from a GTIN over words that touch each other: the nearest that may be a model, and its like.

    ``width`` is how many model columns there are: each may hold another series.
    """
    found: list[re.Match[str]] = []
    n = at + step
    while 0 <= n < len(words):
        left, right = (words[n], words[n + 1]) if step < 0 else (words[n - 1], words[n])
        word = words[n].group()
        if text[left.end() : right.start()].strip() or _gtin(word):
            break
        if not _DPCI.match(word) and not is_date(word) and not is_year(word) and (is_code(word) or word.isdigit()):
            strange = bool(found) and max(alike(word, f.group()) for f in found) < _KIN
            if len(word) < 3 or (strange and width < 2):
                break
            width -= strange
            found.append(words[n])
        n += step
    return [word.start() for word in found]


def _gtin(word: str) -> bool:
    digits = word.replace("-", "")
    return digits.isdigit() and 11 <= len(digits) <= 14


def _attached(text: str, start: int) -> bool:
    """The tail of a size or price: ``15'x48``, ``$20``."""
    return start > 0 and (
        text[start - 1] == "$" or (start > 1 and text[start - 1] in "'\"’”′″" and text[start - 2].isdigit())
    )


def _typed(
    part: Part, word: re.Match[str], second: re.Match[str] | None, *, table: Table, state: _State
) -> Finding | None:
    text = word.group()
    if joined := _JOINED.match(text):
        quote = part.quote(word.start(), word.start() + joined.end(1))
        return Finding(table.coded or Kind.LOT, CodeType.LIST, quote, values=(joined[1],))
    quote = part.quote(word.start(), second.end() if second else word.end())
    if second:
        kind = _range_kind(text, second.group(), table)
        return Finding(kind, CodeType.RANGE, quote, first=text, last=second.group()) if kind else None
    if _gtin(text) and Kind.GTIN in table.columns:
        return Finding(Kind.GTIN, CodeType.LIST, quote, values=(text.replace("-", ""),))
    if _DPCI.match(text):
        announced = Kind.MODEL in table.columns and Kind.RETAIL not in table.columns
        return Finding(Kind.MODEL if announced else Kind.RETAIL, CodeType.LIST, quote, values=(text,))
    if is_date(text):
        kind = Kind.DATE if Kind.DATE in table.columns else None
    elif "^" in text or "**" in text:
        return Finding(table.coded or Kind.BAR, CodeType.WILDCARD, quote, first=text)
    elif table.example and (part.text[word.start() - 1] == "(" or _nearer(text, table, state) is not Kind.MODEL):
        kind = None
    else:
        kind = _plain_kind(word, table, state)
    form = next((form for column, form in table.families if column is kind), CodeType.LIST)
    return Finding(kind, form, quote, values=(text,)) if kind else None


def _range_kind(first: str, last: str, table: Table) -> Kind | None:
    """A range of models (``ESC3 through ESC9``) has the same letters and at most three digits."""
    if is_date(first) or is_date(last):
        return Kind.DATE if Kind.DATE in table.columns else None
    modelled = Kind.MODEL in table.columns
    short = is_mixed(first) and alike(first, last) >= 4 and len(re.sub(r"\D", "", first)) <= 3
    return Kind.MODEL if modelled and (short or not table.coded) else table.coded


_MEASURED = re.compile(
    r"[ -]?(?:inch|in\b|ft|feet|foot|gal|oz|lb|volt|watt|mm|cm|pack|piece|count|pint|\"|”|'|’|%)", re.IGNORECASE
)


def _plain_kind(word: re.Match[str], table: Table, state: _State) -> Kind | None:
    text = word.group()
    digits = text.isdigit() and not is_year(text) and not _MEASURED.match(word.string[word.end() : word.end() + 12])
    looks = is_code(text) or (is_mixed(text) and not is_measure(text))
    if Kind.MODEL not in table.columns:
        if word.start() and word.string[word.start() - 1] == "(":
            return Kind.MODEL if is_code(text) else None
        return _coded_kind(table) if looks or (digits and len(text) >= 4) else None
    if state.chained is not None:
        listed = looks and state.was_model and alike(text, state.model) >= 5
        return Kind.MODEL if word.start() in state.chained or listed else None
    if table.leads:
        listed = looks and state.was_model and alike(text, state.model) >= 5
        return Kind.MODEL if listed or (state.fresh and (looks or (digits and len(text) >= 3))) else None
    if not looks and not (digits and len(text) >= 4):
        return None
    if table.coded in (None, Kind.DATE):
        return Kind.MODEL if looks or not state.model or state.model.isdigit() else None
    return _nearer(text, table, state)


def _coded_kind(table: Table) -> Kind | None:
    """What a code is in a table without models: what its header says."""
    if table.coded:
        return table.coded
    return Kind.RETAIL if Kind.RETAIL in table.columns else None


def _nearer(text: str, table: Table, state: _State) -> Kind | None:
    """Model or code: whichever of the last ones it resembles more; without a model yet, the first column decides."""
    if "^" in state.code or (table.coded, CodeType.SUFFIX) in table.families:
        return Kind.MODEL
    if not state.model:
        return table.columns[0] if table.columns[0] in (Kind.MODEL, table.coded) else Kind.MODEL
    to_model = alike(text, state.model)
    if not state.code:
        return Kind.MODEL if to_model > 3 else table.coded
    other = state.code[:2].isalpha() and state.code[:2] != text[:2]
    return Kind.MODEL if to_model >= alike(text, state.code) - 3 * other else table.coded
