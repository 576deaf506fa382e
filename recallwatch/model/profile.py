"""What a source's good answers looked like, so that a damaged one can be told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Shape:
    """The good answers to one question so far.

    ``at``, ``found``: when the last came and how many notices it had. ``fills``: for each field of a notice the share
    of notices that had it; ``known``: the share that we knew before. Both 0 to 1, the last answers weighing most.
    """

    at: datetime
    found: int
    fills: dict[str, float] = field(default_factory=dict)
    known: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What was learned of one source: the shape of its answers by question, and how long it can be silent.

    ``pause``: the longest time between two days of publication in the last three years, ``year_end`` the longest
    that touches the turn of a year; None while there were too few days to tell.
    """

    shapes: dict[str, Shape] = field(default_factory=dict)
    pause: timedelta | None = None
    year_end: timedelta | None = None
