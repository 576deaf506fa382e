"""What the store does for people's privacy: an audit log without names, and forgetting."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from recallwatch.model import Audit


class Kept(StrEnum):
    """What is kept for a while only."""

    ATTEMPTS = "attempts"
    DELIVERIES = "deliveries"  # settled ones; what an owner was told stays, or they would be told again
    BOUNCES = "bounces"
    RUNS = "runs"
    REJECTED = "rejected"
    EVENTS = "events"
    AUDIT = "audit"
    TOKENS = "tokens"
    SESSIONS = "sessions"


class Audits(Protocol):
    """Who did what."""

    def add(self, line: Audit) -> None: ...
    def last(self, limit: int = 100) -> list[Audit]:
        """The newest lines, newest first."""
        ...


class Retention(Protocol):
    """Forgetting."""

    def count(self, kind: Kept, *, before: datetime) -> int:
        """How many rows of a kind are older."""
        ...

    def forget(self, kind: Kept, *, before: datetime, limit: int) -> int:
        """Delete up to ``limit`` of them; how many it were."""
        ...

    def idle(self, *, before: datetime, now: datetime, limit: int) -> list[str]:
        """Owners who came before that time and have no thing, no watch and no session left."""
        ...
