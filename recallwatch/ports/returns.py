"""What the core asks of a store about mail: what came back, and what is no longer wanted."""

from collections.abc import Iterable
from typing import Protocol

from recallwatch.model import Bounce, Delivery, Mute


class Bounces(Protocol):
    """What came back from mailboxes, and what is no longer wanted at one of them."""

    def sending(self, delivery_id: str) -> Delivery | None: ...
    def add(self, bounce: Bounce) -> bool:
        """Keep a report; False if it is known already."""
        ...

    def of(self, owner_id: str, channel_id: str) -> list[Bounce]:
        """Everything that came back from one channel, oldest first."""
        ...

    def forget(self, owner_id: str, channel_id: str) -> None: ...
    def came_back(self, sent: Delivery, *, answer: str) -> None:
        """Make a sending that was accepted and came back dead, with all that was in the same mail.

        One that still waits stays as it is.
        """
        ...

    def mute(self, mute: Mute) -> None: ...
    def unmute(self, owner_id: str, channel_id: str, subject_id: str) -> None: ...
    def muted(self, owner_ids: Iterable[str]) -> list[Mute]: ...
    def drop(self, owner_id: str, channel_id: str, *, answer: str, subject_id: str = "") -> None:
        """Drop what waits for a channel and is not being sent now, all of it or what is about one item or watch."""
        ...
