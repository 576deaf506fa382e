"""Whether the dates of an answer can be true."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from recallwatch.model import Notice

#: It is already tomorrow somewhere, and some publishers date ahead by a working day.
_AHEAD = timedelta(days=3)
_MOST = 0.5
#: Fewer than this may all be of today by chance.
_MANY = 10


def judge_dates(notices: Sequence[Notice], *, now: datetime) -> list[str]:
    """Say whether most dates lie in the future, or all are today's (the page's own), or spans run backwards."""
    today = now.date()
    days = [notice.published.first for notice in notices if notice.published]
    ahead = [day for day in days if day > today + _AHEAD]
    if ahead and len(ahead) > _MOST * len(days):
        return [f"{len(ahead)} of {len(days)} dates lie in the future, the furthest {max(ahead)}"]
    if len(days) >= _MANY and set(days) == {today}:
        return [f"all {len(days)} notices are dated today: is it the page's date that was read?"]
    return _backwards(notices)


def _backwards(notices: Sequence[Notice]) -> list[str]:
    made = [
        p.vehicle for n in notices for p in n.products if p.vehicle and p.vehicle.made_first and p.vehicle.made_last
    ]
    turned = sum(v.made_first > v.made_last for v in made if v.made_first and v.made_last)
    return [f"{turned} of {len(made)} spans of making end before they begin"] if turned > _MOST * len(made) else []
