"""What owners said, as kept."""

from dataclasses import replace

from recallwatch.model import Answer, AnswerState, DeliveryState, Done
from recallwatch.ports import Store

from .making import DAY, MINUTE, NOW, alert, delivery, household

_THING = ("ann", "bank", "case-1")
_DONE = Answer("a1", "ann", "bank", "case-1", "us-test:1", AnswerState.DONE, NOW, "ann@example.com", how=Done.REFUNDED)
_LATER = replace(_DONE, id="a2", state=AnswerState.SNOOZED, at=NOW + MINUTE, how=None, until=NOW + DAY)


def test_the_newest_answer_holds_and_the_others_stay_known(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.answers.add(_LATER)
        unit.answers.add(_DONE)
        unit.answers.add(_DONE)
    with store.read() as unit:
        assert unit.answers.current([_THING, ("ann", "bank", "case-2")]) == {_THING: _LATER}
        assert unit.answers.of_owner("ann") == {("bank", "case-1"): _LATER}
        assert unit.answers.history(*_THING) == [_DONE, _LATER]


def test_answers_go_with_the_item_and_none_is_kept_after(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.answers.add(_DONE)
        unit.items.remove("ann", "bank")
        unit.answers.add(_LATER)
        assert unit.answers.of_owner("ann") == {}


def test_answers_move_with_the_alerts_of_their_notice(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.answers.add(_DONE)
        unit.outbox.move(["us-test:1"], "case-9")
        assert unit.answers.of_owner("ann") == {("bank", "case-9"): replace(_DONE, case_id="case-9")}


def test_what_waits_of_a_thread_is_dropped_and_nothing_else(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.add_alert(alert("other", case_id="case-2"), [delivery("d2", "other")])
        assert unit.outbox.drop(*_THING, answer="dealt with") == 1
        assert unit.outbox.drop(*_THING, answer="dealt with") == 0
        states = {one.id: (one.state, one.answer) for one in unit.outbox.deliveries()}
    assert states == {"sending-1": (DeliveryState.DROPPED, "dealt with"), "d2": (DeliveryState.PENDING, "")}


def test_what_somebody_is_sending_just_now_is_not_dropped(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.outbox.claim(now=NOW, lease=MINUTE)
        assert unit.outbox.drop(*_THING, answer="dealt with") == 0
