"""Tell newsrooms of notices that fit their saved searches, and of what becomes of those they were told of.

new notice -> watches it fits -> WATCH        revised, withdrawn -> watches that were told of it -> UPDATE, CLEARED
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from recallwatch.match import watch_hit
from recallwatch.model import Alert, AlertKind, Record, Status
from recallwatch.ports import Said, Unit

from .telling import new_alert, tell


def tell_hits(unit: Unit, record: Record, *, now: datetime, grace: timedelta = timedelta(0)) -> int:
    """Tell every watch that a new notice fits; how many were told."""
    hits = [watch for watch in unit.items.watches() if watch_hit(watch, record.notice, record.reading)]
    kind = AlertKind.WATCH
    alerts = [new_alert((w.owner_id, w.id), record, kind, verdict=None, said=None, now=now) for w in hits]
    rhythms = {watch.id: watch.digest for watch in hits}
    return tell(unit, [(alert, record) for alert in alerts], now=now, rhythms=rhythms, grace=grace)


def tell_on(unit: Unit, record: Record, *, now: datetime) -> int:
    """Tell every watch that was told of a notice what became of it; how many were told."""
    kept = {(watch.owner_id, watch.id) for watch in unit.items.watches()}
    told = unit.outbox.of_watches([record.notice.id]).get(record.notice.id, []) if kept else []
    if not told:
        return 0
    state = unit.notices.last_material([record.notice.id]).get(record.notice.id, 1)
    alerts = []
    for subject, said in threads(told).items():
        kind = follow_up(said.last, record, state)
        if kind and subject in kept:
            # Nobody is reminded of a hit: nothing of the watch's owner needs to be dealt with.
            alert = new_alert(subject, record, kind, verdict=None, said=said, now=now)
            alerts.append((replace(alert, remind_at=None), record))
    return tell(unit, alerts, now=now)


def follow_up(last: Alert, record: Record, state: int) -> AlertKind | None:
    """What to tell after the last message about a notice; ``state`` is its last material revision."""
    if record.status is Status.WITHDRAWN:
        return None if last.kind is AlertKind.CLEARED else AlertKind.CLEARED
    return AlertKind.UPDATE if last.revision < state else None


def threads(told: Iterable[Alert]) -> dict[tuple[str, str], Said]:
    """By ``(owner_id, watch_id)``: the first alert about a notice, and the one nothing follows; given oldest first."""
    found: dict[tuple[str, str], list[Alert]] = {}
    for alert in told:
        found.setdefault((alert.owner_id, alert.subject_id), []).append(alert)
    return {subject: Said(alerts[0], _last(alerts)) for subject, alerts in found.items()}


def _last(alerts: list[Alert]) -> Alert:
    followed = {alert.after for alert in alerts}
    return next((alert for alert in reversed(alerts) if alert.id not in followed), alerts[-1])
