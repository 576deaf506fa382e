"""Notices of one event find each other, whichever comes first, and an operator's word stands."""

from dataclasses import replace
from itertools import permutations

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow.linking import add_link, relink, undo_link
from recallwatch.flow.match import match_all
from recallwatch.flow.reprocess import reprocess
from recallwatch.model import DeclaredLink, Link, LinkType, ListedProduct, Notice, PartialDate
from recallwatch.ports import MatchJob, Store
from tests.flow.world import World
from tests.making import item, notice, source

_TITLE = "Voltique Power Bank VQ500 recalled due to fire hazard"
ABROAD = notice(
    "7001",
    source="maple",
    title=_TITLE,
    url="https://maple.example.org/7001",
    jurisdictions=("CA",),
    published=None,
    updated=PartialDate(2026, 11, 21),
    summary="",
    hazard="Fire hazard",
    products=(ListedProduct("Voltique Power Bank VQ500"),),
    sold_at=(),
)
_AGAIN = notice(
    "300",
    title="Voltique Reannounces Recall of Power Banks Due to Fire Hazard",
    url="https://recalls.example.org/300",
    published=PartialDate(2028, 2, 3),
)
ELSE = replace(ABROAD, title="Maple syrup recalled", hazard="Bacteria", products=(ListedProduct("Maple syrup"),))
_PAIR = frozenset(("test:100", "maple:7001"))


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500."""
    made = World(store)
    made.add_owner("ann")
    made.register(item())
    return made


def _links(world: World) -> set[tuple[str, str, str]]:
    with world.store.read() as unit:
        return {(link.from_id, link.type.value, link.to_id) for link in unit.links.all()}


def _cases(world: World) -> set[str]:
    with world.store.read() as unit:
        return {record.case_id for record in unit.notices.all()}


def _decided(world: World) -> list[tuple[str, str]]:
    with world.store.read() as unit:
        return [(change.did, change.by) for change in reversed(unit.links.changes())]


def _undo(world: World) -> None:
    with world.store.write() as unit:
        moved = undo_link(unit, _PAIR, by="bob", at=world.now, note="another plant")
        unit.jobs.add([MatchJob(id_, 1, silent=False) for id_ in moved])
    world.match()


@pytest.mark.parametrize("order", list(permutations((notice(), ABROAD, _AGAIN))))
def test_links_hang_on_no_order(store: Store, order: tuple[Notice, ...]) -> None:
    world = World(store)
    for each in order:
        world.publish(each)
    assert _links(world) == {("maple:7001", "same_event", "test:100"), ("test:300", "reannounces", "test:100")}
    assert len(_cases(world)) == 2


@pytest.mark.parametrize("target", ["test:100", "https://recalls.example.org/100"])
def test_a_notice_that_was_named_before_it_came_joins_the_case(store: Store, target: str) -> None:
    world = World(store)
    world.publish(replace(ELSE, declared=(DeclaredLink("republishes", target, "says so"),)))
    world.publish(notice())
    assert _links(world) == {("maple:7001", "republishes", "test:100")}
    assert _cases(world) == {"case:maple:7001"}


def test_who_owns_what_two_authorities_recall_hears_once(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    assert world.kinds() == ["alert"]


def test_what_was_said_is_not_said_again_when_two_cases_become_one(world: World) -> None:
    world.publish(notice())
    _undo_before_it_is_known(world)
    assert world.kinds() == ["alert", "alert"]
    with world.store.write() as unit:
        moved = add_link(unit, Link("maple:7001", "test:100", LinkType.SAME_EVENT, 1.0, ()), by="bob", at=world.now)
        unit.jobs.add([MatchJob(id_, 1, silent=False) for id_ in moved])
    world.match()
    assert world.kinds() == ["alert", "alert"]
    assert _cases(world) == {"case:test:100"}
    world.publish(replace(ABROAD, hazard="Fire and explosion hazard"))
    assert world.kinds() == ["alert", "alert", "update"]


def _undo_before_it_is_known(world: World) -> None:
    """Let the notice from abroad be about something else first, be kept apart, and then be about the same."""
    world.publish(ELSE)
    with world.store.write() as unit:
        tie = Link("maple:7001", "test:100", LinkType.SAME_EVENT, 1.0, ())
        add_link(unit, tie, by="bob", at=world.now)
        undo_link(unit, _PAIR, by="bob", at=world.now)
    world.publish(ABROAD)


def test_an_operators_no_outlives_every_rerun_and_frees_what_was_hidden(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    _undo(world)
    assert world.kinds() == ["alert", "alert"]
    with world.store.write() as unit:
        assert relink(unit, _PAIR, at=world.now) == set()
    list(reprocess(world.store, {"test": source(), "maple": source()}, now=world.now))
    match_all(world.store, now=lambda: world.now)
    assert (_links(world), len(_cases(world)), world.kinds()) == (set(), 2, ["alert", "alert"])
    assert _decided(world) == [("added", "rule"), ("undone", "bob")]


def test_notices_at_hand_relate_as_those_that_are_read_again(world: World) -> None:
    world.publish(notice(), ABROAD, _AGAIN)
    heard: list[int] = []
    with world.store.write() as unit:
        before = unit.links.of(_PAIR)
        known = unit.notices.revisions([*_PAIR, "test:300"])
        strange = {id_: replace(revision, notice=ELSE) for id_, revision in known.items()}
        relink(unit, list(known), at=world.now, known=strange, heard=heard.append)
        assert unit.links.of(_PAIR) == []
        relink(unit, list(known), at=world.now, known=known, heard=heard.append)
        assert (unit.links.of(_PAIR), heard) == (before, [3, 3])


def test_an_operators_yes_outlives_what_the_rules_find(world: World) -> None:
    world.publish(notice(), ELSE)
    with world.store.write() as unit:
        tie = Link("maple:7001", "test:100", LinkType.SAME_EVENT, 1.0, ())
        add_link(unit, tie, by="bob", at=world.now, note="one plant")
        relink(unit, _PAIR, at=world.now)
        (kept,) = unit.links.of(["test:100"])
    assert (kept.decided_by, kept.evidence) == ("operator", ("one plant",))
    assert len(_cases(world)) == 1


def test_a_notice_that_is_of_something_else_now_leaves_the_case(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    world.publish(ELSE)
    assert (_links(world), _cases(world)) == (set(), {"case:test:100", "case:maple:7001"})
    assert _decided(world) == [("added", "rule"), ("dropped", "rule")]


def test_a_likelier_twin_stands_against_a_likely_one(world: World) -> None:
    world.publish(notice("90", published=PartialDate(2026, 6, 1), url=""))
    world.publish(ABROAD)
    assert _links(world) == {("maple:7001", "same_event", "test:90")}
    world.publish(replace(_AGAIN, published=PartialDate(2026, 11, 21)))
    assert ("maple:7001", "same_event", "test:90") not in _links(world)
    assert ("beaten", "rule") in _decided(world)
    assert "case:test:90" in _cases(world)


def test_linking_again_changes_nothing(world: World) -> None:
    world.publish(notice(), ABROAD, _AGAIN)
    before = (_links(world), _decided(world))
    with world.store.write() as unit:
        assert relink(unit, ["test:100", "maple:7001", "test:300"], at=world.now) == set()
    assert (_links(world), _decided(world)) == before


def test_what_is_not_there_cannot_be_linked_nor_parted(world: World) -> None:
    world.publish(notice())
    with world.store.write() as unit, pytest.raises(UsageError, match="there is no notice 'maple:7001'"):
        add_link(unit, Link("maple:7001", "test:100", LinkType.EXPANDS, 1.0, ()), by="bob", at=world.now)
    with world.store.write() as unit, pytest.raises(UsageError, match="nothing links"):
        undo_link(unit, _PAIR, by="bob", at=world.now)
