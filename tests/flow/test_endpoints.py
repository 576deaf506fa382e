"""How endpoints do, told by a fake clock: slowed down, warned of, switched off, and well again."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from recallwatch.errors import SendError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.endpoints import after_failure, is_hopeless
from recallwatch.flow.items import register
from recallwatch.flow.webhooks import add, choose
from recallwatch.model import Channel, DeliveryState, Stage, Standing, Trouble, Wants
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, item, notice

HOUR = timedelta(hours=1)
WELL = Standing("ann", "hook")


def failing(*at: timedelta) -> Standing:
    """How it stands after failures at these times, counted from noon."""
    standing = WELL
    for moment in at:
        standing = after_failure(standing, NOON + moment)
    return standing


class Story(NamedTuple):
    """Hours of failures, and whether the endpoint is then switched off."""

    hours: tuple[float, ...]
    hopeless: bool


STORIES = {
    "one failure, however long ago": Story((0,), False),
    "five days, with failures half a day apart on the first": Story((0, 6, 12, 36, 60, 84, 108, 120), True),
    "a minute short of five days": Story((0, 6, 12, 36, 60, 84, 108, 119.98), False),
    "two failures on the first day are not several": Story((0, 13, 37, 61, 85, 109, 120), False),
    "several within an hour prove nothing": Story((0, 0.1, 0.2, 0.3, 48, 96, 120.5), False),
    "one a day proves nothing": Story((0, 25, 50, 75, 100, 125), False),
    "nothing was tried for three days": Story((0, 6, 12, 90, 125), False),
    "the waits of one message, then the next": Story((0, 0.1, 0.6, 2.6, 7.6, 17.6, 31.6, 51.6, 75.6, 100, 121), True),
}


@pytest.mark.parametrize("name", STORIES)
def test_an_endpoint_is_hopeless_after_five_days_of_nothing_but_failures(name: str) -> None:
    story = STORIES[name]
    standing = failing(*(timedelta(hours=hour) for hour in story.hours))
    assert is_hopeless(standing, NOON + timedelta(hours=story.hours[-1])) is story.hopeless


def test_failures_are_counted_from_the_first_of_the_span() -> None:
    standing = failing(timedelta(0), 6 * HOUR, 12 * HOUR)
    assert (standing.failing_since, standing.failed_at) == (NOON, NOON + 12 * HOUR)
    assert (standing.failures, standing.lasting) == (3, True)


@pytest.fixture
def world(store: Store) -> World:
    """Ann has a webhook beside her mailbox."""
    made = World(store)
    made.add_owner("ann")
    return made


def hook(world: World, *, per_minute: int = 0) -> Channel:
    channel = add(world.context, "ann", "https://hooks.example.org/x")
    return choose(world.context, "ann", channel.id, Wants(per_minute=per_minute))


def message(world: World, number: int) -> None:
    """Ann has a recalled thing, and is to hear of it."""
    register(world.context, item(f"item-{number}", model=f"VQ-50{number}"))
    world.publish(notice(str(number), summary=f"This recall involves Voltique power banks with model VQ50{number}."))


def messages(world: World, count: int) -> None:
    for number in range(count):
        message(world, number)


async def send(world: World) -> None:
    """Send what is due, all of it."""
    while (await dispatch(world.context)).total:
        pass


def look_again(world: World) -> None:
    """Make due what waits, as the next look for work would."""
    with world.store.write() as unit:
        waiting = unit.outbox.deliveries(state=DeliveryState.PENDING)
        unit.outbox.reschedule([replace(one, due_at=world.now) for one in waiting])


def sent_to(world: World, channel: Channel) -> int:
    return sum(each.id == channel.id for each, _ in world.hook.sent)


def troubles(world: World) -> list[Trouble]:
    with world.store.write() as unit:
        return unit.endpoints.take_untold(at=world.now)


def current(world: World, channel: Channel) -> Channel:
    with world.store.read() as unit:
        found = unit.owners.channel("ann", channel.id)
    assert found
    return found


@pytest.mark.anyio
async def test_what_is_over_the_limit_waits_and_nothing_is_dropped(world: World) -> None:
    channel = hook(world, per_minute=2)
    messages(world, 5)
    counts = []
    for _ in range(4):
        await send(world)
        counts.append(sent_to(world, channel))
        world.now += timedelta(minutes=1)
    assert counts == [2, 4, 5, 5]
    with world.store.read() as unit:
        assert {one.attempts for one in unit.outbox.deliveries()} == {1}
        assert unit.outbox.deliveries(state=DeliveryState.PENDING) == []


@pytest.mark.anyio
async def test_no_minute_holds_more_than_the_limit_wherever_it_begins(world: World) -> None:
    channel = hook(world, per_minute=1)
    messages(world, 5)
    begun, counts = world.now, []
    for seconds, per_minute in ((0, 1), (50, 2), (60, 2), (109, 2), (110, 2)):
        world.now = begun + timedelta(seconds=seconds)
        choose(world.context, "ann", channel.id, Wants(per_minute=per_minute))
        look_again(world)
        await send(world)
        counts.append(sent_to(world, channel))
    assert counts == [1, 2, 3, 3, 4]


@pytest.mark.anyio
async def test_what_waits_for_its_turn_says_so(world: World) -> None:
    channel = hook(world, per_minute=1)
    messages(world, 2)
    await send(world)
    with world.store.read() as unit:
        [waiting] = unit.outbox.deliveries(state=DeliveryState.PENDING)
    assert (waiting.channel_id, waiting.due_at) == (channel.id, world.now + timedelta(minutes=1))
    assert waiting.answer == "it takes no more than 1 messages a minute"


@pytest.mark.anyio
async def test_a_limit_holds_up_nobody_else(world: World) -> None:
    hook(world, per_minute=1)
    free = hook(world)
    messages(world, 3)
    await send(world)
    assert sent_to(world, free) == 3


@pytest.mark.anyio
async def test_an_owner_is_warned_at_the_fourth_failure_and_when_a_message_is_given_up(world: World) -> None:
    channel = hook(world)
    messages(world, 1)
    await dispatch(world.context)
    world.hook.error = SendError("HTTP 500", status=500)
    with world.store.write() as unit:
        for one in unit.outbox.deliveries():
            unit.outbox.replay(one.id, now=world.now)
    begun = world.now
    told: list[tuple[Stage, timedelta]] = []
    for hours in (0, 0.002, 0.2, 0.8, 3.3, 9.5, 22, 40, 65, 95):
        world.now = begun + timedelta(hours=hours)
        await dispatch(world.context)
        told += [(trouble.stage, timedelta(hours=hours)) for trouble in troubles(world)]
    assert told == [(Stage.FAILING, timedelta(hours=0.8)), (Stage.GIVEN_UP, timedelta(hours=95))]
    assert current(world, channel).disabled_at is None


@pytest.mark.anyio
async def test_a_gone_endpoint_is_switched_off_at_once_and_its_owner_told(world: World) -> None:
    channel = hook(world)
    world.hook.error = SendError("HTTP 410", permanent=True, disable=True, status=410)
    messages(world, 1)
    await dispatch(world.context)
    assert current(world, channel).disabled_why == "HTTP 410"
    assert {trouble.stage for trouble in troubles(world)} == {Stage.GIVEN_UP, Stage.DISABLED}


@pytest.mark.anyio
async def test_one_success_clears_and_what_is_our_fault_does_not_count(world: World) -> None:
    channel = hook(world)
    messages(world, 1)
    for error, failures in ((SendError("HTTP 500"), 1), (SendError("no key", ours=True), 1), (None, 0)):
        world.hook.error = error
        await dispatch(world.context)
        world.now += HOUR
        with world.store.read() as unit:
            standings = unit.endpoints.standings([("ann", channel.id)])
        assert [standing.failures for standing in standings.values()] == [failures]


@pytest.mark.anyio
async def test_an_endpoint_that_fails_for_five_days_is_switched_off(world: World) -> None:
    channel = hook(world)
    world.hook.error = SendError("HTTP 500", status=500)
    begun = world.now
    for number in range(11):
        assert current(world, channel).disabled_at is None
        message(world, number)
        world.now = begun + number * 12 * HOUR + HOUR
        await dispatch(world.context)
    assert current(world, channel).disabled_why == "every attempt failed for five days"
    assert Stage.DISABLED in {trouble.stage for trouble in troubles(world)}
