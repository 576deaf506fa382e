"""Forgetting what is old, some rows at a time, so that nobody waits long for the write lock."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, select, tuple_

from recallwatch.model import DeliveryState
from recallwatch.ports import Kept

from .tables import (
    attempts,
    audit,
    bounces,
    deliveries,
    items,
    owners,
    rejected,
    runs,
    sessions,
    source_events,
    tokens,
    watches,
)


class Retention:
    """See ``recallwatch.ports.privacy.Retention``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def count(self, kind: Kept, *, before: datetime) -> int:
        table, old = _old(kind, before)
        return self._db.execute(select(func.count()).select_from(table).where(old)).scalar_one()

    def forget(self, kind: Kept, *, before: datetime, limit: int) -> int:
        table, old = _old(kind, before)
        key = tuple_(*table.primary_key)
        some = select(*table.primary_key).where(old).limit(limit)
        return self._db.execute(delete(table).where(key.in_(some))).rowcount

    def idle(self, *, before: datetime, now: datetime, limit: int) -> list[str]:
        without = (
            ~exists().where(items.c.owner_id == owners.c.id),
            ~exists().where(watches.c.owner_id == owners.c.id),
            ~exists().where(sessions.c.owner_id == owners.c.id, sessions.c.expires_at > now),
        )
        wanted = select(owners.c.id).where(owners.c.created_at < before, *without).order_by(owners.c.id).limit(limit)
        return list(self._db.execute(wanted).scalars())


def _old(kind: Kept, before: datetime) -> tuple[Table, ColumnElement[bool]]:
    settled = deliveries.c.state != DeliveryState.PENDING
    old: dict[Kept, tuple[Table, Any]] = {
        Kept.ATTEMPTS: (attempts, attempts.c.at < before),
        Kept.DELIVERIES: (deliveries, (deliveries.c.due_at < before) & settled),
        Kept.BOUNCES: (bounces, bounces.c.at < before),
        Kept.RUNS: (runs, runs.c.started_at < before),
        Kept.REJECTED: (rejected, rejected.c.seen_at < before),
        Kept.EVENTS: (source_events, source_events.c.at < before),
        Kept.AUDIT: (audit, audit.c.at < before),
        Kept.TOKENS: (tokens, tokens.c.expires_at < before),
        Kept.SESSIONS: (sessions, sessions.c.expires_at < before),
    }
    return old[kind]
