"""What else goes wrong: a mail server that is away, a clock that jumps, a full disk, a database that restarts."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from notify import EmailSender, SmtpMailer
from recallwatch.context import Context
from recallwatch.errors import StoreError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import register
from recallwatch.model import AttemptOutcome, ChannelKind
from recallwatch.ports import Store
from store import open_store
from tests import pg
from tests.flow.world import World
from tests.making import item, notice
from tests.servers import smtp_sink

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    """Ann and Ben own what is about to be recalled."""
    return _peopled(store)


def _peopled(store: Store) -> World:
    made = World(store)
    for owner_id in ("ann", "ben"):
        made.add_owner(owner_id)
        register(made.context, item("item-1", owner_id))
    return made


def _mailing(world: World, port: int) -> Context:
    context = world.context
    mailer = SmtpMailer("127.0.0.1", port, security="none")
    email = EmailSender(mailer=mailer, templates=context.templates, sender="rw@example.org", domain="example.org")
    return replace(context, senders={ChannelKind.EMAIL: email})


async def test_mail_that_no_server_takes_for_an_hour_arrives_once_when_one_is_back(world: World) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = unused.getsockname()[1]
    world.publish(notice())
    for _ in range(12):
        await dispatch(_mailing(world, nobody))
        world.now += timedelta(minutes=5)
    world.now += timedelta(hours=1)
    with smtp_sink() as sink:
        assert (await dispatch(_mailing(world, sink.port))).sent == 2
    assert sorted(mail.recipients[0] for mail in sink.mails) == ["ann@example.org", "ben@example.org"]
    with world.store.read() as unit:
        log = unit.outbox.attempts(unit.outbox.deliveries()[0].id)
    assert [attempt.outcome for attempt in log] == [*[AttemptOutcome.RETRY] * (len(log) - 1), AttemptOutcome.SENT]
    assert len(log) > 3


async def test_a_clock_that_jumped_ahead_and_back_holds_nothing_up(world: World) -> None:
    world.take_in(notice())
    world.now += timedelta(days=365)
    with world.store.write() as unit:
        unit.jobs.claim(now=world.now, lease=timedelta(minutes=5))  # and the worker dies
    world.now -= timedelta(days=365)
    assert world.match().alerts == 2
    world.now += timedelta(days=365)
    with world.store.write() as unit:
        unit.outbox.claim(now=world.now, lease=timedelta(minutes=2))
    world.now -= timedelta(days=365)
    assert (await dispatch(world.context)).sent == 2


@pytest.fixture
def cramped(tmp_path: Path) -> Iterator[tuple[World, World]]:
    """A world with a disk that is nearly full, and the same with room."""
    url = f"sqlite:///{tmp_path}/store.db"
    roomy = open_store(url)
    roomy.migrate()
    world = _peopled(roomy)
    small = open_store(url)

    @event.listens_for(small._engine, "connect")  # type: ignore[attr-defined]
    def connected(connection: object, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    small._engine.dispose()  # type: ignore[attr-defined]
    yield replace(world, store=small), world
    small.close()
    roomy.close()


async def test_a_full_disk_stops_work_and_loses_nothing(cramped: tuple[World, World]) -> None:
    full, world = cramped
    many = [notice(str(n), summary=f"{notice().summary} {'x' * 3000}") for n in range(40)]
    with pytest.raises(StoreError):
        full.take_in(*many)
    world.take_in(*many)
    full.now = world.now
    with pytest.raises(StoreError):
        full.match()
    world.now += timedelta(minutes=10)  # what was claimed is free again
    world.match()
    with suppress(StoreError):
        await dispatch(replace(full.context, senders=world.context.senders))  # sent, perhaps not written down
    world.now += timedelta(minutes=10)
    await dispatch(world.context)
    mails = [(channel.owner_id, each) for channel, first in world.mail.sent for each in (first, *first.bundle)]
    told = {(owner_id, message.notice.id) for owner_id, message in mails}
    assert told == {(owner_id, one.id) for owner_id in ("ann", "ben") for one in many}


@pytest.mark.slow
async def test_a_database_that_restarts_interrupts_and_loses_nothing() -> None:
    with pg.own_server() as server:
        store = open_store(pg.new_database(pg.address(server)))
        store.migrate()
        world = _peopled(store)
        world.take_in(notice())
        server.stop()
        with pytest.raises(StoreError):
            world.match()
        server.start()
        assert world.match().alerts == 2
        server.stop()
        with pytest.raises(StoreError):
            await dispatch(world.context)
        server.start()
        assert (await dispatch(world.context)).sent == 2
        store.close()
