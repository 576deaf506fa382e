"""How long an owner waits: from a source's answer to their message taken by the receiver, by the real program.

``make bench ARGS=--latency``. The clock and the workers run as in ``recallwatch work``, with its rhythm, and poll a
notice: storing it is a part of what is measured. One thousand owners who all own the thing, then one hundred thousand,
of whom ten thousand do: a very common thing. Every second owner is told by webhook, the others by mail.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from anyio import to_thread

from recallwatch.cli.output import program
from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.model import ChannelKind, Harvest, Payload
from recallwatch.ports import Crawl, CrawlState, Request, Response, Source
from recallwatch.scheduler import running

from .noting import noting
from .people import NOTICE, Person, settle_in

#: Owners, how many of them own the thing, and the seconds within which 95 of 100 of these are to be told.
SIZES = ((1_000, 1_000, 5.0), (100_000, 10_000, 60.0))
_SOURCE = "us-cpsc"
#: Seconds before the source answers, and before we give up.
_WARM, _MOST = 2.3, 300.0


@dataclass(frozen=True)
class Waits:
    """Seconds that owners waited."""

    owners: int
    hit: int
    goal: float
    p50: float
    p95: float
    longest: float


def latencies(folder: Path) -> Iterator[Waits]:
    """One measurement a size; ends the program if somebody was not told."""
    for owners, hit, goal in SIZES:
        with noting() as (pipe, http_port, smtp_port):
            with _installation(folder / str(owners), owners, hit, (http_port, smtp_port)) as context:
                stored = asyncio.run(_told(context, pipe, hit))
            pipe.send("all")
            waits = sorted(at - stored for at in pipe.recv().values())
        parts = statistics.quantiles(waits, n=100)
        yield Waits(owners, hit, goal, parts[49], parts[94], waits[-1])


@contextmanager
def _installation(folder: Path, owners: int, hit: int, ports: tuple[int, int]) -> Iterator[Context]:
    http_port, smtp_port = ports
    settings = load(
        data_dir=folder,
        smtp_host="127.0.0.1",
        smtp_port=smtp_port,
        smtp_security="none",
        webhook_allow=(f"127.0.0.1:{http_port}",),
    )
    each, ways = owners // hit, (ChannelKind.WEBHOOK, ChannelKind.EMAIL)
    people = [Person(n, ways[n // each % 2], hit=n % each == 0) for n in range(owners)]
    with program(settings) as context:
        settle_in(context, people, http_port=http_port)
        yield context


async def _told(context: Context, pipe: Connection, hit: int) -> float:
    """Let the program run, let it poll the notice, wait until all were told; when the source answered."""
    answered: list[float] = []

    async def get(request: Request, **_: object) -> Response:
        await asyncio.sleep(_WARM)
        answered.append(time.time())
        return Response(Payload("bench", _SOURCE, request.url, b"{}", fetched_at=context.now()))

    async with running(replace(context, sources={_SOURCE: _source(context)}), get):
        while await _count(pipe) < hit:
            if answered and time.time() - answered[0] > _MOST:
                raise SystemExit(f"{await _count(pipe)} of {hit} owners told after {_MOST:.0f} s")
            await asyncio.sleep(0.5)
    return answered[0]


def _source(context: Context) -> Source:
    """A source that is known to work, with the one notice."""

    def crawl(_state: CrawlState) -> Crawl:
        yield Request("https://recalls.example.org/new")
        return Harvest((replace(NOTICE, source=_SOURCE),), complete=False)

    return replace(context.sources[_SOURCE], crawl=crawl)


async def _count(pipe: Connection) -> int:
    def ask() -> int:
        pipe.send("count")
        return int(pipe.recv())

    return await to_thread.run_sync(ask)
