"""What people tell us: owners, the things they own, how to reach them, and what newsrooms watch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .dates import PartialDate
from .endpoint import EVERYTHING, Wants
from .manners import Digest


class Acquired(StrEnum):
    """How an item came to its owner. Second-hand and gifts ignore purchase dates."""

    NEW = "new"
    SECOND_HAND = "second_hand"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who registered, known by an email address (kept lower-case)."""

    id: str
    email: str
    created_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing somebody owns, as they typed it; every field but ``id`` and ``owner_id`` may be empty.

    ``serial`` is whatever code is on the label: serial, lot, batch or date code.
    """

    id: str
    owner_id: str
    name: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    gtin: str = ""
    vin: str = ""
    purchased: PartialDate | None = None
    acquired: Acquired | None = None
    created_at: datetime | None = None

    @property
    def label(self) -> str:
        """The item in its owner's words, for headings."""
        words = self.name or self.model or self.gtin or self.vin or self.serial
        return words if self.brand.lower() in words.lower() else f"{self.brand} {words}".strip()


class ChannelKind(StrEnum):
    """The ways an owner can be reached."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    NTFY = "ntfy"
    SLACK = "slack"
    DISCORD = "discord"
    TEAMS = "teams"
    TELEGRAM = "telegram"
    MATRIX = "matrix"
    WEB_PUSH = "web_push"
    APPRISE = "apprise"  # the operator's only


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach an owner.

    ``address`` says where, in a form that may be shown. ``secret`` is what must not be: it signs webhooks
    (``signing_keys`` reads it), lets us write to a chat, and is empty for email. ``second``: it reaches the second
    person of the household, who is only told what the owner leaves undone. ``wants`` is what a webhook takes.
    """

    id: str
    owner_id: str
    kind: ChannelKind
    address: str
    created_at: datetime
    secret: str = ""
    confirmed_at: datetime | None = None
    disabled_at: datetime | None = None
    disabled_why: str = ""
    second: bool = False
    wants: Wants = EVERYTHING


@dataclass(frozen=True, slots=True)
class Watch:
    """A newsroom's saved search: every field that is set must fit; ``words`` are looked for in the notice's text.

    ``digest`` is how often its hits are gathered, None as its owner's manners say.
    """

    id: str
    owner_id: str
    name: str
    words: str = ""
    brand: str = ""
    hazard: str = ""
    country: str = ""
    source: str = ""
    created_at: datetime | None = None
    digest: Digest | None = None
