"""Understand the notices of whole archives on every core: it is pure, so other processes can do a part of it.

notices -> chunks -> other processes, from the front | this process, from the back -> in the order of the notices
"""

import gc
import os
import signal
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self

from recallwatch.model import Notice

from .understand import Understood, understand

#: A process takes a second to start: fewer notices are understood sooner without.
_FEWEST = 300
_CHUNK = 16
#: Notices that were begun before anybody asked for them; what nobody came for is let go.
_AHEAD = 1000
_MOST = 4  # processes, each of some 100 MB
#: How many new values, then younger rounds, before a generation is searched for cycles, of which readings make none.
_COLLECT = (50_000, 20, 50)


class Readers:
    """Other processes that understand notices, while this one does too; they end with the ``with`` block.

    They are started once there is enough to do. One that dies (for want of memory, say) is done without. An error in
    a notice is raised as if it had been read here.
    """

    def __init__(self, *, processes: int | None = None, fewest: int = _FEWEST) -> None:
        """``processes``: beside this one; by default one for each further core."""
        self._processes = min(_MOST, _cores() - 1) if processes is None else processes
        self._fewest = fewest
        self._asked = 0
        self._pool: ProcessPoolExecutor | None = None
        self._begun: OrderedDict[int, tuple[Notice, _Chunk, int]] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    @property
    def running(self) -> bool:
        """Whether anything can be done beside this process."""
        return self._pool is not None

    def ahead(self, notices: Iterable[Notice]) -> None:
        """Begin to understand notices that will be asked for soon."""
        for chunk in self._chunks(list(notices)) if self.running else ():
            for at, notice in enumerate(chunk.notices):
                self._begun[id(notice)] = (notice, chunk, at)
        while len(self._begun) > _AHEAD:
            self._begun.popitem(last=False)

    def understand(self, notices: Sequence[Notice], heard: Callable[[int], None]) -> list[Understood]:
        """Understand notices, in their order; ``heard`` is told how many are done."""
        self._start(len(notices))
        begun = [self._begun.pop(id(notice), None) for notice in notices]
        rest = [notice for notice, known in zip(notices, begun, strict=True) if known is None]
        fresh = iter(_divided(self._chunks(rest), heard))
        return [known[1].take()[known[2]] if known else next(fresh) for known in begun]

    def _start(self, more: int) -> None:
        self._asked += more
        if self._pool is None and self._processes > 0 and self._asked >= self._fewest:
            # Not forked: a copy of this process would hold its connections and its threads' locks.
            with suppress(OSError, NotImplementedError):  # a system that lets nobody share semaphores
                self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"), initializer=_begin)

    def _chunks(self, notices: Sequence[Notice]) -> list["_Chunk"]:
        rest = iter(notices)
        return [_Chunk(part, self._submit(part)) for part in iter(lambda: list(islice(rest, _CHUNK)), [])]

    def _submit(self, part: list[Notice]) -> Future[list[Understood]] | None:
        if self._pool is None:
            return None
        try:
            return self._pool.submit(_each, part)
        except (BrokenExecutor, OSError):  # one died, or none could be started
            self._pool, self._processes = None, 0
            return None


class _Chunk:
    """Some notices, and what somebody makes of them."""

    def __init__(self, notices: list[Notice], future: Future[list[Understood]] | None) -> None:
        self.notices = notices
        self._future = future
        self._found: list[Understood] | None = None

    def take(self) -> list[Understood]:
        """What was understood; done here if nobody else has begun."""
        if self._found is None:
            self._found = self._elsewhere() or _each(self.notices)
        return self._found

    def take_over(self) -> bool:
        """Do it here, unless somebody else has begun."""
        if self._future and not self._future.cancel():
            return False
        self.take()
        return True

    def _elsewhere(self) -> list[Understood] | None:
        if self._future is None or self._future.cancel():
            return None
        try:
            return self._future.result()
        except BrokenExecutor:
            return None


def _divided(chunks: list[_Chunk], heard: Callable[[int], None]) -> list[Understood]:
    done = 0
    for chunk in _in_turn(chunks):
        done += len(chunk.take())
        heard(done)
    return [found for chunk in chunks for found in chunk.take()]


def _in_turn(chunks: list[_Chunk]) -> Iterator[_Chunk]:
    """From the back until what the others do from the front is met; then what they have done."""
    left = list(chunks)
    while left and left[-1].take_over():
        yield left.pop()
    yield from left


def _each(notices: list[Notice]) -> list[Understood]:
    return [understand(notice) for notice in notices]


def _begin() -> None:
    """Whoever stops the program stops it in its first process; the values made here refer to nothing above them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()
    gc.freeze()
    gc.set_threshold(*_COLLECT)


def _end_with_the_first() -> None:
    """Wait until the process that started this one is gone, however it went: nobody else would end this one then."""
    if first := parent_process():
        first.join()
        os._exit(1)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
