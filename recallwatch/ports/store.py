"""What the core asks of a store.

Promises every store keeps:

- a ``write()`` unit is one transaction: all of it or nothing; it takes the write lock at once, so that reading and
  then writing inside it cannot race. ``read()`` sees one consistent snapshot and may run beside a writer.
- all times are aware UTC ``datetime``; a naive one raises ``ValueError``.
- ids are made by the caller; owner data is always addressed by ``(owner_id, id)``.
- any engine error comes out as ``StoreError``, ``StoreBusy`` or ``StoreFull``.
- every method may be called twice with the same arguments and changes nothing the second time, unless it says so.
- calls with many rows are batched inside; callers pass whole lists, never loops of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from recallwatch.model import (
    Alert,
    Answer,
    Attempt,
    Channel,
    Delivery,
    DeliveryState,
    Item,
    Reading,
    Record,
    Revision,
    Status,
    Watch,
)

from .endpoints import Endpoints
from .numbers import Alarms, Counts
from .owners import Owners, OwnersManners
from .polled import Payloads, Sources
from .privacy import Audits, Retention
from .relations import Keys, Links, Overlays, Verdicts
from .returns import Bounces
from .vehicles import Vins


@dataclass(frozen=True, slots=True)
class Head:
    """The little that ``revise`` needs of a stored notice to tell whether an incoming one is news."""

    notice_id: str
    number: int
    digest: str
    status: Status
    case_id: str


@dataclass(frozen=True, slots=True)
class Query:
    """What a list of notices is asked for; empty fields do not restrict. ``words`` is full text, raw user input.

    Newest change first, of those changed at once the newest published; ``before`` is the cursor, the
    ``(changed_at, id)`` of the notice that the page before ended with.
    """

    words: str = ""
    source: str = ""
    brand: str = ""
    hazard: str = ""
    country: str = ""
    since: datetime | None = None
    before: tuple[datetime, str] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class MatchJob:
    """A notice that must be compared with all items.

    ``silent``: record verdicts, tell nobody (a back-fill). ``watches``: newsrooms may be told too (not on the first
    import of a source).
    """

    notice_id: str
    revision: int
    silent: bool
    watches: bool = True
    fence: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What an owner was told about one item or watch and one case: the oldest alert and the one nothing follows."""

    first: Alert
    last: Alert


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed delivery with the channel it goes through and the alert it carries."""

    delivery: Delivery
    channel: Channel
    alert: Alert


@dataclass(frozen=True, slots=True)
class Ended:
    """A claimed delivery and how its attempt ended; ``due_at`` is when a retry is due."""

    delivery: Delivery
    attempt: Attempt
    due_at: datetime | None = None


class Notices(Protocol):
    """Notices and their immutable revisions."""

    def heads(self, ids: Iterable[str]) -> dict[str, Head]: ...
    def revisions(self, ids: Iterable[str]) -> dict[str, Revision]:
        """The current revision of each."""
        ...

    def add(self, revisions: Sequence[Revision], *, cases: Mapping[str, str]) -> None:
        """Append revisions and make each its notice's current one; full-text search follows.

        ``cases`` gives the case of notices that are new. Adding a revision that exists changes nothing.
        """
        ...

    def replace_readings(self, readings: Mapping[str, Reading]) -> None:
        """Put a newly derived reading into the current revision of each notice (``reprocess``)."""
        ...

    def seen(self, ids: Iterable[str], *, at: datetime) -> None:
        """Note that notices were present; clears ``missing`` and the count of absences."""
        ...

    def absent(self, source: str, *, present: Iterable[str], at: datetime) -> dict[str, int]:
        """Count one more complete poll without it for every notice of ``source`` not in ``present``.

        Returns the counts so far by notice id.
        """
        ...

    def set_status(self, ids: Iterable[str], status: Status) -> None: ...
    def set_case(self, ids: Iterable[str], case_id: str) -> None: ...
    def get(self, notice_id: str) -> Record | None: ...
    def many(self, ids: Iterable[str]) -> dict[str, Record]: ...
    def by_url(self, urls: Iterable[str]) -> dict[str, str]:
        """The ids of the notices published at these addresses, keyed by address as given."""
        ...

    def awaiting(self, urls: Iterable[str], *, source: str) -> list[str]:
        """Ids of notices that declare a link to one of these addresses, or, in words, to some notice of ``source``."""
        ...

    def in_case(self, case_id: str) -> list[Record]: ...
    def cases(self, case_ids: Iterable[str]) -> dict[str, str]:
        """The notices that belong to these cases, each with its case."""
        ...

    def last_material(self, ids: Iterable[str]) -> dict[str, int]:
        """Per notice the number of its last material revision."""
        ...

    def history(self, notice_id: str) -> list[Revision]:
        """Every revision, oldest first."""
        ...

    def find(self, query: Query) -> list[Record]: ...
    def all(self, *, source: str = "", since: datetime | None = None, review: bool = False) -> Iterator[Record]:
        """Every notice in order of id, one at a time; ``since`` is compared with ``changed_at``.

        ``review``: only those whose reading a person should look at.
        """
        ...

    def published_days(self, source: str, *, since: date) -> list[date]:
        """The days since then on which a source published, in order."""
        ...

    def arrivals(self, source: str, limit: int = 200) -> list[tuple[datetime, date]]:
        """When we first saw, and when was published, what a source published after we knew it; the latest first."""
        ...

    def ids(self, source: str) -> list[str]:
        """The ids of every notice of a source, and of those it told of another source's, in order."""
        ...

    def count(self, source: str = "") -> int: ...
    def newest_published(self) -> dict[str, date]:
        """Per source, the newest publication date (its first possible day) of any notice."""
        ...


