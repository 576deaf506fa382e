"""Relations of notices: typed, evidenced, reversible. Links never merge records."""

from dataclasses import dataclass
from enum import StrEnum


class LinkType(StrEnum):
    """How one notice relates to another."""

    SAME_EVENT = "same_event"
    EXPANDS = "expands"
    REANNOUNCES = "reannounces"
    SUPERSEDES = "supersedes"
    WITHDRAWS = "withdraws"
    TRANSLATES = "translates"
    REPUBLISHES = "republishes"


#: Only these put two notices into one case; the other types join cases without merging them.
JOINING = frozenset({LinkType.SAME_EVENT, LinkType.TRANSLATES, LinkType.REPUBLISHES})


@dataclass(frozen=True, slots=True)
class Link:
    """``from_id`` relates to ``to_id`` (notice ids) in the way ``type`` says; ``evidence`` tells why we think so."""

    from_id: str
    to_id: str
    type: LinkType
    score: float
    evidence: tuple[str, ...]
    decided_by: str = "rule"
