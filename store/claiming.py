"""Leasing deliveries: pick what is due and free, bury what has no way out, raise the fence of the rest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, literal, select, tuple_, update

from recallwatch.model import UNREADABLE, Attempt, AttemptOutcome, Delivery, DeliveryState
from recallwatch.ports import Cipher, Due, Ended

from .leases import is_free
from .outbox_rows import delivery, readable
from .owners import channel
from .settling import settle
from .tables import alerts, channels, deliveries

_delivery = deliveries.c

# Spelt out in the statement: SQLite uses a partial index only where its condition stands word for word.
waiting = _delivery.state == literal(DeliveryState.PENDING.value, literal_execute=True)


def claim(connection: Connection, cipher: Cipher, *, now: datetime, lease: timedelta, limit: int) -> list[Due]:
    """Lease up to ``limit`` due deliveries, urgent ones first, then oldest due first.

    Deliveries over a channel that is disabled or gone become dead on the way.
    """
    while rows := _due(connection, now, lease, limit):
        _bury(connection, [row for row in rows if not row.usable])
        if usable := [row for row in rows if row.usable]:
            leased = lease_rows(connection, usable, now + lease)
            if loaded := with_freight(connection, cipher, leased, now=now):
                return loaded
    return []


def release(connection: Connection, now: datetime) -> int:
    """Take back the leases of deliveries that ran out; the fence stays, so a late success still counts."""
    expired = update(deliveries).where(waiting, _delivery.lease_until <= now).values(lease_until=None)
    return connection.execute(expired).rowcount


def _due(connection: Connection, now: datetime, lease: timedelta, limit: int) -> Sequence[Row[Any]]:
    """Two reads of the index from its beginning: one over both kinds would pass by all that is not due yet."""
    urgent = _due_of(connection, now, lease, limit, urgent=True)
    if len(urgent) >= limit:
        return urgent
    return [*urgent, *_due_of(connection, now, lease, limit - len(urgent), urgent=False)]


def _due_of(connection: Connection, now: datetime, lease: timedelta, limit: int, *, urgent: bool) -> Sequence[Row[Any]]:
    way = and_(channels.c.owner_id == _delivery.owner_id, channels.c.id == _delivery.channel_id)
    usable = and_(channels.c.id.is_not(None), channels.c.disabled_at.is_(None)).label("usable")
    wanted = (
        select(_delivery.owner_id, _delivery.id, _delivery.alert_id, _delivery.channel_id, usable)
        .join_from(deliveries, channels, way, isouter=True)
        .where(waiting, _delivery.urgent == urgent, _delivery.due_at <= now)
        .where(is_free(_delivery.lease_until, now, lease))
        .order_by(_delivery.due_at, _delivery.id)
        .limit(limit)
        .with_for_update(of=deliveries, skip_locked=True)
    )
    return connection.execute(wanted).all()


def _bury(connection: Connection, rows: Sequence[Row[Any]]) -> None:
    if rows:
        dead = update(deliveries).where(_these(rows))
        connection.execute(
            dead.values(
                state=DeliveryState.DEAD,
                answer="the channel is disabled or was removed",
                lease_until=None,
                fence=_delivery.fence + 1,
            )
        )


def lease_rows(connection: Connection, rows: Sequence[Any], until: datetime) -> list[Delivery]:
    """Lease the rows of deliveries; gives them in the order they are claimed in."""
    leased = connection.execute(
        update(deliveries)
        .where(_these(rows))
        .values(lease_until=until, fence=_delivery.fence + 1, attempts=_delivery.attempts + 1)
        .returning(deliveries)
    )
    return sorted((delivery(row) for row in leased), key=lambda one: (not one.urgent, one.due_at, one.id))


def with_freight(connection: Connection, cipher: Cipher, sendings: Sequence[Delivery], *, now: datetime) -> list[Due]:
    """Join each delivery with its channel and alert: three statements however many there are.

    Those whose alert cannot be read any more are set aside, so that they do not hold up the rest.
    """
    ways = {(one.owner_id, one.channel_id) for one in sendings}
    freight = {(one.owner_id, one.alert_id) for one in sendings}
    by_way = {
        (row.owner_id, row.id): channel(row, cipher)
        for row in connection.execute(select(channels).where(_among(channels, ways)))
    }
    told = readable(connection.execute(select(alerts).where(_among(alerts, freight))))
    by_alert = {(each.owner_id, each.id): each for each in told}
    _set_aside(connection, [one for one in sendings if (one.owner_id, one.alert_id) not in by_alert], now)
    return [
        Due(one, by_way[one.owner_id, one.channel_id], by_alert[one.owner_id, one.alert_id])
        for one in sendings
        if (one.owner_id, one.alert_id) in by_alert
    ]


def _set_aside(connection: Connection, sendings: Sequence[Delivery], now: datetime) -> None:
    """Give them up with a line in their log; they can be sent again once a version that reads them runs."""
    settle(connection, [Ended(one, Attempt(one.id, now, AttemptOutcome.DEAD, UNREADABLE)) for one in sendings])


def _these(rows: Sequence[Row[Any]]) -> ColumnElement[bool]:
    return _among(deliveries, {(row.owner_id, row.id) for row in rows})


def _among(table: Table, keys: set[tuple[str, str]]) -> ColumnElement[bool]:
    return tuple_(table.c.owner_id, table.c.id).in_(sorted(keys))
