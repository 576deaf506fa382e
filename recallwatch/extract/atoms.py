"""The words of a table's rows: what each looks like and how it hangs together with the one before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from recallwatch.text.gtin import read_gtin

from .looks import Look, look_of
from .pieces import pieces
from .shapes import is_measure


class Link(StrEnum):
    """How a word hangs together with the one before it."""

    SPACE = ""
    LIST = "list"
    TAIL = "tail"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a row. ``bracketed``: it stands in brackets; ``below``: everything below it is meant too."""

    text: str
    start: int
    end: int
    look: Look
    link: Link = Link.SPACE
    bracketed: bool = False
    below: bool = False


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\.?"
_CHUNK = re.compile(
    rf"(?P<date>{_MONTHS}[\s-](?:\d{{1,2}},?\s)?(?:19|20)\d\d\b|{_MONTHS}[\s-]\d{{2}}\b|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d(?![\w/])|\d{{1,2}}/(?:19|20)\d\d(?![\d/])"
    r"|(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}(?!\d))"
    r"|(?P<gtin>(?<![\w-])\d[ -]\d{5}[ -]\d{5}[ -]\d(?![\w-]))"
    r"|(?P<price>\$\s?\d[\d,.]*)"
    r"|(?P<size>(?<![\d.,/])\d+(?:[.,/]\d+)*\s?['’′\"”″]+(?:\s?[xX]\s?\d+(?:[.,/]\d+)*\s?['’′\"”″]*)*|(?<!\d)\d+(?:\.\d+)?%|\d{0,3}\s?[½¼¾]\S{0,20})"
    r"|(?P<spaced>(?<![\w-])[A-Z]{2,5} -\d{4,}(?![\w-]))"
    r"|(?P<word>[A-Za-z0-9*^Ø-öø-ÿ](?:[\w*^+'’®™@.²&#/‐‑-]*[\w*^+®™²-])?)"
    r"|(?P<mark>[–—~-]{1,2}|[/,;()&|•+])"
)
_RANGES = frozenset(["-", "–", "—", "~", "--", "to", "through", "thru"])
_LISTS = frozenset([",", ";", "&", "and", "or", "/", "|"])
#: Names of columns printed again inside rows.
_LABELS = frozenset(("Serial", "Number", "Numbers", "Nos", "No", "SKU", "UPC", "Model", "Models", "Item", "Range"))
_INTROS = frozenset(("between", "from", "numbers"))
_BELOW = re.compile(r"\s?(?:and|or|&)\s(?:lower|below|earlier|prior|less)\b", re.IGNORECASE)


_NUMERIC = frozenset(Look) - {
    Look.WORD,
    Look.TITLE,
    Look.LETTERS,
    Look.PRICE,
    Look.MEASURE,
    Look.COLOUR,
    Look.WEB,
}
_JOINTS = {"": Link.SPACE, ",": Link.LIST, "/": Link.TAIL, "-": Link.RANGE}


def read_atoms(text: str, start: int, end: int) -> list[Atom]:
    """The words of a stretch of text, each with its look."""
    atoms: list[Atom] = []
    link, inside = Link.SPACE, False
    for found in _CHUNK.finditer(text, start, end):
        mark = found.group()
        if found["mark"]:
            inside = mark == "(" or (inside and mark != ")")
            link = _linked(mark, link)
        elif found["word"] and mark.lower() in (_RANGES | _LISTS) and atoms and is_numeric(atoms[-1]):
            link = Link.RANGE if mark.lower() in _RANGES or _between(atoms, mark) else Link.LIST
        elif mark not in _LABELS:
            atoms += _split(found, link, bracketed=inside)
            if _BELOW.match(text, atoms[-1].end, end):
                atoms[-1] = replace(atoms[-1], below=True)
            link = Link.SPACE
    return [_settled(atoms, n) for n in range(len(atoms)) if not _introduces(atoms, n)]


def is_numeric(atom: Atom) -> bool:
    """Whether a word may be a code or a date."""
    return atom.look in _NUMERIC or (atom.look is Look.LETTERS and "-" in atom.text)


def _linked(mark: str, link: Link) -> Link:
    if mark in _RANGES:
        return Link.RANGE
    if mark == "/":
        return Link.TAIL
    return Link.LIST if mark in _LISTS else link


def _between(atoms: list[Atom], mark: str) -> bool:
    """Whether an "and" joins the ends of a range: "between 100 and 200"."""
    return mark.lower() == "and" and any(a.text.lower() == "between" for a in atoms[-4:-1])


def _introduces(atoms: list[Atom], n: int) -> bool:
    return atoms[n].text.lower() in _INTROS and n + 1 < len(atoms) and is_numeric(atoms[n + 1])


def _settled(atoms: list[Atom], n: int) -> Atom:
    """A range or list holds together only what may be codes or dates on both sides; a counted number is a measure."""
    atom = atoms[n]
    if atom.link is Link.SPACE:
        return replace(atom, look=Look.MEASURE) if _unit(atoms, n) else atom
    before = atoms[n - 1] if n else None
    held = is_numeric(atom) or (atom.link is Link.TAIL and atom.look is Look.LETTERS)
    if before is None or not held or not is_numeric(before):
        return replace(atom, link=Link.SPACE)
    dated = Look.DATE in (atom.look, before.look) and atom.look is not before.look
    return replace(atom, link=Link.SPACE) if dated and atom.link is Link.RANGE else atom


def _unit(atoms: list[Atom], n: int) -> bool:
    """Whether a number is counted in the unit behind it ("2300 PSI")."""
    unit = atoms[n + 1] if n + 1 < len(atoms) else None
    if unit is None or unit.link is not Link.SPACE or not atoms[n].text.isdigit() or len(atoms[n].text) > 4:
        return False
    return unit.text.isalpha() and len(unit.text) > 1 and is_measure(atoms[n].text + unit.text)


def _split(found: re.Match[str], link: Link, *, bracketed: bool) -> Iterator[Atom]:
    """One chunk as one word, or as those whose cells ran together."""
    text, at = found.group(), found.start()
    if found["word"] is None:
        yield Atom(text.replace(" ", "") if found["spaced"] else text, at, found.end(), _told(found), link, bracketed)
        return
    text = text.rstrip("'’.&")
    if text.endswith("-") and not text[:-1].isupper():
        text = text[:-1]
    for n, (a, b, joint) in enumerate(pieces(text)):
        yield Atom(text[a:b], at + a, at + b, look_of(text[a:b]), _JOINTS[joint] if n else link, bracketed)


def _told(found: re.Match[str]) -> Look:
    """What a chunk is that its pattern tells."""
    if found["gtin"]:
        return Look.GTIN if read_gtin(found.group()) else Look.LONG
    if found["spaced"]:
        return Look.CODE
    return Look.DATE if found["date"] else Look.PRICE if found["price"] else Look.MEASURE
