"""Which earlier notice do words mean? Firm and product must both be shared, and no other notice may come close."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from recallwatch.model import Notice
from recallwatch.text.dates import find_dates
from recallwatch.text.fold import tokens

_SPENT_WORDS = """
a an and the of for in on at by to with from due its their certain select additional all more include includes
recall recalls recalled recalling voluntary voluntarily expand expands expanded expanding expansion announce announces
issue issues alert allergy undeclared possible potential health risk because product products update updated release
correction notice rescinded withdrawn error company companies co inc llc ltd corp corporation foods food farms farm
lot lots brand brands sold contamination contaminated presence incorrectly resulted
"""
#: Words of announcements that single out neither firm nor product.
SPENT = frozenset(_SPENT_WORDS.split())
_CLEAR = 1.25  # how far the best must be ahead of the second


@dataclass(frozen=True, slots=True)
class Found:
    """The notice meant, how sure (0..1), and the words that say so."""

    notice: Notice
    score: float
    shared: tuple[str, ...]


def earlier_in_words(notice: Notice, words: str, recent: Sequence[Notice]) -> Found | None:
    """The one notice of the same source, published no later, that the words mean; None unless it is clear."""
    said = set(tokens(f"{notice.title} {words} {notice.summary}"))
    days = {d.value for d in find_dates(f"{words} {notice.summary}") if d.value.day}
    pool = [n for n in recent if _earlier(n, notice)]
    spread = Counter(word for other in pool for word in set(tokens(other.title)))
    ranked = sorted((_score(other, said, spread, len(pool)) for other in pool), key=lambda f: f.score, reverse=True)
    ranked = [f for f in ranked if f.shared]
    dated = [f for f in ranked if f.notice.published in days]
    if len(dated) == 1:
        return _sure(dated[0])
    clear = ranked and (len(ranked) == 1 or ranked[0].score >= _CLEAR * ranked[1].score)
    return _sure(ranked[0]) if clear else None


def _earlier(other: Notice, notice: Notice) -> bool:
    if other.id == notice.id or other.source != notice.source:
        return False
    return other.published is None or notice.published is None or other.published.first <= notice.published.last


def _score(other: Notice, said: set[str], spread: Counter[str], size: int) -> Found:
    """Sum the rarity of shared words; no shared words at all unless firm and product are both among them."""
    firm = _firm(other)
    title = set(tokens(other.title)) - SPENT
    rest = {w for w in title - firm if spread[w] <= max(3, size // 20)}
    if not firm or not firm <= said or not rest & said:
        return Found(other, 0.0, ())
    shared = (firm | rest) & said
    return Found(other, sum(log(1 + size / spread[w]) for w in shared if spread[w]), tuple(sorted(shared)))


def _firm(notice: Notice) -> set[str]:
    """The telling words of the firm: the one named, else what the title begins with."""
    named = [set(tokens(f.name)) - SPENT for f in notice.firms]
    return next((words for words in named if words), set())


def _sure(found: Found) -> Found:
    return Found(found.notice, min(0.99, 0.7 + 0.1 * len(found.shared)), found.shared)
