"""The items of a list: values and ranges between separators, with whatever describes them skipped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recallwatch.model import CodeType

from .cues import Kind
from .lead import closing
from .shapes import alike, has_digit, is_code, is_measure, is_web, is_year
from .tokens import Tok, Token
from .values import is_value, kin, led_model, led_start, lettered, measured, numbered, of_year, paired, tail

#: Words after which a list is over: somebody talks about the things.
_ENDS_WORDS = """
is are was were can may will has have had measure measures weigh weighs located printed found sold stamped
engraved consist consists come comes came feature features used designed made manufactured that who when where
because due consumers this it they not see which
"""
_ENDS = frozenset(_ENDS_WORDS.split())
#: Words that may stand before a value inside the list.
_BEFORE_WORDS = """
the number numbers no code codes model models item items serial serials from between lot lots batch style sku
also either through for of a an any all units in with date to and or starting beginning ending sn po letter letters
digit digits
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
_STRANGERS = 2
_LED = 5
_DESCRIBED = 9


@dataclass(frozen=True, slots=True)
class Item:
    """A value or a range of two, with its span."""

    first: str
    last: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of list it is: of which kind, of what form, of names, "between" two ends."""

    kind: Kind
    form: CodeType = CodeType.LIST
    named: bool = False
    both: bool = False


def items(text: str, toks: Sequence[Tok], at: int, sort: Sort) -> Iterator[Item]:
    """Every item from the token at ``at`` on, in order."""
    last, strange = "", 0
    place: int | None = at
    while place is not None and place < len(toks):
        begin = _value_from(toks, place, last, sort)
        if begin is None:
            strange += 1
            place = None if strange > _STRANGERS or not last else _next(toks, place, last)
            continue
        size = _size(toks, begin, last, sort)
        if sort.kind is not Kind.MODEL and _heads(toks, begin + size):
            place = begin + size + 1
            continue
        item, after = _item(text, toks, begin, size, sort)
        if printed := _printed(text, toks, after, item, sort):
            item, after = printed
        yield item
        last, strange = item.last or item.first, 0
        yield from _brackets(toks, after, sort)
        place = _next(toks, after, last)


def _heads(toks: Sequence[Tok], at: int) -> bool:
    """Whether what stands before ``at`` heads a list: "four codes ending in 23: 0123, 0923"."""
    return at + 1 < len(toks) and toks[at].kind is Token.COLON and toks[at + 1].kind is Token.WORD


def _value_from(toks: Sequence[Tok], at: int, last: str, sort: Sort) -> int | None:
    """Where, from the beginning of a chunk, its value stands; None when it has none."""
    led = 0
    for n in range(at, len(toks)):
        token = toks[n]
        if token.kind in (Token.QUOTE, Token.COLON, Token.OPEN):
            continue
        if token.kind not in (Token.WORD, Token.CONJ, Token.TO):
            return None
        word = token.text.lower()
        if token.kind is Token.WORD and _size(toks, n, last, sort) and (led == 0 or _sure(token.text, last, sort)):
            return n
        if word in _ENDS or led > _LED:
            return None
        if word not in _BEFORE:
            if sort.kind is not Kind.MODEL and led:
                return None
            led += 1
    return None


def _sure(word: str, last: str, sort: Sort) -> bool:
    """Behind words that do not belong to a list only what looks like a code of it goes on with it."""
    return kin(word, last) or (sort.kind is Kind.MODEL and is_code(word) and len(word) >= 4)


def _size(toks: Sequence[Tok], at: int, last: str, sort: Sort) -> int:
    """How many tokens the value at ``at`` takes; 0 when there is none."""
    token = toks[at]
    if measured(toks, at) or (sort.kind is Kind.MODEL and (not last or is_year(last)) and of_year(toks, at)):
        return 0
    quoted = at > 0 and toks[at - 1].kind is Token.QUOTE
    direct = quoted or not last or (at > 0 and toks[at - 1].kind is Token.COLON)
    if sort.kind is Kind.MODEL and sort.form is CodeType.LIST and (led := led_model(toks, at, quoted=direct)):
        return led
    if sort.kind is not Kind.MODEL and sort.form is CodeType.LIST and (ends := numbered(toks, at)):
        return ends
    if sort.kind is Kind.MODEL and sort.form is CodeType.LIST and lettered(toks, at, last):
        return 1
    if not is_value(token.text, last, sort.kind, form=sort.form, direct=direct, named=sort.named):
        return 0
    if sort.kind is Kind.MODEL and sort.form is CodeType.PREFIX and not has_digit(token.text):
        return 1 + led_start(toks, at)
    if sort.kind is Kind.MODEL and sort.form is CodeType.LIST:
        if not has_digit(token.text) and at + 1 < len(toks) and toks[at + 1].text == "#":
            return 0
        alone = _ends_chunk(toks, at + 2)
        return 1 + tail(toks, at, alone=alone, ended=alone or _talks(toks, at + 2))
    return 1


def _ends_chunk(toks: Sequence[Tok], at: int) -> bool:
    """Whether a chunk is over at ``at``."""
    return at < len(toks) and toks[at].kind not in (Token.WORD, Token.TO, Token.COLON)


def _printed(text: str, toks: Sequence[Tok], at: int, item: Item, sort: Sort) -> tuple[Item, int] | None:
    """ "Numbers 1 through 10 (PO-P001 to PO-P010)": the brackets hold what is printed."""
    if not item.last or len(item.last) > 3 or at + 1 >= len(toks) or toks[at].kind is not Token.OPEN:
        return None
    inside, after = _item(text, toks, at + 1, 1, sort)
    return (inside, after + 1) if inside.last else None


def _talks(toks: Sequence[Tok], at: int) -> bool:
    return at < len(toks) and toks[at].text.lower() in _ENDS


def _item(text: str, toks: Sequence[Tok], begin: int, size: int, sort: Sort) -> tuple[Item, int]:
    """The value of ``size`` tokens as an item, or the range it begins; and the token behind it."""
    end = begin + size
    one = text[toks[begin].start : toks[end - 1].end]
    second = range_end(toks, end, one, sort, both=sort.both)
    if second is None:
        return Item(one, "", toks[begin].start, toks[end - 1].end), end
    stop = min(second + size, len(toks))
    two = text[toks[second].start : toks[stop - 1].end]
    return Item(one, two, toks[begin].start, toks[stop - 1].end), stop


def range_end(toks: Sequence[Tok], at: int, one: str, sort: Sort, *, both: bool) -> int | None:
    """Where the other end of a range stands whose first end is behind us; "and" joins only after "between"."""
    n = at
    dashed, joined = False, False
    while n < len(toks) and not joined:
        token = toks[n]
        if token.kind is Token.OPEN:
            n = closing(toks, n)
        elif token.kind is Token.TO or (token.kind is Token.CONJ and both and token.text.lower() == "and"):
            joined, dashed = True, not token.text[0].isalpha()
            if dashed and toks[n - 1].kind is Token.SEP:  # "-211, -212": a dash before each
                return None
        elif token.kind is not Token.QUOTE and not (token.kind is Token.SEP and token.text == ","):
            return None
        n += 1
    while n < len(toks) and (toks[n].kind is Token.QUOTE or toks[n].text.lower() in ("and", "the", "number", "#")):
        n += 1
    if n >= len(toks) or toks[n].kind is not Token.WORD or not has_digit(one):
        return None
    if sort.kind is not Kind.MODEL and (" " in one or paired(toks, n)):
        return n
    two = toks[n].text
    if is_web(two) or not has_digit(two) or (is_measure(two) and not two.isdigit() and "/" not in two):
        return None
    return None if dashed and alike(one, two) < 4 else n


def _brackets(toks: Sequence[Tok], at: int, sort: Sort) -> Iterator[Item]:
    """Another number of the same model in brackets behind it: "model 8266 (ZH998-22)"."""
    while at < len(toks) and toks[at].kind is Token.QUOTE:
        at += 1
    if sort.kind is not Kind.MODEL or at >= len(toks) or toks[at].kind is not Token.OPEN:
        return
    inside = [t for t in toks[at + 1 : closing(toks, at)] if t.kind is Token.WORD]
    if len(inside) == 1 and is_code(inside[0].text) and len(inside[0].text) >= 4 and not is_year(inside[0].text):
        yield Item(inside[0].text, "", inside[0].start, inside[0].end)


def _next(toks: Sequence[Tok], at: int, last: str) -> int | None:
    """Where the next chunk begins: behind a separator, or at a code of the same series right here; else None."""
    n, described = at, 0
    while n < len(toks):
        token = toks[n]
        if token.kind is Token.OPEN:
            n = closing(toks, n) + 1
            continue
        if token.kind in (Token.SEP, Token.CONJ):
            return _behind(toks, n)
        if token.kind is Token.STOP or (token.kind is Token.WORD and token.text.lower() in _ENDS):
            return None
        if token.kind is Token.WORD:
            if kin(token.text, last) and (not described or described <= 3):
                return n
            if not described and has_digit(token.text) and n + 1 < len(toks) and toks[n + 1].kind is Token.TO:
                return n  # the next range, of another series
            described += 1
        if described > _DESCRIBED:
            return None
        n += 1
    return None


def _behind(toks: Sequence[Tok], at: int) -> int:
    """The token behind a run of separators."""
    while at < len(toks) and toks[at].kind in (Token.SEP, Token.CONJ):
        at += 1
    return at
