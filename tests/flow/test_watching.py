"""What becomes of a notice that a saved search hit is told to the newsroom's programs, once."""

from recallwatch.flow.webhooks import add
from recallwatch.model import Status, event_type
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import notice, watch

PUBLISHED, REVISED, WITHDRAWN = "notice.published", "notice.revised", "notice.withdrawn"


def newsroom(store: Store) -> World:
    """Ann has a saved search, a mailbox and a webhook."""
    world = World(store)
    world.add_owner("ann")
    add(world.context, "ann", "https://hooks.example.org/x")
    with store.write() as unit:
        unit.items.put_watch(watch())
    return world


def told(world: World) -> list[tuple[str, int]]:
    """What Ann was told, oldest first, each with the number of places."""
    with world.store.read() as unit:
        sent = [each.alert_id for each in unit.outbox.deliveries(owner_id="ann")]
    return [(event_type(alert).value, sent.count(alert.id)) for alert in world.alerts()]


def test_a_material_revision_is_told_to_programs_only_and_a_cosmetic_one_to_nobody(store: Store) -> None:
    world = newsroom(store)
    world.publish(notice())
    world.publish(notice(url="https://recalls.example.org/moved"))
    assert told(world) == [(PUBLISHED, 2)]
    world.publish(notice(hazard="The battery can explode."))
    world.publish(notice(hazard="The battery can explode."))
    assert told(world) == [(PUBLISHED, 2), (REVISED, 1)]
    first, second = world.alerts()
    assert (second.thread, second.after, second.remind_at) == (first.id, first.id, None)
    assert second.changed == ("hazard",)


def test_a_withdrawal_is_told_once(store: Store) -> None:
    world = newsroom(store)
    world.publish(notice())
    world.publish(notice(status=Status.WITHDRAWN))
    world.publish(notice(status=Status.WITHDRAWN, hazard="It was never dangerous."))
    assert [type_ for type_, _ in told(world) if type_ != PUBLISHED] == [WITHDRAWN]


def test_a_watch_that_was_removed_hears_no_more(store: Store) -> None:
    world = newsroom(store)
    world.publish(notice())
    with store.write() as unit:
        unit.items.remove_watch("ann", "watch-1")
    world.publish(notice(hazard="The battery can explode."))
    assert told(world) == [(PUBLISHED, 2)]


def test_a_back_fill_says_nothing(store: Store) -> None:
    world = newsroom(store)
    world.publish(notice())
    world.publish(notice(hazard="The battery can explode."), silent=True)
    assert told(world) == [(PUBLISHED, 2)]
