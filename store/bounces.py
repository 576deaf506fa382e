"""What came back from mailboxes, and what is no longer wanted there."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from recallwatch.model import Bounce, Delivery, DeliveryState, Mute, Nature

from .batch import add_new, distinct, insert
from .listed import Listing
from .outbox_rows import delivery
from .tables import alerts, bounces, deliveries, mutes
from .tables.types import aware

_MUTES = Listing(
    "SELECT m.* FROM {listed} JOIN mutes m ON m.owner_id = listed.owner_id ORDER BY m.at, m.subject_id", "owner_id"
)


class Bounces:
    """See ``recallwatch.ports.store.Bounces``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def sending(self, delivery_id: str) -> Delivery | None:
        row = self._db.execute(select(deliveries).where(deliveries.c.id == delivery_id)).first()
        return delivery(row) if row else None

    def add(self, bounce: Bounce) -> bool:
        kept = insert(self._db, bounces).values(_row(bounce)).on_conflict_do_nothing().returning(bounces.c.id)
        return self._db.execute(kept).first() is not None

    def of(self, owner_id: str, channel_id: str) -> list[Bounce]:
        this = (bounces.c.owner_id == owner_id, bounces.c.channel_id == channel_id)
        found = select(bounces).where(*this).order_by(bounces.c.at, bounces.c.id)
        return [_bounce(row) for row in self._db.execute(found)]

    def forget(self, owner_id: str, channel_id: str) -> None:
        this = (bounces.c.owner_id == owner_id, bounces.c.channel_id == channel_id)
        self._db.execute(delete(bounces).where(*this))

    def came_back(self, sent: Delivery, *, answer: str) -> None:
        there = (deliveries.c.owner_id == sent.owner_id, deliveries.c.channel_id == sent.channel_id)
        this = deliveries.c.bundle == sent.bundle if sent.bundle else deliveries.c.id == sent.id
        dead = update(deliveries).where(*there, this, deliveries.c.state == DeliveryState.SENT)
        self._db.execute(dead.values(state=DeliveryState.DEAD, answer=answer))

    def mute(self, mute: Mute) -> None:
        add_new(self._db, mutes, [{name: getattr(mute, name) for name in mutes.c.keys()}])  # noqa: SIM118 - columns

    def unmute(self, owner_id: str, channel_id: str, subject_id: str) -> None:
        this = (mutes.c.channel_id == channel_id, mutes.c.subject_id == subject_id)
        self._db.execute(delete(mutes).where(mutes.c.owner_id == owner_id, *this))

    def muted(self, owner_ids: Iterable[str]) -> list[Mute]:
        rows = _MUTES.rows(self._db, [(id_,) for id_ in distinct(owner_ids)])
        return [Mute(row.owner_id, row.channel_id, row.subject_id, aware(row.at)) for row in rows]

    def drop(self, owner_id: str, channel_id: str, *, answer: str, subject_id: str = "") -> None:
        waits = (deliveries.c.state == DeliveryState.PENDING, deliveries.c.lease_until.is_(None))
        there = (deliveries.c.owner_id == owner_id, deliveries.c.channel_id == channel_id)
        about = select(alerts.c.id).where(alerts.c.owner_id == owner_id, alerts.c.subject_id == subject_id)
        only = (deliveries.c.alert_id.in_(about),) if subject_id else ()
        dropped = update(deliveries).where(*there, *waits, *only)
        self._db.execute(dropped.values(state=DeliveryState.DROPPED, answer=answer))


def _row(value: Bounce) -> dict[str, Any]:
    return {name: getattr(value, name) for name in bounces.c.keys()}  # noqa: SIM118 - columns, no dictionary


def _bounce(row: Row[Any]) -> Bounce:
    return Bounce(**{**row._asdict(), "nature": Nature(row.nature)})
