"""How many bounces are too many: the scores of Mailman, counted from the reports themselves."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from recallwatch.model import Bounce, Nature

#: More than this disables an address.
LIMIT = 5.0
#: Without another bounce for this long, earlier ones are forgotten.
STALE = timedelta(days=7)
_WEIGHTS = {Nature.SOFT: 0.5, Nature.REFUSED: 1.0}


def score(bounces: Iterable[Bounce], *, now: datetime) -> float:
    """Half a point for a soft one, one for a refusal, at most one step a day (Mailman's ``bounce_score_threshold``)."""
    total, last = 0.0, None
    for bounce in sorted(bounces, key=lambda each: each.at):
        if bounce.nature not in _WEIGHTS:
            continue
        if last and bounce.at - last > STALE:
            total = 0.0
        if not last or last.date() != bounce.at.date():
            total += _WEIGHTS[bounce.nature]
        last = bounce.at
    return total if last and now - last <= STALE else 0.0
