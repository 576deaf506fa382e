"""The operator is told when people may not be: once, again after a day, and when it is over."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.watchdog import Said, decide, watch, wrong
from recallwatch.model import Alarm, AttemptOutcome, Bounce, Nature, SourceState
from recallwatch.ports import Store
from tests.making import NOON, ended, item, notice

from .world import World

pytestmark = pytest.mark.anyio

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Operator:
    """Keeps what it was told; refuses while ``away``."""

    told: list[tuple[str, bool]] = field(default_factory=list)
    away: bool = False
    pings: int = 0

    async def tell(self, alarm: Alarm, *, over: bool, now: datetime) -> None:
        if self.away:
            raise SendError("no route")
        self.told.append((alarm.name, over))

    async def ping(self) -> None:
        self.pings += 1


def watched(world: World, operator: Operator) -> Context:
    """The world's program, its only source read just now."""
    with world.store.write() as unit:
        unit.sources.save(SourceState("test", last_try=world.now, last_success=world.now))
    return replace(world.context, heralds=(operator,), ping=operator.ping)


@pytest.fixture
def world(store: Store) -> World:
    """An owner whose urgent alert waits."""
    world = World(store)
    world.add_owner()
    world.register(item())
    world.publish(notice())
    assert world.kinds() == ["alert"]
    return world


async def test_an_urgent_alert_that_reached_nobody_for_an_hour_is_an_alarm(world: World) -> None:
    operator = Operator()
    world.now += timedelta(minutes=10)
    assert await watch(watched(world, operator)) == []
    world.now += HOUR
    await watch(watched(world, operator))
    assert operator.told == [("untold case:test:100", False), ("late urgent deliveries", False)]


async def test_it_is_said_once_again_after_a_day_and_when_it_is_over(world: World) -> None:
    operator = Operator()
    world.now += 2 * HOUR
    for _ in range(3):
        await watch(watched(world, operator))
    assert len(operator.told) == 2
    world.now += DAY
    await watch(watched(world, operator))
    assert len(operator.told) == 4
    await dispatch(world.context)
    await watch(watched(world, operator))
    assert operator.told[4:] == [("late urgent deliveries", True), ("untold case:test:100", True)]


async def test_two_workers_say_it_once(world: World) -> None:
    operator = Operator()
    world.now += 2 * HOUR
    context = watched(world, operator)
    await watch(context)
    await watch(replace(context))
    assert [name for name, _ in operator.told] == ["untold case:test:100", "late urgent deliveries"]


async def test_an_operator_who_could_not_be_told_is_told_at_the_next_check(world: World) -> None:
    operator = Operator(away=True)
    world.now += 2 * HOUR
    await watch(watched(world, operator))
    operator.away = False
    await watch(watched(world, operator))
    assert len(operator.told) == 2


async def test_one_way_that_works_is_enough(world: World) -> None:
    broken, working = Operator(away=True), Operator()
    world.now += 2 * HOUR
    context = replace(watched(world, working), heralds=(broken, working))
    await watch(context)
    await watch(context)
    assert len(working.told) == 2


async def test_mails_that_are_refused_are_an_alarm(world: World) -> None:
    world.mail.error = SendError("no such mailbox", permanent=True)
    await dispatch(world.context)
    operator = Operator()
    world.now += 2 * HOUR
    await watch(watched(world, operator))
    assert operator.told == [("untold case:test:100", False)]


async def test_a_source_that_is_silent_is_an_alarm(world: World) -> None:
    await dispatch(world.context)
    operator = Operator()
    context = watched(world, operator)
    world.now += 30 * DAY
    assert "source test" in wrong(replace(context, now=lambda: world.now))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"fails": 24, "why": "block page"}, "recallwatch poll test"),
        ({"held": "no dates"}, "recallwatch sources accept test"),
    ],
)
async def test_a_source_that_needs_somebody_is_an_alarm_that_says_what_to_do(
    world: World, state: dict[str, Any], words: str
) -> None:
    with world.store.write() as unit:
        unit.sources.save(SourceState("test", last_try=world.now, last_success=world.now, **state))
        if "held" in state:
            unit.sources.hold("test", state["held"])
    assert words in wrong(world.context)["source test"]


@pytest.mark.parametrize(
    ("nature", "count", "said"),
    [(Nature.HARD, 1, False), (Nature.HARD, 2, True), (Nature.SOFT, 9, False), (Nature.COMPLAINT, 1, True)],
)
async def test_mails_that_come_back_or_are_called_spam_are_an_alarm(
    world: World, nature: Nature, count: int, said: bool
) -> None:
    with world.store.write() as unit:
        (due,) = unit.outbox.claim(now=world.now, lease=HOUR)
        for _ in range(20):
            unit.outbox.settle([ended(due.delivery, AttemptOutcome.SENT, at=world.now)])
            unit.outbox.replay(due.delivery.id, now=world.now)
            (due,) = unit.outbox.claim(now=world.now, lease=HOUR)
        for n in range(count):
            unit.bounces.add(Bounce("ann", str(n), due.channel.id, due.delivery.id, world.now, nature))
    assert (f"mails: {nature}" in wrong(world.context)) is said


async def test_every_check_is_pinged_whatever_it_found(world: World) -> None:
    operator = Operator()
    world.now += 2 * HOUR
    for _ in range(2):
        await watch(watched(world, operator))
    assert operator.pings == 2


def test_what_is_told_follows_from_what_was() -> None:
    old = Alarm("a", "x", NOON - DAY, said_at=NOON - HOUR)
    assert decide({}, {"a": "x"}, NOON) == [Said(Alarm("a", "x", NOON, NOON))]
    assert decide({"a": old}, {"a": "y"}, NOON) == []
    assert decide({"a": old}, {"a": "y"}, NOON + DAY) == [Said(Alarm("a", "y", NOON - DAY, NOON + DAY))]
    assert decide({"a": old}, {}, NOON) == [Said(old, over=True)]
