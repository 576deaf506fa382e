"""Does a printed code fall inside a criterion? Three answers: yes, no, and cannot tell (it has another shape)."""

import re

from recallwatch.model import Code, CodeType

from .fold import code_key

_RUNS = re.compile(r"\d+|[^\W\d_]+")
_PART = re.compile(r"(first|last|char)(\d{1,2})(?:-(\d{1,2}))?\Z")
#: The characters that stand for "any one letter or digit" in a printed pattern.
WILD = "^*?#"


def contains(code: Code, serial: str) -> bool | None:
    """Whether ``serial`` is one of the units the criterion describes; None when that cannot be told.

    Never guesses: a code whose shape differs from the printed ends is not "outside", it is unknown.
    """
    mine = code_key(serial)
    if not mine or code.type is CodeType.LOOKUP:
        return None
    cut = _part(mine, code.part)
    if cut is None:
        return None
    match code.type:
        case CodeType.LIST:
            return cut in {code_key(v) for v in code.values}
        case CodeType.PREFIX:
            return _begins(cut, [code_key(v) for v in code.values])
        case CodeType.SUFFIX:
            return _begins(cut[::-1], [code_key(v)[::-1] for v in code.values])
        case CodeType.WILDCARD:
            return _wild(code.first, cut)
        case _:
            return in_range(cut, code.first, code.last, order=code.order)


def in_range(value: str, first: str, last: str, *, order: str = "natural") -> bool | None:
    """Whether ``first <= value <= last`` in the given order; an end that is empty is open.

    ``lex``: by characters, all of one length; ``num``: by number, digits only; ``natural``: letters must agree in
    place, numbers compare by value; orders of ``y m w d`` letters (``yyww``, ``mmyy``, ``dddyy`` with the day of the
    year): as dates; ``wild``: as ``natural`` where both ends leave the characters at wildcards open. Ends that do not
    ascend in their order were not understood: nothing is said of any value.
    """
    if order == "wild":
        value, first, last = _unmasked(code_key(value), _marked(first), _marked(last))
    mine, lo, hi = code_key(value), code_key(first), code_key(last)
    if not mine or not (lo or hi):
        return None
    if order == "lex":
        same = len({(len(v), v[0].isdigit()) for v in (mine, lo, hi) if v}) == 1 and not (lo and hi and lo > hi)
        return (not lo or lo <= mine) and (not hi or mine <= hi) if same else None
    if order == "num":
        answer = _between(*(_number(v) for v in (mine, lo, hi)), ends=(lo, hi))
        return None if _ragged(mine, lo, hi) else _of_series(answer, [mine], [[v] for v in (lo, hi) if v])
    if order and not order.strip("ymwd"):
        return _between(*_decades(*(_dated(v, order) for v in (mine, lo, hi)), order=order), ends=(lo, hi))
    return _natural(mine, lo, hi)


_Key = tuple[int, ...]


def _between(mine: _Key | None, lo: _Key | None, hi: _Key | None, *, ends: tuple[str, str]) -> bool | None:
    """Compare keys; an end that is printed but has no key cannot be compared with."""
    if mine is None or (ends[0] and lo is None) or (ends[1] and hi is None):
        return None
    if lo is not None and hi is not None and lo > hi:
        return None
    return (lo is None or lo <= mine) and (hi is None or mine <= hi)


def _begins(mine: str, wanted: list[str]) -> bool | None:
    """Whether a code begins with one of the wanted; not to be told where it is shorter or has a digit for a letter."""
    told = [mine.startswith(w) or (None if _unlike(mine, w) else False) for w in wanted if w]
    return True if True in told else False if False in told else None


def _unlike(mine: str, wanted: str) -> bool:
    return len(mine) < len(wanted) or mine[0].isdigit() != wanted[0].isdigit()


def _ragged(mine: str, lo: str, hi: str) -> bool:
    """Whether a long end is no number beside a far longer one but the beginning of one: then length must agree."""
    return len(lo) >= 4 and len(hi) > len(lo) + 2 and len(mine) not in (len(lo), len(hi))


def _of_series(answer: bool | None, mine: list[str], ends: list[list[str]]) -> bool | None:
    """No "outside" for a number two digits or more longer than any printed: that is another kind of code."""
    longer = any(len(m) > max(map(len, others)) + 1 for m, *others in zip(mine, *ends, strict=True) if m[0].isdigit())
    return None if answer is False and longer else answer


