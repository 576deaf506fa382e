from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast

import anyio
import pytest

from recallwatch.flow.items import register
from recallwatch.flow.ledger import End, Ledger
from recallwatch.model import Attempt, AttemptOutcome, DeliveryState
from recallwatch.ports import Store, Unit
from tests.flow.world import World
from tests.making import item, notice

pytestmark = pytest.mark.anyio


@dataclass
class Counted:
    """A store that counts what is written in a transaction of its own."""

    store: Store
    writes: int = 0

    def write(self) -> AbstractContextManager[Unit]:
        """Count, and begin."""
        self.writes += 1
        return self.store.write()


async def test_what_ends_within_a_moment_is_written_together(store: Store) -> None:
    world = World(store)
    for name in ("ann", "bob", "cleo"):
        world.add_owner(name)
        register(world.context, item(owner_id=name))
    world.publish(notice())
    with store.write() as unit:
        dues = unit.outbox.claim(now=world.now, lease=timedelta(minutes=1))
    counted = Counted(store)
    ledger = Ledger(replace(world.context, store=cast("Store", counted)), more=lambda: True)
    async with anyio.create_task_group() as group:
        for due in dues:
            group.start_soon(ledger.add, End(due, Attempt(due.delivery.id, world.now, AttemptOutcome.SENT, "kept")))
        await anyio.wait_all_tasks_blocked()
        ledger.hurry()
    with store.read() as unit:
        assert {delivery.state for delivery in unit.outbox.deliveries()} == {DeliveryState.SENT}
    assert (ledger.done.sent, counted.writes) == (3, 1)
