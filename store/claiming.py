"""Leasing deliveries: pick what is due and free, bury what has no way out, raise the fence of the rest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, literal, select, tuple_, update

from recallwatch.model import UNREADABLE, Attempt, AttemptOutcome, Delivery, DeliveryState
from recallwatch.ports import Cipher, Due, Ended

from .leases import is_free
from .listed import Listing
from .outbox_rows import delivery, readable
from .owners import channel
from .settling import settle
from .tables import channels, deliveries

_delivery = deliveries.c

# Spelt out in the statement: SQLite uses a partial index only where its condition stands word for word.
waiting = _delivery.state == literal(DeliveryState.PENDING.value, literal_execute=True)

_LEASE = (
    update(deliveries)
    .where(_delivery.owner_id == bindparam("of_owner"), _delivery.id == bindparam("of_id"))
    .values(lease_until=bindparam("to_lease_until"), fence=_delivery.fence + 1, attempts=_delivery.attempts + 1)
)
_WAYS = Listing(
    "SELECT c.* FROM {listed} JOIN channels c ON c.owner_id = listed.owner_id AND c.id = listed.channel_id",
    "owner_id",
    "channel_id",
)
_FREIGHT = Listing(
    "SELECT a.* FROM {listed} JOIN alerts a ON a.owner_id = listed.owner_id AND a.id = listed.alert_id",
    "owner_id",
    "alert_id",
)


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


def any_due(connection: Connection, *, now: datetime, lease: timedelta) -> bool:
    """Whether ``claim`` would find something."""
    free = (select(_delivery.id).where(*_free(now, lease, urgent=urgent)).limit(1) for urgent in (True, False))
    return any(connection.execute(one).first() for one in free)


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


def _free(now: datetime, lease: timedelta, *, urgent: bool) -> tuple[ColumnElement[bool], ...]:
    return (
        waiting,
        _delivery.urgent == urgent,
        _delivery.due_at <= now,
        is_free(_delivery.lease_until, now, lease),
    )


def _due_of(connection: Connection, now: datetime, lease: timedelta, limit: int, *, urgent: bool) -> Sequence[Row[Any]]:
    way = and_(channels.c.owner_id == _delivery.owner_id, channels.c.id == _delivery.channel_id)
    usable = and_(channels.c.id.is_not(None), channels.c.disabled_at.is_(None)).label("usable")
    wanted = (
        select(deliveries, usable)
        .join_from(deliveries, channels, way, isouter=True)
        .where(*_free(now, lease, urgent=urgent))
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


def lease_rows(connection: Connection, rows: Sequence[Row[Any]], until: datetime) -> list[Delivery]:
    """Lease deliveries as they were just read; the caller's unit holds the write lock, so nothing races."""
    if rows:
        keys = [{"of_owner": row.owner_id, "of_id": row.id, "to_lease_until": until} for row in rows]
        connection.execute(_LEASE, keys)
    return [_leased(delivery(row), until) for row in rows]


def _leased(one: Delivery, until: datetime) -> Delivery:
    return replace(one, lease_until=until, fence=one.fence + 1, attempts=one.attempts + 1)


def with_freight(connection: Connection, cipher: Cipher, sendings: Sequence[Delivery], *, now: datetime) -> list[Due]:
    """Join each delivery with its channel and alert: two statements however many there are.

    Those whose alert cannot be read any more are set aside, so that they do not hold up the rest.
    """
    ways = _WAYS.rows(connection, sorted({(one.owner_id, one.channel_id) for one in sendings}))
    freight = _FREIGHT.rows(connection, sorted({(one.owner_id, one.alert_id) for one in sendings}))
    by_way = {(row.owner_id, row.id): channel(row, cipher) for row in ways}
    by_alert = {(each.owner_id, each.id): each for each in readable(freight)}
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
    return tuple_(_delivery.owner_id, _delivery.id).in_(sorted((row.owner_id, row.id) for row in rows))
