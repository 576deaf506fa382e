"""How long to wait before the next poll."""

from datetime import timedelta

from recallwatch.model import Rhythm

#: After so many failures in a row a source is *disabled*: it is tried once a day, and a person has to look. A source
#: polled every quarter of an hour gets there after about a day, which no outage of a service lasts.
DISABLED_AFTER = 24

_FIRST_RETRY = timedelta(minutes=5)
_LONGEST = timedelta(hours=6)
_DAY = timedelta(days=1)
_SPREAD = 0.2


def backoff(fails: int, *, retry_after: timedelta | None, rhythm: Rhythm, jitter: float) -> timedelta:
    """Give the wait until the next poll: the source's rhythm, after failures 5 minutes doubling to a ceiling.

    The ceiling is four times the rhythm, but no more than six hours or the rhythm itself; for a source that is
    disabled a day. ``jitter`` (0 to 1) stretches the wait by up to a fifth. The host's own wish is never undercut, up
    to a day.
    """
    wait = rhythm.every
    if fails > 0:
        ceiling = min(4 * rhythm.every, max(rhythm.every, _LONGEST))
        doubled = _FIRST_RETRY * 2 ** min(fails - 1, 16)
        wait = min(doubled, ceiling) if fails < DISABLED_AFTER else max(_DAY, rhythm.every)
    wait *= 1 + _SPREAD * jitter
    return max(wait, min(retry_after, max(_DAY, rhythm.every))) if retry_after else wait
