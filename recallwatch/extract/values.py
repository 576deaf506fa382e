"""What can be a value of a list: one word or two that belong together, by the kind of the list."""

import re
from collections.abc import Sequence

from recallwatch.model import CodeType

from .cues import Kind
from .shapes import alike, has_digit, is_code, is_date, is_measure, is_web, is_year, shape
from .tokens import Tok, Token

#: How alike two codes must be that the second goes on with the list of the first.
KIN = 6
#: Models of letters alone: with a dash, or short ones that go on with a list.
_LETTERS = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{1,6})*\Z")
_CAPITALS = re.compile(r"[A-Z]{5,14}\Z")
#: A letter or two and a short number: a measure by its looks ("X13", "2T" is none), a model where one is announced.
_SHORT = re.compile(r"[A-Z]{1,2}\d{1,3}\Z")
_FAMILY = re.compile(r"[A-Z]{1,5}(?:-[A-Z]{1,4})?\Z")
_TAIL = re.compile(r"[A-Z]{1,5}\Z|[A-Z]{2,3}\d\Z")
_PHONE = re.compile(r"(?:1-)?\d{3}-\d{3}-\d{4}\Z")
#: How a code is written, not one: "YYMM", "20XX", "YY-58".
#: A name with a number in it ("Note7", "Drive2") or two with a slash: they tell a product line, not a type.
_NAMELIKE = re.compile(r"[A-Z][a-z]{2,}(?:\d{1,2}|[\d.]*/[A-Z][A-Za-z\d]+)\Z")
_TELLING = re.compile(r"\d{1,2}-(?:digits?|letters?|characters?)\Z", re.IGNORECASE)
_MONTH = re.compile(r"(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\Z")
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:19|20)\d\d\Z")
_MASK = re.compile(r"(?:\d{2})?(?:(?:Y{2,4}|WW|MM|D{2,3}|X{2,})[-/.]?){1,4}\d{0,2}\Z")
#: A lot with its label: "PC: 0224".
_LABEL = re.compile(r"[A-Z]{1,4}\Z")
#: A year and a letter for the month or half: "24D".
_STAMP = re.compile(r"\d{2}[A-Z]\d?\Z")
_TWO = re.compile(r"\d\d\Z")
_NUMBER = re.compile(r"\d[\d/.-]{1,15}\Z")
_NAMED_TAIL = re.compile(r"[A-Z][a-z]{2,9}\Z")
#: Words in capitals that say what a model is, not which: they end a value.
_NO_TAIL_WORDS = """
LED AC DC USB UPC SKU VIN PO AND OR THE IN ON ONLY NOT NOTE ALL WITH FOR OF TO XL XXL S M L US USA UK CA LCD TV
BLACK WHITE RED BLUE GREEN GREY GRAY PINK PURPLE ORANGE YELLOW BROWN SILVER GOLD BEIGE NAVY TEAL A I CPSC NEW NO
REV MODEL MODELS SERIAL ITEM LOT DATE SIZE COLOR BRAND NAME STYLE SN EA PC KIT SET VAC VDC HZ PSI MAH AH WH
"""
_NO_TAIL = frozenset(_NO_TAIL_WORDS.split())
_COLOURS_WORDS = """
black white red blue green grey gray pink purple orange yellow brown silver gold beige navy teal mint charcoal
natural espresso walnut oak cherry cream ivory clear multi assorted dark light small medium large twin full
queen king gas electric manual men women mens womens boys girls kids adult youth junior left right front rear
"""
_COLOURS = frozenset(_COLOURS_WORDS.split())
_KINDS = re.compile(r"s\Z|ed\Z|ing\Z")


