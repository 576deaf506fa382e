"""Lists in prose: what follows a cue, "model numbers A1, A2 and A3", "serial numbers 100 through 200"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recallwatch.model import CodeType

from .cues import Cue, Kind
from .findings import Finding
from .quotes import Part
from .shapes import WORD, alike, has_digit, is_code, is_date, is_measure, is_web, is_year, shape, split_range

_LEAD = re.compile(
    r"(?:\s?\([A-Z]{2,6}\))?(?:[\s:;,.#\"“”'‘’(]{0,4}(?:is|are|was|were|of|includes?|including|included"
    r"|involved|affected|recalled|listed|below|following|the|these|those|with|"
    r"as|in|within|from|between|numbers?|codes?|ranges?|sequences?|either|both|may|be|being|have|has|having"
    r"|all|that|which|reads?|marked|units?|"
    r"begin(?:s|ning)?|start(?:s|ing)?|prefix(?:es|ed)?|end(?:s|ing)?|letters?|digits?|characters?|this"
    r"|recall|sets?|first|last|four|six|seven|eight|lower|less|running|sequentially|under|than|prior|up|rang(?:e[sd]?|ing)|by|any"
    r"|one|two|three|four|five|series|"
    r"followed|are:|contain(?:s|ing)?|bear(?:s|ing)?|at|on or before|after|fall(?:s|ing)?|SN"
    r"|S/N)(?![\w-])){0,12}[\s:;,.#\"“”'‘’(-]{0,4}",
    re.IGNORECASE,
)
#: "model names of the affected hubs are ZIPP 88v6": who they belong to, and one brand word before the first code.
_WHOSE = re.compile(
    r"\s(?:of|for|on)\s(?:(?:(?:[A-Za-z&.'’-]{1,20}|\d{1,4})\s){1,8}?(?:are|is|includes?|ranges?|ranging)\b:?"
    r"|(?:(?:[A-Za-z&.'’-]{1,20}|\d{1,4})\s){0,7}[A-Za-z'’-]{1,20}:\s)"
)
#: Anything without a number up to a colon and the first value: "numbers, found inside the lid, include: 187-074".
_COLON = re.compile(r"[^.;:\d]{1,100}:\s(?=[A-Z]{0,4}-?\d[\w-]{2,})")
_CAP = re.compile(r"\b(?:lower|less|below|under|prior)\b")
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
#: How a date code is written, beside it: "(YYMM format)".
_FORMAT = re.compile(r"\b[YMDW]{4,6}\b")
_BRAND = re.compile(r"(?:[A-Z][A-Za-z-]{1,14}\s){1,3}(?=[A-Z0-9-]*\d)")
_SEPARATOR = re.compile(
    r"[\"”’')]{0,2}(?:\sRev\.?\s\w+)?(?:\s?\([^()]{0,60}\))?(?:\s?[,;]\s?(?:and/or|and|or|&)?|\s(?:and/or"
    r"|and|or|&)\s|\s?/\s|\s?•|\s)\s?(?:also\s)?(?:from\s|models?\s)?[\"“‘'(#-]{0,2}",
    re.IGNORECASE,
)
_TO = re.compile(
    r"[\"”’']?(?:\s?\([^()]{0,40}\))?\s?(?:,?\s?(?:up\s)?(?:through|thru|to)\s|–|—|\s-{1,2}\s|\s?\.\.\s?"
    r"|(?P<and>\sand\s))\s?[\"“‘'#]?",
    re.IGNORECASE,
)
#: A date code printed in two halves: year, then week and factory ("2023 32-58").
_YEARED = re.compile(r"(?:19|20)\d\d\s\d{2}(?:-\d{1,3})?(?![\w-])")
_TWO_WORDS = re.compile(r"[A-Z][A-Z0-9-]*\d[A-Z0-9-]* [A-Z0-9]{2,8}(?=[\"”])")
_SPACED = re.compile(r"[A-Z]{2,4}(?:-[A-Z]{2,4})? \d{3,5}(?:\.\d)?(?![\w-])")
_LABELLED = re.compile(r"[A-Z]{1,4}:\s?[A-Z0-9-]*\d[A-Z0-9-]*")
#: A second number of the same model in brackets: "model 8266 (ZH998-22)".
_OTHER = re.compile(r"\s?\(([A-Za-z0-9][A-Za-z0-9-]{3,20})\)")
#: What may stand between two codes of one list: a code printed oddly, or whose the first ones are.
_STRANGER = re.compile(
    r"(?:for\s[^.;]{3,80};\s|for\s[^.,;]{3,50},\s|[^.,;]{2,25}(?:,|\sand\s|\sor\s)\s?)(?:and\s|or\s)?"
)
#: How alike two codes must be that the second goes on with the list of the first.
_KIN = 6
#: Models of letters alone: with a dash, or short ones that go on with a list.
_LETTERS = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{1,6})*\Z")
_LETTERED = re.compile(r"[A-Z]{1,5} \d[\d/-]{2,15}(?![\w-])")
_BELOW = re.compile(
    r"[\"”]?\sfollowed by (?:a |the )?(?:number|serial)s?\s(?:that\s)?(?:(?:fall|are|is)\s)?(?:below"
    r"|lower than|less than|under|smaller than)\s[\"“]?(\d{3,12})",
    re.IGNORECASE,
)
_GTIN = re.compile(r"\d{11,14}(?!\d)|\d(?:\d|[ -](?=\d)){6,17}\d(?!\d)")
#: "PO numbers 1 through 10 (PO-P001 to PO-P010)": the brackets hold what is printed.
_IN_BRACKETS = re.compile(r"\s\d{1,3}\s(?:through|to)\s\d{1,3}\s\((?=[A-Z]+-?[A-Z]*\d+\s(?:through|to)\s)")
_GTIN_SAID = re.compile(r"[^.;\d]{1,60}?\s(?:is|are|of)\s[\"“]?(?=\d)")
_PART = re.compile(
    r"\b(first|last)\s(two|three|four|five|six|seven|eight|\d)\s?(?:\(\d\)\s)?(?:digits?|numbers?"
    r"|characters?|letters?)",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a range of two words, with its span."""

    first: str
    last: str
    start: int
    end: int


