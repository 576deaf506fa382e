"""How a source stands: the word, why, what to do, and how long it may be silent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from recallwatch.flow.freshness import Health, lag, reason, standing, to_do
from recallwatch.flow.health import learn_pauses, longest_silence
from recallwatch.model import Profile, SourceState
from tests.making import INFO, NOON

DAY = timedelta(days=1)
GOOD = SourceState("test", last_try=NOON, last_success=NOON, last_change=NOON)
#: Every second day for three years, but for the turn of each year and one spring.
DAYS = [
    day
    for n in range(0, 3 * 365, 2)
    if (day := date(2023, 11, 24) + n * DAY).strftime("%m%d") not in [f"12{d}" for d in range(20, 32)]
    and not date(2025, 4, 1) < day < date(2025, 4, 9)
]


@pytest.mark.parametrize(
    ("state", "health", "why"),
    [
        (GOOD, Health.OK, ""),
        (SourceState("test"), Health.NEVER, "nothing was fetched from it yet"),
        (replace(GOOD, held="2 notices are too few"), Health.HELD, "nobody is alerted of its notices yet: 2 notices"),
        (replace(GOOD, fails=1, why="no answer"), Health.FAILING, "no answer"),
        (replace(GOOD, last_success=NOON - 7 * DAY, fails=9, why="no answer"), Health.STALE, "6 hours: no answer"),
        (replace(GOOD, fails=24, why="no answer"), Health.DISABLED, "24 polls in a row failed, it is tried once a day"),
        (replace(GOOD, last_change=NOON - 15 * DAY), Health.OK, "nothing new for more than 14 days"),
        (replace(GOOD, last_change=NOON - 29 * DAY), Health.STALE, "nothing new for more than 28 days: is it stuck?"),
    ],
)
def test_the_word_and_the_reason(state: SourceState, health: Health, why: str) -> None:
    assert standing(INFO, state, now=NOON) is health
    assert why in reason(INFO, state, now=NOON)
    assert bool(to_do(INFO, health)) == (health is not Health.OK)


def test_what_to_do_names_the_source() -> None:
    assert to_do(INFO, Health.HELD).endswith("recallwatch sources accept test")


def test_pauses_are_learned_from_the_days_of_publication() -> None:
    learned = learn_pauses(Profile(), DAYS)
    assert (learned.pause, learned.year_end) == (8 * DAY, 14 * DAY)
    assert learn_pauses(Profile(), DAYS[:29]) == Profile()


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        (datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 20, tzinfo=UTC), 16),
        (datetime(2026, 12, 15, tzinfo=UTC), datetime(2027, 1, 3, tzinfo=UTC), 28),
        (datetime(2026, 1, 4, tzinfo=UTC), datetime(2026, 1, 30, tzinfo=UTC), 28),
        (datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 30, tzinfo=UTC), 16),
    ],
)
def test_a_source_may_be_silent_for_twice_as_long_as_ever(since: datetime, now: datetime, days: int) -> None:
    assert longest_silence(learn_pauses(Profile(), DAYS), INFO.rhythm, since, now) == days * DAY


def test_until_something_is_learned_the_declared_rhythm_holds_and_a_week_is_never_too_long() -> None:
    assert longest_silence(Profile(), INFO.rhythm, NOON - DAY, NOON) == 28 * DAY
    assert longest_silence(Profile(pause=DAY), INFO.rhythm, NOON - DAY, NOON) == 7 * DAY


def test_the_lag_is_counted_from_the_end_of_the_day_of_publication() -> None:
    day = date(2026, 11, 20)
    seen = [(datetime(2026, 11, 20, 23, tzinfo=UTC), day), *[(datetime(2026, 11, 22, 6, tzinfo=UTC), day)] * 2]
    assert lag(seen) == timedelta(hours=30)
    assert lag(seen[:1]) == timedelta()
    assert lag([]) is None
