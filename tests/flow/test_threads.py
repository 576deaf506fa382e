"""Many notices, many states, one voice: what an owner hears over the life of a case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.flow.account import resume
from recallwatch.model import DeclaredLink, Item, ListedProduct, Notice, PartialDate, Status
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import item, notice, watch

_FIRST = "https://recalls.example.org/100"
_TWIN = notice("200", url="https://recalls.example.org/200", declared=(DeclaredLink("same_event", _FIRST),))
_CORRECTION = notice(
    "101", title="Correction", url="", summary="", products=(), declared=(DeclaredLink("withdraws", "test:100"),)
)


def _about_kettles(number: str = "100") -> Notice:
    """The notice changed so that it no longer names Ann's power bank."""
    kettles = (ListedProduct("Voltique kettles"),)
    return notice(number, url=_FIRST, title="Kettles", summary="Voltique kettles, model VQ800.", products=kettles)


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500."""
    made = World(store)
    made.add_owner("ann")
    made.register(item())
    return made


def _publish_twins(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(_TWIN)


def _status(world: World, notice_id: str) -> Status:
    with world.store.read() as unit:
        return unit.notices.heads([notice_id])[notice_id].status


def test_no_all_clear_while_a_twin_still_holds(world: World) -> None:
    _publish_twins(world)
    world.publish(_about_kettles())
    assert world.kinds() == ["alert"]


def test_each_twins_change_is_told(world: World) -> None:
    _publish_twins(world)
    world.publish(notice("100", url=_FIRST, hazard="The battery can explode."))
    world.publish(replace(_TWIN, remedy="Do not charge it."))
    assert world.kinds() == ["alert", "update", "update"]


def test_a_twin_that_covers_what_the_first_did_not_is_told(world: World) -> None:
    some = notice().summary + " Only units with serial numbers VQA1000 through VQA1999 are included."
    world.publish(notice("100", url=_FIRST, summary=some))
    world.register(item(serial="VQA1500"))
    world.register(item(serial="VQA2500"))  # the owner mends a slip: it is clear now
    world.publish(replace(_TWIN, summary=some.replace("VQA1999", "VQA2999")))
    assert world.kinds() == ["question", "alert", "alert"]


def test_who_was_told_never_mind_is_told_again_when_it_holds_again(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(_about_kettles())
    world.publish(notice("100", url=_FIRST))
    assert world.kinds() == ["alert", "cleared", "alert"]


def test_a_thing_registered_when_both_twins_stand_gets_one_message(store: Store) -> None:
    world = World(store)
    world.add_owner("ann")
    _publish_twins(world)
    world.publish(replace(_TWIN, remedy="Do not charge it."))
    world.register(item())
    assert world.kinds() == ["alert"]


def test_notices_that_turn_out_to_be_one_event_keep_one_thread(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    alone = replace(_TWIN, declared=())
    other = Item("item-2", "ann", name="voltique power bank", model="VQ500", created_at=world.now)
    world.publish(alone)
    world.register(other)
    world.publish(_TWIN)  # now it says so
    heard = len(world.alerts())
    world.publish(replace(_TWIN, remedy="Do not charge it."))
    assert [alert.kind.value for alert in world.alerts()[heard:]] == ["update", "update"]


def test_a_twin_polled_before_the_notice_it_speaks_of_is_joined_later(world: World) -> None:
    world.publish(_TWIN)
    world.publish(notice("100", url=_FIRST))
    assert world.kinds() == ["alert"]


def test_a_withdrawal_polled_before_its_notice_holds(world: World) -> None:
    world.publish(_CORRECTION)
    world.publish(notice("100", url=_FIRST))
    assert (_status(world, "test:100"), world.kinds()) == (Status.WITHDRAWN, [])


def test_a_withdrawn_notice_stays_so_when_it_is_touched_again(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(_CORRECTION)
    world.publish(notice("100", url=_FIRST, remedy="Consumers should call."))
    assert (_status(world, "test:100"), world.kinds()) == (Status.WITHDRAWN, ["alert", "cleared"])


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CLOSED, Status.ACTIVE])
def test_a_notice_that_comes_back_has_the_status_its_publisher_gives(world: World, status: Status) -> None:
    world.publish(notice())
    with world.store.write() as unit:
        unit.notices.set_status(["test:100"], Status.MISSING)
    world.publish(notice(status=status))
    assert _status(world, "test:100") is status


def test_a_date_of_sale_that_is_mended_can_turn_a_clear(world: World) -> None:
    world.register(item(purchased=PartialDate(2021, 5)))
    world.publish(notice())
    assert world.kinds() == []
    world.publish(notice(sold_at=("Online from March 2019 through May 2026 for about $30.",)))
    assert world.kinds() == ["alert"]


def test_a_watch_hears_of_a_notice_that_changed_before_anybody_looked(store: Store) -> None:
    world = World(store)
    world.add_owner("desk")
    with store.write() as unit:
        unit.items.put_watch(watch(owner_id="desk"))
    world.take_in(notice())
    world.publish(notice(contact="Call 800-555-0100."))
    assert world.kinds("desk") == ["watch"]


def test_one_notice_that_cannot_be_compared_does_not_hold_up_the_others(world: World) -> None:
    world.take_in(notice("100", url=""), notice("300", url=""))
    world.break_notice("test:100")
    assert world.match().alerts == 1


def test_what_was_raised_while_a_channel_was_off_is_sent_when_it_is_on_again(world: World) -> None:
    with world.store.write() as unit:
        unit.owners.disable_channel("ann", "mail-ann", at=world.now, why="unsubscribed")
    world.publish(notice())
    with world.store.read() as unit:
        assert unit.outbox.deliveries() == []
    resume(world.context, "ann", "mail-ann")
    with world.store.read() as unit:
        assert [d.channel_id for d in unit.outbox.deliveries()] == ["mail-ann"]


def test_a_withdrawal_that_is_withdrawn_reinstates_and_its_owner_hears(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(_CORRECTION)
    again = replace(_CORRECTION, number="102", declared=(DeclaredLink("withdraws", "test:101"),))
    world.publish(again)
    assert _status(world, "test:101") is Status.WITHDRAWN
    assert (_status(world, "test:100"), world.kinds()) == (Status.ACTIVE, ["alert", "cleared", "alert"])


def test_a_withdrawal_that_its_own_publisher_calls_withdrawn_reinstates(world: World) -> None:
    world.publish(notice("100", url=_FIRST, status=Status.CLOSED))
    world.publish(_CORRECTION)
    world.publish(replace(_CORRECTION, status=Status.WITHDRAWN))
    assert _status(world, "test:100") is Status.CLOSED


def test_of_two_withdrawals_one_is_enough(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(_CORRECTION, replace(_CORRECTION, number="103"))
    world.publish(replace(_CORRECTION, status=Status.WITHDRAWN))
    assert _status(world, "test:100") is Status.WITHDRAWN


def test_a_state_that_flaps_is_told_until_it_is_in_force_again_and_no_more(world: World) -> None:
    for status in (Status.ACTIVE, Status.CLOSED, Status.ACTIVE, Status.CLOSED, Status.ACTIVE, Status.CLOSED):
        world.publish(notice("100", url=_FIRST, status=status))  # an hour apart
    assert world.kinds() == ["alert", "update", "update"]
    with world.store.read() as unit:
        history = unit.notices.history("test:100")
    assert [(r.notice.status, r.material) for r in history][2:] == [
        (Status.ACTIVE, True),
        (Status.CLOSED, False),
        (Status.ACTIVE, False),
        (Status.CLOSED, False),
    ]


def test_a_state_that_returns_after_days_is_news(world: World) -> None:
    world.publish(notice("100", url=_FIRST))
    world.publish(notice("100", url=_FIRST, status=Status.CLOSED))
    world.now += timedelta(days=3)
    world.publish(notice("100", url=_FIRST))
    world.now += timedelta(days=3)
    world.publish(notice("100", url=_FIRST, status=Status.CLOSED))
    assert world.kinds() == ["alert", "update", "update", "update"]
