"""Damage of encoding: UTF-8 read as something else, characters that were lost, entities escaped twice."""

import re
from collections.abc import Iterable, Sequence

from recallwatch.model import Notice

#: What the second and third byte of UTF-8 become when they are read as Windows-1252 or ISO 8859-1.
_TRAIL = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_GARBLED = re.compile(f"[\u00c2-\u00df][{_TRAIL}]|\u00e2[{_TRAIL}]{{2}}|\u00ef\u00bb\u00bf|\ufffd")
_LEAD = re.compile("[\u00c2-\u00f4]")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#x?[0-9a-f]{1,6});", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MARKED = re.compile(r"[&<>\"]")

#: Of an answer we know nothing about, so many damaged notices are no publisher's slip.
_MANY = 3


def judge_damage(notices: Sequence[Notice]) -> list[str]:
    """Say whether most notices with foreign letters are garbled: the wrong character set, whatever was known before."""
    foreign = [notice for notice in notices if _any(_FOREIGN, notice)]
    garbled = [notice for notice in foreign if _any(_GARBLED, notice)]
    if len(garbled) >= _MANY and 2 * len(garbled) > len(foreign):
        return [f"{len(garbled)} of {len(foreign)} notices with foreign letters are garbled: read in a wrong charset?"]
    return []


def judge_newly_damaged(edited: Iterable[tuple[Notice, Notice]], same: Sequence[Notice]) -> list[str]:
    """Say in which field texts that were clean before, given as (before, now), are damaged all at once.

    ``same`` are the notices in which nothing changed.
    """
    texts = [(a.texts(), b.texts()) for a, b in edited]
    problems = []
    for carrying, damaged, words in (
        (_FOREIGN, _is_garbled, "are garbled: read in a wrong charset?"),
        (_MARKED, _is_escaped, "hold escaped characters (&amp;amp;): escaped once more than before?"),
    ):
        hurt: dict[str, list[bool]] = {}
        for before, now in texts:
            for name in (name for name in before if name in now and carrying.search(before[name])):
                hurt.setdefault(name.partition(".")[0], []).append(damaged(before[name], now[name]))
        for name in (name for name, of in hurt.items() if any(of)):
            total = len(hurt[name]) + sum(_carries(notice, name, carrying) for notice in same)
            if 2 * sum(hurt[name]) > total:
                problems.append(f"{sum(hurt[name])} of {total} texts of {name} {words}")
    return problems


def _carries(notice: Notice, name: str, carrying: re.Pattern[str]) -> int:
    """How many texts of a field hold what could be damaged."""
    return sum(n.partition(".")[0] == name and bool(carrying.search(text)) for n, text in notice.texts().items())


def _is_garbled(before: str, now: str) -> bool:
    """Newly garbled, or all its foreign letters gone for what the first bytes of UTF-8 look like by themselves."""
    if before == now or _GARBLED.search(before):
        return False
    letters = set(_FOREIGN.findall(now))
    bare = letters and letters.isdisjoint(_FOREIGN.findall(before)) and any(_LEAD.match(letter) for letter in letters)
    return bool(bare or _GARBLED.search(now))


def _is_escaped(before: str, now: str) -> bool:
    return before != now and len(_ESCAPED.findall(now)) > len(_ESCAPED.findall(before))


def _any(pattern: re.Pattern[str], notice: Notice) -> bool:
    return any(pattern.search(text) for text in notice.texts().values())
