from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.flow.alerts import Turn, decide, deliveries
from recallwatch.model import Alert, AlertKind, Outcome, Verdict
from recallwatch.ports import Said
from tests.making import NOON, email_channel

_A, _L, _Q, _C = Outcome.AFFECTED, Outcome.LIKELY, Outcome.CHECK, Outcome.CLEAR


def _verdict(outcome: Outcome | None, revision: int = 1, notice: str = "test:100") -> Verdict | None:
    return Verdict(notice, revision, outcome) if outcome else None


def _said(kind: AlertKind) -> Said:
    outcome = {AlertKind.QUESTION: _Q, AlertKind.CLEARED: _C}.get(kind, _A)
    verdict = Verdict("test:100", 1, outcome)
    alert = Alert("a1", "ann", "item-1", "case:test:100", "test:100", 1, kind, "a1", "case:test:100", NOON, verdict)
    return Said(alert, alert)


@pytest.mark.parametrize(
    ("before", "now", "state", "said", "told"),
    [
        (None, None, 1, None, None),
        (None, _A, 1, None, AlertKind.ALERT),
        (None, _L, 1, None, AlertKind.ALERT),
        (None, _Q, 1, None, AlertKind.QUESTION),
        (None, _C, 1, None, None),
        (_A, _A, 1, AlertKind.ALERT, None),  # the same state again: said once
        (_A, _A, 2, AlertKind.ALERT, AlertKind.UPDATE),  # a later material revision
        (_A, _L, 1, AlertKind.ALERT, None),  # both mean "stop using it"
        (_Q, _A, 1, AlertKind.QUESTION, AlertKind.ALERT),  # the question was answered badly
        (_Q, _Q, 2, AlertKind.QUESTION, AlertKind.UPDATE),
        (_A, _Q, 2, AlertKind.ALERT, AlertKind.UPDATE),
        (_A, _C, 2, AlertKind.ALERT, AlertKind.CLEARED),
        (_C, _A, 3, AlertKind.CLEARED, AlertKind.ALERT),  # an expansion turns a clear into an alarm
        (_C, _C, 3, AlertKind.CLEARED, None),
        (_C, _C, 2, AlertKind.QUESTION, None),  # the owner's own answer had cleared it
        (_C, _A, 1, AlertKind.ALERT, AlertKind.ALERT),  # the owner's answer had cleared it, and was mended
        (_A, _A, 1, None, AlertKind.ALERT),  # found silently in a back-fill, told at the next chance
    ],
)
def test_what_is_told(
    before: Outcome | None, now: Outcome | None, state: int, said: AlertKind | None, told: AlertKind | None
) -> None:
    turn = Turn(_verdict(before), _verdict(now, state), state=state)
    assert decide(turn, _said(said) if said else None) == told


@pytest.mark.parametrize(
    ("before", "now", "other", "state", "told"),
    [
        (None, _A, _A, 1, None),  # the case was told of
        (None, _A, _A, 2, None),  # also when the twin was found in its second state
        (None, _Q, _A, 1, None),
        (None, _A, _Q, 1, AlertKind.ALERT),  # it says more
        (_A, _A, _A, 2, AlertKind.UPDATE),  # the twin changed
        (_A, _C, _A, 2, None),  # the other one still holds
        (_A, _C, _C, 2, AlertKind.CLEARED),
        (None, _A, _C, 1, AlertKind.ALERT),  # the owner's answer had cleared the first; the twin covers it
    ],
)
def test_notices_of_one_case_speak_with_one_voice(
    before: Outcome | None, now: Outcome, other: Outcome, state: int, told: AlertKind | None
) -> None:
    others = (Verdict("other:9", 1, other),)
    turn = Turn(_verdict(before), _verdict(now, state), others, state=state)
    assert decide(turn, _said(AlertKind.QUESTION if other is _Q else AlertKind.ALERT)) is told


@pytest.mark.parametrize(
    ("twin", "told", "changed", "hours", "kind"),
    [
        ("other:9", ("hazard", "products.0.name"), ("products.1.codes",), 1, None),  # revised together
        ("other:9", ("hazard",), ("hazard", "remedy"), 1, AlertKind.UPDATE),  # it says more
        ("other:9", ("hazard",), ("hazard",), 25, AlertKind.UPDATE),  # another day, another change
        ("test:100", ("hazard",), ("hazard",), 1, AlertKind.UPDATE),  # the same notice again
        ("other:9", (), (), 1, AlertKind.UPDATE),
    ],
)
def test_what_two_notices_of_a_case_change_together_is_one_update(
    twin: str, told: tuple[str, ...], changed: tuple[str, ...], hours: int, kind: AlertKind | None
) -> None:
    said = _said(AlertKind.ALERT)
    update = replace(said.last, id="a2", kind=AlertKind.UPDATE, notice_id=twin, changed=told)
    others = (Verdict("other:9", 2, _A),)
    at = NOON + timedelta(hours=hours)
    turn = Turn(_verdict(_A), _verdict(_A, 2), others, state=2, changed=changed, at=at)
    assert decide(turn, Said(said.first, update)) is kind


def test_a_cosmetic_revision_is_no_update() -> None:
    turn = Turn(_verdict(_A), _verdict(_A, revision=2), state=1)
    assert decide(turn, _said(AlertKind.ALERT)) is None


def test_an_owner_who_clears_it_on_the_page_is_not_mailed_that() -> None:
    turn = Turn(_verdict(_Q), _verdict(_C), asked_by_owner=True)
    assert decide(turn, _said(AlertKind.QUESTION)) is None


def test_only_confirmed_channels_that_are_on_get_a_delivery() -> None:
    on = email_channel()
    off, unproven = replace(on, id="off", disabled_at=NOON), replace(on, id="new", confirmed_at=None)
    rows = deliveries(_said(AlertKind.ALERT).first, [on, off, unproven], urgent=True, now=NOON)
    assert [(row.channel_id, row.due_at, row.urgent) for row in rows] == [("mail-ann", NOON, True)]
