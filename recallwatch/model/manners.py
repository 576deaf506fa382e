"""How an owner wants to be told: their clock, the hours they sleep, and what may wait for a digest."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Digest(StrEnum):
    """How often what is not urgent is gathered into one mail."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Manners:
    """One owner's preferences; the defaults hold nothing back.

    ``zone`` is an IANA name. Quiet hours run from ``quiet_from`` to ``quiet_to`` on the owner's clock, also across
    midnight; both or neither are set. Digests go out at ``digest_at``, weekly ones on ``digest_day`` (Monday is 0).
    ``receipts``: a note once a month that we still watch; ``receipt_month`` (YYYY-MM) is the last that had one.
    """

    owner_id: str
    zone: str = "UTC"
    quiet_from: time | None = None
    quiet_to: time | None = None
    digest: Digest = Digest.NONE
    digest_at: time = time(8)
    digest_day: int = 0
    receipts: bool = False
    receipt_month: str = ""
