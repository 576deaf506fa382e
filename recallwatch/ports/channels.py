"""What the core asks of a channel, and what a channel asks of the network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol

from recallwatch.model import Alarm, Channel, Event, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """A receiver's yes: in a few words, its status code (0 if it has none), and the beginning of what it said."""

    words: str
    status: int = 0
    excerpt: str = ""


class Sender(Protocol):
    """One kind of channel (email, webhook). Sending is at least once; the id it sends under never changes."""

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Render and send. Raises ``SendError``, or ``NotNow`` when it has to wait by a limit of ours."""
        ...


class Prover(Protocol):
    """A channel that can ask whoever reads it whether alerts may come there."""

    async def prove(self, channel: Channel, *, link: str) -> Answer:
        """Send the question; ``link`` is where it is answered. Raises ``SendError``."""
        ...


class EventSender(Protocol):
    """Sends what is no alert to a program."""

    async def send_event(self, channel: Channel, event: Event, *, now: datetime) -> Answer:
        """Send once. Raises ``SendError``."""
        ...


@dataclass(frozen=True, slots=True)
class PostResult:
    """What a webhook's receiver answered: status, and the first characters of the body for the log."""

    status: int
    excerpt: str
    retry_after: timedelta | None = None


class Post(Protocol):
    """A guarded POST to a user-given address: no redirects, no proxies, public addresses only.

    Raises ``AddressRefused`` (permanent unless ``passing``) or ``FetchError`` (network, time-out).
    """

    async def __call__(
        self, url: str, *, content: bytes, headers: Mapping[str, str], method: str = "POST"
    ) -> PostResult:
        """Send once; ``method`` is POST or PUT."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """Something an owner should know that is about no notice; ``button`` is a name and an address of ours.

    ``unsubscribe``: where a reader who did not ask for it stops all more, in one click. ``id`` is the same whenever the
    note is sent again; empty where nothing tells one time from another.
    """

    subject: str
    paragraphs: tuple[str, ...]
    button: tuple[str, str]
    unsubscribe: str = ""
    id: str = ""


class AccountMail(Protocol):
    """The mails that are not alerts."""

    async def note(self, *, to: str, note: Note) -> str:
        """Send a note to an owner; returns where it went. Raises ``SendError``."""
        ...

    async def sign_in(self, *, to: str, link: str, valid_for: timedelta) -> str:
        """Send a sign-in link; returns where it went. Raises ``SendError``."""
        ...

    async def ask_second(self, *, to: str, owner: str, link: str, decline: str, valid_for: timedelta) -> str:
        """Ask somebody to be the second person of the household of ``owner``; returns where it went."""
        ...


class Herald(Protocol):
    """One way to tell the operator."""

    async def tell(self, alarm: Alarm, *, over: bool, now: datetime) -> None:
        """Say that something is wrong, or that it is over. Raises ``SendError``."""
        ...


class Mailer(Protocol):
    """Hands one finished mail to the next hop, or to the local mailbox folder. Raises ``SendError``."""

    async def __call__(self, mail: EmailMessage, *, return_path: str = "") -> str:
        """Send once; returns a few words on where it went.

        ``return_path``: the address bounces go to (RFC 5321 envelope); empty: the sender's.
        """
        ...


class Inbox(Protocol):
    """A mailbox that bounces come back to."""

    def each(self, take: Callable[[bytes], bool]) -> int:
        """Hand over every mail not handed over before; how many ``take`` counted.

        One whose taking raises, or that a crash cut off, is handed over again. Raises ``SendError``.
        """
        ...
