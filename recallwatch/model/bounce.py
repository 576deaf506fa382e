"""What comes back when a mail cannot be delivered or is not wanted, and what somebody no longer wants to hear."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Nature(StrEnum):
    """What a report says of a mailbox."""

    HARD = "hard"  # there is no such mailbox
    REFUSED = "refused"  # our mail is refused for good, which says nothing of the mailbox
    SOFT = "soft"  # it passes: full, out of reach, out of order
    COMPLAINT = "complaint"  # the reader called it spam


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report about one channel; ``id`` is a digest of what was reported, so that nothing counts twice.

    ``status`` is the enhanced status code (RFC 3463) or empty, ``words`` the receiver's own.
    """

    owner_id: str
    id: str
    channel_id: str
    delivery_id: str
    at: datetime
    nature: Nature
    status: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mute:
    """Messages about one item or watch that are no longer wanted at one address."""

    owner_id: str
    channel_id: str
    subject_id: str
    at: datetime