def is_value(word: str, last: str, kind: Kind, *, form: CodeType, direct: bool, named: bool = False) -> bool:
    """Whether a word can be a value of a list of this kind.

    ``last``: the value before it; ``direct``: it stands right behind the cue or a colon or in quotes; ``named``: the
    list is of names, so that a plain year is none of them.
    """
    if (
        word[-1] == "%"
        or _TELLING.match(word)
        or word[0] == "$"
        or is_web(word)
        or _PHONE.match(word)
        or _YEARS.match(word)
        or _MASK.match(word)
    ):
        return False
    if form is not CodeType.LIST:
        letters = word.isalpha() and word.isupper() and len(word) <= 4
        return len(stem(word) or word) <= 14 and (letters or has_digit(word))
    if kind is Kind.MODEL:
        return _is_model(word, last, direct=direct, named=named)
    if kind is Kind.MADE:  # a date that is written as a code: "between 0607 and 0911 (YYMM)"
        return (word.isdigit() and len(word) in (4, 6) and not is_year(word)) or (
            (direct or bool(last)) and bool(_STAMP.match(word))
        )
    if kind is Kind.VIN:
        return has_digit(word) and len(word) >= 6
    return has_digit(word) and len(word) >= 2 and not is_year(word)


def measured(words: Sequence[Tok], at: int) -> bool:
    """Whether what stands behind a number, or a run of them, measures: ``26-28 inches``, ``50, 100 and 200 feet``."""
    n = at
    while words[n].text[0].isdigit() and n + 1 < min(len(words), at + _RUN):
        n += 1
        if _UNIT.match(words[n].text):
            return True
        while n + 1 < len(words) and words[n].kind in (Token.SEP, Token.CONJ):
            n += 1
    return False


def of_year(words: Sequence[Tok], at: int) -> bool:
    """Whether a year stands before a name and so tells the model year: ``models 2018 and 2019 Acme Trail``."""
    n = at
    while n < len(words) and is_year(words[n].text):
        n += 1
        while n + 1 < len(words) and words[n].kind in _JOINS and is_year(words[n + 1].text):
            n += 2
    opened = n + 1 < len(words) and words[n].kind is Token.QUOTE
    name = words[n + opened] if n > at and n + opened < len(words) else None
    return name is not None and name.kind is Token.WORD and bool(_NAME.match(name.text))


_JOINS = (Token.SEP, Token.CONJ, Token.TO)
#: A name; letters alone in capitals may be the second half of a model.
_NAME = re.compile(r"(?=\S{0,30}[a-z])[A-Z][A-Za-z-]{2,}")
#: How many tokens a run of measured numbers has at most: a bound on the work.
_RUN = 24


_UNIT = re.compile(
    r"(?:inch(?:es)?|lumens?|met(?:er|re)s?|feet|foot|ft|pounds?|lbs?|ounces?|oz|gallons?|watts?|volts?|amps?|psi|mm|cm|years?|months?|days?"
    r"|hours?|characters?|digits?|letters?|minutes?|percent|degrees|stores|people|reports|pieces|units)\Z",
    re.IGNORECASE,
)


def _is_model(word: str, last: str, *, direct: bool, named: bool) -> bool:
    if word.isdigit():
        return len(word) >= 3 and not (is_year(word) and (named or not (direct or last.isdigit())))
    if not has_digit(word):
        begun = len(word) >= 4 and last[:3] == word[:3] and word.isupper()  # "OSBD2 and OSBDDK"
        series = last[:2] == word[:2] or not has_digit(last)  # a brand between two models is none of them
        return begun or (bool(_LETTERS.match(word)) and series and ("-" in word or bool(last)))
    if _NAMELIKE.match(word):
        return False
    return (
        is_code(word)
        or (direct and bool(_SHORT.match(word)))
        or (len(word) >= 2 and not is_date(word) and not is_measure(word))
        or bool(last and shape(word) == shape(last))
        or (len(last) >= 3 and has_digit(last) and word.startswith(last))
    )


def kin(word: str, last: str) -> bool:
    """Whether, without a comma, a word goes on with the list: only a code of the same series does."""
    return has_digit(word) and (shape(word) == shape(last) or alike(word, last) >= KIN)


