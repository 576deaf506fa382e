"""Put what must be told into the outbox: an alert, and a delivery of it for every channel that may be used."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from recallwatch.model import Alert, AlertKind, Digest, Record, Verdict
from recallwatch.model.ids import new_id
from recallwatch.ports import Said, Unit

from .alerts import deliveries, is_urgent
from .reminders import first_at
from .wants import wanted

log = structlog.get_logger("recallwatch.flow")


def new_alert(
    subject: tuple[str, str],
    record: Record,
    kind: AlertKind,
    *,
    verdict: Verdict | None,
    said: Said | None,
    now: datetime,
) -> Alert:
    """The next alert of a thread, or the first; ``subject`` is ``(owner_id, item or watch id)``."""
    alert_id = new_id()
    owner_id, subject_id = subject
    return Alert(
        id=alert_id,
        owner_id=owner_id,
        subject_id=subject_id,
        case_id=record.case_id,
        notice_id=record.notice.id,
        revision=record.revision.number,
        kind=kind,
        thread=said.first.id if said else alert_id,
        after=said.last.id if said else record.case_id,
        created_at=now,
        verdict=verdict,
        changed=material(record),
        remind_at=first_at(kind, record, now),
    )


def material(record: Record) -> tuple[str, ...]:
    """The fields that the current revision changed materially."""
    return tuple(change.field for change in record.revision.changes if change.material)


def tell(
    unit: Unit,
    alerts: Sequence[tuple[Alert, Record]],
    *,
    now: datetime,
    rhythms: Mapping[str, Digest | None] | None = None,
    grace: timedelta = timedelta(0),
) -> int:
    """Keep alerts with their deliveries; how many were not told already.

    ``rhythms``: by watch, how often its hits are gathered. ``grace``: how long mails that may wait do, for others.
    """
    owners = {alert.owner_id for alert, _ in alerts}
    channels, manners = unit.owners.channels_of(owners), unit.manners.many(owners)
    muted = {(mute.channel_id, mute.subject_id) for mute in unit.bounces.muted(owners)}
    sendings = [
        deliveries(
            alert,
            [
                channel
                for channel in channels.get(alert.owner_id, ())
                if (channel.id, alert.subject_id) not in muted and wanted(channel, alert, record)
            ],
            urgent=is_urgent(alert.kind, record),
            now=now,
            manners=manners.get(alert.owner_id),
            digest=rhythms.get(alert.subject_id) if rhythms else None,
            grace=grace,
        )
        for alert, record in alerts
    ]
    kept = unit.outbox.add_alerts([(alert, sent) for (alert, _), sent in zip(alerts, sendings, strict=True)])
    for alert, _ in alerts:
        if alert.id not in kept:
            log.info("already told", notice=alert.notice_id, kind=alert.kind.value)
    return len(kept)
