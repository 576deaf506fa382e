"""Send what is due.

    outbox --claim (lease, fence, attempt counted)--> compose -> channel.send -> Sent | Retry(after) | Dead -> settle

Sending is at least once: a crash between the receiver's "yes" and ``settle`` sends again under the same id.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import random
from time import monotonic

import anyio
import structlog
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import SendError, StoreError
from recallwatch.model import Attempt, AttemptOutcome
from recallwatch.ports import Answer, Due, Ended, is_sealed

from .message import compose
from .retry import next_attempt, spent

log = structlog.get_logger("recallwatch.flow")

_LEASE = timedelta(minutes=2)
_AT_ONCE = 16


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


async def dispatch(context: Context) -> Dispatched:
    """Send one batch of due deliveries, several at once."""
    done = Dispatched()
    claimed = await to_thread.run_sync(_claim, context)
    async with anyio.create_task_group() as group:
        for due in claimed:
            group.start_soon(_deliver, context, due, done)
    return done


def _claim(context: Context) -> list[Due]:
    with context.store.write() as unit:
        return unit.outbox.claim(now=context.now(), lease=_LEASE, limit=_AT_ONCE)


async def _deliver(context: Context, due: Due, done: Dispatched) -> None:
    """Send one; whatever becomes of it, the others go on."""
    try:
        await _attempt(context, due, done)
    except StoreError as error:
        # How it ended could not be written down: the lease runs out and it is sent again under the same id.
        log.error("delivery not settled", delivery=due.delivery.id, why=str(error))


async def _attempt(context: Context, due: Due, done: Dispatched) -> None:
    began = monotonic()
    try:
        answer = await _send(context, due)
    except SendError as error:
        await to_thread.run_sync(_failed, context, due, error, done, began)
    except StoreError:
        raise
    except Exception as error:
        log.exception("delivery broke", delivery=due.delivery.id)
        await to_thread.run_sync(_failed, context, due, SendError(f"unexpected error: {error!r}"), done, began)
    else:
        attempt = Attempt(due.delivery.id, context.now(), AttemptOutcome.SENT, answer.words, answer.status)
        await to_thread.run_sync(_settle, context, due, replace(attempt, excerpt=answer.excerpt), began)
        done.sent += 1


async def _send(context: Context, due: Due) -> Answer:
    if spent(due.channel.kind, due.delivery.attempts):
        # Every earlier attempt ended without an answer, not even a failure: it may be what kills the worker.
        raise SendError(f"given up after {due.delivery.attempts - 1} attempts", permanent=True)
    if is_sealed(due.channel.secret):
        raise SendError("the key that opens the channel's secret is missing (setting secret_keys, or secret.key)")
    message = await to_thread.run_sync(compose, context, due)
    if message is None:
        raise SendError("what it was about has been removed", permanent=True)
    return await context.senders[due.channel.kind].send(due.channel, message, now=context.now())


def _failed(context: Context, due: Due, error: SendError, done: Dispatched, began: float) -> None:
    delivery, channel = due.delivery, due.channel
    wait = None
    if not error.permanent:
        jitter = random()  # noqa: S311
        wait = next_attempt(channel.kind, delivery.attempts, error=error, jitter=jitter)
    log.warning("delivery failed", delivery=delivery.id, attempt=delivery.attempts, why=str(error), again=str(wait))
    if error.disable:
        with context.store.write() as unit:
            unit.owners.disable_channel(channel.owner_id, channel.id, at=context.now(), why=str(error))
    outcome = AttemptOutcome.DEAD if wait is None else AttemptOutcome.RETRY
    attempt = Attempt(delivery.id, context.now(), outcome, str(error), error.status, error.excerpt)
    _settle(context, due, attempt, began, wait)
    if wait is None:
        done.dead += 1
    else:
        done.retried += 1


def _settle(context: Context, due: Due, attempt: Attempt, began: float, wait: timedelta | None = None) -> None:
    took = replace(attempt, milliseconds=round((monotonic() - began) * 1000))
    with context.store.write() as unit:
        unit.outbox.settle([Ended(due.delivery, took, attempt.at + wait if wait else None)])
