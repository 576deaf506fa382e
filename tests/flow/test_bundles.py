"""Several messages that are due together are one mail, and each is still settled for itself."""

from datetime import timedelta

import pytest

from recallwatch.errors import SendError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import remove
from recallwatch.flow.match import match_due
from recallwatch.model import Channel, ChannelKind, Delivery, DeliveryState, Item
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, item, notice, webhook

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns three VQ500, all hit by one notice."""
    made = World(store)
    made.add_owner("ann")
    for number in range(1, 4):
        made.register(item(f"item-{number}", name=f"power bank {number}", brand="Voltique"))
    made.publish(notice())
    return made


def _outbox(world: World) -> list[Delivery]:
    with world.store.read() as unit:
        return unit.outbox.deliveries()


def _items(world: World) -> list[set[str]]:
    """By mail, the items that it tells of."""
    sent = [(message, *message.bundle) for _, message in world.mail.sent]
    return [{each.item.id for each in messages if each.item} for messages in sent]


async def test_a_notice_that_hits_three_things_is_one_mail(world: World) -> None:
    assert (await dispatch(world.context)).sent == 3
    assert _items(world) == [{"item-1", "item-2", "item-3"}]
    assert {one.state for one in _outbox(world)} == {DeliveryState.SENT}


async def test_each_message_of_a_mail_has_links_of_its_own(world: World) -> None:
    await dispatch(world.context)
    ((_, message),) = world.mail.sent
    assert len({each.link_answer for each in (message, *message.bundle)}) == 3


async def test_a_retry_is_the_same_mail(world: World) -> None:
    world.mail.error = SendError("greylisted")
    assert (await dispatch(world.context)).retried == 3
    assert len({(one.due_at, one.attempts, one.bundle) for one in _outbox(world)}) == 1
    name = _outbox(world)[0].bundle
    world.mail.error = None
    world.now += timedelta(days=1)
    world.register(Item("item-9", "ann", name="voltique power bank", model="VQ500", created_at=NOON))
    await dispatch(world.context)
    assert sorted(message.bundle_id for _, message in world.mail.sent) == ["", name]
    assert sorted(map(len, _items(world))) == [1, 3]


async def test_what_was_removed_is_settled_by_itself(world: World) -> None:
    remove(world.context, "ann", "item-2")
    done = await dispatch(world.context)
    assert (done.sent, done.dead) == (2, 1)
    assert _items(world) == [{"item-1", "item-3"}]


async def test_webhooks_get_each_event_by_itself(world: World) -> None:
    with world.store.write() as unit:
        hook = Channel("hook", "ann", ChannelKind.WEBHOOK, "https://hooks.example.org", NOON, confirmed_at=NOON)
        unit.owners.add_channel(hook)
    world.publish(notice(hazard="The battery can explode."))
    await dispatch(world.context)
    assert (len(world.hook.sent), len(world.mail.sent)) == (3, 1)


@pytest.fixture
def burst(store: Store) -> World:
    """Ann, who owns three things that are recalled one after the other."""
    made = World(store)
    made.add_owner("ann")
    for number in range(1, 4):
        made.register(item(f"item-{number}", model=f"VQ-50{number}"))
    return made


def _compared(world: World, number: int, *, minutes: int, hazard: str = "The edge is sharp.") -> None:
    """A recall of one thing is compared so many minutes after the first."""
    summary = f"This recall involves Voltique power banks with model VQ50{number}."
    text = {
        "title": "Voltique Recalls Power Banks",
        "summary": summary,
        "hazard": hazard,
        "remedy": "Ask for a new one.",
    }
    world.take_in(notice(str(number), **text))
    world.now = NOON + timedelta(days=1, minutes=minutes)
    match_due(world.store, now=world.now, grace=timedelta(minutes=5))


async def _sent_at(world: World, minutes: int) -> list[set[str]]:
    """Every mail up to then."""
    world.now = NOON + timedelta(days=1, minutes=minutes)
    await dispatch(world.context)
    return _items(world)


async def test_what_comes_within_minutes_is_one_mail(burst: World) -> None:
    _compared(burst, 1, minutes=0)
    assert _outbox(burst)[0].answer == "waits until 12:05 (UTC) for what else comes"
    _compared(burst, 2, minutes=3)
    assert await _sent_at(burst, 4) == []
    assert await _sent_at(burst, 5) == [{"item-1", "item-2"}]
    _compared(burst, 3, minutes=6)
    assert await _sent_at(burst, 10) == [{"item-1", "item-2"}]
    assert await _sent_at(burst, 11) == [{"item-1", "item-2"}, {"item-3"}]


async def test_what_is_urgent_goes_at_once_and_takes_along_what_waits(burst: World) -> None:
    _compared(burst, 1, minutes=0)
    _compared(burst, 2, minutes=1, hazard="The battery can catch fire.")
    assert await _sent_at(burst, 1) == [{"item-1", "item-2"}]


async def test_programs_wait_for_nothing(burst: World) -> None:
    with burst.store.write() as unit:
        unit.owners.add_channel(webhook())
    _compared(burst, 1, minutes=0)
    assert await _sent_at(burst, 0) == []
    assert len(burst.hook.sent) == 1
