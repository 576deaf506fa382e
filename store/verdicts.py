"""What we last thought of an item and a notice."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, delete, select

from recallwatch.model import Item, Verdict
from recallwatch.model.codec import dump, load_verdict

from .batch import chunks, distinct, upsert
from .items import exists, item
from .tables import items, verdicts


class Verdicts:
    """See ``recallwatch.ports.store.Verdicts``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, owner_id: str, item_id: str, verdicts: Iterable[Verdict]) -> None:
        """Nothing is kept for an item that is gone."""
        rows = {
            verdict.notice: {
                "owner_id": owner_id,
                "item_id": item_id,
                "notice_id": verdict.notice,
                "revision": verdict.revision,
                "outcome": verdict.outcome,
                "verdict": dump(verdict),
            }
            for verdict in verdicts
        }
        if rows and exists(self._db, owner_id, item_id):
            upsert(self._db, _verdicts, list(rows.values()))

    def forget(self, owner_id: str, item_id: str, notice_id: str) -> None:
        this = (_table.owner_id == owner_id, _table.item_id == item_id, _table.notice_id == notice_id)
        self._db.execute(delete(_verdicts).where(*this))

    def of_item(self, owner_id: str, item_id: str) -> list[Verdict]:
        mine = select(_table.verdict).where(_table.owner_id == owner_id, _table.item_id == item_id)
        return [load_verdict(text) for text in self._db.execute(mine.order_by(_table.notice_id)).scalars()]

    def of_notices(self, notice_ids: Iterable[str]) -> dict[str, list[tuple[Item, Verdict]]]:
        mine = and_(items.c.owner_id == _table.owner_id, items.c.id == _table.item_id)
        found: dict[str, list[tuple[Item, Verdict]]] = {}
        for ids in chunks(distinct(notice_ids)):
            wanted = select(items, _table.notice_id, _table.verdict).join(_verdicts, mine)
            wanted = wanted.where(_table.notice_id.in_(ids)).order_by(items.c.owner_id, items.c.id)
            for row in self._db.execute(wanted):
                found.setdefault(row.notice_id, []).append((item(row), load_verdict(row.verdict)))
        return found


_verdicts = verdicts
_table = verdicts.c
