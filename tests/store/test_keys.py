"""The join of notices and items."""

from sqlalchemy import Connection

from recallwatch.model import Key, KeyKind
from recallwatch.ports import Store

from .making import add, item, key, owner, revision, verdict
from .plans import plans


def _stock(store: Store) -> None:
    with store.write() as unit:
        add(unit, revision("1"), revision("2"))
        unit.owners.add(owner())
        unit.owners.add(owner("bob"))
        for each in (item(), item("lamp"), item("bank", "bob")):
            unit.items.put(each)


def test_items_that_share_a_key_are_found_once(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [key("va|1"), key("va|2")], "us-test:2": [key("va|9")]})
        unit.keys.set_item_keys("ann", "bank", [key("va|1"), key("va|2"), key("va|1")])
        unit.keys.set_item_keys("ann", "lamp", [key("va|1", KeyKind.NAME)])
        unit.keys.set_item_keys("bob", "bank", [key("va|2")])
        assert unit.keys.items_for(["us-test:1"]) == {"us-test:1": [item(), item("bank", "bob")]}
        assert unit.keys.items_for(["us-test:2"]) == {}


def test_a_notice_concerns_what_shares_a_key_and_what_was_judged(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [key("va|1"), key("va|2")], "us-test:2": [key("va|9")]})
        unit.keys.set_item_keys("bob", "bank", [key("va|1"), key("va|2")])
        unit.verdicts.put([("ann", "lamp", verdict()), ("bob", "bank", verdict())])
        unit.verdicts.put([("ann", "lamp", verdict("us-test:3"))])
        found = unit.keys.concerned(["us-test:1", "us-test:2", "us-test:3"])
    assert found == {"us-test:1": [("ann", "lamp"), ("bob", "bank")], "us-test:3": [("ann", "lamp")]}


def test_setting_keys_replaces_them(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [key("old")]})
        unit.keys.set_item_keys("ann", "bank", [key("old")])
        unit.keys.set_notice_keys({"us-test:1": [key("new")]})
        assert unit.keys.items_for(["us-test:1"]) == {}
        unit.keys.set_item_keys("ann", "bank", [key("new")])
        assert unit.keys.items_for(["us-test:1"]) == {"us-test:1": [item()]}
        unit.keys.set_notice_keys({"us-test:1": []})
        assert unit.keys.items_for(["us-test:1"]) == {}


def test_notices_come_with_the_keys_shared(store: Store) -> None:
    _stock(store)
    gtin, model = key("00012345678905", KeyKind.GTIN), key("va|1")
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [gtin, model, key("else")], "us-test:2": [model]})
        found = unit.keys.notices_for([gtin, model, key("00012345678905")])
        assert found == {"us-test:1": frozenset({gtin, model}), "us-test:2": frozenset({model})}
        assert unit.keys.notices_for([]) == {}


def test_a_thousand_times_more_keys_than_fit_one_statement(store: Store) -> None:
    _stock(store)
    many = [key(f"va|{n}") for n in range(5000)]
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": many})
        assert unit.keys.notices_for(many) == {"us-test:1": frozenset(many)}


def test_an_item_that_is_gone_leaves_no_keys_and_gets_none(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [key("va|1")]})
        unit.keys.set_item_keys("ann", "bank", [key("va|1")])
        unit.items.remove("ann", "bank")
        unit.keys.set_item_keys("ann", "bank", [key("va|1")])
        assert unit.keys.items_for(["us-test:1"]) == {}
        unit.items.put(item())
        assert unit.keys.items_for(["us-test:1"]) == {}


def test_the_join_uses_the_index_on_both_sides(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        add(unit, *(revision(str(n)) for n in range(300)))
        unit.keys.set_notice_keys({f"us-test:{n}": [key(f"va|{n}|{k}") for k in range(30)] for n in range(300)})
        unit.keys.set_item_keys("ann", "lamp", [key(f"lamp|{n}") for n in range(20_000)])
        unit.keys.set_item_keys("ann", "bank", [key("va|7|7")])
        database: Connection = unit.keys._db  # type: ignore[attr-defined]
        database.exec_driver_sql("ANALYZE")
        with plans(database) as found:
            assert unit.keys.items_for(["us-test:7"]) == {"us-test:7": [item()]}
            assert unit.keys.concerned(["us-test:7", "us-test:8"]) == {"us-test:7": [("ann", "bank")]}
    assert len(found) == 2
    for plan in found:
        assert "item_keys_by_value" in plan
        assert "SCAN notice_keys" not in plan
        assert "Seq Scan on notice_keys" not in plan


def test_keys_are_compared_exactly(store: Store) -> None:
    _stock(store)
    with store.write() as unit:
        unit.keys.set_notice_keys({"us-test:1": [Key(KeyKind.MODEL, "a1263")]})
        assert unit.keys.notices_for([Key(KeyKind.MODEL, "A1263"), Key(KeyKind.PREFIX, "a1263")]) == {}
