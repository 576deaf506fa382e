"""Programs hear once that another notice tells of what they were told of; people, who were told already, do not."""

from dataclasses import replace

import pytest

from recallwatch.flow.linking import add_link
from recallwatch.flow.reprocess import reprocess
from recallwatch.flow.webhooks import add
from recallwatch.model import Link, LinkType, Status
from recallwatch.ports import MatchJob, Store
from tests.flow.test_linking import ABROAD, ELSE
from tests.flow.world import World
from tests.making import item, notice, source, watch


@pytest.fixture
def world(store: Store) -> World:
    """Ann owns a VQ500 and has a mailbox and a webhook, Bob owns one and has a mailbox."""
    made = World(store)
    for owner_id in ("ann", "bob"):
        made.add_owner(owner_id)
        made.register(item(owner_id=owner_id))
    add(made.context, "ann", "https://hooks.example.org/x")
    return made


def _link_by_hand(world: World) -> None:
    tie = Link("maple:7001", "test:100", LinkType.SAME_EVENT, 1.0, ())
    with world.store.write() as unit:
        moved = add_link(unit, tie, by="bob", at=world.now)
        unit.jobs.add([MatchJob(id_, 1, silent=False) for id_ in moved])
    world.match()


def _ways(world: World, alert_id: str) -> list[str]:
    """The kinds of channels an alert of Ann's goes out by."""
    with world.store.read() as unit:
        kinds = {channel.id: channel.kind.value for channel in unit.owners.channels("ann")}
        return [kinds[d.channel_id] for d in unit.outbox.deliveries(owner_id="ann") if d.alert_id == alert_id]


def test_a_notice_that_joins_by_rule_is_told_to_programs_once(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    assert (world.kinds(), world.kinds("bob")) == (["alert", "linked"], ["alert"])
    first, second = world.alerts()
    assert _ways(world, second.id) == ["webhook"]
    assert (second.notice_id, second.case_id, second.thread) == ("maple:7001", first.case_id, first.id)
    assert (second.verdict, second.remind_at) == (None, None)
    world.publish(replace(ABROAD, url="https://maple.example.org/moved"))
    assert world.kinds() == ["alert", "linked"]


def test_what_was_linked_before_the_first_message_is_no_news(world: World) -> None:
    world.publish(notice(), ABROAD)
    world.publish(notice(url="https://recalls.example.org/moved"))
    assert world.kinds() == ["alert"]


def test_an_operators_link_is_told_too(world: World) -> None:
    world.publish(notice())
    world.publish(ELSE)
    assert world.kinds() == ["alert"]
    _link_by_hand(world)
    assert [kind for kind in world.kinds() if kind != "alert"] == ["linked"]


def test_the_chain_goes_on_as_if_nothing_stood_beside_it(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    world.publish(notice(hazard="The battery can explode."))
    assert world.kinds() == ["alert", "linked", "update"]
    first, _, update = world.alerts()
    assert (update.thread, update.after) == (first.id, first.id)


def test_a_saved_search_is_told_of_what_joins_its_hit(store: Store) -> None:
    world = World(store)
    world.add_owner("ann")
    add(world.context, "ann", "https://hooks.example.org/x")
    with store.write() as unit:
        unit.items.put_watch(watch())
    world.publish(notice())
    world.publish(ABROAD, watches=False)
    assert world.kinds() == ["watch", "linked"]


@pytest.mark.parametrize("silent", [True, False])
def test_a_back_fill_and_what_was_withdrawn_say_nothing(world: World, silent: bool) -> None:
    world.publish(notice())
    joining = ABROAD if silent else replace(ABROAD, status=Status.WITHDRAWN)
    world.publish(joining, silent=silent)
    assert "linked" not in world.kinds()


def test_matching_anew_says_it_no_second_time(world: World) -> None:
    world.publish(notice())
    world.publish(ABROAD)
    list(reprocess(world.store, {"test": source(), "maple": source()}, now=world.now))
    with world.store.write() as unit:
        unit.jobs.add([MatchJob(id_, 1, silent=False) for id_ in ("test:100", "maple:7001")])
    world.match()
    assert world.kinds() == ["alert", "linked"]
