"""Which phases a worker is in, in memory that outlives it: what stands there after a kill is where the kill hit."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

PHASES = ("fetch", "ingest", "match", "outbox", "send")


class Marks:
    """One byte a phase: how many of the worker's threads and tasks are in it."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), len(PHASES))

    @contextmanager
    def within(self, phase: str) -> Iterator[None]:
        """Mark that the phase is on while the block runs."""
        self._add(phase, 1)
        try:
            yield
        finally:
            self._add(phase, -1)

    def shown(self) -> list[str]:
        """The phases that are on."""
        return [phase for phase, count in zip(PHASES, self._memory[:], strict=True) if count]

    def clear(self) -> None:
        """Forget what the last worker left."""
        self._memory[:] = bytes(len(PHASES))

    def _add(self, phase: str, count: int) -> None:
        at = PHASES.index(phase)
        with self._lock:
            self._memory[at] += count
