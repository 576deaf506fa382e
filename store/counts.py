"""How many of what: for metrics and alarms."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, distinct, exists, func, select

from recallwatch.model import UNREADABLE, AttemptOutcome, ChannelKind, DeliveryState, Nature

from .tables import alerts, attempts, bounces, channels, deliveries, items, notices, owners


class Counts:
    """See ``recallwatch.ports.store.Counts``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def deliveries(self) -> dict[tuple[DeliveryState, bool], int]:
        state, urgent = deliveries.c.state, deliveries.c.urgent
        rows = self._db.execute(select(state, urgent, func.count()).group_by(state, urgent))
        return {(DeliveryState(row[0]), bool(row[1])): row[2] for row in rows}

    def oldest_due(self, *, urgent: bool, now: datetime) -> datetime | None:
        waiting = (
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.urgent == urgent,
            deliveries.c.due_at <= now,
        )
        return self._db.execute(
            select(deliveries.c.due_at).where(*waiting).order_by(deliveries.c.due_at).limit(1)
        ).scalar_one_or_none()

    def attempts(self, *, since: datetime) -> dict[tuple[ChannelKind | None, AttemptOutcome], int]:
        sending = (deliveries.c.owner_id == attempts.c.owner_id) & (deliveries.c.id == attempts.c.delivery_id)
        way = (channels.c.owner_id == deliveries.c.owner_id) & (channels.c.id == deliveries.c.channel_id)
        ended = (
            select(channels.c.kind, attempts.c.outcome, func.count())
            .join_from(attempts, deliveries, sending)
            .join(channels, way, isouter=True)
            .where(attempts.c.at >= since)
            .group_by(channels.c.kind, attempts.c.outcome)
        )
        rows = self._db.execute(ended)
        return {(ChannelKind(row[0]) if row[0] else None, AttemptOutcome(row[1])): row[2] for row in rows}

    def unreadable(self, *, since: datetime) -> int:
        given_up = (attempts.c.at >= since, attempts.c.outcome == AttemptOutcome.DEAD, attempts.c.words == UNREADABLE)
        return self._db.execute(select(func.count()).select_from(attempts).where(*given_up)).scalar_one()

    def bounces(self, *, since: datetime) -> dict[Nature, int]:
        counted = select(bounces.c.nature, func.count()).where(bounces.c.at >= since).group_by(bounces.c.nature)
        return {Nature(nature): count for nature, count in self._by(counted).items()}

    def untold(self, *, since: datetime, until: datetime) -> dict[str, int]:
        told = deliveries.alias()
        reached = (
            (told.c.owner_id == alerts.c.owner_id)
            & (told.c.alert_id == alerts.c.id)
            & told.c.state.in_((DeliveryState.SENT, DeliveryState.DROPPED))
        )
        owed = (deliveries.c.owner_id == alerts.c.owner_id) & (deliveries.c.alert_id == alerts.c.id)
        return self._by(
            select(alerts.c.case_id, func.count(distinct(alerts.c.id)))
            .join_from(alerts, deliveries, owed & deliveries.c.urgent)
            .where(alerts.c.created_at >= since, alerts.c.created_at <= until, ~exists().where(reached))
            .group_by(alerts.c.case_id)
        )

    def alerts(self, *, since: datetime) -> dict[str, int]:
        return self._by(select(alerts.c.kind, func.count()).where(alerts.c.created_at >= since).group_by(alerts.c.kind))

    def notices(self) -> dict[str, int]:
        return self._by(select(notices.c.source, func.count()).group_by(notices.c.source))

    def owners(self) -> int:
        return self._db.execute(select(func.count()).select_from(owners)).scalar_one()

    def items(self) -> int:
        return self._db.execute(select(func.count()).select_from(items)).scalar_one()

    def _by(self, counted: Select[Any]) -> dict[str, int]:
        return {row[0]: row[1] for row in self._db.execute(counted)}
