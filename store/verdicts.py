"""What we last thought of an item and a notice."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, select

from recallwatch.model import Item, Verdict
from recallwatch.model.codec import dump, load_verdict

from .batch import upsert
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

    def of_item(self, owner_id: str, item_id: str) -> list[Verdict]:
        mine = select(_table.verdict).where(_table.owner_id == owner_id, _table.item_id == item_id)
        return [load_verdict(text) for text in self._db.execute(mine.order_by(_table.notice_id)).scalars()]

    def of_notice(self, notice_id: str) -> dict[tuple[str, str], Verdict]:
        rows = self._db.execute(select(_verdicts).where(_table.notice_id == notice_id))
        return {(row.owner_id, row.item_id): load_verdict(row.verdict) for row in rows}

    def items_of(self, notice_id: str) -> list[Item]:
        mine = and_(items.c.owner_id == _table.owner_id, items.c.id == _table.item_id)
        wanted = select(items).join(_verdicts, mine).where(_table.notice_id == notice_id)
        return [item(row) for row in self._db.execute(wanted.order_by(items.c.owner_id, items.c.id))]


_verdicts = verdicts
_table = verdicts.c