class Items(Protocol):
    """Items and watches."""

    def put(self, item: Item) -> None: ...
    def get(self, owner_id: str, item_id: str) -> Item | None: ...
    def many(self, ids: Iterable[tuple[str, str]]) -> list[Item]:
        """The items with these ``(owner_id, item_id)`` that are still there, in order of them."""
        ...

    def of(self, owner_id: str) -> list[Item]: ...
    def all(self) -> Iterator[Item]: ...
    def half_named(self) -> list[Item]:
        """Those with a VIN and without a brand or a model."""
        ...

    def remove(self, owner_id: str, item_id: str) -> None:
        """Remove the item with its keys and verdicts."""
        ...

    def put_watch(self, watch: Watch) -> None: ...
    def watches(self, owner_id: str = "") -> list[Watch]: ...
    def remove_watch(self, owner_id: str, watch_id: str) -> None: ...


class Answers(Protocol):
    """What owners said about their things and a case; the newest answer holds."""

    def add(self, answer: Answer) -> None: ...
    def current(self, things: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Answer]:
        """The answer that holds, by ``(owner_id, item_id, case_id)``; those without any left out."""
        ...

    def history(self, owner_id: str, item_id: str, case_id: str) -> list[Answer]:
        """Every answer on an item and a case, oldest first."""
        ...

    def of_owner(self, owner_id: str) -> dict[tuple[str, str], Answer]:
        """The answers of an owner that hold, by ``(item_id, case_id)``."""
        ...


class Jobs(Protocol):
    """Match jobs: at most one waiting per notice; a newer revision replaces an older one."""

    def add(self, jobs: Iterable[MatchJob]) -> None: ...
    def claim(self, *, now: datetime, lease: timedelta, limit: int = 100) -> list[MatchJob]: ...
    def done(self, jobs: Iterable[MatchJob]) -> None:
        """Forget finished jobs; one whose fence or revision moved on stays."""
        ...

    def waiting(self) -> int: ...


