"""One alert that this version cannot read, after a downgrade or damage, holds up nobody else and is not silent."""

from datetime import timedelta

import pytest

from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.remind import remind
from recallwatch.flow.watchdog import wrong
from recallwatch.model import UNREADABLE, Delivery, DeliveryState
from recallwatch.model.codec import dump
from recallwatch.ports import Store
from tests.making import item, notice

from .world import World

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    """Ann and Ben are owed the same alert; Ann's cannot be read."""
    made = World(store)
    for name in ("ann", "ben"):
        made.add_owner(name)
        made.register(item(f"{name}s", name))
    made.publish(notice())
    made.break_alert(verdict='{"outcome": "of a later version"}')
    return made


def told(world: World) -> list[str]:
    return [channel.owner_id for channel, _ in world.mail.sent]


def anns(world: World) -> Delivery:
    with world.store.read() as unit:
        [one] = unit.outbox.deliveries(owner_id="ann")
    return one


def bens_verdict(world: World) -> str:
    return dump(world.alerts("ben")[0].verdict)


@pytest.mark.parametrize("damage", [{"verdict": "{"}, {"kind": "of a later version"}, {"changed": "no list"}])
async def test_it_is_given_up_with_its_reason_and_the_rest_is_sent(world: World, damage: dict[str, str]) -> None:
    world.break_alert(**{"verdict": bens_verdict(world), **damage})
    assert (await dispatch(world.context)).sent == 1
    assert told(world) == ["ben"]
    assert (anns(world).state, anns(world).answer) == (DeliveryState.DEAD, UNREADABLE)
    with world.store.read() as unit:
        assert [each.words for each in unit.outbox.attempts(anns(world).id)] == [UNREADABLE]


async def test_the_operator_is_told_for_a_day(world: World) -> None:
    assert "unreadable alerts" not in wrong(world.context)
    await dispatch(world.context)
    assert "1 deliveries" in wrong(world.context)["unreadable alerts"]
    world.now += timedelta(days=1, seconds=1)
    assert "unreadable alerts" not in wrong(world.context)


async def test_it_is_sent_once_it_can_be_read_again(world: World) -> None:
    await dispatch(world.context)
    world.break_alert(verdict=bens_verdict(world))
    with world.store.write() as unit:
        assert unit.outbox.replay(anns(world).id, now=world.now)
    await dispatch(world.context)
    assert told(world) == ["ben", "ann"]


async def test_others_hear_of_what_changes_and_are_reminded(world: World) -> None:
    world.publish(notice(hazard="The battery can overheat and explode, posing fire and burn hazards."))
    assert world.kinds("ben") == ["alert", "update"]
    world.now += timedelta(days=30)
    assert remind(world.store, now=world.now) == 1
    assert world.kinds("ben") == ["alert", "update", "reminder"]


def test_its_reminder_is_put_off_not_ended(world: World) -> None:
    world.now += timedelta(days=30)
    assert remind(world.store, now=world.now) == 1  # Ben's
    world.break_alert(verdict=bens_verdict(world))
    assert remind(world.store, now=world.now) == 0
    assert remind(world.store, now=world.now + timedelta(days=1)) == 1
    assert world.kinds("ann") == ["alert", "reminder"]
