"""Items and watches."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select

from recallwatch.model import Acquired, Digest, Item, PartialDate, Watch

from .batch import upsert
from .listed import Listing
from .tables import items, watches
from .tables.types import aware

_MANY = Listing(
    "SELECT i.* FROM {listed} JOIN items i ON i.owner_id = listed.owner_id AND i.id = listed.item_id"
    " ORDER BY i.owner_id, i.id",
    "owner_id",
    "item_id",
)


class Items:
    """See ``recallwatch.ports.store.Items``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, item: Item) -> None:
        row = {name: getattr(item, name) for name in items.c.keys()}  # noqa: SIM118
        given = {"purchased": str(item.purchased or ""), "acquired": item.acquired or ""}
        upsert(self._db, items, [{**row, **given}])

    def get(self, owner_id: str, item_id: str) -> Item | None:
        row = self._db.execute(select(items).where(items.c.owner_id == owner_id, items.c.id == item_id)).first()
        return item(row) if row else None

    def many(self, ids: Iterable[tuple[str, str]]) -> list[Item]:
        return [item(row) for row in _MANY.rows(self._db, sorted(set(ids)))]

    def of(self, owner_id: str) -> list[Item]:
        mine = select(items).where(items.c.owner_id == owner_id).order_by(items.c.created_at, items.c.id)
        return [item(row) for row in self._db.execute(mine)]

    def all(self) -> Iterator[Item]:
        rows = self._db.execute(select(items).order_by(items.c.owner_id, items.c.id))
        return (item(row) for row in rows)

    def half_named(self) -> list[Item]:
        wanted = select(items).where(items.c.vin != "", or_(items.c.brand == "", items.c.model == ""))
        return [item(row) for row in self._db.execute(wanted.order_by(items.c.owner_id, items.c.id))]

    def remove(self, owner_id: str, item_id: str) -> None:
        """Keys and verdicts go along by their foreign keys."""
        self._db.execute(delete(items).where(items.c.owner_id == owner_id, items.c.id == item_id))

    def put_watch(self, watch: Watch) -> None:
        row = {name: getattr(watch, name) for name in watches.c.keys()}  # noqa: SIM118
        upsert(self._db, watches, [{**row, "digest": watch.digest or ""}])

    def watches(self, owner_id: str = "") -> list[Watch]:
        wanted = select(watches).order_by(watches.c.owner_id, watches.c.id)
        rows = self._db.execute(wanted.where(watches.c.owner_id == owner_id) if owner_id else wanted)
        return [Watch(**{**row._asdict(), "digest": Digest(row.digest) if row.digest else None}) for row in rows]

    def remove_watch(self, owner_id: str, watch_id: str) -> None:
        self._db.execute(delete(watches).where(watches.c.owner_id == owner_id, watches.c.id == watch_id))


def item(row: Row[Any]) -> Item:
    """A row that has every column of ``items``, and perhaps others."""
    return Item(
        row.id,
        row.owner_id,
        row.name,
        row.brand,
        row.model,
        row.serial,
        row.gtin,
        row.vin,
        PartialDate.parse(row.purchased) if row.purchased else None,
        Acquired(row.acquired) if row.acquired else None,
        aware(row.created_at) if row.created_at else None,
    )


def exists(connection: Connection, owner_id: str, item_id: str) -> bool:
    """Whether the item is still there; it stays until this transaction ends."""
    wanted = select(items.c.id).where(items.c.owner_id == owner_id, items.c.id == item_id)
    return connection.execute(wanted.with_for_update(read=True, key_share=True)).first() is not None
