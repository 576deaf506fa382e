"""The words of a table's rows: what each looks like and how it hangs together with the one before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from recallwatch.text.gtin import read_gtin

from .shapes import is_code, is_date, is_measure, is_retail, is_year


class Look(StrEnum):
    """What a word looks like."""

    WORD = "word"
    TITLE = "title"
    LETTERS = "letters"
    CODE = "code"
    OPEN = "open"
    SHORT = "short"
    DIGITS = "digits"
    GTIN = "gtin"
    LONG = "long"
    VIN = "vin"
    RETAIL = "retail"
    DPCI = "dpci"
    DATE = "date"
    YEAR = "year"
    PRICE = "price"
    MEASURE = "measure"
    COLOUR = "colour"
    WEB = "web"


class Link(StrEnum):
    """How a word hangs together with the one before it."""

    SPACE = ""
    LIST = "list"
    TAIL = "tail"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a row. ``bracketed``: it stands in brackets; ``open_end``: everything below (or above) it is meant."""

    text: str
    start: int
    end: int
    look: Look
    link: Link = Link.SPACE
    bracketed: bool = False
    below: bool = False


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\.?"
_CHUNK = re.compile(
    rf"(?P<date>{_MONTHS}\s(?:\d{{1,2}},?\s)?(?:19|20)\d\d\b|{_MONTHS}\s\d{{2}}\b|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d(?![\w/])|\d{{1,2}}/(?:19|20)\d\d(?![\d/])"
    r"|(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}(?!\d))"
    r"|(?P<gtin>(?<![\w-])\d[ -]\d{5}[ -]\d{5}[ -]\d(?![\w-]))"
    r"|(?P<price>\$\s?\d[\d,.]*)"
    r"|(?P<size>\d+(?:[.,/]\d+)*\s?['’′\"”″]+(?:\s?[xX]\s?\d+(?:[.,/]\d+)*\s?['’′\"”″]*)*|\d+(?:\.\d+)?%|\d*\s?[½¼¾]\S*)"
    r"|(?P<spaced>(?<![\w-])[A-Z]{2,5} -\d{4,}(?![\w-]))"
    r"|(?P<word>[A-Za-z0-9*^Ø-öø-ÿ](?:[\w*^+'’®™@.²&#/‐‑-]*[\w*^+®™²-])?)"
    r"|(?P<mark>[–—~-]{1,2}|[/,;()&|•+])"
)
_RANGES = frozenset("- – — ~ -- to through thru".split())
_LISTS = frozenset(", ; & and or / |".split())
_FUSED = re.compile(r"(?P<a>[A-Z]{1,5}-?\d{1,6}?)(?P<g>\d-\d{5}-\d{5}-\d)\Z")
_DATED = re.compile(r"(?P<a>[A-Z]?\d{4,6})(?P<g>(?:0[1-9]|1[0-2])/\d{1,2}/20\d\d)\Z")
_SHORT_DATED = re.compile(r"(?P<a>[A-Z]?\d{4,6})(?P<g>[1-9]/\d{1,2}/20\d\d)\Z")
_CODE_RANGE = re.compile(
    r"(?P<a>[A-Za-z]{0,8}[A-Za-z0-9]*?(?P<n>\d{4,}))[-–](?P<b>[A-Za-z]{0,8}[A-Za-z0-9]*?(?P<m>\d{4,}))\Z"
)
_OPEN = re.compile(r"[A-Za-z0-9./-]*(?:[*^]+|(?<=[A-Z0-9-])[xX]{2,})[A-Za-z0-9*^./-]*\Z")
_VIN = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}\Z")
_DPCI = re.compile(r"\d{3}-\d{2}-\d{4}\Z")
_COLOURS = frozenset(
    "black white gray grey red blue green yellow pink purple orange brown beige silver gold navy teal tan ivory cream "
    "natural charcoal bronze turquoise maroon clear multi multicolor various assorted".split()
)
_YEARS = re.compile(r"(?:19|20)\d\d[-–](?:19|20)?\d\d\Z")
#: Codes without a digit: three pieces, the first two in capitals.
_HYPHENED = re.compile(r"[A-Z]{2,5}-[A-Z]{2,5}-[A-Za-z-]+\Z")
#: Names of columns printed again inside rows.
_LABELS = frozenset(("Serial", "Number", "Numbers", "Nos", "No", "SKU", "UPC", "Model", "Models", "Item", "Range"))
_INTROS = frozenset(("between", "from", "numbers"))
_SURE = 3
_SUFFIX = re.compile(r"[A-Z]{2,4}\Z")
_LETTERS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")
_SLASHED = re.compile(r"(?P<a>[A-Z0-9-]*\d[A-Z0-9-]*)/(?P<g>[A-Z0-9-]{2,})\Z")
_LOWER = re.compile(r"[a-z]{2}")
_BELOW = re.compile(r"\s?(?:and|or|&)\s(?:lower|below|earlier|prior|less)\b", re.IGNORECASE)


