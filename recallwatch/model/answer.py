"""What owners say about a thing of theirs and a case: dealt with, not mine, later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AnswerState(StrEnum):
    """Where an item stands in a case, as its people say."""

    OPEN = "open"
    DONE = "done"
    NOT_MINE = "not_mine"
    SNOOZED = "snoozed"


class Done(StrEnum):
    """How it was dealt with."""

    RETURNED = "returned"
    REFUNDED = "refunded"
    REPLACED = "replaced"
    REPAIRED = "repaired"
    DISPOSED = "disposed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on one item and one case; the newest holds, the others are its history.

    ``notice_id`` is the notice of the case that was answered. ``how`` is said of ``done`` only, ``until`` is set of
    ``snoozed`` only. ``by`` says in words who answered: an address, "the operator", or what opened it again.
    """

    id: str
    owner_id: str
    item_id: str
    case_id: str
    notice_id: str
    state: AnswerState
    at: datetime
    by: str
    how: Done | None = None
    until: datetime | None = None

    @property
    def settles(self) -> bool:
        """Whether it ends the matter until the notice changes."""
        return self.state in (AnswerState.DONE, AnswerState.NOT_MINE)
