"""Sources never proven: what their first answer must be like, and that nobody is alerted of what it is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.flow.poll import poll
from recallwatch.flow.proving import accept, unexpected
from recallwatch.model import EventKind, Harvest, Notice, PartialDate, Rejected
from recallwatch.ports import Source, Store
from tests.flow.test_poll import Net
from tests.flow.world import World
from tests.making import INFO, NOON, item, notice, source

pytestmark = pytest.mark.anyio

THREE = tuple(notice(n, title=f"Kettle {n} recalled") for n in ("1", "2", "3"))
UNPROVEN = replace(INFO, unproven="Never run.")


def unproven(*notices: Notice) -> Source:
    """The test source, never checked against the real service."""
    return replace(source(*notices), info=UNPROVEN)


@pytest.fixture
def world(store: Store) -> World:
    """An owner with a power bank."""
    made = World(store)
    made.add_owner()
    made.register(item())
    return made


async def _poll(world: World, *notices: Notice) -> str:
    await poll(world.store, unproven(*notices), Net().get, now=lambda: world.now)
    world.match()
    with world.store.read() as unit:
        return unit.sources.state("test").held


def test_three_full_notices_of_late_are_what_we_expect() -> None:
    assert unexpected(UNPROVEN, Harvest(THREE), now=NOON) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (THREE[:2], "2 notices are too few to judge by"),
        ((*THREE, Rejected("test", "no title")), "1 rows could not be read"),
        ([replace(n, published=None) for n in THREE], "3 of 3 have no date"),
        ([replace(n, url="https://elsewhere.example/1") for n in THREE], "3 of 3 have no address on the site"),
        ([replace(n, products=(), hazard="", summary="") for n in THREE], "3 of 3 say neither what is recalled"),
        ([replace(n, title="Recalls") for n in THREE], "2 of 3 have the title of another"),
        ([replace(n, published=PartialDate(2026, 12)) for n in THREE], "the newest is of 2026-12-01, which is to come"),
        (
            [replace(n, published=PartialDate(2026, 9)) for n in THREE],
            "the newest is of 2026-09-01, older than 42 days",
        ),
    ],
)
def test_what_is_not_as_expected_is_said(rows: list[Notice | Rejected], words: str) -> None:
    (problem,) = unexpected(UNPROVEN, Harvest(tuple(rows)), now=NOON)
    assert problem.startswith(words)


async def test_an_unproven_source_that_looks_right_alerts_at_once(world: World) -> None:
    assert await _poll(world, *THREE) == ""
    assert len(world.alerts()) == 3


async def test_one_that_does_not_is_kept_and_alerts_nobody_until_a_person_accepts_it(world: World) -> None:
    assert await _poll(world, *THREE[:2]) == "2 notices are too few to judge by"
    world.register(item("item-2"))
    assert world.alerts() == []
    with world.store.write() as unit:
        assert unit.notices.count() == 2
        assert accept(unit, "test", now=world.now, words="seen by a person") == 2
    world.match()
    assert len(world.alerts()) == 4  # two notices, two items
    with world.store.read() as unit:
        kinds = [event.kind for event in unit.sources.events("test")]
    assert sorted(kinds) == [EventKind.ACCEPTED, EventKind.HELD]


async def test_a_later_answer_that_looks_right_lifts_it(world: World) -> None:
    await _poll(world, *THREE[:2])
    world.now += timedelta(hours=1)
    assert await _poll(world, *THREE) == ""
    assert len(world.alerts()) == 3


async def test_accepting_a_source_that_is_not_held_changes_nothing(store: Store) -> None:
    with store.write() as unit:
        assert accept(unit, "test", now=NOON, words="") == 0
        assert unit.sources.events() == []


async def test_a_held_second_channel_alerts_nobody_of_what_it_tells_of_the_first(world: World) -> None:
    info = replace(UNPROVEN, id="test-rss", parser="test-rss/1", behind="test")
    await poll(world.store, replace(source(*THREE[:2]), info=info), Net().get, now=lambda: world.now)
    world.match()
    assert world.alerts() == []
    with world.store.write() as unit:
        assert accept(unit, "test-rss", now=world.now, words="") == 2
    world.match()
    assert len(world.alerts()) == 2
