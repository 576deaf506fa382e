"""A fetcher for tests: nobody waits, and every wait is written down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from recallwatch.fetch import Fetcher, GuardedTransport, Waits
from recallwatch.model import Validator
from recallwatch.ports import Request, Response

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class FakeTime:
    """Time that passes only by being waited for."""

    clock: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock += seconds

    @property
    def waits(self) -> Waits:
        return Waits(sleep=self.sleep, monotonic=lambda: self.clock, jitter=lambda: 0.0)


async def get(
    url: str,
    *,
    validator: Validator | None = None,
    max_bytes: int = 1_000_000,
    patience: float = 10.0,
    origins: dict[str, str] | None = None,
    time: FakeTime | None = None,
    page: bool = False,
    conditional: bool = True,
    expect: str = "",
    also: tuple[int, ...] = (),
    post: str = "",
) -> Response:
    """One GET with a fetcher of its own."""
    async with Fetcher(
        contact="ops@example.org",
        timeout=patience,
        max_bytes=max_bytes,
        origins=origins or {},
        waits=(time or FakeTime()).waits,
    ) as fetcher:
        request = Request(url, page=page, conditional=conditional, expect=expect, also=also, post=post)
        return await fetcher.get(request, source="test", validator=validator, now=lambda: NOW)


def guarded_fetcher(transport: Callable[[], GuardedTransport]) -> Fetcher:
    """A fetcher for addresses that somebody gave us."""
    waits = FakeTime().waits
    return Fetcher(
        contact="ops@example.org", timeout=10, max_bytes=1_000_000, origins={}, waits=waits, transport=transport
    )


async def read(fetcher: Fetcher, url: str) -> Response:
    """One GET."""
    return await fetcher.get(Request(url), source="test", validator=None, now=lambda: NOW)
