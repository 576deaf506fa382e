"""What may wait, waits until its owner is awake; on the days, too, when the clocks change."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from recallwatch.flow.holding import gathered, hold_until, next_digest, quiet_end
from recallwatch.model import Delivery, Digest, Manners
from tests.making import email_channel, webhook


def _berlin(**changed: Any) -> Manners:
    given = {"zone": "Europe/Berlin", "quiet_from": time(22), "quiet_to": time(7)}
    return Manners("ann", **{**given, **changed})


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-01-10T20:59", None),  # 21:59 in Berlin
        ("2026-01-10T21:00", "2026-01-11T06:00"),  # 22:00: the night begins
        ("2026-01-10T23:30", "2026-01-11T06:00"),  # 00:30: it goes on across midnight
        ("2026-01-11T05:59", "2026-01-11T06:00"),
        ("2026-01-11T06:00", None),  # 07:00: the night is over
        ("2026-03-28T22:00", "2026-03-29T05:00"),  # the night the clocks go forward is an hour shorter
        ("2026-10-24T21:00", "2026-10-25T06:00"),  # the night they go back is an hour longer
        ("2026-07-01T20:00", "2026-07-02T05:00"),  # summer time
    ],
)
def test_quiet_hours_end_by_the_owners_clock(moment: str, until: str | None) -> None:
    assert quiet_end(_berlin(), _utc(moment)) == (_utc(until) if until else None)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-03-29T00:30", "2026-03-29T01:30"),  # 02:30 does not exist: it is when 03:30 comes
        ("2026-10-25T00:15", "2026-10-25T00:30"),  # the first 02:15
        ("2026-10-25T01:15", "2026-10-25T01:30"),  # the second 02:15 waits for the second 02:30
    ],
)
def test_an_end_that_the_change_of_clocks_skips_or_repeats_comes_once_after_now(moment: str, until: str) -> None:
    manners = _berlin(quiet_from=time(0), quiet_to=time(2, 30))
    assert quiet_end(manners, _utc(moment)) == _utc(until)


def test_quiet_hours_within_a_day() -> None:
    nap = _berlin(quiet_from=time(13), quiet_to=time(15))
    assert quiet_end(nap, _utc("2026-01-10T12:30")) == _utc("2026-01-10T14:00")
    assert quiet_end(nap, _utc("2026-01-10T14:30")) is None


def test_nothing_is_held_by_default() -> None:
    assert hold_until(Manners("ann"), now=_utc("2026-01-10T02:00"), digest=Digest.NONE) is None


@pytest.mark.parametrize(
    ("digest", "after", "comes"),
    [
        (Digest.DAILY, "2026-01-10T06:59", "2026-01-10T07:00"),
        (Digest.DAILY, "2026-01-10T07:00", "2026-01-11T07:00"),
        (Digest.DAILY, "2026-03-28T12:00", "2026-03-29T06:00"),  # still at eight after the change
        (Digest.WEEKLY, "2026-01-10T12:00", "2026-01-12T07:00"),  # a Saturday, then the Monday
        (Digest.WEEKLY, "2026-01-12T07:00", "2026-01-19T07:00"),
        (Digest.NONE, "2026-01-10T12:00", None),
    ],
)
def test_digests_come_at_the_owners_hour(digest: Digest, after: str, comes: str | None) -> None:
    assert next_digest(_berlin(), digest, _utc(after)) == (_utc(comes) if comes else None)


def test_a_digest_due_in_quiet_hours_waits_for_their_end() -> None:
    hold = hold_until(_berlin(digest_at=time(5)), now=_utc("2026-01-10T12:00"), digest=Digest.DAILY)
    assert hold
    assert (hold.until, hold.why) == (_utc("2026-01-11T06:00"), "the daily digest")


@pytest.mark.parametrize(
    ("changed", "minutes"),
    [
        ({}, 5),
        ({"urgent": True}, 0),
        ({"channel_id": "hook-ann"}, 0),
        ({"due_at": _utc("2026-07-02T06:00")}, 600),  # held for a digest
    ],
)
def test_a_mail_that_may_wait_waits_a_little_for_others(changed: dict[str, Any], minutes: int) -> None:
    now = _utc("2026-07-01T20:00")
    sending = replace(Delivery("d", "ann", "a", "mail-ann", due_at=now), **changed)
    quiet = Manners("ann", quiet_from=time(22), quiet_to=time(7))
    [after] = gathered([sending], [email_channel(), webhook()], quiet, now=now, grace=timedelta(minutes=5))
    assert after.due_at - now == timedelta(minutes=minutes)


def test_no_mail_waits_into_quiet_hours() -> None:
    now = _utc("2026-07-01T21:57")
    quiet = Manners("ann", quiet_from=time(22), quiet_to=time(7))
    sending = Delivery("d", "ann", "a", "mail-ann", due_at=now)
    assert gathered([sending], [email_channel()], quiet, now=now, grace=timedelta(minutes=5)) == [sending]