class Outbox(Protocol):
    """Alerts and their deliveries."""

    def add_alert(self, alert: Alert, deliveries: Sequence[Delivery]) -> bool:
        """Keep an alert and its deliveries.

        False, and nothing kept, if another alert follows the same one (``Alert.after``) already.
        """
        ...

    def add_alerts(self, alerts: Sequence[tuple[Alert, Sequence[Delivery]]]) -> set[str]:
        """Keep many as ``add_alert`` does; the ids of those kept."""
        ...

    def of_watches(self, notice_ids: Iterable[str]) -> dict[str, list[Alert]]:
        """Per notice what watches were told of it, oldest first; notices without any left out."""
        ...

    def to_programs(self, notice_ids: Iterable[str]) -> list[Alert]:
        """What owners with a webhook were told of these notices, oldest first, without what was only linked."""
        ...

    def threads(self, subjects: Iterable[tuple[str, str]], case_ids: Iterable[str]) -> dict[tuple[str, str, str], Said]:
        """What was said, by ``(owner_id, subject_id, case_id)``; threads without an alert left out."""
        ...

    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Send alerts that are there over more channels."""
        ...

    def move(self, notice_ids: Iterable[str], case_id: str) -> None:
        """Let the alerts about these notices belong to another case, with their threads and their answers."""
        ...

    def alerts(self, owner_id: str, limit: int = 100) -> list[Alert]: ...
    def any_due(self, *, now: datetime, lease: timedelta) -> bool:
        """Whether ``claim`` would find something; changes nothing, so it may be asked in a ``read()`` unit."""
        ...

    def claim(self, *, now: datetime, lease: timedelta, limit: int = 50) -> list[Due]:
        """Lease due deliveries, urgent ones first, then oldest due first.

        Each claim raises the fence and counts an attempt. What cannot be read any more is settled as dead on the way.
        """
        ...

    def along(
        self, claimed: Sequence[Due], *, now: datetime, lease: timedelta, grace: timedelta = timedelta(0)
    ) -> list[Due]:
        """What was claimed, and what goes out in the same mails, leased with it: what is due within ``grace`` too.

        Mails that are due together for one mailbox have one ``Delivery.bundle`` from then on and follow each other.
        """
        ...

    def settle(self, ended: Sequence[Ended]) -> set[str]:
        """Write how attempts ended, each with its line in the log; the ids of the deliveries written.

        Left out, with nothing written: those whose fence has moved on.
        """
        ...

    def attempts(self, delivery_id: str, *, owner_id: str = "") -> list[Attempt]:
        """The log of a delivery, oldest first; with ``owner_id`` only if it is theirs."""
        ...

    def alert(self, owner_id: str, alert_id: str) -> Alert | None: ...
    def thread(self, owner_id: str, subject_id: str, case_id: str) -> list[Alert]:
        """The alerts about a subject and a case, oldest first; last the one that nothing follows."""
        ...

    def to_remind(self, *, now: datetime, limit: int) -> list[Alert]:
        """Alerts whose ``remind_at`` has come, longest due first; one that cannot be read is put off for a day."""
        ...

    def remind_at(self, owner_id: str, alert_id: str, at: datetime | None) -> None: ...
    def drop(self, owner_id: str, subject_id: str, case_id: str, *, answer: str) -> int:
        """Let nothing more go out of a thread that nobody is sending just now; how many deliveries that stopped."""
        ...

    def reschedule(self, deliveries: Sequence[Delivery]) -> None:
        """Write ``due_at`` and ``answer`` of deliveries that nobody has tried to make yet."""
        ...

    def replay_dead(self, owner_id: str, channel_id: str, *, since: datetime, now: datetime) -> int:
        """Make due again what a channel was given up for since a time; how many deliveries."""
        ...

    def postpone(
        self, owner_id: str, channel_id: str, claimed: Sequence[Delivery], *, until: datetime, why: str = ""
    ) -> None:
        """Let all of a channel that is due before ``until`` wait for it; a claim given back counts no attempt.

        ``why`` is what they wait for, in words.
        """
        ...

    def release_expired(self, *, now: datetime) -> int:
        """Make deliveries and jobs whose lease ran out claimable again; how many."""
        ...

    def deliveries(
        self, *, state: DeliveryState | None = None, owner_id: str = "", limit: int = 100
    ) -> list[Delivery]: ...
    def replay(self, delivery_id: str, *, now: datetime, since: datetime | None = None) -> bool:
        """Make a settled delivery due again under the same id; False if there is none that ended ``since`` then."""
        ...


class Unit(Protocol):
    """One transaction with every table group in it."""

    @property
    def payloads(self) -> Payloads: ...
    @property
    def sources(self) -> Sources: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def overlays(self) -> Overlays: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def links(self) -> Links: ...
    @property
    def owners(self) -> Owners: ...
    @property
    def manners(self) -> OwnersManners: ...
    @property
    def endpoints(self) -> Endpoints: ...
    @property
    def items(self) -> Items: ...
    @property
    def vins(self) -> Vins: ...
    @property
    def verdicts(self) -> Verdicts: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def bounces(self) -> Bounces: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def alarms(self) -> Alarms: ...
    @property
    def audits(self) -> Audits: ...
    @property
    def retention(self) -> Retention: ...


class Store(Protocol):
    """A database, migrated and ready."""

    def read(self) -> AbstractContextManager[Unit]: ...
    def write(self) -> AbstractContextManager[Unit]: ...
    def migrate(self) -> None:
        """Bring the schema to this version; safe to call at every start, by several processes at once."""
        ...

    def check(self) -> list[str]:
        """Problems found with the database, each with what to do; empty when all is well."""
        ...

    def erased(self) -> None:
        """Leave nothing of what was deleted in files that belong to the database."""
        ...

    def backup(self, path: Path) -> None:
        """Copy the database while it is used. Raises ``UsageError`` where the engine has its own way."""
        ...

    def close(self) -> None: ...