def _marked(end: str) -> str:
    """A pattern's letters, digits and wildcards; without any of ours, its letters X are the wildcards."""
    marks = "".join(c for c in end.casefold() if c.isalnum() or c in WILD)
    return marks if any(c in WILD for c in marks) else marks.replace("x", "?")


def _unmasked(mine: str, lo: str, hi: str) -> tuple[str, str, str]:
    """Leave out the places where an end has a wildcard; a code of another length has none of them."""
    if any(len(end) != len(mine) for end in (lo, hi) if end):
        return "", "", ""
    kept = [n for n in range(len(mine)) if not any(end and end[n] in WILD for end in (lo, hi))]
    return tuple("".join(v[n] for n in kept) if v else "" for v in (mine, lo, hi))  # type: ignore[return-value]


def _natural(mine: str, lo: str, hi: str) -> bool | None:
    """Compare run by run. Outside is only said when the letters agree with an end: only then is it the same series."""
    runs, low, high = _RUNS.findall(mine), _RUNS.findall(lo), _RUNS.findall(hi)
    shapes = [s for s in (low, high) if s]
    if any(_shape(runs) != _shape(s) for s in shapes):
        return None
    if _letters(low or runs) == _letters(high or runs):
        if any(_letters(s) != _letters(runs) for s in shapes):
            return None
    elif len({len(mine), len(lo or mine), len(hi or mine)}) > 1:
        return None
    key, first, last = _values(runs), _values(low) if low else None, _values(high) if high else None
    if first is not None and last is not None and first > last:
        return None
    return _of_series((first is None or first <= key) and (last is None or key <= last), runs, shapes)


def _shape(runs: list[str]) -> str:
    return "".join("9" if r[0].isdigit() else f"a{len(r)}" for r in runs)


def _letters(runs: list[str]) -> list[str]:
    return [r for r in runs if not r[0].isdigit()]


def _values(runs: list[str]) -> list[tuple[int, str]]:
    return [(int(r), "") if r.isascii() and r.isdigit() and len(r) < 40 else (0, r) for r in runs]


def _number(text: str) -> tuple[int, ...] | None:
    return (int(text),) if text.isascii() and text.isdigit() and len(text) < 40 else None


def _dated(text: str, order: str) -> tuple[int, ...] | None:
    """The code's digits as year, month, week, day; None when it has not exactly the printed length.

    Three digits of day are the day of the year.
    """
    if len(text) != len(order) or not text.isascii() or not text.isdigit():
        return None
    parts = {letter: int("".join(d for d, o in zip(text, order, strict=True) if o == letter)) for letter in set(order)}
    days = 366 if order.count("d") == 3 else 31
    if not 1 <= parts.get("m", 1) <= 12 or not 1 <= parts.get("w", 1) <= 53 or not 1 <= parts.get("d", 1) <= days:
        return None
    return tuple(parts.get(letter, 0) for letter in "ymwd")


def _decades(mine: _Key | None, lo: _Key | None, hi: _Key | None, *, order: str) -> tuple[_Key | None, ...]:
    """Years of one digit that pass from 9 to 0 go on at 10."""
    if order.count("y") != 1 or not mine or not lo or not hi or lo <= hi:
        return mine, lo, hi
    return (mine[0] + 10, *mine[1:]) if mine[0] <= hi[0] else mine, lo, (hi[0] + 10, *hi[1:])


def _wild(pattern: str, mine: str) -> bool | None:
    """A wildcard is one character; a single star at one end is any ending or beginning."""
    marks = _marked(pattern)
    if marks.count("*") == 1 and len(marks) > 1 and not set(marks) & set(WILD) - {"*"}:
        if marks.startswith("*"):
            return mine.endswith(marks[1:])
        if marks.endswith("*"):
            return mine.startswith(marks[:-1])
    if len(marks) != len(mine):
        return None
    return all(want in WILD or want == got for want, got in zip(marks, mine, strict=True))


def _part(mine: str, part: str) -> str | None:
    """The part of a code that is compared; None when the code is too short or the part is not one we know.

    ``first4``, ``last6``, ``char10`` (the tenth character alone), ``char3-5``.
    """
    if not part:
        return mine
    found = _PART.match(part)
    if not found:
        return None
    at, to = int(found[2]), int(found[3] or found[2])
    if not 0 < at <= to <= len(mine):
        return None
    return mine[at - 1 : to] if found[1] == "char" else mine[:at] if found[1] == "first" else mine[-at:]
