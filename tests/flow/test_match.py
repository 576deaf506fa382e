import pytest

from recallwatch.flow.items import register
from recallwatch.flow.match import match_due
from recallwatch.model import DeclaredLink, Item, PartialDate, Watch
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import item, notice, owner, watch


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500."""
    made = World(store)
    made.add_owner("ann")
    register(made.context, item())
    return made


def _watching(world: World, saved: Watch) -> None:
    with world.store.write() as unit:
        unit.items.put_watch(saved)


def test_an_owner_of_a_recalled_thing_is_alerted_once(world: World) -> None:
    assert world.publish(notice()).alerts == 1
    assert world.publish(notice()).alerts == 0
    assert world.kinds() == ["alert"]


def test_an_owner_of_another_model_hears_nothing(world: World) -> None:
    world.add_owner("ben")
    register(world.context, item("item-2", "ben", model="VQ510"))
    world.publish(notice())
    assert world.kinds("ben") == []


def test_a_material_change_is_told_as_an_update_in_the_same_thread(world: World) -> None:
    world.publish(notice())
    world.publish(notice(hazard="The battery can explode."))
    first, update = world.alerts()
    assert (update.kind.value, update.thread, update.changed) == ("update", first.id, ("hazard",))


def test_a_cosmetic_change_is_not_told(world: World) -> None:
    world.publish(notice())
    world.publish(notice(url="https://recalls.example.org/moved"))
    assert world.kinds() == ["alert"]


def test_an_owner_is_told_when_the_notice_no_longer_names_their_thing(world: World) -> None:
    world.publish(notice())
    world.publish(notice(summary=notice().summary.replace("VQ500", "VQ800")))
    assert world.kinds() == ["alert", "cleared"]


def test_an_expansion_alerts_who_was_not_concerned_before(world: World) -> None:
    world.publish(notice(summary=notice().summary.replace("VQ500", "VQ800")))
    assert world.kinds() == []
    world.publish(notice(summary=notice().summary.replace("number VQ500", "numbers VQ800 and VQ500")))
    assert world.kinds() == ["alert"]


def test_a_withdrawn_notice_clears_those_it_had_alarmed(world: World) -> None:
    world.publish(notice())
    tie = DeclaredLink("withdraws", "test:100", "withdrawn")
    world.publish(notice("101", title="Correction", summary="", products=(), declared=(tie,)))
    assert world.kinds() == ["alert", "cleared"]


def test_a_second_notice_of_the_same_case_is_not_told_again(world: World) -> None:
    world.publish(notice("100", url="https://recalls.example.org/100"))
    world.publish(notice("200", url="", declared=(DeclaredLink("same_event", "https://recalls.example.org/100"),)))
    assert world.kinds() == ["alert"]


def test_a_back_fill_tells_nobody_but_keeps_the_verdict(world: World) -> None:
    matched = world.publish(notice(), silent=True)
    assert (matched.verdicts, matched.alerts) == (1, 0)
    with world.store.read() as unit:
        assert [v.outcome.value for v in unit.verdicts.of_item("ann", "item-1")] == ["affected"]


def test_what_a_back_fill_found_is_told_with_the_next_material_change(world: World) -> None:
    world.publish(notice(), silent=True)
    world.publish(notice(hazard="The battery can explode."))
    assert world.kinds() == ["alert"]


def test_a_watch_is_told_of_news_that_fits(world: World) -> None:
    _watching(world, watch())
    _watching(world, watch("watch-2", words="kettle"))
    assert world.publish(notice()).alerts == 2  # the item's and the watch's
    assert sorted(world.kinds()) == ["alert", "watch"]


def test_a_watch_is_not_told_of_an_old_recall_touched_again(world: World) -> None:
    _watching(world, watch())
    world.publish(notice("50", title="Old", published=PartialDate(2001, 5, 3), summary="A power bank.", products=()))
    assert world.kinds() == []


def test_the_first_import_of_a_source_is_silent_for_watches_but_not_for_owners(world: World) -> None:
    _watching(world, watch())
    world.publish(notice(), watches=False)
    assert world.kinds() == ["alert"]


def test_back_filling_many_notices_sends_nothing(world: World) -> None:
    world.publish(*(notice(str(n)) for n in range(1000, 1600)), silent=True)
    assert world.kinds() == []


def test_nothing_waits_after_all_is_matched(world: World) -> None:
    world.publish(notice())
    assert match_due(world.store, now=world.now).jobs == 0


def test_an_alert_without_a_channel_is_still_kept(store: Store) -> None:
    world = World(store)
    with store.write() as unit:
        unit.owners.add(owner("zoe"))
    register(world.context, Item("item-9", "zoe", name="voltique power bank", model="VQ500"))
    world.publish(notice())
    assert world.kinds("zoe") == ["alert"]
