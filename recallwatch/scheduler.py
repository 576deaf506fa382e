"""The clock of a running program: APScheduler with a memory store only says "now"; what is due stands in rows.

every 60 s  name vehicles by their VIN
every 5 s   poll what is due (row lease per source)      every 1 s   match, then dispatch; at once after a poll that
                                                                     brought something, after a match that alerts
every 60 s  sweep expired leases, remind of what nobody dealt with, fetch bounces, tell of channels in trouble
every 15 min look whether everybody was told (watchdog)  every 6 h   forget what is old
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import anyio
import structlog
from anyio import to_thread
from anyio.abc import TaskGroup
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from .components import inboxes
from .context import Context
from .errors import SendError, StoreError
from .flow.bounces import collect
from .flow.decode import decode_vins
from .flow.dispatch import dispatch
from .flow.match import match_due
from .flow.poll import Get, poll
from .flow.receipts import send_receipts
from .flow.remind import remind
from .flow.retention import retain
from .flow.sweep import sweep
from .flow.troubles import tell_troubles
from .flow.watchdog import watch

log = structlog.get_logger("recallwatch.scheduler")

#: Longer than any poll may take; a crashed poller's source is due again after it.
_POLL_LEASE = timedelta(minutes=15)


@asynccontextmanager
async def running(
    context: Context, get: Get, *, poll_every: float = 5.0, work_every: float = 1.0
) -> AsyncIterator[None]:
    """Run the jobs while the block runs; on leaving, polls under way are cancelled and their leases expire."""
    # misfire_grace_time defaults to one second, after which a late tick is dropped with no more than a log line.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    async with anyio.create_task_group() as polls:
        at_once = datetime.now(UTC)
        poll_tick = _guarded(lambda: _poll_due(context, get, polls, then=lambda: _hurry(match)))
        scheduler.add_job(poll_tick, "interval", seconds=poll_every, next_run_time=at_once)
        scheduler.add_job(_guarded(lambda: decode_vins(context, get)), "interval", seconds=60)
        send = scheduler.add_job(_guarded(lambda: _send(context)), "interval", seconds=work_every)
        match_tick = _guarded(lambda: _match(context, then=lambda: _hurry(send)))
        match = scheduler.add_job(match_tick, "interval", seconds=work_every)
        scheduler.add_job(_guarded(lambda: _sweep(context)), "interval", seconds=60)
        scheduler.add_job(_guarded(lambda: _remind(context)), "interval", seconds=60)
        scheduler.add_job(_guarded(lambda: _collect(context)), "interval", seconds=60)
        scheduler.add_job(_guarded(lambda: send_receipts(context)), "interval", minutes=10)
        scheduler.add_job(_guarded(lambda: watch(context)), "interval", minutes=15)
        scheduler.add_job(_guarded(lambda: tell_troubles(context)), "interval", seconds=60)
        scheduler.add_job(_guarded(lambda: _retain(context)), "interval", hours=6)
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
            polls.cancel_scope.cancel()


def _hurry(job: Job) -> None:
    """Let a job run now: what it is for has just come, and its next tick may be as far off as its rhythm."""
    job.modify(next_run_time=datetime.now(UTC))


async def _poll_due(context: Context, get: Get, group: TaskGroup, *, then: Callable[[], None]) -> int:
    def claim() -> list[str]:
        with context.store.write() as unit:
            states = unit.sources.claim_due(context.sources, now=context.now(), lease=_POLL_LEASE)
        return [state.source for state in states]

    due = await to_thread.run_sync(claim)
    for source in due:
        group.start_soon(_poll, context, get, source, then)
    return len(due)


async def _poll(context: Context, get: Get, source: str, then: Callable[[], None]) -> None:
    run = await poll(context.store, context.sources[source], get, now=context.now)
    log.info("polled", source=source, outcome=run.outcome.value, new=run.new, changed=run.changed, why=run.why)
    if run.new or run.changed:
        then()


async def _match(context: Context, *, then: Callable[[], None]) -> None:
    grace = timedelta(minutes=context.settings.mail_grace)
    while (done := await to_thread.run_sync(lambda: match_due(context.store, now=context.now(), grace=grace))).jobs:
        if done.alerts:
            then()


async def _send(context: Context) -> None:
    while (await dispatch(context)).total:
        pass


async def _sweep(context: Context) -> None:
    await to_thread.run_sync(lambda: sweep(context.store, now=context.now()))


async def _remind(context: Context) -> None:
    await to_thread.run_sync(lambda: remind(context.store, now=context.now()))


async def _collect(context: Context) -> None:
    try:
        await to_thread.run_sync(collect, context, inboxes(context.settings))
    except SendError as error:
        log.error("bounces not fetched, trying again", why=str(error))


async def _retain(context: Context) -> None:
    await to_thread.run_sync(retain, context)


def _guarded(job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """Keep a busy or full database from ending the job: it is tried again at the next tick."""

    async def tick() -> None:
        try:
            await job()
        except StoreError as error:
            log.error("database trouble, trying again", why=str(error))

    return tick
