"""What a source is, what one poll of it did, and how it stands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from .notice import Notice, Rejected
from .profile import Profile

#: How far two machines' clocks may be apart before one of them is wrong.
_CLOCKS_DIFFER = timedelta(hours=1)


class SourceKind(StrEnum):
    """How a source publishes."""

    API = "api"
    FEED = "feed"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to look, and how long silence may last before answers that depend on it say so.

    ``every`` is the polling interval; ``stale_after`` the time without a good poll after which the source is
    *stale*; ``quiet`` the longest normal pause between new notices (CPSC: 13 weekdays at Christmas).
    """

    every: timedelta
    stale_after: timedelta
    quiet: timedelta


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The facts about a source that pages, feeds and the command line show. ``country`` is ISO 3166-1 alpha-2.

    Three are whole sentences for people: ``notes`` says how it is read, what of its rows is odd and what it was
    checked against, ``gaps`` what of the publisher's notices is known not to come this way, ``unproven`` what was
    never checked against the real service (empty: all of it was). ``behind`` is the source of the same publisher that
    this one is a second channel of: what that one tells, under the same number or at the same address, it never tells.
    """

    id: str
    title: str
    country: str
    language: str
    kind: SourceKind
    homepage: str
    licence: str
    attribution: str
    rhythm: Rhythm
    parser: str
    notes: str = ""
    gaps: str = ""
    unproven: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one crawl or one payload gave.

    ``complete``: it lists every notice the source has, so absence can be counted. ``unchanged``: the source said
    so itself (304) or served the very bytes of the last good run; ``rows`` is then empty.
    """

    rows: tuple[Notice | Rejected, ...] = ()
    complete: bool = False
    unchanged: bool = False

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The rows that could be read."""
        return tuple(row for row in self.rows if isinstance(row, Notice))

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The rows that could not."""
        return tuple(row for row in self.rows if isinstance(row, Rejected))


class EventKind(StrEnum):
    """What happened to a source that a person should hear of."""

    FAILING = "failing"  # two polls in a row failed
    DISABLED = "disabled"  # so many that it is tried once a day only
    RECOVERED = "recovered"  # a good poll after either
    HELD = "held"  # its first answer is kept, and nobody is alerted of it until a person accepts it
    ACCEPTED = "accepted"  # it is believed from now on


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """One thing that happened to a source, in words for the operator."""

    id: str
    source: str
    at: datetime
    kind: EventKind
    words: str = ""


class RunOutcome(StrEnum):
    """How a poll ended."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One poll or import of one source, with its counts. ``complete`` as in ``Harvest``."""

    id: str
    source: str
    started_at: datetime
    ended_at: datetime
    outcome: RunOutcome
    complete: bool = False
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Validator:
    """What lets us ask "changed since?" of one URL: its ETag, Last-Modified and the digest of the last good body."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source stands. ``fails`` counts failed runs since the last good one; times are UTC.

    ``last_success`` is the last poll that could be believed, ``last_change`` the last that brought something,
    ``last_complete`` the last good *complete* one and ``last_found`` how many rows that had. ``held`` says why its
    notices alert nobody yet (empty: they do); ``profile`` is what its good answers looked like.
    """

    source: str
    next_poll_at: datetime | None = None
    lease_until: datetime | None = None
    fence: int = 0
    last_try: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    last_complete: datetime | None = None
    last_found: int = 0
    fails: int = 0
    why: str = ""
    validators: dict[str, Validator] = field(default_factory=dict)
    held: str = ""
    profile: Profile = field(default_factory=Profile)

    def stale(self, now: datetime, rhythm: Rhythm) -> bool:
        """Whether answers that depend on this source must say they may be out of date.

        A success that lies in the future tells of a clock that was wrong, not of the source.
        """
        return self.last_success is None or not -_CLOCKS_DIFFER <= now - self.last_success <= rhythm.stale_after
