"""How owners want to be told."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from recallwatch.model import Digest, Manners

from .batch import distinct, upsert
from .leases import is_free
from .listed import Listing
from .tables import manners

_MANY = Listing("SELECT m.* FROM {listed} JOIN manners m ON m.owner_id = listed.owner_id", "owner_id")


class OwnersManners:
    """See ``recallwatch.ports.owners.OwnersManners``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, owner_id: str) -> Manners | None:
        return self.many([owner_id]).get(owner_id)

    def many(self, owner_ids: Iterable[str]) -> dict[str, Manners]:
        rows = _MANY.rows(self._db, [(id_,) for id_ in distinct(owner_ids)])
        return {row.owner_id: _manners(row) for row in rows}

    def receiving(self) -> list[Manners]:
        asked = select(manners).where(manners.c.receipts).order_by(manners.c.owner_id)
        return [_manners(row) for row in self._db.execute(asked)]

    def claim_receipt(self, owner_id: str, *, after: str, now: datetime, lease: timedelta) -> bool:
        free = (*_last(owner_id, after), is_free(manners.c.receipt_lease, now, lease))
        return self._db.execute(update(manners).where(*free).values(receipt_lease=now + lease)).rowcount == 1

    def release_receipt(self, owner_id: str) -> None:
        self._db.execute(update(manners).where(manners.c.owner_id == owner_id).values(receipt_lease=None))

    def set_receipt(self, owner_id: str, month: str, *, after: str) -> bool:
        noted = update(manners).where(*_last(owner_id, after)).values(receipt_month=month, receipt_lease=None)
        return self._db.execute(noted).rowcount == 1

    def put(self, manners: Manners) -> None:
        upsert(self._db, _table, [_row(manners)])


_table = manners
_FIELDS = tuple(field.name for field in fields(Manners))


def _last(owner_id: str, month: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return manners.c.owner_id == owner_id, manners.c.receipt_month == month


def _manners(row: Row[Any]) -> Manners:
    typed = {
        "quiet_from": _time(row.quiet_from),
        "quiet_to": _time(row.quiet_to),
        "digest": Digest(row.digest),
        "digest_at": time.fromisoformat(row.digest_at),
        "receipts": bool(row.receipts),
    }
    return Manners(**{**{name: getattr(row, name) for name in _FIELDS}, **typed})


def _row(value: Manners) -> dict[str, Any]:
    plain = {name: getattr(value, name) for name in _FIELDS}
    texts = {"quiet_from": _text(value.quiet_from), "quiet_to": _text(value.quiet_to)}
    return {**plain, **texts, "digest_at": _text(value.digest_at)}


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _text(value: time | None) -> str:
    return value.strftime("%H:%M") if value else ""
