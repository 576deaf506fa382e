"""Items, watches and verdicts."""

from dataclasses import replace

from recallwatch.model import Acquired, Outcome, PartialDate, Watch
from recallwatch.ports import Store

from .making import DAY, NOW, household, item, owner, verdict


def test_an_item_comes_back_as_it_was_and_can_be_edited(store: Store) -> None:
    household(store)
    full = item(serial="X1", purchased=PartialDate(2018, 3), acquired=Acquired.GIFT)
    with store.write() as unit:
        unit.items.put(full)
        assert unit.items.get("ann", "bank") == full
        assert unit.items.get("bob", "bank") is None


def test_items_of_an_owner_come_oldest_first(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.add(owner("bob"))
        unit.items.put(item("a", created_at=NOW + DAY))
        unit.items.put(item("bank", "bob"))
        assert [each.id for each in unit.items.of("ann")] == ["bank", "a"]


def test_a_removed_item_takes_its_verdicts_along(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.verdicts.put([("ann", "bank", verdict())])
        unit.items.remove("ann", "bank")
        unit.items.remove("ann", "bank")
        unit.verdicts.put([("ann", "bank", verdict())])
        assert unit.verdicts.of_item("ann", "bank") == []
        assert unit.items.of("ann") == []


def test_a_verdict_is_kept_per_item_and_notice_and_replaced(store: Store) -> None:
    household(store)
    cleared = verdict(outcome=Outcome.CLEAR)
    with store.write() as unit:
        unit.verdicts.put([("ann", "bank", verdict()), ("ann", "bank", verdict("us-test:2"))])
        unit.verdicts.put([("ann", "bank", verdict()), ("ann", "bank", cleared), ("bob", "bank", cleared)])
        assert unit.verdicts.of_item("ann", "bank") == [cleared, verdict("us-test:2")]
        assert unit.verdicts.of_item("bob", "bank") == []


def test_items_and_verdicts_can_be_asked_for_by_the_page(store: Store) -> None:
    household(store)
    both = [("ann", "bank"), ("ann", "lamp")]
    with store.write() as unit:
        unit.items.put(item("lamp"))
        unit.verdicts.put((*each, verdict(f"us-test:{n}")) for each in both for n in (1, 2))
        assert unit.items.many([("ann", "lamp"), ("ann", "bank"), ("ann", "gone"), ("bob", "bank")]) == [
            item(),
            item("lamp"),
        ]
        found = unit.verdicts.of_pairs([(*each, f"us-test:{n}") for each in (*both, ("bob", "bank")) for n in (2, 3)])
    assert found == {each: {"us-test:2": verdict("us-test:2")} for each in both}


def test_watches_are_kept_per_owner(store: Store) -> None:
    household(store)
    watch = Watch("w1", "ann", "Power banks", "power bank", "Volt-Ace", "fire", "US", "us-test", NOW)
    other = Watch("w1", "bob", "Everything")
    with store.write() as unit:
        unit.owners.add(owner("bob"))
        for each in (watch, other, replace(watch, name="Banks")):
            unit.items.put_watch(each)
        assert unit.items.watches() == [replace(watch, name="Banks"), other]
        unit.items.remove_watch("ann", "w1")
        assert (unit.items.watches("ann"), unit.items.watches("bob")) == ([], [other])
