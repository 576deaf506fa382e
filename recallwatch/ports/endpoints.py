"""What the core asks of a store about endpoints: addresses that programs read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from recallwatch.model import Standing, Trouble


class Endpoints(Protocol):
    """How endpoints have been doing; a way is ``(owner_id, channel_id)``."""

    def standings(self, ways: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Standing]:
        """How those do of which there is something to say."""
        ...

    def put(self, standings: Iterable[Standing]) -> None: ...
    def recovered(self, ways: Iterable[tuple[str, str]]) -> None:
        """Forget the failures of endpoints that took something."""
        ...

    def add_troubles(self, troubles: Iterable[Trouble]) -> None:
        """Note what owners must be told; what was noted in the same span already stays as it is."""
        ...

    def take_untold(self, *, at: datetime, limit: int = 100) -> list[Trouble]:
        """What was not told yet, oldest first; it counts as told from now on."""
        ...

    def untell(self, trouble: Trouble) -> None:
        """Put one back that could not be told."""
        ...
