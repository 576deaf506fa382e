from dataclasses import replace

import pytest

from recallwatch.flow.endpoints import admitted
from recallwatch.flow.items import register
from recallwatch.flow.webhooks import add, choose
from recallwatch.model import Wants
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import item, notice

TAKEN = [
    Wants(),
    Wants(types=("alert.created", "endpoint.test")),
    Wants(hazards=("burn", "fire")),
    Wants(countries=("CA", "US"), verdicts=("affected", "likely")),
]
LEFT = [
    Wants(types=("alert.updated",)),
    Wants(hazards=("choking",)),
    Wants(countries=("DE",)),
    Wants(verdicts=("check",)),
    Wants(types=("alert.created",), countries=("DE",)),
]


@pytest.mark.parametrize("wants", [*TAKEN, *LEFT])
def test_a_webhook_gets_what_fits_every_filter(store: Store, wants: Wants) -> None:
    world = World(store)
    world.add_owner("ann")
    channel = add(world.context, "ann", "https://hooks.example.org/x")
    choose(world.context, "ann", channel.id, replace(wants))
    register(world.context, item())
    world.publish(notice())
    with store.write() as unit:
        claimed = unit.outbox.claim(now=world.now, lease=world.now - world.now)
        ways = {due.channel.id for due in admitted(unit, claimed, now=world.now)}
    assert ways == ({"mail-ann", channel.id} if wants in TAKEN else {"mail-ann"})
