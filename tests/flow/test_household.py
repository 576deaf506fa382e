"""Nobody is told about the things of others without having agreed."""

from datetime import timedelta

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow.account import resume
from recallwatch.flow.household import agree, asked_second, forget_second, name_second, second_of
from recallwatch.model import Channel
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import owner

pytestmark = pytest.mark.anyio

_BEN = "ben@example.org"


@pytest.fixture
def world(store: Store) -> World:
    """Ann, with Ben at home."""
    made = World(store)
    made.add_owner("ann")
    return made


async def _ask(world: World, email: str = _BEN) -> list[str]:
    """Name somebody; gives the parts of the link they were mailed."""
    await name_second(world.context, owner(), email)
    to, link = world.sign_ins.links[-1]
    assert to == email
    return link.removeprefix("http://127.0.0.1:8000/second/").split("/")


def _second(world: World) -> Channel | None:
    with world.store.read() as unit:
        return second_of(unit, "ann")


async def test_they_are_told_nothing_before_they_agreed(world: World) -> None:
    link = await _ask(world)
    asked = _second(world)
    assert asked
    assert asked.confirmed_at is None
    channel = asked_second(world.context, *link)
    assert channel == asked
    agree(world.context, channel)
    agreed = _second(world)
    assert agreed
    assert agreed.confirmed_at == world.now


async def test_the_link_works_for_a_week_and_for_that_person_only(world: World) -> None:
    owner_id, channel_id, signature = await _ask(world)
    assert asked_second(world.context, owner_id, channel_id, signature[::-1]) is None
    assert asked_second(world.context, owner_id, "mail-ann", signature) is None
    world.now += timedelta(days=7, seconds=1)
    assert asked_second(world.context, owner_id, channel_id, signature) is None


async def test_naming_another_voids_the_first_link(world: World) -> None:
    first = await _ask(world)
    await _ask(world, "cleo@example.org")
    assert asked_second(world.context, *first) is None
    with world.store.read() as unit:
        assert [c.address for c in unit.owners.channels("ann") if c.second] == ["cleo@example.org"]


async def test_who_said_no_is_not_asked_again_nor_switched_on_by_the_owner(world: World) -> None:
    await _ask(world)
    channel = _second(world)
    assert channel
    with world.store.write() as unit:
        unit.owners.disable_channel("ann", channel.id, at=world.now, why="unsubscribed")
    resume(world.context, "ann", channel.id)
    forget_second(world.context, "ann")
    kept = _second(world)
    assert kept
    assert kept.disabled_why == "unsubscribed"
    with pytest.raises(UsageError, match="asked not to get"):
        await _ask(world)


async def test_the_owner_can_do_without(world: World) -> None:
    await _ask(world)
    forget_second(world.context, "ann")
    assert _second(world) is None


@pytest.mark.parametrize(("email", "says"), [("ann@example.org", "somebody else"), ("nobody", "email address")])
async def test_who_cannot_be_named_is_refused(world: World, email: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        await _ask(world, email)


async def test_who_agreed_is_not_asked_twice(world: World) -> None:
    channel = asked_second(world.context, *await _ask(world))
    assert channel
    agree(world.context, channel)
    with pytest.raises(UsageError, match="second person already"):
        await _ask(world)
