"""Recalled to mind until it is dealt with, and not once more."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from recallwatch.flow.answers import answer
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import remove
from recallwatch.flow.remind import remind
from recallwatch.model import AnswerState, Channel, ChannelKind, DeclaredLink, Notice
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, email_channel, item, notice

_DAY = timedelta(days=1)
_SOME = notice().summary + " Only units with serial numbers VQA1000 through VQA1999 are included."


def _dull(**changed: Any) -> Notice:
    """A recall that kills nobody."""
    hazard = "The edge is sharp, posing a laceration hazard."
    return notice(**{"title": "Voltique Recalls Power Banks", "hazard": hazard, **changed})


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500 that was recalled, and Ben at home, who agreed to be told second."""
    made = World(store)
    made.add_owner("ann")
    with store.write() as unit:
        ben = replace(email_channel(), id="mail-ben", address="ben@example.org", second=True)
        unit.owners.add_channel(ben)
        hook = Channel("hook", "ann", ChannelKind.WEBHOOK, "https://hooks.example.org", NOON, confirmed_at=NOON)
        unit.owners.add_channel(hook)
    made.register(item())
    made.publish(_dull())
    return made


def _days(world: World, *days: float) -> list[list[str]]:
    """Whom each day's run of the job tells, counted from the first message."""
    told = []
    start = world.alerts()[0].created_at
    for day in days:
        world.now = start + day * _DAY
        raised = remind(world.store, now=world.now)
        assert remind(world.store, now=world.now) == 0  # however often it runs
        told.append(_told(world, world.alerts()[-1].id) if raised else [])
    return told


def _told(world: World, alert_id: str) -> list[str]:
    with world.store.read() as unit:
        return sorted(one.channel_id for one in unit.outbox.deliveries() if one.alert_id == alert_id)


def test_the_first_message_goes_to_the_owner_alone(world: World) -> None:
    assert _told(world, world.alerts()[0].id) == ["hook", "mail-ann"]


def test_reminders_come_after_3_14_and_60_days_and_the_second_person_is_told_after_7(world: World) -> None:
    told = _days(world, 2, 3, 5, 7, 10, 14, 30, 60, 90, 400)
    assert told == [[], ["mail-ann"], [], ["mail-ben"], [], ["mail-ann"], [], ["mail-ann"], [], []]
    assert world.kinds() == ["alert", *["reminder"] * 4]


def test_what_can_burn_is_recalled_to_mind_twice_as_often(store: Store) -> None:
    world = World(store)
    world.add_owner("ann")
    world.register(item())
    world.publish(notice())
    assert [len(told) for told in _days(world, 1, 1.5, 3, 7, 14, 30, 60, 90)] == [0, 1, 1, 1, 1, 1, 1, 0]


def test_after_a_long_stop_there_is_one_reminder(world: World) -> None:
    assert _days(world, 20, 21, 60) == [["mail-ann", "mail-ben"], [], ["mail-ann"]]


@pytest.mark.parametrize("state", [AnswerState.DONE, AnswerState.NOT_MINE])
def test_one_answer_ends_it_for_all(world: World, state: AnswerState) -> None:
    _days(world, 3)
    answer(world.context, "ann", "item-1", "test:100", state, by="ben@example.org")
    assert _days(world, 7, 14, 60) == [[], [], []]


def test_what_is_put_off_is_recalled_to_mind_on_that_day(world: World) -> None:
    world.now += 2 * _DAY
    until = world.now + 30 * _DAY
    answer(world.context, "ann", "item-1", "test:100", AnswerState.SNOOZED, by="ann", until=until)
    assert _days(world, 3, 14, 31.9, 32, 33, 60) == [[], [], [], ["mail-ann", "mail-ben"], [], ["mail-ann"]]


def test_what_is_open_again_is_recalled_to_mind_from_then_on(world: World) -> None:
    answer(world.context, "ann", "item-1", "test:100", AnswerState.DONE, by="ann")
    world.now += 10 * _DAY
    answer(world.context, "ann", "item-1", "test:100", AnswerState.OPEN, by="ann")
    assert _days(world, 12, 13) == [[], ["mail-ann"]]


def test_news_starts_the_clock_anew(world: World) -> None:
    _days(world, 3)
    world.publish(_dull(remedy="Do not charge it."))
    assert _days(world, 5.9, 6.1) == [[], ["mail-ann"]]


def test_questions_are_recalled_to_mind_until_they_are_answered(store: Store) -> None:
    world = World(store)
    world.add_owner("ann")
    world.register(item())
    world.publish(_dull(summary=_SOME))
    assert _days(world, 3) == [["mail-ann"]]
    world.register(item(serial="VQA2500"))  # not among them
    assert _days(world, 14, 60) == [[], []]


def test_a_cleared_or_withdrawn_case_is_not_recalled_to_mind(world: World) -> None:
    gone = DeclaredLink("withdraws", "test:100")
    world.publish(notice("101", title="Correction", url="", summary="", products=(), declared=(gone,)))
    assert world.kinds() == ["alert", "cleared"]
    assert _days(world, 3, 14) == [[], []]


def test_a_removed_item_is_not_recalled_to_mind(world: World) -> None:
    remove(world.context, "ann", "item-1")
    assert _days(world, 3, 14) == [[], []]


def test_workers_at_once_remind_once(world: World) -> None:
    at = world.now + 3 * _DAY
    with ThreadPoolExecutor(8) as threads:
        raised = sum(threads.map(lambda _: remind(world.store, now=at), range(8)))
    assert (raised, world.kinds()) == (1, ["alert", "reminder"])


@pytest.mark.anyio
async def test_a_reminder_says_whom_it_is_for_and_takes_an_answer(world: World) -> None:
    await dispatch(world.context)
    world.mail.sent.clear()
    start = world.alerts()[0].created_at
    _days(world, 8)
    await dispatch(world.context)
    by_address = {channel.address: message for channel, message in world.mail.sent}
    assert {address: message.second_of for address, message in by_address.items()} == {
        "ann@example.org": "",
        "ben@example.org": "ann@example.org",
    }
    ann = by_address["ann@example.org"]
    assert (ann.told, ann.alert.thread) == (start, world.alerts()[0].id)
    assert ann.link_answer.startswith("http://127.0.0.1:8000/answer/ann/")
