"""Mails that are due together for one mailbox are claimed together, and stay together."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import chain

from recallwatch.model import AttemptOutcome, ChannelKind, Delivery
from recallwatch.ports import Due, Store
from store.bundling import MOST
from tests.making import ended

from .making import DAY, MINUTE, NOW, alert, channel, delivery, household, owner


def _owed(store: Store, *sendings: Delivery) -> None:
    """One more alert of Ann's for each of these deliveries, beside the one of the household."""
    with store.write() as unit:
        for one in sendings:
            unit.outbox.add_alert(alert(one.alert_id), [one])


def _claim(store: Store, *, limit: int = 1, now: datetime = NOW) -> list[Due]:
    with store.write() as unit:
        claimed = unit.outbox.claim(now=now, lease=MINUTE, limit=limit)
        return unit.outbox.along(claimed, now=now, lease=MINUTE)


def test_what_is_due_together_goes_along(store: Store) -> None:
    household(store)
    _owed(store, delivery("d2", "a2"), delivery("d3", "a3"), delivery("later", "a4", due_at=NOW + DAY))
    claimed = _claim(store)
    assert {due.delivery.id for due in claimed} == {"sending-1", "d2", "d3"}
    assert len({due.delivery.bundle for due in claimed}) == 1
    assert claimed[0].delivery.bundle
    assert {due.delivery.attempts for due in claimed} == {1}


def test_one_alone_is_in_no_bundle(store: Store) -> None:
    household(store)
    assert [due.delivery.bundle for due in _claim(store)] == [""]


def test_a_bundle_that_failed_is_tried_again_whole_and_under_the_same_name(store: Store) -> None:
    household(store)
    _owed(store, delivery("d2", "a2"))
    first = _claim(store)
    with store.write() as unit:
        for due in first:
            unit.outbox.settle([replace(ended(due.delivery, AttemptOutcome.RETRY), due_at=NOW + DAY)])
    _owed(store, delivery("d3", "a3", due_at=NOW + DAY))
    again = _claim(store, limit=1, now=NOW + DAY) + _claim(store, limit=1, now=NOW + DAY)
    bundles = Counter(due.delivery.bundle for due in again)
    assert bundles == {first[0].delivery.bundle: 2, "": 1}


def test_webhooks_and_other_mailboxes_go_by_themselves(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.add_channel(replace(channel("hook"), kind=ChannelKind.WEBHOOK, address="https://hooks.example.com"))
        unit.owners.add_channel(channel("other"))
        unit.owners.add(owner("ben"))
        unit.owners.add_channel(channel("mail", "ben"))
        unit.outbox.add_alert(alert("b1", "ben"), [delivery("bens", "b1", "ben")])
    hooks = [delivery(f"h{n}", f"ah{n}", channel_id="hook") for n in range(2)]
    _owed(store, *hooks, delivery("o1", "ao1", channel_id="other"))
    assert {due.delivery.bundle for due in _claim(store, limit=9)} == {""}


def test_a_mail_holds_no_more_than_can_be_read(store: Store) -> None:
    household(store)
    _owed(store, *(delivery(f"d{n:02}", f"a{n}") for n in range(MOST + 4)))
    sizes = [len(_claim(store)), len(_claim(store))]
    assert sizes == [MOST, 5]


def test_what_is_asked_for_again_by_itself_leaves_its_bundle(store: Store) -> None:
    household(store)
    _owed(store, delivery("d2", "a2"))
    for due in _claim(store):
        with store.write() as unit:
            unit.outbox.settle([ended(due.delivery, AttemptOutcome.SENT)])
    with store.write() as unit:
        unit.outbox.replay("d2", now=NOW)
    (again,) = _claim(store)
    assert (again.delivery.id, again.delivery.bundle) == ("d2", "")


def test_workers_at_once_claim_one_bundle(store: Store) -> None:
    household(store)
    _owed(store, *(delivery(f"d{n}", f"a{n}") for n in range(9)))
    with ThreadPoolExecutor(8) as threads:
        claimed = list(chain.from_iterable(threads.map(lambda _: _claim(store), range(8))))
    assert len({due.delivery.id for due in claimed}) == len(claimed) == 10
    assert len({due.delivery.bundle for due in claimed}) == 1


def test_what_was_tried_by_itself_goes_by_itself_again(store: Store) -> None:
    household(store)
    (first,) = _claim(store)
    later = NOW + 2 * MINUTE  # whoever had it never came back; it may have arrived
    _owed(store, delivery("d2", "a2"), delivery("d3", "a3"))
    together = _claim(store, limit=1, now=later) + _claim(store, limit=9, now=later)
    bundles = {due.delivery.id: due.delivery.bundle for due in together}
    assert bundles[first.delivery.id] == ""
    assert bundles["d2"] == bundles["d3"] != ""
