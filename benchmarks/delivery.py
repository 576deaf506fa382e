"""How fast one notice is told to a crowd: webhooks posted and mails sent, beside the bare clients.

``make bench ARGS=--deliver``. The sinks are processes of their own on loopback that only say yes. Sending, and the bare
clients beside it, is done by several processes, as ``recallwatch work`` beside ``recallwatch run`` does it.
"""

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import aiosmtplib
import httpcore

from recallwatch.components import build
from recallwatch.config import Settings, load
from recallwatch.context import Context
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.match import match_all
from recallwatch.model import ChannelKind, Harvest

from .people import NOTICE, Person, settle_in
from .sinks import serve_http, serve_smtp

_AT_ONCE = {ChannelKind.WEBHOOK: 16, ChannelKind.EMAIL: 8}
_BODY = b'{"type":"alert.created","data":"' + b"x" * 2000 + b'"}'


@dataclass(frozen=True)
class Rate:
    """How many a second by the clock, and milliseconds of processor time for each, of the senders alone."""

    a_second: float
    cpu_ms: float


def deliveries(folder: Path, count: int, *, senders: int) -> Iterator[tuple[str, Rate, Rate]]:
    """By what: how fast we do it, and how fast the bare client in as many processes, which does nothing else."""
    for kind, serve, bare in (
        (ChannelKind.WEBHOOK, serve_http, _bare_posts),
        (ChannelKind.EMAIL, serve_smtp, _bare_mails),
    ):
        with _served(serve) as port:
            context, settings = _crowd(folder / kind.value, kind, port, count)
            match_all(context.store, now=context.now)
            context.store.close()
            ours = _together(senders, partial(_sending, settings, context.now()), count)
            yield f"{kind.value} deliveries", ours, _together(senders, partial(bare, port, count // senders), count)


@dataclass(frozen=True)
class _Share:
    """What one process did, and between which moments of the machine's clock."""

    done: int
    began: float
    ended: float
    busy: float


#: Makes ready what a process needs, and gives the work, which says how many it did.
_Work = Callable[[], Callable[[], Coroutine[Any, Any, int]]]


def _together(processes: int, work: _Work, count: int) -> Rate:
    """Let processes do it that begin at the same moment; ends the program if not each was sent once."""
    spawning = multiprocessing.get_context("spawn")
    shares: Queue[_Share] = spawning.Queue()
    gate = spawning.Barrier(processes)
    started = [spawning.Process(target=_do, args=(work, gate, shares), daemon=True) for _ in range(processes)]
    for process in started:
        process.start()
    each = [shares.get(timeout=600) for _ in started]
    for process in started:
        process.join()
    done = sum(share.done for share in each)
    if done < count - processes or done > count:
        sys.exit(f"{done} of {count} were sent")
    seconds = max(share.ended for share in each) - min(share.began for share in each)
    return Rate(done / seconds, sum(share.busy for share in each) / done * 1000)


def _do(work: _Work, gate: Barrier, shares: "Queue[_Share]") -> None:
    run = work()
    gate.wait()
    began, busy = time.perf_counter(), time.process_time()
    done = asyncio.run(run())
    shares.put(_Share(done, began, time.perf_counter(), time.process_time() - busy))


def _sending(settings: Settings, now: datetime) -> Callable[[], Coroutine[Any, Any, int]]:
    context = replace(build(settings), now=lambda: now)

    async def send() -> int:
        return (await dispatch(context)).sent

    return send


def _crowd(folder: Path, kind: ChannelKind, port: int, count: int) -> tuple[Context, Settings]:
    """So many owners of one thing, reached one way, and the notice that recalls it, waiting to be matched."""
    settings = load(
        data_dir=folder,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        webhook_allow=(f"127.0.0.1:{port}",),
    )
    context, at = build(settings), datetime.now(UTC)
    settle_in(context, [Person(number, kind) for number in range(count)], http_port=port)
    source = next(iter(context.sources.values()))
    harvest = Harvest((replace(NOTICE, source=source.id),), complete=False)
    ingest(context.store, source, harvest, started=at, now=at, manner=Manner())
    return replace(context, now=lambda: at + timedelta(seconds=1)), settings


def _bare_posts(port: int, count: int) -> Callable[[], Coroutine[Any, Any, int]]:
    """Connections that are used again as ours are, without httpcore's pool: it looks at all that wait at every turn."""
    host = httpcore.URL(f"http://127.0.0.1:{port}").origin

    async def post(share: int) -> None:
        async with httpcore.AsyncHTTPConnection(host) as connection:
            for number in range(share):
                url = f"http://127.0.0.1:{port}/{number}"
                await connection.request("POST", url, content=_BODY)

    return partial(_shared, count, _AT_ONCE[ChannelKind.WEBHOOK], post)


def _bare_mails(port: int, count: int) -> Callable[[], Coroutine[Any, Any, int]]:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "rw@example.org", "o@example.org", "Recalled"
    mail.set_content("x" * 2000)

    async def send(share: int) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as server:
            for _ in range(share):
                await server.send_message(mail)

    return partial(_shared, count, _AT_ONCE[ChannelKind.EMAIL], send)


async def _shared(count: int, at_once: int, work: Callable[[int], Awaitable[None]]) -> int:
    """Split it among so many at once."""
    shares = [count // at_once + (number < count % at_once) for number in range(at_once)]
    await asyncio.gather(*map(work, shares))
    return count


@contextmanager
def _served(serve: Callable[["multiprocessing.Queue[int]"], None]) -> Iterator[int]:
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    process = multiprocessing.Process(target=serve, args=(ports,), daemon=True)
    process.start()
    try:
        yield ports.get(timeout=30)
    finally:
        process.kill()
        process.join()