def read_list(part: Part, cue: Cue, stop: int) -> Iterator[Finding]:
    """The values that follow a cue, up to ``stop``."""
    text = part.text
    begin = _begin(text, cue, stop)
    words = text[cue.end : begin].lower()
    if cue.kind is Kind.GTIN:
        said = _GTIN_SAID.match(text, cue.end, stop)
        yield from _gtins(part, said.end() if said else begin, stop)
        return
    form = _form(f"{text[max(0, cue.start - 16) : cue.start]} {words}".lower())
    cap = cue.kind is not Kind.MODEL and _CAP.search(words)
    where = _part_of(text[max(0, cue.start - 50) : begin])
    for item in _items(text, begin, stop, cue=cue, form=form):
        if cue.kind is Kind.MADE and not item.last:
            return
        if cap and not item.last:
            yield _below(part, item, cue.kind)
            return
        if form is CodeType.PREFIX and (below := _BELOW.match(text, item.end, stop)):
            yield _capped(part, item, cue.kind, below)
            return
        yield _finding(part, item, cue.kind, form=form, where=where)


def _begin(text: str, cue: Cue, stop: int) -> int:
    """Where the first value stands, behind the words that lead to it."""
    if cue.kind is not Kind.MODEL and (bracket := _IN_BRACKETS.match(text, cue.end, stop)):
        return bracket.end()
    whose = _WHOSE.match(text, cue.end, stop)
    lead = _LEAD.match(text, whose.end() if whose else cue.end, stop)
    begin = lead.end() if lead else cue.end
    if cue.kind is Kind.MODEL and (brand := _BRAND.match(text, begin, stop)):
        word = WORD.match(text, brand.end(), stop)
        begin = brand.end() if word and is_code(word.group()) and (whose or len(word.group()) >= 4) else begin
    first = _whole(text, begin, stop, cue.kind) or WORD.match(text, begin, stop)
    if not (first and has_digit(first.group())) and (colon := _COLON.match(text, cue.end, stop)):
        return colon.end()
    return begin


def _finding(part: Part, item: Item, kind: Kind, *, form: CodeType, where: str) -> Finding:
    quote = part.quote(item.start, item.end)
    kind = Kind.DATE if kind is Kind.MADE else kind
    ends = (item.first, item.last) if item.last else split_range(item.first) if kind is not Kind.MODEL else None
    if ends:
        said = _FORMAT.search(part.text, item.end, item.end + 40)
        order = said[0].lower() if said and len(said[0]) == len(ends[0]) == len(ends[1]) else ""
        return Finding(kind, CodeType.RANGE, quote, first=ends[0], last=ends[1], part=where, order=order)
    if "^" in item.first or "*" in item.first.strip("*"):
        return Finding(kind, CodeType.WILDCARD, quote, first=item.first)
    return Finding(kind, form, quote, values=(item.first,), part=where)


def _capped(part: Part, item: Item, kind: Kind, below: re.Match[str]) -> Finding:
    """ "142AA followed by numbers below 0062239" is the range from 142AA0000000 to 142AA0062238."""
    width = len(below[1])
    last = f"{item.first}{int(below[1]) - 1:0{width}d}"
    return Finding(kind, CodeType.RANGE, part.quote(item.start, below.end()), first=item.first + "0" * width, last=last)


def _below(part: Part, item: Item, kind: Kind) -> Finding:
    """ "serial numbers lower than BB408620" is everything up to BB408619."""
    head = item.first.rstrip("0123456789")
    digits = item.first[len(head) :]
    last = f"{head}{max(int(digits) - 1, 0):0{len(digits)}d}" if digits else item.first
    return Finding(kind, CodeType.RANGE, part.quote(item.start, item.end), last=last)


def _form(words: str) -> CodeType:
    if re.search(r"\b(?:begin|start|prefix)", words):
        return CodeType.PREFIX
    return CodeType.SUFFIX if re.search(r"\bend(?:s|ing)?\b", words) else CodeType.LIST


