"""Of several notices that could be the same event as one, the likeliest: the others are kept, but do not count."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf

from recallwatch.model import JOINING, Link, LinkType

#: Points by which a rival of one authority must lead. Two notices of one day that share a counterpart (one recall told
#: in two) are close; a recall and its announcement again a year later are not.
MARGIN = 2.0
_EARLIER = frozenset({LinkType.EXPANDS, LinkType.REANNOUNCES})


def beaten(links: Iterable[Link]) -> frozenset[Link]:
    """The links that a likelier one of the same family, from the same notice to the same source, stands against.

    Whether the likelier one is beaten itself does not matter: so the answer hangs on no order. What is declared (no
    points) is never beaten, and stands against no twin, for there may be two; but who declares which earlier notice is
    meant means no other.
    """
    every = list(links)
    rivals: dict[tuple[str, str, str], float] = defaultdict(float)
    weighed = [link for link in every if link.points]
    for link in every:
        strength = link.points or (inf if link.type in _EARLIER else 0.0)
        for place in _places(link):
            rivals[place] = max(rivals[place], strength)
    return frozenset(link for link in weighed if any(rivals[p] > link.points + MARGIN for p in _places(link)))


def _places(link: Link) -> Iterator[tuple[str, str, str]]:
    """Where a link has rivals: at either end, or, if it speaks of an earlier notice, at the one that speaks."""
    family = "same" if link.type in JOINING else "earlier" if link.type in _EARLIER else link.type.value
    yield family, link.from_id, _source(link.to_id)
    if family != "earlier":
        yield family, link.to_id, _source(link.from_id)


def _source(notice_id: str) -> str:
    return notice_id.partition(":")[0]
