"""Lists in prose: what follows a cue, "model numbers A1, A2 and A3", "serial numbers 100 through 200"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from recallwatch.model import CodeType
from recallwatch.text.gtin import read_gtin

from .cues import Cue, Kind
from .findings import Finding
from .items import Item, Sort, items
from .lead import first_value
from .quotes import Part, sentence_at
from .selectors import expand
from .shapes import has_digit, split_range
from .tokens import Tok, Token, tokens
from .values import is_value, led_model, measured, numbered, of_year, spread, stem

_CAP = re.compile(r"\b(?:lower|less|below|under|prior|before)\b(?!.*\b(?:between|from)\b)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
#: How a date code is written, beside it: "(YYMM format)".
_FORMAT = re.compile(r"\b[YMDW]{4,6}\b")
#: Open ends: "A100 and lower", "5000 or higher".
_DOWN = re.compile(r"[\"”]?,?\s\(?(?:and|or)\s(?:lower|less|below|under|earlier|before|prior|older)\b", re.IGNORECASE)
_UP = re.compile(
    r"[\"”]?,?\s\(?(?:and|or)\s(?:higher|greater|above|up|later|after|newer|over)\b|\+(?=\s)", re.IGNORECASE
)
_BELOW = re.compile(
    r"[\"”]?\sfollowed by (?:a |the )?(?:number|serial)s?\s(?:that\s)?(?:(?:fall|are|is)\s)?(?:below"
    r"|lower than|less than|under|smaller than)\s[\"“]?(\d{3,12})",
    re.IGNORECASE,
)
#: Words on how codes are written; what follows is no list, unless it is led in anew ("in YYMM format, from 2101").
_FORMATTED = re.compile(
    r"\bformat(?:ted)?\b(?!.*\b(?:from|between|through|rang\w+|includ\w+|are|is)\b)", re.IGNORECASE | re.DOTALL
)
_EXAMPLE = re.compile(r"[\"”]?\s(?:represents?|means|stands\sfor|indicates?|would\sbe|signif\w+)\b", re.IGNORECASE)
_GTIN = re.compile(r"\d{11,14}(?!\d)|\d(?:\d|[ -](?=\d)){6,17}\d(?!\d)")
_GTIN_LEAD = re.compile(
    r"[\s:;,#\"“(]*(?:[^.;\d]{0,60}?(?:\b(?:is|are|of|include|includes|following)|:)\s?[:\"“]?\s?)?(?=\d)"
)
_GTIN_GAP = re.compile(
    r"[\"”)]{0,2}(?:\s?\([^()]{0,60}\))?(?:\s?[,;/•]\s?(?:and\s|or\s)?|\s(?:and|or|&)\s|\s)[\"“(]{0,2}"
)
#: What a cell may say between two article numbers that check: ("Blue lid with tractor print").
_GTIN_FAR = re.compile(r"[^\d.;:]{1,60}(?=\d{12,14}(?!\d))")
_BEGINS = re.compile(r"\b(?:begin|start|prefix)", re.IGNORECASE)
#: "Ending in 07"; a "ring on each end" and an "end cap" are parts of a thing.
_ENDS = re.compile(r"\bends?\s(?:in|with|on)\b|\bend(?:s|ing)\b|\bend\s?(?=[:\d\"“]|\Z)", re.IGNORECASE)
_PART = re.compile(
    r"\b(first|last)\s(two|three|four|five|six|seven|eight|\d)\s?(?:\(\d\)\s)?(?:digits?|numbers?"
    r"|characters?|letters?)",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


def read_list(part: Part, cue: Cue, stop: int) -> Iterator[Finding]:
    """The values that follow a cue, up to ``stop``."""
    if cue.kind is Kind.GTIN:
        yield from _gtins(part, cue.end, stop)
        return
    toks = list(tokens(part.text, cue.end, stop))
    sort, at = _sort(part.text, cue, toks)
    if at is None:
        return
    lead = _lead(part.text, cue, toks[at].start)
    if _FORMATTED.search(lead):
        return
    cap = cue.kind is not Kind.MODEL and _CAP.search(lead)
    where = _part_of(part.text[max(0, cue.start - 50) : toks[at].start])
    for item in items(part.text, toks, at, sort):
        if (cue.kind is Kind.MADE and not item.last and item.first.isdigit()) or _EXAMPLE.match(
            part.text, item.end, item.end + 20
        ):
            return
        below = _BELOW.match(part.text, item.end, stop) if sort.form is CodeType.PREFIX else None
        if below:
            yield _capped(part, item, cue.kind, below)
        elif cap and not item.last:
            yield _open(part, item, cue.kind, down=True)
        else:
            yield from _findings(part, item, sort, where)
        if below or (cap and not item.last):
            return


def _sort(text: str, cue: Cue, toks: list[Tok]) -> tuple[Sort, int | None]:
    """What sort of list follows, and where its first value stands; a family ("begin with") allows other values."""
    named = "name" in text[cue.start : cue.end].lower()
    at = first_value(toks, lambda n, direct: _fits(toks, n, Sort(cue.kind, named=named), direct=direct))
    end = toks[at].start if at is not None else min(cue.end + 160, toks[-1].end if toks else cue.end)
    form = _form(_lead(text, cue, end))
    if form is not CodeType.LIST:
        at = first_value(toks, lambda n, direct: _fits(toks, n, Sort(cue.kind, form), direct=direct))
    both = at is not None and bool(_BETWEEN.search(text, max(0, cue.start - 12), toks[at].start))
    return Sort(cue.kind, form, named, both), at


def _lead(text: str, cue: Cue, end: int) -> str:
    """The words of its sentence around a cue up to the first value."""
    begin = max(sentence_at(text, cue.start).start, cue.start - 16)
    return f"{text[begin : cue.start]} {text[cue.end : end]}"


def _fits(toks: list[Tok], at: int, sort: Sort, *, direct: bool) -> bool:
    word, quoted = toks[at].text, direct or (at > 0 and toks[at - 1].kind is Token.QUOTE)
    if measured(toks, at) or (sort.kind is Kind.MODEL and of_year(toks, at)):
        return False
    if sort.form is not CodeType.LIST and not (has_digit(word) or quoted or (direct and word.isupper())):
        return False
    if is_value(word, "", sort.kind, form=sort.form, direct=direct or quoted, named=sort.named):
        return True
    if sort.form is not CodeType.LIST:
        return False
    return led_model(toks, at, quoted=quoted) > 0 if sort.kind is Kind.MODEL else numbered(toks, at) > 0


def _findings(part: Part, item: Item, sort: Sort, where: str) -> Iterator[Finding]:
    """One item as what it says: a range, a wildcard, a family, or each of the values that a slash joins."""
    quote = part.quote(item.start, item.end)
    kind = Kind.DATE if sort.kind is Kind.MADE else sort.kind
    whole = Finding(kind, sort.form, quote, values=(item.first,), part=where)
    model = sort.kind is Kind.MODEL
    ends = (item.first, item.last) if item.last else _joined(item.first) if model else split_range(item.first)
    if ends:
        said = _FORMAT.search(part.text, item.end, item.end + 40)
        order = said[0].lower() if said and len(said[0]) == len(ends[0]) == len(ends[1]) else ""
        yield from _between(replace(whole, values=(), type=CodeType.RANGE, order=order), *ends, form=sort.form)
    elif not model and _DOWN.match(part.text, item.end, item.end + 20):
        yield replace(whole, type=CodeType.RANGE, values=(), last=item.first)
    elif not model and _UP.match(part.text, item.end, item.end + 20):
        yield replace(whole, type=CodeType.RANGE, values=(), first=item.first)
    elif begun := stem(item.first):
        yield replace(whole, type=CodeType.PREFIX, values=(begun,))
    elif "^" in item.first or "*" in item.first.strip("*"):
        yield replace(whole, type=CodeType.WILDCARD, values=(), first=item.first)
    else:
        values = spread(item.first) if model and sort.form is CodeType.LIST else (item.first,)
        yield from (replace(whole, values=(value,)) for value in values) if len(values) > 1 else (whole,)


def _joined(word: str) -> tuple[str, str] | None:
    """Both ends of a range of models written as one word (``AC001-AC092``)."""
    first, _, last = word.partition("-")
    return (first, last) if len(first) >= 4 and expand(first, last) else None


def _between(whole: Finding, first: str, last: str, *, form: CodeType) -> Iterator[Finding]:
    """A range; of one-digit endings each digit: "ending in 0 through 9"."""
    if form is not CodeType.LIST and len(first) == len(last) == 1 and first.isdigit() and last.isdigit():
        values = tuple(str(n) for n in range(int(first), int(last) + 1))
        yield replace(whole, type=form, values=values)
    else:
        yield replace(whole, first=first, last=last)


def _capped(part: Part, item: Item, kind: Kind, below: re.Match[str]) -> Finding:
    """ "142AA followed by numbers below 0062239" is the range from 142AA0000000 to 142AA0062238."""
    width = len(below[1])
    last = f"{item.first}{int(below[1]) - 1:0{width}d}"
    return Finding(kind, CodeType.RANGE, part.quote(item.start, below.end()), first=item.first + "0" * width, last=last)


def _open(part: Part, item: Item, kind: Kind, *, down: bool) -> Finding:
    """ "serial numbers lower than BB408620" is everything up to BB408619."""
    head = item.first.rstrip("0123456789")
    digits = item.first[len(head) :]
    last = f"{head}{max(int(digits) - 1, 0):0{len(digits)}d}" if digits and down else item.first
    return Finding(kind, CodeType.RANGE, part.quote(item.start, item.end), last=last)


def _form(words: str) -> CodeType:
    if _BEGINS.search(words):
        return CodeType.PREFIX
    return CodeType.SUFFIX if _ENDS.search(words) else CodeType.LIST


def _part_of(words: str) -> str:
    found = _PART.search(words)
    if not found:
        return ""
    number = found[2].lower()
    return f"{found[1].lower()}{_NUMBERS.get(number) or number}"


def _gtins(part: Part, at: int, stop: int) -> Iterator[Finding]:
    lead = _GTIN_LEAD.match(part.text, at, stop)
    at = lead.end() if lead else at
    while found := _GTIN.match(part.text, at, stop):
        digits = re.sub(r"\D", "", found.group())
        if len(digits) < 8:
            return
        yield Finding(Kind.GTIN, CodeType.LIST, part.quote(found.start(), found.end()), values=(digits,))
        gap = _GTIN_GAP.match(part.text, found.end(), stop)
        if not gap or not _GTIN.match(part.text, gap.end(), stop):
            gap = _GTIN_FAR.match(part.text, found.end(), stop)
            number = _GTIN.match(part.text, gap.end(), stop) if gap else None
            if not number or not read_gtin(re.sub(r"\D", "", number.group())):
                return
        at = gap.end() if gap else stop
