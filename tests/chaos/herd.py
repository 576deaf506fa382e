"""Several workers, each of which can be killed and is replaced at once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

from tests.chaos.marks import PHASES, Marks
from tests.chaos.worker import Orders

_ROOT = Path(__file__).parents[2]


class Herd:
    """So many workers with the same orders."""

    def __init__(self, orders: Orders, count: int) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        paths = [Path(orders.folder) / f"marks-{n}" for n in range(count)]
        for path in paths:
            path.write_bytes(bytes(len(PHASES)))
        self._orders = [replace(orders, marks=str(path)) for path in paths]
        self.marks = [Marks(path) for path in paths]
        self._pids = [self._born(each) for each in self._orders]

    def kill(self, which: int) -> list[str]:
        """Kill one with SIGKILL and put another in its place; the phases it died in."""
        self._slay(which)
        died_in = self.marks[which].shown()
        self.marks[which].clear()
        self._pids[which] = self._born(self._orders[which])
        return died_in

    def close(self) -> None:
        """Kill them all."""
        for which in range(len(self._pids)):
            self._slay(which)
        if self._nursery.stdin:
            self._nursery.stdin.close()
        self._nursery.wait()
        if self._nursery.stdout:
            self._nursery.stdout.close()

    def _born(self, orders: Orders) -> int:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(json.dumps(asdict(orders)) + "\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())

    def _slay(self, which: int) -> None:
        pid = self._pids[which]
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            while True:  # until the system has let go of it, it may still write its marks
                time.sleep(0.0002)
                os.kill(pid, 0)


@contextmanager
def herd(orders: Orders, count: int) -> Iterator[Herd]:
    """Workers while the block runs."""
    made = Herd(orders, count)
    try:
        yield made
    finally:
        made.close()