def read_atoms(text: str, start: int, end: int) -> list[Atom]:
    """The words of a stretch of text, each with its look."""
    atoms: list[Atom] = []
    link, depth = Link.SPACE, 0
    for found in _CHUNK.finditer(text, start, end):
        mark = found.group()
        if found["mark"]:
            depth = {"(": 1, ")": 0}.get(mark, depth)
            link = _linked(mark, link)
            continue
        if found["word"] and mark.lower() in (_RANGES | _LISTS) and atoms and _numeric(atoms[-1]):
            link = Link.RANGE if mark.lower() in _RANGES or _between(atoms, mark) else Link.LIST
            continue
        for atom in _split(found, link, bool(depth)):
            atoms.append(atom)
        if _BELOW.match(text, atoms[-1].end, end):
            last = atoms[-1]
            atoms[-1] = Atom(last.text, last.start, last.end, last.look, last.link, last.bracketed, below=True)
        link = Link.SPACE
    atoms = [
        a
        for n, a in enumerate(atoms)
        if not (a.text.lower() in _INTROS and n + 1 < len(atoms) and _numeric(atoms[n + 1]))
    ]
    atoms = _suffixed(text, atoms)
    return _joined(text, [_settle(atoms, n) for n in range(len(atoms))])


def _suffixed(text: str, atoms: list[Atom]) -> list[Atom]:
    """Codes with letters behind a space ("22-057 DBY"): commas or the next such codes give them away, three at least."""
    pairs = [n for n in range(1, len(atoms)) if _is_suffixed(text, atoms[n - 1], atoms[n])]
    sure = [
        n for n in pairs if text[atoms[n].end : atoms[n].end + 1] in (",", ";") or (n + 1) in {m - 1 for m in pairs}
    ]
    widths = {len(atoms[n].text) for n in sure}
    joined = {n for n in pairs if len(atoms[n].text) in widths} if len(sure) >= _SURE else set()
    result: list[Atom] = []
    for n, atom in enumerate(atoms):
        if n in joined:
            last = result[-1]
            result[-1] = Atom(text[last.start : atom.end], last.start, atom.end, last.look, last.link, last.bracketed)
        else:
            result.append(atom)
    return result


def _is_suffixed(text: str, one: Atom, two: Atom) -> bool:
    letters = two.look is Look.LETTERS and bool(_SUFFIX.match(two.text))
    return letters and one.look is Look.CODE and text[one.end : two.start] == " "


def _unit(atoms: list[Atom], n: int) -> bool:
    """Whether a number is counted in the unit behind it ("2300 PSI")."""
    unit = atoms[n + 1] if n + 1 < len(atoms) else None
    counted = atoms[n].text.isdigit() and len(atoms[n].text) <= 4 and unit is not None and unit.link is Link.SPACE
    return bool(
        counted and unit and unit.text.isalpha() and len(unit.text) > 1 and is_measure(atoms[n].text + unit.text)
    )


def _between(atoms: list[Atom], mark: str) -> bool:
    """Whether an "and" joins the ends of a range: "between 100 and 200"."""
    return mark.lower() == "and" and any(a.text.lower() == "between" for a in atoms[-4:-1])


