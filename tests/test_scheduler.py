"""The clock: it runs the jobs, and nothing that one of them meets stops the others."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import anyio
import pytest
from sqlalchemy import create_engine, text

from recallwatch.model import SourceState
from recallwatch.ports import Request, Response, Store
from recallwatch.scheduler import running
from store import open_store
from tests.flow.world import World
from tests.making import INFO, NOON, item, notice, payload, source

pytestmark = pytest.mark.anyio


@dataclass
class Net:
    """Answers every request, and counts them."""

    asked: list[str] = field(default_factory=list)

    async def get(self, request: Request, **_: object) -> Response:
        """Answer."""
        self.asked.append(request.url)
        return Response(payload(url=request.url))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that waits for a lock for a tenth of a second only."""
    opened = open_store(f"sqlite:///{tmp_path}/clock.db", wait=0.1)
    opened.migrate()
    return opened


async def _until(fact: Callable[[], object]) -> None:
    with anyio.fail_after(20):
        while not fact():  # noqa: ASYNC110 - the fact is in a database: nobody there to set an event
            await anyio.sleep(0.02)


async def test_what_is_due_is_polled_matched_and_sent(store: Store) -> None:
    world, net = World(store), Net()
    world.add_owner("ann")
    world.register(item())
    world.take_in(notice())
    async with running(world.context, net.get, poll_every=0.05, work_every=0.05):
        await _until(lambda: net.asked and world.mail.sent)


async def test_what_a_poll_brings_is_matched_and_sent_without_waiting_for_the_next_tick(store: Store) -> None:
    world, net = World(store), Net()
    world.add_owner("ann")
    world.register(item())
    context = replace(world.context, sources={"test": source(notice())})
    async with running(context, net.get, work_every=3600):
        await _until(lambda: world.mail.sent)


async def test_a_locked_database_is_outlived(store: Store, tmp_path: Path) -> None:
    world, net = World(store), Net()
    world.add_owner("ann")
    world.register(item())
    world.take_in(notice())
    other = create_engine(f"sqlite:///{tmp_path}/clock.db")
    async with running(world.context, net.get, poll_every=0.05, work_every=0.05):
        with other.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            await anyio.sleep(1)
            connection.rollback()
        await _until(lambda: net.asked and world.mail.sent)
    other.dispose()


def test_a_success_in_the_future_makes_a_source_stale(store: Store) -> None:
    ahead = SourceState("test", last_success=NOON + timedelta(days=365))
    assert ahead.stale(NOON, INFO.rhythm)


def test_a_next_poll_years_ahead_is_due_now(store: Store) -> None:
    with store.write() as unit:
        unit.sources.save(SourceState("test", next_poll_at=NOON + timedelta(days=3650)))
        claimed = unit.sources.claim_due(["test"], now=NOON, lease=timedelta(minutes=15))
    assert [state.source for state in claimed] == ["test"]
