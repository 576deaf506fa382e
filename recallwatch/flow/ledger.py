"""Write down how attempts ended, many in one transaction: the next ones gather while one is written, and a moment more.

A crash before they are written only means that they are made again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from anyio import CancelScope, Event, move_on_after, to_thread

from recallwatch.context import Context
from recallwatch.errors import StoreError
from recallwatch.model import Attempt, AttemptOutcome
from recallwatch.ports import Due, Ended

from . import bounces, endpoints

log = structlog.get_logger("recallwatch.flow")

_MOST = 200

#: Seconds for which more ends are waited for while others are under way, unless so many have come before.
_MOMENT = 0.05
_MANY = 64


@dataclass
class Dispatched:
    """What a round of sending did."""

    sent: int = 0
    retried: int = 0
    dead: int = 0

    @property
    def total(self) -> int:
        """How many deliveries were tried."""
        return self.sent + self.retried + self.dead


@dataclass(frozen=True, slots=True)
class End:
    """An attempt that ended; ``wait`` until the next one, ``disable`` if its channel is dead, ``ours`` if we failed."""

    due: Due
    attempt: Attempt
    wait: timedelta | None = None
    disable: bool = False
    ours: bool = False

    def alike(self, due: Due) -> "End":
        """The same end for another delivery of the same mail."""
        return replace(self, due=due, attempt=replace(self.attempt, delivery_id=due.delivery.id))


class Ledger:
    """Takes ends as they come and counts those that are written; ``more`` says whether others are under way."""

    def __init__(self, context: Context, *, more: Callable[[], bool]) -> None:
        self.done = Dispatched()
        self._context = context
        self._more = more
        self._waiting: list[End] = []
        self._writing = False
        self._enough = Event()

    async def add(self, *ends: End) -> None:
        """Have them written with others: by whoever is writing, or here, after a moment if more are to come."""
        self._waiting += ends
        if len(self._waiting) >= _MANY:
            self.hurry()
        if self._writing:
            return
        self._writing = True
        try:
            with CancelScope(shield=True):  # what went out is not to go out again because the program stops
                while self._waiting:
                    if self._more():
                        await self._gather()
                    some, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                    await to_thread.run_sync(self._write, some)
        finally:
            self._writing = False

    def hurry(self) -> None:
        """Wait for no more ends than there are."""
        self._enough.set()

    async def _gather(self) -> None:
        if len(self._waiting) < _MANY:
            self._enough = Event()
            with move_on_after(_MOMENT):
                await self._enough.wait()

    def _write(self, ends: list[End]) -> None:
        try:
            with self._context.store.write() as unit:
                for end in ends:
                    if end.disable:
                        endpoints.switch_off(unit, end.due.channel, why=end.attempt.words, now=end.attempt.at)
                settled = unit.outbox.settle([_ended(end) for end in ends])
                theirs = [end for end in ends if not end.ours and end.due.delivery.id in settled]
                endpoints.keep_account(unit, [(end.due, end.attempt) for end in theirs])
                bounces.keep_account(unit, [(end.due, end.attempt) for end in ends], now=self._context.now())
        except StoreError as error:
            # How they ended could not be written down: the leases run out and they are sent again under the same ids.
            ids = [end.due.delivery.id for end in ends]
            log.error("deliveries not settled", deliveries=ids, why=str(error))
        else:
            for end in ends:
                self._count(end.attempt.outcome)

    def _count(self, outcome: AttemptOutcome) -> None:
        self.done.sent += outcome is AttemptOutcome.SENT
        self.done.retried += outcome is AttemptOutcome.RETRY
        self.done.dead += outcome is AttemptOutcome.DEAD


def _ended(end: End) -> Ended:
    return Ended(end.due.delivery, end.attempt, end.attempt.at + end.wait if end.wait else None)
