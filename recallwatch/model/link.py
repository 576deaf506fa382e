"""Relations of notices: typed, evidenced, reversible. Links never merge records."""

from dataclasses import dataclass
from datetime import datetime
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


class LinkState(StrEnum):
    """Whether a link counts. ``beaten``: a likelier one stands against it; ``undone``: an operator took it back."""

    ACTIVE = "active"
    BEATEN = "beaten"
    UNDONE = "undone"


#: Who decided a link, if not an operator, whose word outlives every re-run of the rules.
RULE = "rule"


@dataclass(frozen=True, slots=True)
class Link:
    """``from_id`` relates to ``to_id`` (notice ids) in the way ``type`` says; ``evidence`` tells why we think so.

    ``score`` is how sure that is (0..1); ``points`` what speaks for it against rivals: 0 if nothing was weighed,
    because a notice or an operator said so.
    """

    from_id: str
    to_id: str
    type: LinkType
    score: float
    evidence: tuple[str, ...]
    decided_by: str = RULE
    state: LinkState = LinkState.ACTIVE
    points: float = 0.0

    @property
    def joins(self) -> bool:
        """Whether it puts its two notices into one case."""
        return self.type in JOINING and self.state is LinkState.ACTIVE

    @property
    def pair(self) -> frozenset[str]:
        """The two notices, whichever way round."""
        return frozenset((self.from_id, self.to_id))


@dataclass(frozen=True, slots=True)
class LinkChange:
    """One decision about a link, as it was kept: what became of it, when, by whom and why. Never changed.

    ``did`` is ``added``, ``beaten``, ``restored``, ``dropped`` or ``undone``; ``by`` is ``rule`` or an operator's name.
    """

    id: str
    at: datetime
    by: str
    did: str
    link: Link
    note: str = ""
