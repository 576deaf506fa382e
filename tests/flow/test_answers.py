"""What an owner says ends the matter, until the notice says something new."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow.alerts import Turn, decide
from recallwatch.flow.answers import answer
from recallwatch.flow.dispatch import dispatch
from recallwatch.model import (
    Alert,
    AlertKind,
    Answer,
    AnswerState,
    Axis,
    DeclaredLink,
    DeliveryState,
    Done,
    Evidence,
    Outcome,
    Verdict,
)
from recallwatch.ports import Said, Store
from tests.flow.world import World
from tests.making import NOON, item, notice

_A, _Q, _C = Outcome.AFFECTED, Outcome.CHECK, Outcome.CLEAR
_NAMED = (Evidence(Axis.IDENTITY, "brand+model", "VQ-500", "VQ500"),)
_RANGE = (Evidence(Axis.UNIT, "serial", "7", "1 to 9"),)


def _said(outcome: Outcome) -> Said:
    kind = AlertKind.QUESTION if outcome is _Q else AlertKind.ALERT
    alert = Alert("a", "ann", "i", "c", "test:100", 1, kind, "a", "c", NOON, Verdict("test:100", 1, outcome))
    return Said(alert, alert)


def _answer(state: AnswerState, how: Done | None = None) -> Answer:
    return Answer("x", "ann", "i", "c", "test:100", state, NOON, "ann@example.org", how=how)


@pytest.mark.parametrize(
    ("state", "how", "before", "now", "told"),
    [
        (AnswerState.OPEN, None, (_A, _NAMED), (_A, _NAMED), AlertKind.UPDATE),
        (AnswerState.SNOOZED, None, (_A, _NAMED), (_A, _NAMED), AlertKind.UPDATE),  # news is not what was put off
        (AnswerState.DONE, Done.RETURNED, (_A, _NAMED), (_A, _NAMED), None),
        (AnswerState.DONE, None, (_Q, _NAMED), (_A, _NAMED), None),
        (
            AnswerState.DONE,
            Done.REPAIRED,
            (_A, _NAMED),
            (_A, _NAMED),
            AlertKind.UPDATE,
        ),  # the repair may be called back
        (AnswerState.DONE, Done.REPAIRED, (_A, _NAMED), (_C, _NAMED), None),
        (AnswerState.NOT_MINE, None, (_A, _NAMED), (_A, _NAMED), None),
        (AnswerState.NOT_MINE, None, (_A, _NAMED), (_A, _RANGE), AlertKind.UPDATE),  # named on other grounds
        (AnswerState.NOT_MINE, None, (_Q, _NAMED), (_Q, _RANGE), None),
        (AnswerState.NOT_MINE, None, (_Q, _NAMED), (_A, _NAMED), AlertKind.ALERT),  # an expansion
        (AnswerState.NOT_MINE, None, (_C, _NAMED), (_A, _NAMED), AlertKind.ALERT),
        (AnswerState.NOT_MINE, None, (_A, _NAMED), (_C, _NAMED), None),
    ],
)
def test_an_answer_holds_until_the_criteria_come_to_mean_the_thing(
    state: AnswerState,
    how: Done | None,
    before: tuple[Outcome, tuple[Evidence, ...]],
    now: tuple[Outcome, tuple[Evidence, ...]],
    told: AlertKind | None,
) -> None:
    turn = Turn(Verdict("test:100", 1, *before), Verdict("test:100", 2, *now), state=2, answer=_answer(state, how))
    assert decide(turn, _said(before[0])) is told


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500 of which only some serial numbers are recalled; she has said nothing yet."""
    made = World(store)
    made.add_owner("ann")
    made.register(item())
    made.publish(notice(summary=_SOME))
    return made


_SOME = notice().summary + " Only units with serial numbers VQA1000 through VQA1999 are included."


def _say(world: World, state: AnswerState, how: Done | None = None, days: int = 0) -> Answer:
    world.now += timedelta(minutes=1)
    until = world.now + timedelta(days=days) if days else None
    return answer(world.context, "ann", "item-1", "test:100", state, by="ann@example.org", how=how, until=until)


def test_not_mine_is_kept_and_an_expansion_opens_it_again(world: World) -> None:
    _say(world, AnswerState.NOT_MINE)
    world.publish(notice(summary=_SOME, hazard="The battery can explode."))
    assert world.kinds() == ["question"]
    world.publish(notice())  # all units now
    assert world.kinds() == ["question", "alert"]
    with world.store.read() as unit:
        states = [each.state for each in unit.answers.history("ann", "item-1", "case:test:100")]
    assert states == [AnswerState.NOT_MINE, AnswerState.OPEN]


def test_a_thing_that_is_gone_is_not_spoken_of_again(world: World) -> None:
    _say(world, AnswerState.DONE, Done.RETURNED)
    world.publish(notice())
    world.publish(notice("200", url="", declared=(DeclaredLink("same_event", notice().url),)))
    assert world.kinds() == ["question"]


@pytest.mark.anyio
async def test_what_was_still_to_go_out_is_dropped(world: World) -> None:
    _say(world, AnswerState.NOT_MINE)
    assert (await dispatch(world.context)).total == 0
    with world.store.read() as unit:
        assert [one.state for one in unit.outbox.deliveries()] == [DeliveryState.DROPPED]


def test_opening_it_again_lets_news_through(world: World) -> None:
    _say(world, AnswerState.DONE, Done.RETURNED)
    _say(world, AnswerState.OPEN)
    world.publish(notice())
    assert world.kinds() == ["question", "alert"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"item_id": "item-9"}, "no item item-9"),
        ({"notice_id": "test:9"}, "no notice test:9"),
        ({"state": AnswerState.NOT_MINE, "how": Done.RETURNED}, "only what is done"),
        ({"state": AnswerState.SNOOZED}, "a day until which it lasts"),
        ({"until": NOON + timedelta(days=3)}, "a day until which it lasts"),
        ({"state": AnswerState.SNOOZED, "until": NOON - timedelta(days=3)}, "within a year"),
        ({"state": AnswerState.SNOOZED, "until": NOON + timedelta(days=999)}, "within a year"),
    ],
)
def test_what_cannot_be_answered_is_refused(world: World, changed: dict[str, object], says: str) -> None:
    given = {"owner_id": "ann", "item_id": "item-1", "notice_id": "test:100", "state": AnswerState.DONE, "by": "ann"}
    with pytest.raises(UsageError, match=says):
        answer(world.context, **{**given, **changed})  # type: ignore[arg-type]


def test_the_answer_is_shown_beside_what_is_known(world: World) -> None:
    from recallwatch.flow.items import of_owner

    said = _say(world, AnswerState.SNOOZED, days=30)
    ((_, (found,)),) = of_owner(world.context, "ann")
    assert found.answer == replace(said)
