"""Whether a harvest can be believed, and how long to wait after one that could not."""

from collections import Counter
from datetime import timedelta

from recallwatch.model import Harvest, Rhythm, SourceState

#: Of the rows read, this share may be unreadable ...
REJECTED_SHARE = 0.05
#: ... and this many in any case: one bad page of a maker with four must not hide the other three.
REJECTED_ANYWAY = 1
#: A complete answer smaller than this share of the last complete one is a broken answer.
LEAST_SHARE = 0.5

_FIRST_RETRY = timedelta(minutes=5)
_LONGEST = timedelta(hours=6)
_DAY = timedelta(days=1)
_SPREAD = 0.2


def judge_harvest(harvest: Harvest, state: SourceState) -> list[str]:
    """Say everything that makes a harvest unbelievable; empty if it can be taken in."""
    if harvest.unchanged:
        return []
    found, rejected = len(harvest.notices), len(harvest.rejected)
    problems = _counts(harvest, state, found)
    if rejected and (not found or rejected > max(REJECTED_ANYWAY, REJECTED_SHARE * (found + rejected))):
        why = Counter(row.reason for row in harvest.rejected).most_common(1)[0][0]
        problems.append(f"{rejected} of {found + rejected} rows could not be read, mostly: {why}")
    numbers = Counter(notice.number for notice in harvest.notices)
    twice = sorted(number for number, times in numbers.items() if times > 1)
    if twice:
        problems.append(f"{len(twice)} numbers occur twice: {', '.join(twice[:5])}")
    return problems


def _counts(harvest: Harvest, state: SourceState, found: int) -> list[str]:
    if not harvest.complete or state.last_complete is None:
        return []
    if not found and state.last_found:
        return [f"nothing where {state.last_found} notices were"]
    if found < LEAST_SHARE * state.last_found:
        return [f"{found} notices where {state.last_found} were: less than half"]
    return []


def backoff(fails: int, *, retry_after: timedelta | None, rhythm: Rhythm, jitter: float) -> timedelta:
    """Give the wait until the next poll: the source's rhythm, after failures 5 minutes doubling to a ceiling.

    The ceiling is four times the rhythm, but no more than six hours or the rhythm itself. ``jitter`` (0 to 1)
    stretches the wait by up to a fifth. The host's own wish is never undercut, up to a day.
    """
    wait = rhythm.every
    if fails > 0:
        ceiling = min(4 * rhythm.every, max(rhythm.every, _LONGEST))
        doubled = _FIRST_RETRY * 2 ** min(fails - 1, 16)
        wait = min(doubled, ceiling)
    wait *= 1 + _SPREAD * jitter
    return max(wait, min(retry_after, max(_DAY, rhythm.every))) if retry_after else wait
