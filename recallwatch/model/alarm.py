"""What the operator must know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong. ``name`` is the same as long as it lasts, ``text`` says what and what to do.

    ``said_at``: when the operator was last told; None when nobody could be told yet.
    """

    name: str
    text: str
    since: datetime
    said_at: datetime | None = None
