"""Send what is due.

    outbox --claim (lease, fence, attempt counted), with the mails that go along--> compose -> parcels
           -> channel.send -> Sent | Retry(after) | Dead -> settle each

Claiming, composing and settling are done for many at once, sending for each on its own: one that hangs holds up no
other. Sending is at least once: a crash between the receiver's "yes" and ``settle`` sends again under the same id.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from random import random
from time import monotonic
from urllib.parse import urlsplit

import anyio
import structlog
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import NotNow, SendError, StoreError
from recallwatch.model import Attempt, AttemptOutcome, Channel, Message
from recallwatch.ports import Answer, Due, is_sealed

from . import endpoints
from .bundling import Parcel, parcels
from .ledger import Dispatched, End, Ledger
from .message import compose
from .retry import next_attempt, spent

log = structlog.get_logger("recallwatch.flow")

_LEASE = timedelta(minutes=2)

#: Deliveries in hand at once; claimed anew when so many can be taken, or when a second has passed.
_IN_HAND = 128
_CLAIM = 64
_AGAIN = 1.0

#: Sendings to one host at once. A host that keeps others waiting for so many seconds is slow: they are put off, so
#: that what goes to other hosts can be claimed in their place.
_TO_ONE_HOST = 16
_SLOW = 5.0
_PUT_OFF = timedelta(seconds=30)


async def dispatch(context: Context, *, slow: float = _SLOW) -> Dispatched:
    """Send until nothing is due; ``slow``: seconds after which a host that keeps others waiting is passed by.

    Raises ``StoreError`` when what is due cannot be read; what is under way is brought to its end first.
    """
    sending = _Sending(context, slow)
    trouble: StoreError | None = None
    async with anyio.create_task_group() as group:
        while True:
            room = _IN_HAND - sending.in_hand
            try:
                claimed = await to_thread.run_sync(_claim, context, room)
                messages = await to_thread.run_sync(compose, context, claimed)
            except StoreError as error:
                trouble = error
                break
            if not claimed and not sending.in_hand:
                break
            for parcel in parcels(claimed, messages):
                sending.in_hand += 1
                group.start_soon(sending.deliver, parcel)
            await sending.wait(_CLAIM if len(claimed) >= room else _IN_HAND)
    if trouble:
        raise trouble
    return sending.ledger.done


def _claim(context: Context, limit: int) -> list[Due]:
    with context.store.read() as unit:
        if not unit.outbox.any_due(now=context.now(), lease=_LEASE):
            return []  # many look every second: none of them takes the write lock for nothing
    grace = timedelta(minutes=context.settings.mail_grace)
    with context.store.write() as unit:
        while claimed := unit.outbox.claim(now=context.now(), lease=_LEASE, limit=limit):
            if passed := endpoints.admitted(unit, claimed, now=context.now()):
                return unit.outbox.along(passed, now=context.now(), lease=_LEASE, grace=grace)
    return []


class _Sending:
    """The deliveries in hand."""

    def __init__(self, context: Context, slow: float) -> None:
        self._slow = slow
        self.ledger = Ledger(context, more=lambda: self.in_hand > 1)
        self.in_hand = 0
        self._context = context
        self._hosts: dict[str, anyio.Semaphore] = {}
        self._freed = anyio.Event()

    async def wait(self, room: int) -> None:
        """Until there is room for so many, or something new may be due."""
        with anyio.move_on_after(_AGAIN):
            while _IN_HAND - self.in_hand < room:
                await self._freed.wait()

    async def deliver(self, parcel: Parcel) -> None:
        """Make one attempt; whatever becomes of it, the others go on."""
        first = parcel.dues[0]
        try:
            async with self._turn(first.channel) as came:
                end = await self._attempt(first, parcel.message) if came else None
            if end:
                await self.ledger.add(*(end.alike(due) for due in parcel.dues))
            else:
                await to_thread.run_sync(self._put_off, parcel.dues, _PUT_OFF)
        except NotNow as error:
            await to_thread.run_sync(self._put_off, parcel.dues, error.wait)
        finally:
            self.in_hand -= 1
            if self.in_hand <= 1:
                self.ledger.hurry()
            self._freed.set()
            self._freed = anyio.Event()

    async def _attempt(self, due: Due, message: Message | SendError) -> End:
        began = monotonic()
        try:
            answer = await self._send(due, message)
        except SendError as error:
            return self._failed(due, error, began)
        except NotNow:
            raise
        except Exception as error:
            log.exception("delivery broke", delivery=due.delivery.id)
            return self._failed(due, SendError(f"unexpected error: {error!r}", ours=True), began)
        return End(due, self._ended(due, AttemptOutcome.SENT, answer, began))

    async def _send(self, due: Due, message: Message | SendError) -> Answer:
        if spent(due.channel.kind, due.delivery.attempts):
            # Every earlier attempt ended without an answer, not even a failure: it may be what kills the worker.
            raise SendError(f"given up after {due.delivery.attempts - 1} attempts", permanent=True, ours=True)
        if is_sealed(due.channel.secret):
            why = "the key that opens the channel's secret is missing (setting secret_keys, or secret.key)"
            raise SendError(why, ours=True)
        if isinstance(message, SendError):
            raise message
        return await self._context.senders[due.channel.kind].send(due.channel, message, now=self._context.now())

    def _failed(self, due: Due, error: SendError, began: float) -> End:
        delivery, wait = due.delivery, None
        if not error.permanent:
            jitter = random()  # noqa: S311
            wait = next_attempt(due.channel.kind, delivery.attempts, error=error, jitter=jitter)
        log.warning("delivery failed", delivery=delivery.id, attempt=delivery.attempts, why=str(error), again=str(wait))
        outcome = AttemptOutcome.DEAD if wait is None else AttemptOutcome.RETRY
        answer = Answer(str(error), error.status, error.excerpt)
        return End(due, self._ended(due, outcome, answer, began), wait, disable=error.disable, ours=error.ours)

    def _ended(self, due: Due, outcome: AttemptOutcome, answer: Answer, began: float) -> Attempt:
        took = round((monotonic() - began) * 1000)
        said = (answer.words, answer.status, answer.excerpt)
        return Attempt(due.delivery.id, self._context.now(), outcome, *said, milliseconds=took)

    @asynccontextmanager
    async def _turn(self, channel: Channel) -> AsyncIterator[bool]:
        """A turn at the channel's host; False if it did not come in time."""
        name = urlsplit(channel.address).netloc or channel.kind.value
        host = self._hosts.setdefault(name, anyio.Semaphore(_TO_ONE_HOST))
        with anyio.move_on_after(self._slow) as waiting:
            await host.acquire()
        if waiting.cancelled_caught:
            yield False
            return
        try:
            yield True
        finally:
            host.release()

    def _put_off(self, dues: Sequence[Due], wait: timedelta) -> None:
        delivery, until = dues[0].delivery, self._context.now() + wait
        with self._context.store.write() as unit:
            sendings = [due.delivery for due in dues]
            unit.outbox.postpone(delivery.owner_id, delivery.channel_id, sendings, until=until)
