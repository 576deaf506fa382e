"""How fast one notice is told to a crowd: alerts made, webhooks posted, mails sent, beside the bare clients.

``make bench ARGS=--deliver``. The sinks are processes of their own on loopback that only say yes.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import aiosmtplib
import httpcore

from recallwatch.components import build
from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.match import match_all
from recallwatch.match import item_keys
from recallwatch.model import Channel, ChannelKind, Harvest, Item, Notice, Owner
from recallwatch.tokens import new_webhook_secret

from .sinks import serve_http, serve_smtp

_AT_ONCE = {ChannelKind.WEBHOOK: 16, ChannelKind.EMAIL: 8}
_BODY = b'{"type":"alert.created","data":"' + b"x" * 2000 + b'"}'


def deliveries(folder: Path, count: int) -> Iterator[tuple[str, float, float]]:
    """By what: how many a second we do, and how many the bare client does that does nothing else."""
    for kind, serve, bare in (
        (ChannelKind.WEBHOOK, serve_http, _bare_posts),
        (ChannelKind.EMAIL, serve_smtp, _bare_mails),
    ):
        with _served(serve) as port:
            context = _crowd(folder / kind.value, kind, port, count)
            made = _rate(count, partial(match_all, context.store, now=context.now))
            yield f"alerts of one notice, with a delivery by {kind.value}", made, 10_000
            sent = _rate(count, partial(asyncio.run, _sent(context)))
            yield f"{kind.value} deliveries", sent, _rate(count, partial(asyncio.run, bare(port, count)))
            context.store.close()


async def _sent(context: Context) -> None:
    await dispatch(context)


def _crowd(folder: Path, kind: ChannelKind, port: int, count: int) -> Context:
    """So many owners of one thing, reached one way, and the notice that recalls it, waiting to be matched."""
    settings = load(
        data_dir=folder,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        webhook_allow=(f"127.0.0.1:{port}",),
    )
    context, at = build(settings), datetime.now(UTC)
    keys = item_keys(_item("", 0))
    with context.store.write() as unit:
        for number in range(count):
            name = f"o{number}"
            address = f"{name}@example.org" if kind is ChannelKind.EMAIL else f"http://127.0.0.1:{port}/{name}"
            unit.owners.add(Owner(name, f"{name}@example.org", at, at))
            unit.owners.add_channel(Channel("way", name, kind, address, at, new_webhook_secret(), confirmed_at=at))
            unit.items.put(_item(name, number))
            unit.keys.set_item_keys(name, "item", keys)
    source = next(iter(context.sources.values()))
    harvest = Harvest((replace(_NOTICE, source=source.id),), complete=False)
    ingest(context.store, source, harvest, started=at, now=at, manner=Manner())
    return replace(context, now=lambda: at + timedelta(seconds=1))


def _item(owner_id: str, number: int) -> Item:
    """As people type it: a third know the serial number, the rest say much the same."""
    serial = "" if number % 3 else f"SN{number:06}"
    return Item("item", owner_id, name=f"voltique power bank {number % 40}", model="VQ-500", serial=serial)


_NOTICE = Notice(
    "",
    "bench-1",
    title="Voltique Recalls Power Banks Due to Fire Hazard",
    summary="This recall involves Voltique power banks with model number VQ500.",
    hazard="The lithium-ion battery can overheat, posing a fire hazard.",
    remedy="Consumers should stop using the power banks immediately and contact Voltique for a full refund.",
)


async def _bare_posts(port: int, count: int) -> None:
    async with httpcore.AsyncConnectionPool() as pool:

        async def post(number: int) -> None:
            await pool.request("POST", f"http://127.0.0.1:{port}/{number}", content=_BODY)

        await _many(count, _AT_ONCE[ChannelKind.WEBHOOK], post)


async def _bare_mails(port: int, count: int) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "rw@example.org", "o@example.org", "Recalled"
    mail.set_content("x" * 2000)
    each = _AT_ONCE[ChannelKind.EMAIL]

    async def send(_number: int) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as server:
            for _ in range(count // each):
                await server.send_message(mail)

    await _many(each, each, send)


async def _many(count: int, at_once: int, work: Callable[[int], Awaitable[None]]) -> None:
    turns = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with turns:
            await work(number)

    await asyncio.gather(*(one(number) for number in range(count)))


def _rate(count: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


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
