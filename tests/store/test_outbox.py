"""Alerts and their deliveries."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from recallwatch.errors import StoreError
from recallwatch.model import AlertKind, Attempt, AttemptOutcome, DeliveryState
from recallwatch.ports import Due, Said, Store
from tests.making import ended

from .making import DAY, MINUTE, NOW, alert, channel, delivery, household
from .plans import plans

_DEAD = AttemptOutcome.DEAD


def test_no_two_alerts_follow_the_same_one(store: Store) -> None:
    household(store)
    with store.write() as unit:
        assert not unit.outbox.add_alert(alert(), [delivery()])
        rival = alert("other", after=alert().after)
        assert not unit.outbox.add_alert(rival, [delivery("other", "other")])
        assert unit.outbox.add_alert(alert("second", after="alert-1"), [delivery("s2", "second")])
        assert not unit.outbox.add_alert(alert("racer", after="alert-1", kind=AlertKind.CLEARED), [])
        assert [one.id for one in unit.outbox.deliveries()] == ["sending-1", "s2"]
        assert {one.id for one in unit.outbox.alerts("ann")} == {"alert-1", "second"}


def test_of_many_alerts_those_already_told_are_left_out_with_their_deliveries(store: Store) -> None:
    household(store)
    told, twin = alert("told", after="alert-1"), alert("twin", after="alert-1")
    with store.write() as unit:
        page = [(one, [delivery(f"d-{one.id}", one.id)]) for one in (alert(), told, twin, alert("more"))]
        assert unit.outbox.add_alerts(page) == {"told", "more"}
        assert unit.outbox.add_alerts([]) == set()
        assert {one.id for one in unit.outbox.deliveries()} == {"sending-1", "d-told", "d-more"}


def test_an_alert_comes_back_as_it_was(store: Store) -> None:
    household(store)
    watching = alert("w", subject_id="watch", kind=AlertKind.WATCH, verdict=None, changed=("hazard", "units"))
    with store.write() as unit:
        unit.outbox.add_alert(watching, [])
        assert sorted(unit.outbox.alerts("ann"), key=lambda one: one.id) == [alert(), watching]
        assert unit.outbox.alerts("bob") == []


def test_the_last_of_a_thread_is_the_one_nothing_follows_whatever_the_clock_said(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.add_alert(alert("b", after="alert-1", created_at=NOW - DAY), [])
        unit.outbox.add_alert(alert("c", after="b", created_at=NOW - 2 * DAY), [])
        said = unit.outbox.threads([("ann", "bank")], ["case-1"])
    assert said["ann", "bank", "case-1"].last.id == "c"


def test_alerts_move_to_another_case_with_their_thread(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.move(["us-test:1"], "case-9")
        moved = alert(case_id="case-9")
        said = unit.outbox.threads([("ann", "bank")], ["case-1", "case-9"])
    assert said == {("ann", "bank", "case-9"): Said(moved, moved)}


def test_an_alert_can_be_sent_over_one_more_channel(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.add_deliveries([delivery("more")])
        assert {one.id for one in unit.outbox.deliveries()} == {"sending-1", "more"}


def test_a_thread_has_a_first_and_a_last_alert(store: Store) -> None:
    household(store)
    last = alert("z", revision=2, created_at=NOW + DAY, thread="alert-1", after="alert-1")
    with store.write() as unit:
        unit.outbox.add_alert(last, [])
        both = unit.outbox.threads([("ann", "bank"), ("ann", "lamp"), ("bob", "bank")], ["case-1", "case-2"])
        assert both == {("ann", "bank", "case-1"): Said(alert(), last)}
        assert unit.outbox.threads([("ann", "bank")], ["case-2"]) == {}
        assert unit.outbox.alerts("ann") == [last, alert()]
        assert unit.outbox.alerts("ann", 1) == [last]


def test_a_claim_leases_counts_and_raises_the_fence(store: Store) -> None:
    household(store)
    with store.write() as unit:
        assert unit.outbox.claim(now=NOW - MINUTE, lease=MINUTE) == []
        claimed = unit.outbox.claim(now=NOW, lease=MINUTE)
        assert claimed == [Due(delivery(attempts=1, fence=1, lease_until=NOW + MINUTE), channel(), alert())]
        assert unit.outbox.claim(now=NOW, lease=MINUTE) == []


def test_deliveries_are_claimed_oldest_due_first(store: Store) -> None:
    household(store)
    with store.write() as unit:
        waiting = [delivery(f"d{n}", "more", due_at=NOW - n * MINUTE) for n in (1, 3, 2)]
        unit.outbox.add_alert(alert("more", revision=2), waiting)
        claims = [unit.outbox.claim(now=NOW, lease=MINUTE, limit=3) for _ in range(2)]
    assert [[due.delivery.id for due in claim] for claim in claims] == [["d3", "d2", "d1"], ["sending-1"]]


def test_a_backlog_drains_urgent_first_then_in_the_order_of_age(store: Store) -> None:
    household(store)
    ages = {"old": (5, False), "young-urgent": (1, True), "young": (2, False), "old-urgent": (4, True)}
    waiting = [delivery(n, "more", due_at=NOW - age * DAY, urgent=urgent) for n, (age, urgent) in ages.items()]
    drained: list[list[str]] = []
    with store.write() as unit:
        unit.outbox.add_alert(alert("more"), [*waiting, delivery("later", "more", due_at=NOW + DAY, urgent=True)])
        assert unit.outbox.any_due(now=NOW, lease=MINUTE)
        while claimed := unit.outbox.claim(now=NOW, lease=MINUTE, limit=3):
            drained.append([due.delivery.id for due in claimed])
        assert not unit.outbox.any_due(now=NOW, lease=MINUTE)
    assert drained == [["old-urgent", "young-urgent", "old"], ["young", "sending-1"]]


def test_every_attempt_leaves_a_line_in_the_log(store: Store) -> None:
    household(store)
    first = {"words": "HTTP 503", "status": 503, "excerpt": "e" * 3000, "milliseconds": 250}
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        unit.outbox.settle([ended(due.delivery, AttemptOutcome.RETRY, at=NOW, **first)])
        unit.outbox.claim(now=NOW, lease=MINUTE)  # and its worker dies
        [due] = unit.outbox.claim(now=NOW + DAY, lease=MINUTE)
        unit.outbox.settle([ended(due.delivery, at=NOW + DAY, words="HTTP 204", status=204)])
        log = unit.outbox.attempts("sending-1", owner_id="ann")
        assert unit.outbox.attempts("sending-1", owner_id="bob") == unit.outbox.attempts("other") == []
    assert log == [
        Attempt("sending-1", NOW, AttemptOutcome.RETRY, "HTTP 503", 503, "e" * 2000, 250, number=1),
        Attempt("sending-1", NOW + DAY, AttemptOutcome.SENT, "HTTP 204", 204, number=3),
    ]


def test_the_log_goes_on_when_a_delivery_is_sent_again_and_goes_with_its_owner(store: Store) -> None:
    household(store)
    for days in range(2):
        with store.write() as unit:
            [due] = unit.outbox.claim(now=NOW + days * DAY, lease=MINUTE)
            unit.outbox.settle([ended(due.delivery)])
            unit.outbox.replay("sending-1", now=NOW)
            assert [one.number for one in unit.outbox.attempts("sending-1")] == [1, 2][: days + 1]
    with store.write() as unit:
        unit.owners.remove("ann")
        assert unit.outbox.attempts("sending-1") == []


def test_a_late_worker_cannot_settle_what_was_claimed_again(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [late] = unit.outbox.claim(now=NOW, lease=MINUTE)
        [fresh] = unit.outbox.claim(now=NOW + MINUTE, lease=MINUTE)
        assert unit.outbox.settle([ended(late.delivery, _DEAD, words="late")]) == set()
        assert unit.outbox.settle([ended(fresh.delivery, at=NOW + DAY, words="250 ok")]) == {"sending-1"}
        assert [one.words for one in unit.outbox.attempts("sending-1")] == ["250 ok"]
        [sent] = unit.outbox.deliveries()
    assert sent == delivery(state=DeliveryState.SENT, attempts=2, fence=3, answer="250 ok", sent_at=NOW + DAY)


def test_an_attempt_is_settled_once(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        assert unit.outbox.settle([ended(due.delivery)]) == {"sending-1"}
        assert unit.outbox.settle([ended(due.delivery, _DEAD)]) == set()
        assert [one.state for one in unit.outbox.deliveries(state=DeliveryState.SENT)] == [DeliveryState.SENT]


def test_a_retry_waits_until_it_is_due(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        later = NOW + DAY
        unit.outbox.settle([replace(ended(due.delivery, AttemptOutcome.RETRY, words="503"), due_at=later)])
        assert unit.outbox.claim(now=later - MINUTE, lease=MINUTE) == []
        [again] = unit.outbox.claim(now=later, lease=MINUTE)
    assert (again.delivery.attempts, again.delivery.answer) == (2, "503")


def test_a_success_after_the_lease_ran_out_still_counts_while_nobody_else_tries(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        assert unit.outbox.release_expired(now=NOW) == 0
        assert unit.outbox.release_expired(now=NOW + MINUTE) == 1
        assert unit.outbox.release_expired(now=NOW + MINUTE) == 0
        assert unit.outbox.settle([ended(due.delivery)]) == {"sending-1"}


@pytest.mark.parametrize("removed", [True, False])
def test_what_would_go_over_a_channel_that_is_gone_or_disabled_is_dead(store: Store, removed: bool) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.add_channel(channel("hook"))
        hooked = [delivery(f"h{n}", "more", channel_id="hook", due_at=NOW - DAY) for n in range(3)]
        unit.outbox.add_alert(alert("more", revision=2), hooked)
        if removed:
            unit.owners.remove_channel("ann", "hook")
        else:
            unit.owners.disable_channel("ann", "hook", at=NOW, why="410")
        claimed = unit.outbox.claim(now=NOW, lease=MINUTE, limit=2)
        dead = unit.outbox.deliveries(state=DeliveryState.DEAD, owner_id="ann")
    assert [due.delivery.id for due in claimed] == ["sending-1"]
    assert [(one.id, one.attempts) for one in dead] == [("h2", 0), ("h1", 0), ("h0", 0)]
    assert "channel" in dead[0].answer


def test_a_settled_delivery_can_be_sent_again_under_its_id(store: Store) -> None:
    household(store)
    with store.write() as unit:
        assert not unit.outbox.replay("sending-1", now=NOW)
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        unit.outbox.settle([ended(due.delivery, words="250 ok")])
        assert unit.outbox.replay("sending-1", now=NOW + DAY)
        assert not unit.outbox.replay("unknown", now=NOW)
        [again] = unit.outbox.claim(now=NOW + DAY, lease=MINUTE)
    assert (again.delivery.id, again.delivery.attempts, again.delivery.sent_at) == ("sending-1", 1, None)


def test_what_ended_too_long_ago_is_not_sent_again(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        unit.outbox.settle([ended(due.delivery, at=NOW)])
        assert not unit.outbox.replay("sending-1", now=NOW + DAY, since=NOW + MINUTE)
        assert unit.outbox.replay("sending-1", now=NOW + DAY, since=NOW)


def test_deliveries_are_listed_newest_due_first(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.add_alert(alert("more", revision=2), [delivery("new", "more", due_at=NOW + DAY)])
        assert [one.id for one in unit.outbox.deliveries()] == ["new", "sending-1"]
        assert [one.id for one in unit.outbox.deliveries(limit=1)] == ["new"]
        assert unit.outbox.deliveries(owner_id="bob") == []
        assert unit.outbox.deliveries(state=DeliveryState.DEAD) == []


def test_the_claim_looks_at_waiting_deliveries_only(store: Store) -> None:
    household(store)
    sent = [delivery(f"d{n}", "old", state=DeliveryState.SENT) for n in range(5000)]
    with store.write() as unit:
        unit.outbox.add_alert(alert("old", revision=2), sent)
        database: Connection = unit.outbox._db  # type: ignore[attr-defined]
        database.exec_driver_sql("ANALYZE")
        with plans(database) as found:
            assert len(unit.outbox.claim(now=NOW, lease=MINUTE)) == 1
            unit.outbox.release_expired(now=NOW)
    picked, *_, released, _jobs = found
    assert "deliveries_waiting" in picked
    assert "deliveries_waiting" in released


def test_an_alert_for_nobody_is_refused(store: Store) -> None:
    with pytest.raises(StoreError), store.write() as unit:
        unit.outbox.add_alert(replace(alert(), owner_id="nobody"), [])