def _joined(text: str, atoms: list[Atom]) -> list[Atom]:
    """Codes of two or three words made one: both sides of a dash have the same words by their silhouettes."""
    result: list[Atom] = []
    n = 0
    while n < len(atoms):
        width = next((w for w in (3, 2) if _twins(atoms, n, w)), 1)
        for at in range(n, n + 2 * width, width) if width > 1 else (n,):
            one, last = atoms[at], atoms[at + width - 1]
            whole = Atom(text[one.start : last.end], one.start, last.end, Look.CODE, one.link, one.bracketed)
            result.append(whole if width > 1 else one)
        n += 2 * width if width > 1 else 1
    return result


def _twins(atoms: list[Atom], at: int, width: int) -> bool:
    one, two = atoms[at : at + width], atoms[at + width : at + 2 * width]
    if len(two) < width or two[0].link is not Link.RANGE or not all(_numeric(a) for a in (*one, *two)):
        return False
    behind = atoms[at + 2 * width] if at + 2 * width < len(atoms) else None
    if any(a.link is not Link.SPACE for a in (*one[1:], *two[1:])) or Link.RANGE in (
        one[0].link,
        behind and behind.link,
    ):
        return False
    alike = all(
        silhouette(a.text) == silhouette(b.text) and len(a.text) == len(b.text) for a, b in zip(one, two, strict=True)
    )
    mixed = one[0].text == two[0].text or silhouette(one[0].text) != silhouette(one[1].text)
    return alike and mixed and not any(a.look in (Look.DATE, Look.YEAR) for a in (*one, *two))