def led_model(words: Sequence[Tok], at: int, *, quoted: bool) -> int:
    """How many tokens make a model whose first word is letters: ``BR 60/75``, ``"SFMPAVO"``; 0 when there is none."""
    leads = all(t.kind in (Token.QUOTE, Token.COLON) for t in words[:at])
    if quoted and leads and _CAPITALS.match(words[at].text) and words[at].text not in _NO_TAIL:
        return int(at + 1 == len(words) or words[at + 1].kind is not Token.WORD)
    if at + 1 >= len(words) or not _FAMILY.match(words[at].text) or words[at].text in _NO_TAIL:
        return 0
    following = words[at + 1]
    spaced = at + 2 < len(words) and following.text == "-" and is_code(words[at + 2].text)
    if spaced and len(words[at].text) > 1:
        return 3  # "ABC - M0859"
    if following.kind is not Token.WORD or following.start - words[at].end != 1:
        return 0
    number = bool(_NUMBER.match(following.text)) and not is_year(following.text)
    return 2 if number and (len(words[at].text) >= 2 or quoted) else 0


def lettered(words: Sequence[Tok], at: int, last: str) -> bool:
    """Whether a list of short models goes on with letters alone between separators (``DT6; ENV; ES; LT6``)."""
    word = words[at].text
    if not 0 < at < len(words) - 2 or not _LETTERED.match(word) or word in _NO_TAIL:
        return False
    near = len(last) <= 6 and abs(len(last) - len(word)) <= 2
    closed = words[at - 1].kind is Token.SEP and words[at + 1].kind in (Token.SEP, Token.CONJ)
    following = next((t for t in words[at + 2 : at + 4] if t.kind is Token.WORD), None)
    return near and closed and following is not None and following.text.isupper()


_LETTERED = re.compile(r"[A-Z]{2,4}\Z")


def led_start(words: Sequence[Tok], at: int) -> int:
    """How many tokens more the letters take that a family of models begins with: ``begin with BL 660``."""
    if at + 1 >= len(words) or words[at + 1].kind is not Token.WORD or words[at + 1].start - words[at].end != 1:
        return 0
    return int(bool(_NUMBER.match(words[at + 1].text)) and not is_year(words[at + 1].text))


def tail(words: Sequence[Tok], at: int, *, alone: bool, ended: bool) -> int:
    """How many tokens behind a model belong to it: ``BY-300 FS``, ``22-057 DBY``.

    ``alone``: a separator follows the next word; ``ended``: a separator does or somebody starts to talk.

    A colour, a size or what the thing is does not belong to it.
    """
    count = 0
    for token in words[at + 1 : at + 3]:
        before = words[at + count]
        if (
            token.kind is not Token.WORD
            or token.start - before.end != 1
            or not _belongs(token.text, alone=alone, ended=ended)
        ):
            break
        count += 1
    return count


def numbered(words: Sequence[Tok], at: int) -> int:
    """How many tokens a code takes that is none by its looks: in two halves, "1" of "1 through 10", quoted letters."""
    short = words[at].text.isdigit() and at + 1 < len(words) and words[at + 1].kind is Token.TO
    ended = at + 1 >= len(words) or words[at + 1].kind is not Token.WORD
    if at and ended and words[at - 1].text in '"“' and _LABEL.match(words[at].text) and len(words[at].text) > 1:
        return 1
    if _TWO.match(words[at].text) and at + 1 < len(words) and _TWO.match(words[at + 1].text):
        return 2 * (at + 2 >= len(words) or words[at + 2].kind is not Token.WORD)  # "10 23, 12 23"
    if parts := parts_of_range(words, at):
        return parts
    if marked(words, at):
        return 2
    return 1 + paired(words, at) if short or paired(words, at) else 0


def parts_of_range(words: Sequence[Tok], at: int) -> int:
    """How many words make each end of a range: three in ``17L 0000000 000 to 20F 9999999 999``; 0 if it is not one."""
    for count in (2, 3):
        to = at + count
        if to + count < len(words) + 1 and to < len(words) and words[to].kind is Token.TO:
            one, two = words[at:to], words[to + 1 : to + 1 + count]
            if len(two) == count and all(t.kind is Token.WORD and has_digit(t.text) for t in (*one, *two)):
                alike_ends = all(
                    shape(a.text) == shape(b.text) or len(a.text) == len(b.text) for a, b in zip(one, two, strict=True)
                )
                return count if alike_ends else 0
    return 0


