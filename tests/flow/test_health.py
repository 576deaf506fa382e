"""What makes a harvest unbelievable, and how long to wait after one."""

from datetime import UTC, datetime, timedelta

import pytest

from recallwatch.flow.health import backoff, judge_harvest
from recallwatch.model import Harvest, Notice, Rejected, Rhythm, SourceState

NOW = datetime(2026, 8, 1, tzinfo=UTC)
NEW = SourceState("us-cpsc")
KNOWN = SourceState("us-cpsc", last_complete=NOW, last_found=100)


def harvest(good: int, bad: int = 0, *, complete: bool = True) -> Harvest:
    """So many notices and so many rejects."""
    notices = tuple(Notice("us-cpsc", str(number), "A recall") for number in range(good))
    return Harvest((*notices, *(Rejected("us-cpsc", "no recall number") for _ in range(bad))), complete=complete)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (harvest(100), KNOWN),
        (harvest(50), KNOWN),  # exactly half
        (harvest(95, 5), KNOWN),  # exactly 5 %
        (harvest(3, 1), NEW),  # one bad row in a small answer
        (harvest(0), NEW),
        (harvest(1), NEW),
        (harvest(0, complete=False), KNOWN),  # a quiet window
        (harvest(2, complete=False), KNOWN),
        (Harvest(complete=True, unchanged=True), KNOWN),
    ],
)
def test_a_plausible_harvest_has_no_problems(given: Harvest, state: SourceState) -> None:
    assert judge_harvest(given, state, asked="", now=NOW) == []


@pytest.mark.parametrize(
    ("given", "state", "problem"),
    [
        (harvest(0), KNOWN, "nothing where 100 notices were"),
        (harvest(49), KNOWN, "49 notices where 100 were: less than half"),
        (harvest(94, 6), KNOWN, "6 of 100 rows could not be read, mostly: no recall number"),
        (harvest(18, 2, complete=False), NEW, "2 of 20 rows could not be read, mostly: no recall number"),
        (harvest(0, 1, complete=False), NEW, "1 of 1 rows could not be read, mostly: no recall number"),
        (Harvest(harvest(2).rows * 2), NEW, "2 numbers occur twice: 0, 1"),
    ],
)
def test_an_implausible_harvest_is_told_why(given: Harvest, state: SourceState, problem: str) -> None:
    assert judge_harvest(given, state, asked="", now=NOW) == [problem]


def test_every_problem_is_told() -> None:
    assert len(judge_harvest(harvest(10, 20), KNOWN, asked="", now=NOW)) == 2


def rhythm(**every: float) -> Rhythm:
    """A source that is polled this often."""
    return Rhythm(timedelta(**every), timedelta(days=3), timedelta(days=9))


QUARTER, DAILY = rhythm(minutes=15), rhythm(days=1)


@pytest.mark.parametrize(
    ("fails", "each", "wait"),
    [
        (0, QUARTER, timedelta(minutes=15)),
        (1, QUARTER, timedelta(minutes=5)),  # sooner than the rhythm: most failures are over at once
        (2, QUARTER, timedelta(minutes=10)),
        (3, QUARTER, timedelta(minutes=20)),
        (4, QUARTER, timedelta(minutes=40)),
        (5, QUARTER, timedelta(hours=1)),  # four times the rhythm
        (23, QUARTER, timedelta(hours=1)),
        (24, QUARTER, timedelta(days=1)),  # disabled: a person has to look
        (10_000, QUARTER, timedelta(days=1)),
        (7, rhythm(hours=2), timedelta(hours=5, minutes=20)),
        (8, rhythm(hours=2), timedelta(hours=6)),
        (0, DAILY, timedelta(days=1)),
        (1, DAILY, timedelta(minutes=5)),
        (30, DAILY, timedelta(days=1)),  # never slower than a source that works
    ],
)
def test_the_wait_doubles_from_five_minutes_to_a_ceiling(fails: int, each: Rhythm, wait: timedelta) -> None:
    assert backoff(fails, retry_after=None, rhythm=each, jitter=0.0) == wait


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        (timedelta(minutes=1), timedelta(minutes=5)),
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(days=400), timedelta(days=1)),
    ],
)
def test_the_hosts_wish_is_kept_up_to_a_day(retry_after: timedelta, wait: timedelta) -> None:
    assert backoff(1, retry_after=retry_after, rhythm=QUARTER, jitter=0.0) == wait


@pytest.mark.parametrize(("jitter", "minutes"), [(0.0, 15), (0.5, 16.5), (1.0, 18)])
def test_jitter_stretches_the_wait_by_up_to_a_fifth(jitter: float, minutes: float) -> None:
    assert backoff(0, retry_after=None, rhythm=QUARTER, jitter=jitter) == timedelta(minutes=minutes)
