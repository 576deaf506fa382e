"""Endpoints: how they stand, what is to be told of them, and what waits for them, on both engines."""

from dataclasses import replace

from recallwatch.model import AttemptOutcome, DeliveryState, Stage, Standing, Trouble, Wants
from recallwatch.ports import Store, Unit
from tests.making import ended

from .making import DAY, MINUTE, NOW, channel, household

WAY = ("ann", "mail")
FAILING = Standing(*WAY, failing_since=NOW, failed_at=NOW + MINUTE, failures=2, lasting=True)
TROUBLE = Trouble(*WAY, Stage.FAILING, NOW, NOW + MINUTE, "HTTP 500")


def test_a_standing_is_kept_and_cleared_without_its_window(store: Store) -> None:
    household(store)
    standing = replace(FAILING, sent=((NOW, 3),))
    with store.write() as unit:
        assert unit.endpoints.standings([WAY]) == {}
        unit.endpoints.put([FAILING])
        unit.endpoints.put([standing])
        assert unit.endpoints.standings([WAY, ("bob", "mail")]) == {WAY: standing}
        unit.endpoints.recovered([WAY])
        assert unit.endpoints.standings([WAY]) == {WAY: Standing(*WAY, sent=((NOW, 3),))}


def test_a_trouble_is_told_once_in_a_span(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.endpoints.add_troubles([TROUBLE, replace(TROUBLE, at=NOW + DAY)])
        assert unit.endpoints.take_untold(at=NOW) == [TROUBLE]
        unit.endpoints.add_troubles([replace(TROUBLE, at=NOW + DAY)])
        assert unit.endpoints.take_untold(at=NOW) == []
        again = replace(TROUBLE, since=NOW + DAY, at=NOW + DAY)
        unit.endpoints.add_troubles([again])
        assert unit.endpoints.take_untold(at=NOW + DAY) == [again]


def test_a_trouble_that_could_not_be_told_comes_again(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.endpoints.add_troubles([TROUBLE])
        [taken] = unit.endpoints.take_untold(at=NOW)
        unit.endpoints.untell(taken)
        assert unit.endpoints.take_untold(at=NOW) == [TROUBLE]


def test_nothing_is_noted_of_a_channel_that_was_removed_meanwhile(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.remove_channel(*WAY)
        unit.endpoints.put([FAILING])
        unit.endpoints.add_troubles([TROUBLE])
        assert unit.endpoints.standings([WAY]) == {}
        assert unit.endpoints.take_untold(at=NOW) == []


def test_what_a_webhook_takes_and_its_secret_can_be_changed(store: Store) -> None:
    household(store)
    wants = Wants(types=("alert.created",), countries=("US", "CA"), per_minute=5)
    changed = replace(channel(), secret="whsec_new", wants=wants)
    with store.write() as unit:
        unit.owners.change_channel(changed)
        found = unit.owners.channel("ann", "mail")
    assert found
    assert (found.secret, found.wants, found.address) == ("whsec_new", wants, channel().address)


def _die(unit: Unit) -> str:
    """Claim what is due and give it up; its id."""
    [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
    unit.outbox.settle([ended(due.delivery, AttemptOutcome.DEAD, at=NOW)])
    return due.delivery.id


def test_what_was_given_up_since_a_time_is_due_again(store: Store) -> None:
    household(store)
    with store.write() as unit:
        id_ = _die(unit)
        assert unit.outbox.replay_dead(*WAY, since=NOW + MINUTE, now=NOW) == 0
        assert unit.outbox.replay_dead("bob", "mail", since=NOW, now=NOW) == 0
        assert unit.outbox.replay_dead(*WAY, since=NOW, now=NOW + DAY) == 1
        [due] = unit.outbox.claim(now=NOW + DAY, lease=MINUTE)
    assert (due.delivery.id, due.delivery.attempts) == (id_, 1)


def test_what_was_given_up_because_its_channel_was_off_is_due_again(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.disable_channel(*WAY, at=NOW, why="gone")
        assert unit.outbox.claim(now=NOW, lease=MINUTE) == []
        unit.owners.enable_channel(*WAY)
        assert unit.outbox.replay_dead(*WAY, since=NOW - DAY, now=NOW) == 1


def test_a_claim_that_is_given_back_waits_and_counts_no_attempt(store: Store) -> None:
    household(store)
    with store.write() as unit:
        [due] = unit.outbox.claim(now=NOW, lease=MINUTE)
        unit.outbox.postpone(*WAY, [due.delivery], until=NOW + MINUTE)
        assert unit.outbox.claim(now=NOW, lease=MINUTE) == []
        assert unit.outbox.settle([ended(due.delivery, AttemptOutcome.SENT)]) == set()
        [again] = unit.outbox.claim(now=NOW + MINUTE, lease=MINUTE)
    assert (again.delivery.attempts, again.delivery.state) == (1, DeliveryState.PENDING)
