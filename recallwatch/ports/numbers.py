"""What the store counts for metrics and alarms, and what the operator was told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from recallwatch.model import Alarm, AttemptOutcome, ChannelKind, DeliveryState, Nature


class Counts(Protocol):
    """How many of what, for metrics and alarms."""

    def deliveries(self) -> dict[tuple[DeliveryState, bool], int]:
        """By state and whether urgent."""
        ...

    def oldest_due(self, *, urgent: bool, now: datetime) -> datetime | None:
        """Since when the longest waiting delivery has been due; None when nothing waits."""
        ...

    def attempts(self, *, since: datetime) -> dict[tuple[ChannelKind | None, AttemptOutcome], int]:
        """By kind of channel (None: it was removed since) and how they ended."""
        ...

    def unreadable(self, *, since: datetime) -> int:
        """Deliveries given up since then because their alert could not be read any more."""
        ...

    def bounces(self, *, since: datetime) -> dict[Nature, int]:
        """Reports of mails that came back, by what they say."""
        ...

    def untold(self, *, since: datetime, until: datetime) -> dict[str, int]:
        """How many urgent alerts of that time reached nobody, by case.

        Reached is what any channel took; what the owner dealt with before counts as that, and so does an alert of
        an owner who wants no messages at all.
        """
        ...

    def alerts(self, *, since: datetime) -> dict[str, int]:
        """By kind."""
        ...

    def notices(self) -> dict[str, int]:
        """By source."""
        ...

    def owners(self) -> int: ...
    def items(self) -> int: ...


class Alarms(Protocol):
    """What the operator was told of."""

    def current(self) -> dict[str, Alarm]:
        """Every alarm that lasts, by name."""
        ...

    def put(self, given: Iterable[Alarm]) -> None: ...
    def end(self, name: str) -> None: ...
