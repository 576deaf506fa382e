"""The join of notices and items."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, delete, select

from recallwatch.model import Item, Key

from .batch import add_plain, chunks, distinct
from .items import exists, item
from .listed import Listing
from .tables import item_keys, items, notice_keys

_NOTICES_FOR = Listing(
    "SELECT k.notice_id, k.kind, k.value FROM {listed}"
    " JOIN notice_keys k ON k.kind = listed.kind AND k.value = listed.value",
    "kind",
    "value",
)
_CONCERNED = Listing(
    "SELECT listed.id, i.owner_id, i.item_id FROM {listed} JOIN notice_keys k ON k.notice_id = listed.id"
    " JOIN item_keys i ON i.kind = k.kind AND i.value = k.value"
    " UNION SELECT listed.id, v.owner_id, v.item_id FROM {listed} JOIN verdicts v ON v.notice_id = listed.id"
    " ORDER BY 1, 2, 3",
    "id",
)


class Keys:
    """See ``recallwatch.ports.relations.Keys``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def set_notice_keys(self, keys: Mapping[str, Iterable[Key]]) -> None:
        for ids in chunks(keys):
            self._db.execute(delete(notice_keys).where(notice_keys.c.notice_id.in_(ids)))
            given = [(name, key.kind.value, key.value) for name in ids for key in sorted(set(keys[name]))]
            add_plain(self._db, notice_keys, given)

    def set_item_keys(self, owner_id: str, item_id: str, keys: Iterable[Key]) -> None:
        """Nothing is kept for an item that is gone."""
        mine = (item_keys.c.owner_id == owner_id, item_keys.c.item_id == item_id)
        self._db.execute(delete(item_keys).where(*mine))
        given = [
            {"owner_id": owner_id, "item_id": item_id, "kind": key.kind, "value": key.value}
            for key in sorted(set(keys))
        ]
        if given and exists(self._db, owner_id, item_id):
            self._db.execute(item_keys.insert(), given)

    def items_for(self, notice_ids: Iterable[str]) -> dict[str, list[Item]]:
        same = and_(item_keys.c.kind == notice_keys.c.kind, item_keys.c.value == notice_keys.c.value)
        found: dict[str, list[Item]] = {}
        for ids in chunks(distinct(notice_ids)):
            hits = (
                select(notice_keys.c.notice_id, item_keys.c.owner_id, item_keys.c.item_id)
                .distinct()
                .join_from(notice_keys, item_keys, same)
                .where(notice_keys.c.notice_id.in_(ids))
                .subquery()
            )
            mine = and_(items.c.owner_id == hits.c.owner_id, items.c.id == hits.c.item_id)
            wanted = select(items, hits.c.notice_id).join(hits, mine).order_by(items.c.owner_id, items.c.id)
            for row in self._db.execute(wanted):
                found.setdefault(row.notice_id, []).append(item(row))
        return found

    def concerned(self, notice_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in _CONCERNED.rows(self._db, [(id_,) for id_ in distinct(notice_ids)]):
            found.setdefault(row.id, []).append((row.owner_id, row.item_id))
        return found

    def notices_for(self, keys: Iterable[Key]) -> dict[str, frozenset[Key]]:
        asked = {key: key for key in keys}
        found: dict[str, set[Key]] = {}
        for row in _NOTICES_FOR.rows(self._db, list(asked)):
            found.setdefault(row.notice_id, set()).add(asked[Key(row.kind, row.value)])
        return {name: frozenset(shared) for name, shared in found.items()}
