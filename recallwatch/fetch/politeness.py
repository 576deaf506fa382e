"""One request at a time per host, with a pause between: what keeps us welcome at a source."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Waits:
    """How time passes: replaced in tests so that nobody waits. ``jitter`` gives 0 to 1."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


#: The clock on the wall.
REAL = Waits()


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_end: float | None = None
    interval: float = 0.0


class Politeness:
    """Turns per host: the pause is counted from the end of the last request to the start of the next."""

    def __init__(self, *, min_interval: float, waits: Waits) -> None:
        self._min_interval = min_interval
        self._waits = waits
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def slow_down(self, host: str, interval: float) -> None:
        """Ask for a longer pause between requests to ``host`` (robots.txt Crawl-delay)."""
        self._hosts[host].interval = interval

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it while the block runs."""
        state = self._hosts[host]
        async with state.lock:
            if state.last_end is not None:
                pause = max(self._min_interval, state.interval)
                left = state.last_end + pause - self._waits.monotonic()
                if left > 0:
                    await self._waits.sleep(left)
            try:
                yield
            finally:
                state.last_end = self._waits.monotonic()