def silhouette(text: str) -> str:
    """What a code looks like when only letters and digits are told apart."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text))


def _linked(mark: str, link: Link) -> Link:
    if mark in _RANGES:
        return Link.RANGE
    if mark == "/":
        return Link.TAIL
    return Link.LIST if mark in _LISTS else link


def _settle(atoms: list[Atom], n: int) -> Atom:
    """A range or list holds together only what may be codes or dates on both sides."""
    atom = atoms[n]
    before = atoms[n - 1] if n else None
    if atom.link is Link.SPACE and _unit(atoms, n):
        return Atom(atom.text, atom.start, atom.end, Look.MEASURE, Link.SPACE, atom.bracketed)
    loose = (
        before is None
        or not _numeric(before)
        or not (_numeric(atom) or (atom.link is Link.TAIL and atom.look is Look.LETTERS))
    )
    if atom.link is Link.SPACE or not loose:
        return atom
    return Atom(atom.text, atom.start, atom.end, atom.look, Link.SPACE, atom.bracketed, atom.below)


_NUMERIC = frozenset(
    (
        Look.CODE,
        Look.OPEN,
        Look.DIGITS,
        Look.GTIN,
        Look.LONG,
        Look.VIN,
        Look.RETAIL,
        Look.DPCI,
        Look.DATE,
        Look.YEAR,
        Look.SHORT,
    )
)


def _numeric(atom: Atom) -> bool:
    return atom.look in _NUMERIC or (atom.look is Look.LETTERS and "-" in atom.text)


def _split(found: re.Match[str], link: Link, bracketed: bool) -> Iterator[Atom]:
    """One chunk as one word, or as the two whose cells ran together."""
    text, at = found.group(), found.start()
    if found["date"] or found["price"] or found["size"] or found["gtin"]:
        look = Look.DATE if found["date"] else Look.PRICE if found["price"] else Look.MEASURE
        if found["gtin"]:
            look = Look.GTIN if read_gtin(text) else Look.LONG
        yield Atom(text, at, found.end(), look, link, bracketed)
        return
    if found["spaced"]:
        yield Atom(text.replace(" ", ""), at, found.end(), Look.CODE, link, bracketed)
        return
    text = text.rstrip("'’.&")
    if text.endswith("-") and not text[:-1].isupper():
        text = text[:-1]
    pieces = _pieces(text)
    for n, (a, b, joint) in enumerate(pieces):
        yield Atom(text[a:b], at + a, at + b, _look(text[a:b]), link if not n else joint, bracketed)


def _pieces(text: str) -> list[tuple[int, int, Link]]:
    whole = [(0, len(text), Link.SPACE)]
    if not any(c.isdigit() for c in text):
        return whole
    for pattern in (_FUSED, _DATED, _SHORT_DATED):
        if (found := pattern.match(text)) and (pattern is not _FUSED or read_gtin(found["g"])):
            return [(0, found.end("a"), Link.SPACE), (found.start("g"), len(text), Link.SPACE)]
    if (found := _SLASHED.match(text)) and _alternate(found["a"], found["g"]) and not is_date(text):
        return [(0, found.end("a"), Link.SPACE), (found.start("g"), len(text), Link.TAIL)]
    if found := _CODE_RANGE.match(text):
        same = len(found["n"]) == len(found["m"]) and found["n"] <= found["m"] and not is_date(text)
        alone = found["b"] == found["m"] or found["a"][:2] == found["b"][:2]
        if same and alone and len(found["m"]) >= 4 and not is_year(found["m"]):
            return [(0, found.end("a"), Link.SPACE), (found.start("b"), len(text), Link.RANGE)]
    half = len(text) // 2
    if (
        len(text) >= 16
        and text[0].isalpha()
        and len(text) == 2 * half
        and silhouette(text[:half]) == silhouette(text[half:])
    ):
        return [(0, half, Link.SPACE), (half, len(text), Link.LIST)]
    if len(text) >= 22 and text.isdigit():
        return _gtins(text) or whole
    if len(text) > 14 and text[-12:].isdigit() and read_gtin(text[-12:]) and not text[-14:-12].isdigit():
        return [(0, len(text) - 12, Link.SPACE), (len(text) - 12, len(text), Link.SPACE)]
    return whole


def _alternate(whole: str, other: str) -> bool:
    """Whether what stands behind a slash is another code, or another end of the first, and no part of it ("/US")."""
    end = whole[-len(other) :]
    return len(whole) >= 4 and silhouette(end) == silhouette(other) and (len(other) > 2 or other.isdigit())


def _gtins(text: str) -> list[tuple[int, int, Link]]:
    """Article numbers that ran together: check digits find their borders."""
    for width in (12, 13):
        if len(text) % width == 0 and all(read_gtin(text[n : n + width]) for n in range(0, len(text), width)):
            return [(n, n + width, Link.LIST) for n in range(0, len(text), width)]
    return []


def _look(text: str) -> Look:
    digits = text.replace("-", "")
    if not any(c.isdigit() for c in text):
        if "@" in text or ".com" in text.lower():
            return Look.WEB
        if text.lower() in _COLOURS:
            return Look.COLOUR
        if _OPEN.match(text) and len(text) >= 4:
            return Look.OPEN
        bare = text.replace("-", "")
        if text.endswith("-"):
            return Look.OPEN
        if _HYPHENED.match(text):
            return Look.CODE
        if bare.isupper() and bare.isalpha():
            return Look.LETTERS if len(bare) <= 5 or "-" in text else Look.TITLE
        return Look.TITLE if text[:1].isupper() else Look.WORD
    if is_date(text):
        return Look.DATE
    if is_year(text) or _YEARS.match(text):
        return Look.YEAR
    if digits.isdigit() and 11 <= len(digits) <= 14:
        return Look.GTIN if len(digits) > 11 and read_gtin(digits) else Look.LONG
    if "@" in text or ".com" in text.lower():
        return Look.WEB
    if _DPCI.match(text):
        return Look.DPCI
    if text.isdigit():
        return Look.DIGITS if len(text) > 3 else Look.SHORT
    if _OPEN.match(text):
        return Look.OPEN
    if _VIN.match(text):
        return Look.VIN
    if is_retail(text):
        return Look.RETAIL
    if is_measure(text) or (text[0].isdigit() and _LOWER.search(text)):
        return Look.MEASURE
    return Look.CODE if is_code(text) or (text.upper() == text and len(text) > 1) else Look.MEASURE
