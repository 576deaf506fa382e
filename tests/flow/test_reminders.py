"""When who is reminded."""

from datetime import timedelta

import pytest

from recallwatch.flow.reminders import GRAVE, PLAIN, Step, audience, next_at
from tests.making import NOON

_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("schedule", "after", "days"),
    [
        (PLAIN, 0, 3),
        (PLAIN, 3, 7),
        (PLAIN, 7, 14),
        (PLAIN, 14, 60),
        (PLAIN, 60, None),
        (GRAVE, 0, 1.5),
        (GRAVE, 1.5, 3),
        (GRAVE, 30, 60),
    ],
)
def test_the_next_reminder_comes_on_its_day(schedule: tuple[Step, ...], after: float, days: float | None) -> None:
    due = next_at(schedule, start=NOON, now=NOON + after * _DAY)
    assert due == (NOON + days * _DAY if days else None)


def test_what_can_kill_is_recalled_to_mind_twice_as_often() -> None:
    assert len([step for step in GRAVE if step.owner]) == 2 * len([step for step in PLAIN if step.owner])
    assert GRAVE[-1].after == PLAIN[-1].after


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        (0, 2.9, (False, False)),
        (0, 3, (True, False)),
        (3, 7, (False, True)),
        (7, 14, (True, False)),
        (0, 20, (True, True)),  # nothing ran for three weeks: one reminder, and the second person is told too
        (20, 60, (True, False)),
        (60, 500, (False, False)),
    ],
)
def test_steps_that_were_missed_are_one(last: float, now: float, told: tuple[bool, bool]) -> None:
    who = audience(PLAIN, start=NOON, last=NOON + last * _DAY, now=NOON + now * _DAY)
    assert (who.owner, who.second) == told
