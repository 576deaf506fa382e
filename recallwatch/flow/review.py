"""Which notices a person should look at, worst first.

notices with a reason for a look -> whom they concern -> points -> worst first
"""

from dataclasses import dataclass
from datetime import datetime

from recallwatch.extract import EARLIER, advise
from recallwatch.match import watch_hit
from recallwatch.model import Record
from recallwatch.ports import Unit

from .match import is_news

#: What makes a look more pressing: a correction that may be wrong by now outweighs two reasons that rules found.
_EARLIER = 3
_UNSURE = 2
_URGENT = 3
_WATCHED = 2
_OWNED = 5


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A notice that was not fully understood; ``items`` and ``watches`` are those it may concern."""

    record: Record
    items: int
    watches: int
    urgent: bool

    @property
    def points(self) -> int:
        """How pressing a look is: the reasons by weight, the danger, and whom it may concern."""
        reading = self.record.reading
        reasons = sum(_EARLIER if reason == EARLIER else 1 for reason in reading.review)
        concerned = _OWNED * bool(self.items) + _WATCHED * bool(self.watches)
        return reasons + _UNSURE * reading.unsure + _URGENT * self.urgent + concerned


def worst_first(unit: Unit, *, source: str = "", now: datetime) -> list[Doubtful]:
    """Every notice that needs a look: the most points first, of those alike the newest."""
    records = list(unit.notices.all(source=source, review=True))
    owned = unit.keys.items_for([record.notice.id for record in records])
    watches = unit.items.watches()
    found = [
        Doubtful(
            record,
            items=len(owned.get(record.notice.id, [])),
            watches=sum(watch_hit(watch, record.notice, record.reading) for watch in watches)
            if is_news(record, now)
            else 0,
            urgent=advise(record.notice, record.reading).urgent,
        )
        for record in records
    ]
    newest = sorted(found, key=lambda d: (str(d.record.notice.published or ""), d.record.notice.id), reverse=True)
    return sorted(newest, key=lambda d: -d.points)
