"""How owners want to be told, as kept."""

from datetime import time
from functools import partial

from recallwatch.model import Digest, Manners
from recallwatch.ports import Store

from .making import DAY, MINUTE, NOW, owner


def test_manners_come_back_as_they_were_kept(store: Store) -> None:
    full = Manners("ann", "Asia/Kolkata", time(22, 30), time(6), Digest.WEEKLY, time(18, 15), 4, True, "2026-11")
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add(owner("ben"))
        unit.manners.put(Manners("ann"))
        unit.manners.put(full)
        unit.manners.put(Manners("ben"))
    with store.read() as unit:
        assert unit.manners.many(["ann", "ben", "cleo"]) == {"ann": full, "ben": Manners("ben")}
        assert unit.manners.get("cleo") is None


def test_manners_go_with_their_owner(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.manners.put(Manners("ann"))
        unit.owners.remove("ann")
        assert unit.manners.get("ann") is None


def test_a_receipt_is_leased_until_it_is_noted(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.manners.put(Manners("ann", receipts=True, receipt_month="2026-10"))
        claim = partial(unit.manners.claim_receipt, "ann", lease=MINUTE)
        assert claim(after="2026-10", now=NOW)
        unit.manners.put(Manners("ann", "Asia/Kolkata", receipts=True, receipt_month="2026-10"))
        assert not claim(after="2026-10", now=NOW)
        assert claim(after="2026-10", now=NOW + MINUTE)  # whoever had it never came back
        unit.manners.release_receipt("ann")
        assert claim(after="2026-10", now=NOW + MINUTE)
        unit.manners.set_receipt("ann", "2026-11", after="2026-10")
        assert not claim(after="2026-10", now=NOW + DAY)
        assert claim(after="2026-11", now=NOW + MINUTE)


def test_a_months_receipt_is_noted_once(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add(owner("ben"))
        unit.manners.put(Manners("ann", receipts=True, receipt_month="2026-10"))
        unit.manners.put(Manners("ben"))
        assert unit.manners.set_receipt("ann", "2026-11", after="2026-10")
        assert not unit.manners.set_receipt("ann", "2026-11", after="2026-10")
        assert unit.manners.receiving() == [Manners("ann", receipts=True, receipt_month="2026-11")]
