"""The states of a notice over time."""

from dataclasses import dataclass
from datetime import datetime

from .criteria import Reading
from .notice import Notice, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two revisions, as text, for people.

    ``material`` when identity, hazard, remedy or units are touched.
    """

    field: str
    before: str
    after: str
    material: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a notice: immutable, numbered from 1, with the digest of its content and what changed.

    ``seen_at`` is when we learned of this state; ``material``: identity, hazard, remedy or units changed (the
    first revision is always material).
    """

    notice: Notice
    reading: Reading
    number: int
    digest: str
    seen_at: datetime
    material: bool
    changes: tuple[Change, ...] = ()
    payload: str = ""
    parser: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A notice as stored: its current revision and our own observations of it.

    ``changed_at`` is when the last *material* revision came; ``status`` is the publisher's unless we saw it go
    missing; ``case_id`` the case it belongs to.
    """

    revision: Revision
    first_seen: datetime
    changed_at: datetime
    last_seen: datetime
    status: Status
    case_id: str

    @property
    def notice(self) -> Notice:
        """The current content."""
        return self.revision.notice

    @property
    def reading(self) -> Reading:
        """What was understood of it."""
        return self.revision.reading
