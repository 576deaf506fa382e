"""Poll one source: crawl, store what came, judge it, take it in.

state -> crawl(state) --Request--> fetch --payload stored--> Response --> crawl ... -> Harvest
      -> take (health rules, ingest) | failed run -> settle (next poll, validators only after a good run)
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import structlog
from anyio import CancelScope, get_cancelled_exc_class, to_thread

from recallwatch.errors import RateLimited, SourceError, StoreError
from recallwatch.model import Harvest, Payload, Profile, Run, SourceState, Validator
from recallwatch.ports import CrawlState, Request, Response, Source, Store

from .health import question
from .taking import Answer, Taken, failed, settle, take

log = structlog.get_logger("recallwatch.flow")

_NOT_MODIFIED = 304

Clock = Callable[[], datetime]


class Get(Protocol):
    """The fetcher's door: one polite GET, with the validator of the last good run."""

    def __call__(
        self, request: Request, *, source: str, validator: Validator | None, now: Clock
    ) -> Awaitable[Response]:
        """Fetch, or raise ``SourceError``."""
        ...


async def poll(store: Store, source: Source, get: Get, *, now: Clock, accept_fewer: bool = False) -> Run:
    """Poll once and record how it went. A failure is a recorded run, never an exception, so no source stops another.

    ``accept_fewer``: an operator has looked and says that the source really lists far fewer notices than before, or
    other ones: what was learned of it is forgotten.
    """
    started = now()
    try:
        return await _poll(store, source, get, started=started, now=now, accept_fewer=accept_fewer)
    except StoreError as error:
        # Not even the failure can be written down; the lease runs out and the source is due again.
        log.error("run not stored", source=source.id, why=str(error))
        return failed(source, str(error), started=started, now=now())


async def _poll(store: Store, source: Source, get: Get, *, started: datetime, now: Clock, accept_fewer: bool) -> Run:
    state = await to_thread.run_sync(_state, store, source)
    if accept_fewer:
        state = replace(state, last_complete=None, last_found=0, profile=Profile())
    seen: dict[str, Validator] = {}
    try:
        harvest = await _crawl(store, source, state, get, now=now, seen=seen)
        answer = Answer(harvest, _asked(source, seen), started, now(), trusted=accept_fewer)
        taken = await to_thread.run_sync(take, store, source, state, answer)
    except SourceError as error:
        wait = error.retry_after if isinstance(error, RateLimited) else None
        taken = Taken(failed(source, str(error), started=started, now=now()), retry_after=wait)
    except StoreError:
        raise
    except get_cancelled_exc_class():
        # The program is stopping: let whoever runs next poll at once instead of waiting for the lease to expire.
        with CancelScope(shield=True):
            await to_thread.run_sync(_release, store, source)
        raise
    except Exception as error:
        log.exception("run broke", source=source.id)
        taken = Taken(failed(source, f"unexpected error: {error!r}", started=started, now=now()))
    await to_thread.run_sync(settle, store, source, taken, seen)
    return taken.run


def _asked(source: Source, seen: dict[str, Validator]) -> str:
    """The question a crawl asked: its first request."""
    return question(source.info.parser, next(iter(seen), "").partition(" ")[2])


def _state(store: Store, source: Source) -> SourceState:
    with store.read() as unit:
        return unit.sources.state(source.id)


async def _crawl(
    store: Store, source: Source, state: SourceState, get: Get, *, now: Clock, seen: dict[str, Validator]
) -> Harvest:
    crawl = source.crawl(
        CrawlState(
            now=now(),
            last_success=state.last_success,
            last_complete=state.last_complete,
            last_found=state.last_found,
        )
    )
    try:
        request = next(crawl)
        while True:
            try:
                response = await _fetch(store, source, state, request, get, now=now, seen=seen)
            except SourceError as error:
                # The crawl may go on without this page; one that does not catch it fails the run.
                request = crawl.throw(error)
            else:
                request = crawl.send(response)
    except StopIteration as done:
        harvest: Harvest = done.value
        return harvest


async def _fetch(
    store: Store,
    source: Source,
    state: SourceState,
    request: Request,
    get: Get,
    *,
    now: Clock,
    seen: dict[str, Validator],
) -> Response:
    """Fetch one request; what came is stored before anybody looks into it."""
    # A new parser must see the bytes again, whether they changed or not.
    key = f"{source.info.parser} {request.url}"
    validator = state.validators.get(key) if request.conditional else None
    response = await get(request, source=source.id, validator=validator, now=now)
    if response.payload.status != _NOT_MODIFIED:
        await to_thread.run_sync(_keep, store, response.payload)
        seen[key] = _validator(response.payload)
    elif validator:
        seen[key] = validator
    return response


def _keep(store: Store, payload: Payload) -> None:
    with store.write() as unit:
        unit.payloads.put(payload)


def _validator(payload: Payload) -> Validator:
    headers = dict(payload.headers)
    return Validator(headers.get("etag", ""), headers.get("last-modified", ""), payload.sha256)


def _release(store: Store, source: Source) -> None:
    with store.write() as unit:
        unit.sources.save(replace(unit.sources.state(source.id), lease_until=None))
