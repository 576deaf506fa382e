"""What one owner may have, so that nobody slows everybody."""

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow import items, webhooks
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import item


@pytest.fixture
def world(store: Store) -> World:
    """Ann has all the things and webhooks one owner may have; Ben has none."""
    made = World(store)
    for owner_id in ("ann", "ben"):
        made.add_owner(owner_id)
    with store.write() as unit:
        for number in range(items.MAX_ITEMS):
            unit.items.put(item(f"item-{number}"))
    for number in range(webhooks.MAX_WEBHOOKS):
        webhooks.add(made.context, "ann", f"https://hooks.example.com/{number}")
    return made


def test_one_thing_too_many_is_refused_and_not_kept(world: World) -> None:
    with pytest.raises(UsageError, match="at most 1,000 things"):
        world.register(item("one-more"))
    with world.store.read() as unit:
        assert unit.items.get("ann", "one-more") is None


def test_a_thing_can_still_be_changed_or_exchanged(world: World) -> None:
    world.register(item("item-7", name="changed"))
    items.remove(world.context, "ann", "item-8")
    world.register(item("one-more"))
    with world.store.read() as unit:
        assert {found.name for found in unit.items.of("ann") if found.id == "item-7"} == {"changed"}
        assert unit.items.get("ann", "one-more")


def test_one_webhook_too_many_is_refused_and_not_kept(world: World) -> None:
    with pytest.raises(UsageError, match="at most 10 webhooks"):
        webhooks.add(world.context, "ann", "https://hooks.example.com/more")
    with world.store.read() as unit:
        channels = unit.owners.channels("ann")
        assert len(channels) == webhooks.MAX_WEBHOOKS + 1  # the mailbox does not count
        assert all(not channel.address.endswith("/more") for channel in channels)


def test_what_one_owner_has_does_not_count_for_another(world: World) -> None:
    world.register(item("bens", "ben"))
    assert webhooks.add(world.context, "ben", "https://hooks.example.com/ben").owner_id == "ben"
