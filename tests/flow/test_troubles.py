"""An owner hears over another way that a channel is in trouble."""

from datetime import timedelta

import pytest

from recallwatch.errors import SendError
from recallwatch.flow.troubles import tell_troubles
from recallwatch.flow.webhooks import add, choose
from recallwatch.model import Channel, EventType, Stage, Trouble, Wants
from recallwatch.ports import Store
from tests.flow.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    made = World(store)
    made.add_owner("ann")
    return made


def trouble(world: World, channel_id: str, stage: Stage = Stage.FAILING) -> None:
    with world.store.write() as unit:
        unit.endpoints.add_troubles([Trouble("ann", channel_id, stage, world.now, world.now, "HTTP 500")])


def hook(world: World, *types: str) -> Channel:
    channel = add(world.context, "ann", "https://hooks.example.org/x")
    return choose(world.context, "ann", channel.id, Wants(types=types))


async def test_a_failing_webhook_is_told_by_mail_once(world: World) -> None:
    channel = hook(world)
    trouble(world, channel.id)
    assert [await tell_troubles(world.context) for _ in range(2)] == [1, 0]
    [(to, note)] = world.sign_ins.notes
    assert to == "ann@example.org"
    assert "https://hooks.example.org/x" in note.paragraphs[0]
    assert "HTTP 500" in note.paragraphs[0]
    assert note.button[1].endswith(f"/webhooks/{channel.id}")


async def test_of_several_troubles_of_one_webhook_the_worst_is_told(world: World) -> None:
    channel = hook(world)
    for stage in (Stage.DISABLED, Stage.FAILING, Stage.GIVEN_UP):
        trouble(world, channel.id, stage)
    assert [await tell_troubles(world.context) for _ in range(2)] == [1, 0]
    assert [note.subject for _, note in world.sign_ins.notes] == ["One of your channels was switched off"]


async def test_other_webhooks_that_want_it_hear_of_it_too(world: World) -> None:
    failing, everything, chosen, other = (
        hook(world),
        hook(world),
        hook(world, "endpoint.failing"),
        hook(world, "alert.created"),
    )
    trouble(world, failing.id, Stage.DISABLED)
    await tell_troubles(world.context)
    assert [channel.id for channel, _ in world.events.sent] == [everything.id, chosen.id]
    assert other.id not in {channel.id for channel, _ in world.events.sent}
    event = world.events.sent[0][1]
    assert (event.type, event.data["stage"]) == (EventType.ENDPOINT_FAILING, "disabled")


async def test_a_mailbox_that_is_off_gets_no_word_of_itself_or_of_others(world: World) -> None:
    listener = hook(world)
    with world.store.write() as unit:
        unit.owners.disable_channel("ann", "mail-ann", at=world.now, why="no such mailbox")
    trouble(world, "mail-ann", Stage.DISABLED)
    assert await tell_troubles(world.context) == 1
    assert world.sign_ins.notes == []
    assert [channel.id for channel, _ in world.events.sent] == [listener.id]


async def test_while_mail_is_down_it_waits_and_in_the_end_is_no_news(world: World) -> None:
    failing, other = hook(world), hook(world)
    world.sign_ins.error = SendError("no mail server")
    trouble(world, failing.id)
    assert await tell_troubles(world.context) == 0
    assert world.events.sent == []
    world.now += timedelta(days=3)
    assert await tell_troubles(world.context) == 1
    assert [channel.id for channel, _ in world.events.sent] == [other.id]


async def test_a_webhook_that_fails_too_stops_nothing(world: World) -> None:
    failing = hook(world)
    hook(world)
    world.events.error = SendError("HTTP 500")
    trouble(world, failing.id)
    assert await tell_troubles(world.context) == 1


async def test_nothing_is_told_of_a_channel_that_was_removed(world: World) -> None:
    channel = hook(world)
    trouble(world, channel.id)
    with world.store.write() as unit:
        unit.owners.remove_channel("ann", channel.id)
    assert await tell_troubles(world.context) == 0
    assert world.sign_ins.notes == []