def marked(words: Sequence[Tok], at: int) -> bool:
    """Whether letters of a factory follow a date that is a code: ``07/22 NH or 08/22 NH``."""
    if at + 1 >= len(words) or not is_date(words[at].text) or words[at + 1].start - words[at].end != 1:
        return False
    after = words[at + 2] if at + 2 < len(words) else None
    letters = re.match(r"[A-Z]{1,3}\Z", words[at + 1].text) and words[at + 1].text not in _NO_MARK
    return bool(letters) and (after is None or after.kind is not Token.WORD or after.text.islower())


#: What a code in two words is made of.
_WEEK, _LEAD = re.compile(r"\d{2}(?:-\d{1,3})?\Z"), re.compile(r"[A-Z]{1,5}\Z")
_BODY, _DIGITS, _BACK = re.compile(r"\d[\d/-]{4,15}\Z"), re.compile(r"\d{4,6}\Z"), re.compile(r"[A-Z]\d{1,4}\Z")
_NO_MARK = frozenset({"AM", "PM", "ET", "CT", "PT", "EST", "PST", "A", "I"})


def paired(words: Sequence[Tok], at: int) -> int:
    """How many tokens more a code takes: year and week (``2023 32-58``), letters and number, a label (``PC: 0224``)."""
    if at + 2 < len(words) and words[at + 1].kind is Token.COLON and _LABEL.match(words[at].text):
        return 2 * (words[at + 2].kind is Token.WORD and has_digit(words[at + 2].text))
    if at + 1 >= len(words) or words[at + 1].kind is not Token.WORD or words[at + 1].start - words[at].end != 1:
        return 0
    one, two = words[at].text, words[at + 1].text
    if kin(two, one) or is_web(two):
        return 0
    halves = (
        (is_year(one) and _WEEK.match(two))
        or (_LEAD.match(one) and one not in _NO_TAIL and not _MONTH.match(one) and _BODY.match(two))
        or (_DIGITS.match(one) and _BACK.match(two))
    )
    return int(bool(halves))


def _belongs(word: str, *, alone: bool, ended: bool) -> bool:
    if word.upper() in _NO_TAIL or word.lower() in _COLOURS or is_year(word):
        return False
    if _TAIL.match(word):
        return ended and word[0].isalpha() and len(word) > 1
    return alone and bool(_NAMED_TAIL.match(word)) and not _KINDS.search(word)


def spread(word: str) -> tuple[str, ...]:
    """The models that a slash joins: ``GCV170/200`` is two, and so is ``KF1000ARN/ARL``; ``DF36G/S/P`` is one."""
    parts = word.split("/")
    if len(parts) == 1 or " " in word or not all(parts) or len(parts) > 6:
        return (word,)
    first = parts[0]
    if not has_digit(first) or len(first) < 4:
        return (word,)
    if all(len(p) >= 4 and (shape(p) == shape(first) or alike(p, first) >= KIN) for p in parts[1:]):
        return tuple(parts)
    grown = [_grown(first, part) for part in parts[1:]]
    return (first, *(g for g in grown if g)) if all(grown) else (word,)


def _grown(first: str, end: str) -> str:
    """A shortened model with the beginning of the first: its last letters or digits replaced by as many others."""
    run = re.search(r"(?:[A-Z]{2,}|\d{2,})\Z", first)
    same = run and len(run[0]) == len(end) and run[0].isdigit() == end.isdigit()
    return first[: run.start()] + end if run and same and (end.isdigit() or end.isupper()) else ""


_PLACES = ("X", "x", "*", "#")
_PLACEHOLDERS = re.compile(r"(?:[-_ ]?(?:X{2,}|x{2,}|\*{2,}|#{2,}))+\Z|(?<=\d)X(?:-X+)+\Z")


def stem(word: str) -> str:
    """What is left of a code that ends in placeholders: ``S460123xxxxx`` begins with ``S460123``; empty if none."""
    found = _PLACEHOLDERS.search(word) if word[-1:] in _PLACES else None
    rest = word[: found.start()].rstrip("-_ ") if found else ""
    return rest if len(rest) >= 2 and has_digit(rest) else ""
