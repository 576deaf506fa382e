"""How long a source is normally silent, learned from the days it published on, the turn of the year by itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from recallwatch.model import Profile, Rhythm, SourceState

#: Of fewer days of publication nothing can be learned.
_ENOUGH = 30
#: How far back days of publication tell of today's habits.
HISTORY = timedelta(days=3 * 365)
#: Agencies of the north are closed around these days: the CPSC publishes nothing for 13 weekdays.
_CLOSED_FROM, _CLOSED_TO = (12, 20), (1, 4)
#: A silence this much longer than any before is no habit.
_LONGER = 2
_AT_LEAST = timedelta(days=7)


def learn_pauses(profile: Profile, days: Iterable[date]) -> Profile:
    """The profile with the longest pause between two of the days, and the longest that touches the turn of a year."""
    known = sorted(set(days))
    if len(known) < _ENOUGH:
        return profile
    gaps = [(later - earlier, _touches_year_end(earlier, later)) for earlier, later in pairwise(known)]
    usual = max((gap for gap, closed in gaps if not closed), default=None)
    return replace(profile, pause=usual, year_end=max((gap for gap, closed in gaps if closed), default=None))


def longest_silence(profile: Profile, rhythm: Rhythm, since: datetime, now: datetime) -> timedelta:
    """How long a source that answers may bring nothing new before it must be taken for stuck.

    Twice its longest pause of three years; while that is not known, twice what is normal by its ``rhythm``.
    """
    allowed = profile.pause or rhythm.quiet
    if _touches_year_end(since.date(), now.date()):
        allowed = max(allowed, profile.year_end or rhythm.quiet)
    return max(_LONGER * allowed, _AT_LEAST)


def silent_for(state: SourceState, now: datetime) -> timedelta:
    """How long a source has brought nothing new or changed; zero if it never did."""
    return now - state.last_change if state.last_change else timedelta()


def is_silent(state: SourceState, rhythm: Rhythm, now: datetime) -> bool:
    """Whether a source has been silent for longer than it ever is."""
    if state.last_change is None:
        return False
    return silent_for(state, now) > longest_silence(state.profile, rhythm, state.last_change, now)


def _touches_year_end(start: date, end: date) -> bool:
    years = range(start.year - 1, end.year + 1)
    return any(start <= date(y + 1, *_CLOSED_TO) and end >= date(y, *_CLOSED_FROM) for y in years)
