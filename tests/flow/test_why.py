"""Why did I get this, or not? The answer is there for every case, and never made up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recallwatch.errors import SendError, UsageError
from recallwatch.flow.answers import answer
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import register
from recallwatch.flow.moments import passed_by
from recallwatch.flow.webhooks import add, choose
from recallwatch.flow.why import Story, story_line, why
from recallwatch.model import Alert, AlertKind, AnswerState, Channel, Mute, SourceState, Wants
from recallwatch.ports import Store
from tests.making import NOON, item, notice, webhook

from .world import World

pytestmark = pytest.mark.anyio

_HOUR = timedelta(hours=1)


@pytest.fixture
def world(store: Store) -> World:
    world = World(store)
    world.add_owner()
    return world


def told(world: World, notice_id: str = "test:100", **options: str) -> Story:
    return why(world.context, "ann", notice_id, **options)


def _channels(world: World) -> list[Channel]:
    with world.store.read() as unit:
        return unit.owners.channels("ann")


def texts(story: Story) -> list[str]:
    return [moment.text for moment in story.moments]


async def test_what_was_sent_and_what_came_back_is_told_in_order(world: World) -> None:
    world.register(item())
    world.publish(notice())
    await dispatch(world.context)
    story = told(world)
    assert story.summary == "We decided on one message about this; what became of it stands below."
    assert [each.outcome for each in story.items] == ["affected"]
    assert "Your model VQ-500 is in this recall." in story.items[0].why[0]
    first, seen, decided, sent = texts(story)
    assert first.endswith("was registered.")
    assert seen.startswith("We first saw test:100")
    assert decided == "We decided on an alert (revision 1)."
    assert sent == "Sending to email ann@example.org: sent, kept."


async def test_a_refusal_is_told_with_its_words(world: World) -> None:
    world.register(item())
    world.publish(notice())
    world.mail.error = SendError("550 no such mailbox", permanent=True)
    await dispatch(world.context)
    assert "Sending to email ann@example.org: dead, 550 no such mailbox." in texts(told(world))
    assert texts(told(world))[-1].startswith("Sending to email ann@example.org was given up")


def test_a_message_that_waits_says_until_when(world: World) -> None:
    world.register(item())
    world.publish(notice())
    assert "Sending to email ann@example.org is due." in texts(told(world))


def test_another_model_is_told_as_the_reason(world: World) -> None:
    world.register(item(model="VQ-501"))
    world.publish(notice())
    story = told(world)
    assert story.summary == "None of the things registered is in this notice, by what we were told of them."
    assert "VQ-501" in story.items[0].why[0]


def test_a_thing_registered_later_is_said_to_be(world: World) -> None:
    world.publish(notice())
    world.now += timedelta(hours=1)
    register(world.context, replace(item(), created_at=world.now))
    assert any("after we had seen the notice" in text for text in texts(told(world)))


def test_an_import_of_old_notices_is_told_as_silent(world: World) -> None:
    world.register(item())
    world.publish(notice(), silent=True)
    assert "as is done with imports of older notices" in told(world).summary


def test_a_source_that_is_held_is_told_as_the_reason(world: World) -> None:
    world.register(item())
    world.publish(notice(), silent=True)
    with world.store.write() as unit:
        unit.sources.save(SourceState("test"))
        unit.sources.hold("test", "its first answer was not as expected")
    assert "never proven and is held" in told(world).summary


def test_what_was_answered_before_is_told_as_the_reason(world: World) -> None:
    world.register(item())
    world.publish(notice(), silent=True)
    answer(world.context, "ann", item().id, "test:100", AnswerState.NOT_MINE, by="ann@example.org")
    assert "answered before" in told(world).summary


def test_without_a_channel_that_is_said(world: World) -> None:
    world.register(item())
    world.publish(notice(), silent=True)
    with world.store.write() as unit:
        for channel in unit.owners.channels("ann"):
            unit.owners.disable_channel("ann", channel.id, at=world.now, why="unsubscribed")
    assert "no channel to tell you over" in told(world).summary


def test_what_the_owner_answered_is_part_of_it(world: World) -> None:
    world.register(item())
    world.publish(notice())
    answer(world.context, "ann", item().id, "test:100", AnswerState.NOT_MINE, by="ann@example.org")
    assert any("ann@example.org said of" in text and "not mine" in text for text in texts(told(world)))


def test_a_notice_nobody_saw_tells_how_its_source_stands(world: World) -> None:
    with world.store.write() as unit:
        unit.sources.save(SourceState("test", last_try=world.now, last_success=world.now))
    assert "test is known as of" in told(world, "test:999").summary
    assert "none of the sources we read" in told(world, "xx-other:1").summary


def test_nothing_registered_is_said(world: World) -> None:
    world.publish(notice())
    assert told(world).summary == "Nothing is registered, so there is nothing this could be about."


def test_one_thing_can_be_asked_about_and_must_exist(world: World) -> None:
    world.register(item())
    world.register(item("other", model="VQ-900"))
    world.publish(notice())
    assert [each.item.id for each in told(world, item_id="other").items] == ["other"]
    with pytest.raises(UsageError, match="no thing"):
        told(world, item_id="gone")


def test_another_owner_s_messages_are_not_told(world: World) -> None:
    world.add_owner("bob")
    world.register(item("bobs", "bob"))
    world.publish(notice())
    assert "bob" not in str(told(world))


def test_a_webhook_that_wants_something_else_is_told_as_passed_by(world: World) -> None:
    hook = add(world.context, "ann", "https://hooks.example.org/x")
    choose(world.context, "ann", hook.id, Wants(types=("notice.published",)))
    world.register(item())
    world.publish(notice())
    said = "Not sent to webhook https://hooks.example.org/x: it wants only messages of type notice.published."
    assert said in texts(told(world))


def test_a_channel_that_came_later_is_not_told_as_passed_by(world: World) -> None:
    world.register(item())
    world.publish(notice())
    add(world.context, "ann", "https://hooks.example.org/x")
    assert not any("hooks.example.org" in text for text in texts(told(world)))


def test_what_was_stopped_for_a_thing_is_told_with_its_day(world: World) -> None:
    world.register(item())
    [mailbox] = _channels(world)
    with world.store.write() as unit:
        unit.bounces.mute(Mute("ann", mailbox.id, item().id, world.now))
    world.publish(notice())
    story = told(world)
    stopped = f"Messages about {item().label} to email ann@example.org were stopped by its reader."
    assert [moment.at for moment in story.moments if moment.text == stopped] == [world.now - timedelta(hours=1)]
    assert "Not sent to email ann@example.org: messages about it were stopped there before." in texts(story)


async def test_a_message_that_waits_for_its_turn_says_what_for(world: World) -> None:
    hook = add(world.context, "ann", "https://hooks.example.org/x")
    choose(world.context, "ann", hook.id, Wants(per_minute=1))
    for number in ("1", "2"):
        world.register(item(number))
    world.publish(notice())
    await dispatch(world.context)
    due = "Sending to webhook https://hooks.example.org/x is due (it takes no more than 1 messages a minute)."
    assert texts(told(world)).count(due) == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"created_at": NOON + _HOUR}, ""),
        ({"confirmed_at": None}, "it was not confirmed then"),
        ({"disabled_at": NOON, "disabled_why": "HTTP 410"}, "it was switched off on 2026-11-23 (HTTP 410)"),
        ({"second": True}, ""),
        ({}, ""),
    ],
)
def test_why_a_channel_was_passed_by_is_told_where_it_is_known(changed: dict[str, Any], why: str) -> None:
    at = NOON + timedelta(minutes=1)
    alert = Alert("a", "ann", "item-1", "case", "test:100", 1, AlertKind.ALERT, "a", "case", at)
    assert passed_by(alert, replace(webhook(), **changed), None, []) == why


def test_the_story_is_json(world: World) -> None:
    world.register(item())
    world.publish(notice())
    value = story_line(told(world))
    assert set(value) == {"notice", "title", "summary", "items", "moments"}
