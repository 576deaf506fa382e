"""What somebody must be told, and each sending of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .criteria import Reading
from .endpoint import EventType
from .item import Item, Watch
from .notice import Kind, Notice
from .revision import Change
from .verdict import Outcome, Verdict


class AlertKind(StrEnum):
    """Why a message goes out."""

    ALERT = "alert"  # affected or likely: stop using it
    QUESTION = "question"  # check: one question decides
    UPDATE = "update"  # the notice changed materially after an earlier message
    CLEARED = "cleared"  # an earlier message no longer holds
    WATCH = "watch"  # a newsroom's saved search has a hit
    REMINDER = "reminder"  # an earlier message still waits to be dealt with
    LINKED = "linked"  # another notice turned out to tell of the same event: for programs only


@dataclass(frozen=True, slots=True)
class Alert:
    """What one owner must be told about one case, for one item or one watch, at one material revision.

    ``thread`` is the id of the first alert of the same owner, subject and case: updates are sent as replies to it.
    ``after`` is the alert before it in the thread (the case's id for the first): no two follow the same one, so
    nothing is told twice. ``subject_id`` is an item's or a watch's id. ``remind_at`` is when to look whether somebody
    must be reminded, None when nobody need be. One of the kind ``LINKED`` stands beside the chain of its thread:
    nothing follows it, and its ``after`` names the thread and the notice that joined.
    """

    id: str
    owner_id: str
    subject_id: str
    case_id: str
    notice_id: str
    revision: int
    kind: AlertKind
    thread: str
    after: str
    created_at: datetime
    verdict: Verdict | None = None
    changed: tuple[str, ...] = ()
    remind_at: datetime | None = None


_EVENTS = {
    AlertKind.ALERT: EventType.ALERT_CREATED,
    AlertKind.QUESTION: EventType.ALERT_QUESTION,
    AlertKind.UPDATE: EventType.ALERT_UPDATED,
    AlertKind.CLEARED: EventType.ALERT_CLEARED,
    AlertKind.REMINDER: EventType.ALERT_REMINDER,
    AlertKind.WATCH: EventType.NOTICE_PUBLISHED,
    AlertKind.LINKED: EventType.CASE_LINKED,
}
_OF_WATCHES = {AlertKind.UPDATE: EventType.NOTICE_REVISED, AlertKind.CLEARED: EventType.NOTICE_WITHDRAWN}


def event_type(alert: Alert) -> EventType:
    """What an alert is called to programs; one without a verdict is about a watch."""
    kinds = _EVENTS if alert.verdict else _EVENTS | _OF_WATCHES
    return kinds[alert.kind]


class DeliveryState(StrEnum):
    """Where one sending stands. ``sent`` means accepted by the next hop, not read by a person.

    ``dropped``: not needed any more, because its owner dealt with the matter before it went out.
    """

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending of one alert over one channel: an outbox row.

    ``fence`` stops a late worker from settling it; ``answer`` is what came of the last attempt, in words. ``urgent``
    ones are sent before all others. ``bundle`` names the mail it goes out in with others, empty if by itself.
    """

    id: str
    owner_id: str
    alert_id: str
    channel_id: str
    due_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    lease_until: datetime | None = None
    fence: int = 0
    answer: str = ""
    sent_at: datetime | None = None
    urgent: bool = False
    bundle: str = ""


#: Why a delivery was given up whose alert a newer version, or damage, wrote.
UNREADABLE = "what is stored of this alert cannot be read by this version"


class AttemptOutcome(StrEnum):
    """How one attempt ended: accepted, to be tried again, or given up."""

    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a delivery that ended; an attempt that a crash cut off leaves none.

    ``number`` counts from 1 over the delivery's life, replays included; the store gives it. ``status`` is the
    receiver's code (HTTP or SMTP), 0 without an answer; ``words`` is the end in words, ``excerpt`` the beginning of
    the receiver's answer, at most 2,000 characters; ``milliseconds`` is how long it took.
    """

    delivery_id: str
    at: datetime
    outcome: AttemptOutcome
    words: str = ""
    status: int = 0
    excerpt: str = ""
    milliseconds: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """One reason in plain words; ``quote`` is the notice's own text that proves it, empty if there is none."""

    sentence: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do now, with the address that does it, if any."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A notice in the words of a message: what is recalled, what the danger is, what to do in order.

    ``urgent``: fire, shock, choking and their like, the authority's worst grade, or the notice says to stop using it.
    ``grave``: it can kill or burn a house down.
    """

    headline: str
    danger: str
    steps: tuple[Step, ...]
    urgent: bool
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a message's subject is made of; later messages of a thread repeat that of the first."""

    kind: AlertKind
    notice_kind: Kind
    advice: Advice
    hazards: tuple[str, ...]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Message:
    """All that a channel needs to render and send one alert: words are chosen already, a channel only lays them out.

    ``item`` or ``watch`` is set, never both. ``why`` are the sentences that tell this owner why they get it, each
    with the quote of the notice beside it; ``changes`` what an update is about. ``link_*`` are absolute addresses of
    our own pages; ``first_seen`` is when we learned of the notice, ``changed_at`` of this state of it (UTC).
    ``opening`` is the thread's first message's, None when this is the first.
    ``told`` is when the last message before a reminder was raised; ``second_of`` is the owner's address where the
    reader is the second person of the household, else empty. ``bundle``
    are the messages that go out in one mail with this one, under ``bundle_id``; ``link_stop`` stops them all.
    """

    alert: Alert
    delivery_id: str
    notice: Notice
    reading: Reading
    advice: Advice
    first_seen: datetime
    changed_at: datetime
    why: tuple[Why, ...] = ()
    changes: tuple[Change, ...] = ()
    item: Item | None = None
    watch: Watch | None = None
    link_notice: str = ""
    link_item: str = ""
    link_unsubscribe: str = ""
    link_stop: str = ""
    opening: Opening | None = None
    link_answer: str = ""
    told: datetime | None = None
    second_of: str = ""
    bundle: tuple["Message", ...] = ()
    bundle_id: str = ""
