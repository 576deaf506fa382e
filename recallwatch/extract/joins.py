"""Codes printed in several words: letters behind a space, both ends of a range alike word by word."""

import re
from dataclasses import replace
from itertools import pairwise

from .atoms import Atom, Link, is_numeric
from .looks import Look, silhouette

#: So many codes with letters behind them make the others of a table such codes too.
_SURE = 3
_SUFFIX = re.compile(r"[A-Z]{2,4}\Z")
#: Letters that say what stands behind them.
_TELLING = frozenset(("SKU", "UPC", "ITEM", "LOT", "SN", "PO", "MY", "TO", "AND", "OR", "NO", "ALL"))


def join_atoms(text: str, atoms: list[Atom]) -> list[Atom]:
    """The same words with codes of several words made one."""
    return _twinned(text, _suffixed(text, _led(text, atoms)))


def _led(text: str, atoms: list[Atom]) -> list[Atom]:
    """Codes with letters before a space, one behind another: "ACB 110H-N ACB 110H-P SCB 150S-N"."""
    result: list[Atom] = []
    n = 0
    while n < len(atoms):
        stop = n
        while stop + 1 < len(atoms) and _is_led(text, atoms[stop], atoms[stop + 1]):
            stop += 2
        if _is_series(text, atoms, n, stop):
            for a, b in zip(atoms[n:stop:2], atoms[n + 1 : stop : 2], strict=True):
                result.append(replace(a, text=text[a.start : b.end], end=b.end, look=Look.CODE))
        else:
            stop = max(stop, n + 1)
            result += atoms[n:stop]
        n = stop
    return result


def _is_series(text: str, atoms: list[Atom], start: int, stop: int) -> bool:
    """Whether there are enough such codes, all alike, two in a row with the same letters, none behind the last."""
    alike = len({silhouette(atom.text) for atom in atoms[start + 1 : stop : 2]}) == 1
    letters = [atom.text for atom in atoms[start:stop:2]]
    closed = stop == len(atoms) or not _is_suffixed(text, atoms[stop - 1], atoms[stop])
    return len(letters) >= _SURE and any(a == b for a, b in pairwise(letters)) and alike and closed


def _is_led(text: str, one: Atom, two: Atom) -> bool:
    letters = one.look is Look.LETTERS and bool(_SUFFIX.match(one.text)) and one.text not in _TELLING
    code = two.look is Look.CODE and two.link is Link.SPACE and two.text[0].isdigit()
    return letters and code and text[one.end : two.start] == " "


def _suffixed(text: str, atoms: list[Atom]) -> list[Atom]:
    """Codes with letters behind a space ("22-057 DBY"): commas or the next such codes give three of them away."""
    pairs = [n for n in range(1, len(atoms)) if _is_suffixed(text, atoms[n - 1], atoms[n])]
    sure = [
        n for n in pairs if text[atoms[n].end : atoms[n].end + 1] in (",", ";") or (n + 1) in {m - 1 for m in pairs}
    ]
    widths = {len(atoms[n].text) for n in sure}
    joined = {n for n in pairs if len(atoms[n].text) in widths} if _vary(atoms, sure) else set()
    result: list[Atom] = []
    for n, atom in enumerate(atoms):
        if n in joined:
            last = result[-1]
            result[-1] = replace(last, text=text[last.start : atom.end], end=atom.end)
        else:
            result.append(atom)
    return result


def _vary(atoms: list[Atom], sure: list[int]) -> bool:
    """Whether there are enough, and not the same letters everywhere: those would stand before the next code."""
    return len(sure) >= _SURE and len({atoms[n].text for n in sure}) > 1


def _is_suffixed(text: str, one: Atom, two: Atom) -> bool:
    letters = two.look is Look.LETTERS and bool(_SUFFIX.match(two.text))
    return letters and one.look is Look.CODE and text[one.end : two.start] == " "


def _twinned(text: str, atoms: list[Atom]) -> list[Atom]:
    """Codes of two or three words made one: both sides of a dash have the same words by their silhouettes."""
    result: list[Atom] = []
    n = 0
    while n < len(atoms):
        width = next((w for w in (3, 2) if _twins(atoms, n, w)), 1)
        for at in range(n, n + 2 * width, width) if width > 1 else (n,):
            one, last = atoms[at], atoms[at + width - 1]
            if width > 1:
                one = replace(one, text=text[one.start : last.end], end=last.end, look=Look.CODE)
            result.append(one)
        n += 2 * width if width > 1 else 1
    return result


def _twins(atoms: list[Atom], at: int, width: int) -> bool:
    one, two = atoms[at : at + width], atoms[at + width : at + 2 * width]
    if len(two) < width or two[0].link is not Link.RANGE or not all(is_numeric(a) for a in (*one, *two)):
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
