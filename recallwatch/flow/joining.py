"""Tell programs that another notice turned out to tell of what they were told of.

match job of a notice that was linked --case--> its notices, what owners with a webhook were told of them
           -> a notice that was linked after the first message, and is in none -> LINKED, beside the thread
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from recallwatch.model import JOINING, Alert, AlertKind, Record, Status
from recallwatch.ports import Said, Unit

from .proving import is_held
from .telling import new_alert, tell

_CHANGES = 1000
_JOINED = ("added", "restored")


def with_company(unit: Unit, notice_ids: Iterable[str]) -> set[str]:
    """The notices that share a case of which a program was told."""
    heads = unit.notices.heads(notice_ids)
    cases = unit.notices.cases({head.case_id for head in heads.values()})
    shared = {case for case, members in Counter(cases.values()).items() if members > 1}
    told = unit.outbox.to_programs([id_ for id_, case in cases.items() if case in shared])
    spoken = {cases[alert.notice_id] for alert in told}
    return {id_ for id_, head in heads.items() if head.case_id in spoken}


def tell_joined(unit: Unit, record: Record, *, now: datetime) -> int:
    """Tell each program once of every notice that joined the case since it was first told of it; how many were told."""
    case = unit.notices.in_case(record.case_id)
    told = unit.outbox.to_programs(one.notice.id for one in case) if len(case) > 1 else []
    if not told:
        return 0
    held, since = unit.sources.held(), _since(unit, [one.notice.id for one in case])
    news = [one for one in case if one.status is not Status.WITHDRAWN and not is_held(one, held)]
    alerts = [(alert, one) for thread in _threads(told) for alert, one in _joined(thread, news, since, now)]
    return tell(unit, alerts, now=now)


def _since(unit: Unit, ids: Sequence[str]) -> dict[str, datetime]:
    """When each notice was last linked with another."""
    found: dict[str, datetime] = {}
    for change in unit.links.changes(ids, limit=_CHANGES):  # newest first
        if change.did in _JOINED and change.link.type in JOINING:
            for id_ in change.link.pair:
                found.setdefault(id_, change.at)
    return found


def _threads(told: Sequence[Alert]) -> Iterator[list[Alert]]:
    def subject(alert: Alert) -> tuple[str, str]:
        return alert.owner_id, alert.subject_id

    for _, thread in groupby(sorted(told, key=subject), key=subject):  # stable: oldest first within each
        yield list(thread)


def _joined(
    thread: Sequence[Alert], news: Sequence[Record], since: Mapping[str, datetime], now: datetime
) -> Iterator[tuple[Alert, Record]]:
    first, last = thread[0], thread[-1]
    if last.kind is AlertKind.CLEARED:
        return
    known = {alert.notice_id for alert in thread}
    for one in news:
        id_ = one.notice.id
        if id_ not in known and id_ in since and since[id_] > first.created_at:
            said, kind = Said(first, last), AlertKind.LINKED
            alert = new_alert((first.owner_id, first.subject_id), one, kind, verdict=None, said=said, now=now)
            # No part of the chain: that the next update follows the last one stays true, and once is once.
            yield replace(alert, thread=first.thread, after=f"{first.thread}+{id_}", changed=()), one
