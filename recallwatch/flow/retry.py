"""When a failed delivery is tried again: two tables and one rule.

Webhooks follow the Standard Webhooks example: 10 attempts over 75 h 35 min 5 s. Mail follows what mail servers do:
several tries within the first hours, then twice a day, for under 5 days. Chats are up or down: two days decide.
"""

from collections.abc import Mapping
from datetime import timedelta

from recallwatch.errors import SendError
from recallwatch.model import ChannelKind

_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

#: The wait after the first failed attempt, after the second, and so on; after the last one there is no more.
WAITS: Mapping[ChannelKind, tuple[timedelta, ...]] = {
    ChannelKind.WEBHOOK: (
        5 * _SECOND,
        5 * _MINUTE,
        30 * _MINUTE,
        2 * _HOUR,
        5 * _HOUR,
        10 * _HOUR,
        14 * _HOUR,
        20 * _HOUR,
        24 * _HOUR,
    ),
    ChannelKind.EMAIL: (
        _MINUTE,
        5 * _MINUTE,
        15 * _MINUTE,
        _HOUR,
        4 * _HOUR,
        8 * _HOUR,
        *(12 * _HOUR,) * 8,
    ),
    **dict.fromkeys(
        (kind for kind in ChannelKind if kind not in (ChannelKind.WEBHOOK, ChannelKind.EMAIL)),
        (10 * _SECOND, _MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 6 * _HOUR, 12 * _HOUR, 24 * _HOUR),
    ),
}


def next_attempt(kind: ChannelKind, attempts: int, *, error: SendError, jitter: float) -> timedelta | None:
    """How long to wait after ``attempts`` attempts; None when the delivery is dead.

    ``jitter`` (0 to 1) spreads the wait by 20 % either way. A receiver's own wish is honoured between the table's
    wait and twice that; one that is overloaded or does not answer in time is left alone for a minute at least.
    """
    if error.permanent or attempts > len(WAITS[kind]):
        return None
    base = WAITS[kind][max(attempts, 1) - 1]
    spread = base * (0.8 + 0.4 * jitter)
    wait = spread if error.retry_after is None else min(max(error.retry_after, base), 2 * base)
    return max(wait, _MINUTE) if error.busy else wait


def spent(kind: ChannelKind, attempts: int) -> bool:
    """Whether attempt number ``attempts`` is one more than there may be."""
    return attempts > len(WAITS[kind]) + 1
