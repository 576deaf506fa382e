"""One worker as ``recallwatch work`` runs it, with marks that say what it is doing and a clock that runs fast."""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import structlog

from recallwatch.components import build, fetcher
from recallwatch.config import load
from recallwatch.flow.poll import Clock
from recallwatch.model import Channel, Message, Validator
from recallwatch.ports import Answer, Request, Response, Sender, Store, Unit
from recallwatch.scheduler import running
from tests.chaos.marks import Marks
from tests.chaos.publisher import sources

#: Where a transaction was begun says which phase it belongs to; all others move what waits.
_PHASE_OF = {
    "recallwatch.scheduler": "fetch",
    "recallwatch.flow.poll": "fetch",
    "recallwatch.flow.ingest": "ingest",
    "recallwatch.flow.match": "match",
}


@dataclass(frozen=True)
class Orders:
    """What a worker is told: where things are, and how the clock runs."""

    folder: str
    database_url: str
    smtp_port: int
    http_port: int
    marks: str
    began: float  # seconds of the machine's clock
    speed: float

    def now(self) -> datetime:
        """The fast clock."""
        return datetime.fromtimestamp(self.began, UTC) + timedelta(seconds=(time.time() - self.began) * self.speed)


def work(orders: Orders) -> None:
    """Poll, match and send until killed, or until the nursery is gone."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = load(
        data_dir=Path(orders.folder),
        database_url=orders.database_url,
        smtp_host="127.0.0.1",
        smtp_port=orders.smtp_port,
        smtp_security="none",
        webhook_allow=(f"127.0.0.1:{orders.http_port}",),
        fetch_interval=0.0,
    )
    marks = Marks(Path(orders.marks))
    plain = build(settings, now=orders.now)
    context = replace(
        plain,
        store=MarkedStore(plain.store, marks),
        sources={each.id: each for each in sources(f"http://127.0.0.1:{orders.http_port}")},
        senders={kind: MarkedSender(sender, marks) for kind, sender in plain.senders.items()},
    )

    async def run() -> None:
        async with fetcher(settings) as client:

            async def get(request: Request, *, source: str, validator: Validator | None, now: Clock) -> Response:
                with marks.within("fetch"):
                    return await client.get(request, source=source, validator=validator, now=now)

            async with running(context, get, poll_every=0.5, work_every=0.2):
                parent = os.getppid()
                while os.getppid() == parent:  # noqa: ASYNC110 - nobody says that a parent is gone
                    await anyio.sleep(1)

    anyio.run(run)


class MarkedStore:
    """``ports.Store`` that marks the phase of whoever opens a unit."""

    def __init__(self, store: Store, marks: Marks) -> None:
        self._store = store
        self._marks = marks
        self.migrate, self.check, self.close = store.migrate, store.check, store.close
        self.erased, self.backup = store.erased, store.backup

    def read(self) -> AbstractContextManager[Unit]:
        """See the port."""
        return self._marked(self._store.read(), sys._getframe(1).f_globals["__name__"])

    def write(self) -> AbstractContextManager[Unit]:
        """See the port."""
        return self._marked(self._store.write(), sys._getframe(1).f_globals["__name__"])

    @contextmanager
    def _marked(self, opened: AbstractContextManager[Unit], module: str) -> Iterator[Unit]:
        with self._marks.within(_PHASE_OF.get(module, "outbox")), opened as unit:
            yield unit


@dataclass(frozen=True)
class MarkedSender:
    """``ports.Sender`` that marks that something is being sent."""

    sender: Sender
    marks: Marks

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """See the port."""
        with self.marks.within("send"):
            return await self.sender.send(channel, message, now=now)
