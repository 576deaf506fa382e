"""Sources never proven against the real service: whether a first answer is what we expect, and who says so if not.

first good answer --expected?--> believed : *held*: stored and shown, and nobody is alerted of it
held --a later answer is as expected | a person accepts--> believed, everything compared anew
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from recallwatch.model import EventKind, Harvest, Notice, Record, Rhythm, SourceEvent, SourceInfo
from recallwatch.model.ids import new_id
from recallwatch.ports import MatchJob, Unit

#: Of fewer notices nothing can be said.
_ENOUGH = 3
_NEARLY_ALL = 0.9
_AHEAD = timedelta(days=3)


def unexpected(info: SourceInfo, harvest: Harvest, *, now: datetime) -> list[str]:
    """Say what in the first answer of an unproven source is not as any true answer is; empty if it may be believed."""
    notices = harvest.notices
    problems = []
    if len(notices) < _ENOUGH:
        problems.append(f"{len(notices)} notices are too few to judge by")
    if harvest.rejected:
        problems.append(f"{len(harvest.rejected)} rows could not be read")
    return problems + (_unlikely(info, notices, now.date()) if notices else [])


def accept(unit: Unit, source: str, *, now: datetime, words: str) -> int:
    """Believe a source that was held: owners are told what they were not told; gives how many notices are compared."""
    state = unit.sources.state(source)
    if not state.held:
        return 0
    unit.sources.hold(source, "")
    unit.sources.add_event(SourceEvent(new_id(), source, now, EventKind.ACCEPTED, words))
    heads = unit.notices.heads(unit.notices.ids(source))
    unit.jobs.add([MatchJob(id_, head.number, silent=False, watches=False) for id_, head in heads.items()])
    return len(heads)


def is_held(record: Record, held: AbstractSet[str]) -> bool:
    """Whether a notice alerts nobody yet: its source is held, or the second channel that told it."""
    return bool(held) and not held.isdisjoint({record.notice.source, record.revision.parser.partition("/")[0]})


def _unlikely(info: SourceInfo, notices: Sequence[Notice], today: date) -> list[str]:
    days = [day.first for notice in notices if (day := notice.published or notice.updated)]
    site = _site(info.homepage)
    shares = {
        "have no date": len(days),
        "have no address on the site of the source": sum(_site(n.url) == site for n in notices),
        "say neither what is recalled nor why": sum(bool(n.products or n.hazard or n.summary) for n in notices),
        "have the title of another": len({n.title for n in notices}),
    }
    total = len(notices)
    problems = [f"{total - n} of {total} {words}" for words, n in shares.items() if n < _NEARLY_ALL * total]
    return problems + (_untimely(max(days), info.rhythm, today) if days else [])


def _untimely(newest: date, rhythm: Rhythm, today: date) -> list[str]:
    if newest > today + _AHEAD:
        return [f"the newest is of {newest}, which is to come"]
    if today - newest > 3 * rhythm.quiet:
        return [f"the newest is of {newest}, older than {3 * rhythm.quiet.days} days"]
    return []


def _site(url: str) -> str:
    """The last two labels of a host: ``recalls-rappels.canada.ca`` and ``canada.ca`` are one publisher's."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
