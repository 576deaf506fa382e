"""Every error a caller may want to tell apart, as one tree.

RecallwatchError
├── ConfigError            settings are wrong; all problems at once, each with what to do
├── UsageError             a command was asked for something it cannot do
├── SourceError            a poll cannot be believed; the run fails and the last good state stays
│   ├── FetchError         no usable answer came (network, status, size, robots.txt)
│   │   └── RateLimited    the host asked us to wait; carries how long
│   ├── PayloadError       an answer came and is not what the source serves (truncated, HTML for JSON, error row)
│   └── ShapeChanged       the answer parses but a known key or selector is gone
├── StoreError             the database refused
│   ├── StoreBusy          locked for longer than we wait; try again
│   └── StoreFull          no room left on the disk
├── AddressRefused         a user-given address points where we must not connect
└── SendError              one delivery failed; ``permanent`` says whether trying again can help
"""

from datetime import timedelta


class RecallwatchError(Exception):
    """The root: anything recallwatch raises on purpose."""


class ConfigError(RecallwatchError):
    """Settings are wrong. ``problems`` lists every one of them, each with what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(RecallwatchError):
    """A command or call was asked for something it cannot do."""


class SourceError(RecallwatchError):
    """A poll cannot be believed; nothing of it is kept but the payloads."""

    def __init__(self, reason: str, *, url: str = "") -> None:
        super().__init__(f"{reason} ({url})" if url else reason)
        self.reason = reason
        self.url = url


class FetchError(SourceError):
    """No usable answer came: network, status, size or robots.txt. ``timed_out``: nobody answered in time."""

    def __init__(self, reason: str, *, url: str = "", timed_out: bool = False) -> None:
        super().__init__(reason, url=url)
        self.timed_out = timed_out


class RateLimited(FetchError):
    """The host asked us to wait (429, 503 with Retry-After)."""

    def __init__(self, reason: str, *, url: str = "", retry_after: timedelta) -> None:
        super().__init__(reason, url=url)
        self.retry_after = retry_after


class PayloadError(SourceError):
    """An answer came and is not what the source serves: truncated, empty, HTML for JSON, an error row."""


class ShapeChanged(SourceError):
    """The answer parses, but a known key, element or selector is gone."""


class StoreError(RecallwatchError):
    """The database refused an operation."""


class StoreBusy(StoreError):
    """The database stayed locked for longer than we wait."""


class StoreFull(StoreError):
    """No room left on the disk that holds the database."""


class AddressRefused(RecallwatchError):
    """A user-given address points where we must not connect (private network, odd spelling, bad port).

    ``passing`` means that only what its name led to just now was refused, which another look-up may undo.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class SendError(RecallwatchError):
    """One delivery failed.

    ``permanent`` means another attempt cannot help; ``disable`` means the channel itself is dead (410 Gone,
    unknown mailbox); ``retry_after`` is the receiver's own wish, ``busy`` that it has too much to do or did not answer
    in time; ``ours``: the receiver is not to blame. ``status`` is the receiver's code (0 without one), ``excerpt`` the
    beginning of its answer: both for the log of attempts.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        disable: bool = False,
        retry_after: timedelta | None = None,
        busy: bool = False,
        ours: bool = False,
        status: int = 0,
        excerpt: str = "",
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.disable = disable
        self.retry_after = retry_after
        self.busy = busy
        self.ours = ours
        self.status = status
        self.excerpt = excerpt


class NotNow(RecallwatchError):
    """A sending has to wait, by a limit of ours: no attempt was made, and none is counted."""

    def __init__(self, reason: str, *, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait
