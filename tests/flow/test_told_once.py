"""At most one message per case revision, item and channel, whoever races."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from recallwatch.flow.match import match_due
from recallwatch.model import Channel, ChannelKind, DeclaredLink
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, item, notice

_FIRST = "https://recalls.example.org/100"
_ONE = notice("100", url=_FIRST)
_TWIN = notice("200", url="https://recalls.example.org/200", declared=(DeclaredLink("same_event", _FIRST),))


@pytest.fixture
def world(store: Store) -> World:
    """Ann, with three VQ500 and two ways to be reached."""
    made = World(store)
    made.add_owner("ann")
    with store.write() as unit:
        hook = Channel("hook", "ann", ChannelKind.WEBHOOK, "https://hooks.example.org", NOON, confirmed_at=NOON)
        unit.owners.add_channel(hook)
    for number in range(3):
        made.register(item(f"item-{number}"))
    return made


def _race(world: World) -> None:
    """Eight workers at once, until nothing waits."""

    def work(_worker: int) -> None:
        while match_due(world.store, now=world.now).jobs:
            pass

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))


def _told(world: World) -> Counter[tuple[str, str, str]]:
    """How often each kind of message is owed for each item over each channel."""
    alerts = {alert.id: alert for alert in world.alerts()}
    with world.store.read() as unit:
        sendings = unit.outbox.deliveries(owner_id="ann", limit=1000)
    return Counter((alerts[one.alert_id].kind, alerts[one.alert_id].subject_id, one.channel_id) for one in sendings)


def test_two_notices_of_a_case_that_come_and_change_together_are_told_once_each_time(world: World) -> None:
    world.take_in(_ONE, _TWIN)
    _race(world)
    explodes = "The battery can explode."
    world.take_in(replace(_ONE, hazard=explodes), replace(_TWIN, hazard=explodes))
    _race(world)
    told = _told(world)
    assert set(told.values()) == {1}
    assert Counter(kind for kind, _, _ in told) == {"alert": 6, "update": 6}


def test_a_twin_an_hour_later_is_told_to_programs_once_and_to_no_person(world: World) -> None:
    world.take_in(_ONE)
    _race(world)
    world.take_in(_TWIN)
    _race(world)
    told = _told(world)
    assert set(told.values()) == {1}
    assert Counter((kind, way) for kind, _, way in told) == {
        ("alert", "mail-ann"): 3,
        ("alert", "hook"): 3,
        ("linked", "hook"): 3,
    }