def _part_of(words: str) -> str:
    found = _PART.search(words)
    if not found:
        return ""
    number = found[2].lower()
    return f"{found[1].lower()}{_NUMBERS.get(number) or number}"


def _items(text: str, at: int, stop: int, *, cue: Cue, form: CodeType) -> Iterator[Item]:
    kind, last = cue.kind, ""
    named = "name" in text[cue.start : cue.end].lower()
    both = bool(_BETWEEN.search(text, max(0, cue.start - 12), at))
    while True:
        word = (
            _whole(text, at, stop, kind)
            or (_halved(text, at, stop) if kind is not Kind.MODEL else None)
            or WORD.match(text, at, stop)
        )
        if not word or not _fits(word.group(), last, kind, form=form, named=named):
            word = _resumed(text, at, stop, last)
        if not word:
            return
        second = range_end(text, word, stop, both=both and not last)
        end = second.end() if second else word.end()
        yield Item(word.group(), second.group() if second else "", word.start(), end)
        last = word.group()
        if kind is Kind.MODEL and (other := _OTHER.match(text, end, stop)) and is_code(other[1]):
            yield Item(other[1], "", other.start(1), other.end(1))
        gap = _SEPARATOR.match(text, end, stop)
        if not gap:
            return
        at = gap.end()
        following = WORD.match(text, at, stop)
        if gap.group().isspace() and not (following and _follows(following.group(), last)):
            following = _resumed(text, at, stop, last)
            if not following:
                return
            at = following.start()


def _halved(text: str, at: int, stop: int) -> re.Match[str] | None:
    """A code printed in two halves: year and week, letters and number ("CP 6557046")."""
    return _YEARED.match(text, at, stop) or _LETTERED.match(text, at, stop)


def _resumed(text: str, at: int, stop: int, last: str) -> re.Match[str] | None:
    """The next code of the series behind a word or a "for the ... model;" that does not belong to it."""
    gap = _STRANGER.match(text, at, stop) if last else None
    word = WORD.match(text, gap.end(), stop) if gap else None
    if not gap or not word:
        return None
    named = gap.group().startswith("for ")
    return word if alike(word.group(), last) >= _KIN or (named and is_code(word.group())) else None


def _whole(text: str, at: int, stop: int, kind: Kind) -> re.Match[str] | None:
    """A model of two words (``"C240 DUO"``, ``NZ 9110.3``), a lot with its label (``PC: 0224``)."""
    if kind is Kind.MODEL:
        quoted = _TWO_WORDS.match(text, at, stop) if at and text[at - 1] in '"“' else None
        return quoted or _SPACED.match(text, at, stop)
    return _LABELLED.match(text, at, stop) if kind is Kind.LOT else None


def range_end(text: str, word: re.Match[str], stop: int, *, both: bool = False) -> re.Match[str] | None:
    """The second end of a range that begins with ``word``; "and" joins a range only after "between"."""
    gap = _TO.match(text, word.end(), stop)
    if not gap or (gap["and"] and not both) or not has_digit(word.group()):
        return None
    second = (_halved(text, gap.end(), stop) if " " in word.group() else None) or WORD.match(text, gap.end(), stop)
    if (
        not second
        or not has_digit(second.group())
        or is_web(second.group())
        or is_measure(second.group()) > second.group().isdigit()
    ):
        return None
    dashed = not any(c.isalpha() for c in gap.group())
    return None if dashed and alike(word.group(), second.group()) < 4 else second


def _follows(word: str, last: str) -> bool:
    """Without a comma only a code of the same series goes on with the list."""
    return has_digit(word) and (shape(word) == shape(last) or alike(word, last) >= _KIN)


def _fits(word: str, last: str, kind: Kind, *, form: CodeType, named: bool) -> bool:
    if is_web(word):
        return False
    if form is not CodeType.LIST:
        return len(word) <= 12 and (word.isupper() or has_digit(word))
    if kind is Kind.MODEL:
        if _LETTERS.match(word):
            return "-" in word or (bool(last) and len(word) <= 6)
        if word.isdigit():
            return len(word) >= 3 and not (is_year(word) and (named or not (last == "" or last.isdigit())))
        return (
            is_code(word)
            or (has_digit(word) and len(word) >= 2 and not is_date(word) and not is_measure(word))
            or bool(last and has_digit(word) and shape(word) == shape(last))
            or (len(last) >= 3 and has_digit(last) and word.startswith(last))
        )
    if kind is Kind.MADE:  # a date that is written as a code: "between 0607 and 0911 (YYMM)"
        return word.isdigit() and len(word) in (4, 6) and not is_year(word)
    return has_digit(word) and len(word) >= 2


def _gtins(part: Part, at: int, stop: int) -> Iterator[Finding]:
    while found := _GTIN.match(part.text, at, stop):
        digits = re.sub(r"\D", "", found.group())
        if len(digits) < 8:
            return
        yield Finding(Kind.GTIN, CodeType.LIST, part.quote(found.start(), found.end()), values=(digits,))
        gap = _SEPARATOR.match(part.text, found.end(), stop)
        if not gap:
            return
        at = gap.end()
