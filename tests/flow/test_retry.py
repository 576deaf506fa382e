from datetime import timedelta

import pytest

from recallwatch.errors import SendError
from recallwatch.flow.retry import next_attempt
from recallwatch.model import ChannelKind

FAILED = SendError("no")
MIDDLE = 0.5


def schedule(kind: ChannelKind) -> list[timedelta]:
    waits = (next_attempt(kind, attempt, error=FAILED, jitter=MIDDLE) for attempt in range(1, 100))
    return [wait for wait in waits if wait is not None]


def test_a_webhook_is_tried_ten_times_over_75_hours() -> None:
    waits = schedule(ChannelKind.WEBHOOK)
    assert len(waits) + 1 == 10
    assert sum(waits, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)
    assert waits[0] == timedelta(seconds=5)


def test_a_mail_is_tried_for_under_five_days() -> None:
    waits = schedule(ChannelKind.EMAIL)
    assert timedelta(days=4) < sum(waits, timedelta()) < timedelta(days=5)
    assert waits == sorted(waits)


@pytest.mark.parametrize("kind", ChannelKind)
def test_after_the_last_attempt_a_delivery_is_dead(kind: ChannelKind) -> None:
    last = len(schedule(kind)) + 1
    assert next_attempt(kind, last - 1, error=FAILED, jitter=MIDDLE) is not None
    assert next_attempt(kind, last, error=FAILED, jitter=MIDDLE) is None


@pytest.mark.parametrize("kind", ChannelKind)
def test_a_permanent_failure_is_dead_at_once(kind: ChannelKind) -> None:
    assert next_attempt(kind, 1, error=SendError("gone", permanent=True), jitter=MIDDLE) is None


@pytest.mark.parametrize(("jitter", "seconds"), [(0.0, 240), (0.5, 300), (1.0, 360)])
def test_waits_are_spread_by_a_fifth_either_way(jitter: float, seconds: int) -> None:
    wait = next_attempt(ChannelKind.WEBHOOK, 2, error=FAILED, jitter=jitter)
    assert wait == timedelta(seconds=seconds)


@pytest.mark.parametrize(("wish", "seconds"), [(0, 300), (299, 300), (400, 400), (600, 600), (9999, 600)])
def test_the_receivers_wish_is_kept_between_the_wait_and_twice_it(wish: int, seconds: int) -> None:
    error = SendError("busy", retry_after=timedelta(seconds=wish))
    assert next_attempt(ChannelKind.WEBHOOK, 2, error=error, jitter=0.0) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempt", "wish", "seconds"), [(1, None, 60), (1, 3600, 60), (2, None, 300), (2, 900, 600)])
def test_a_receiver_with_too_much_to_do_is_left_alone_for_a_minute(
    attempt: int, wish: int | None, seconds: int
) -> None:
    error = SendError("HTTP 429", busy=True, retry_after=None if wish is None else timedelta(seconds=wish))
    assert next_attempt(ChannelKind.WEBHOOK, attempt, error=error, jitter=MIDDLE) == timedelta(seconds=seconds)


def test_the_waits_are_those_of_the_table() -> None:
    minutes = [round(wait.total_seconds() / 60, 2) for wait in schedule(ChannelKind.WEBHOOK)]
    assert minutes == [0.08, 5, 30, 120, 300, 600, 840, 1200, 1440]
