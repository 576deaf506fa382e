"""What we last thought of an item and a notice."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, select

from recallwatch.model import Verdict
from recallwatch.model.codec import load_verdict

from .batch import distinct, upsert
from .listed import Listing
from .outbox_rows import written
from .tables import verdicts

_THERE = Listing(
    "SELECT i.owner_id, i.id FROM {listed} JOIN items i ON i.owner_id = listed.owner_id AND i.id = listed.item_id",
    "owner_id",
    "item_id",
)
_OF_PAIRS = Listing(
    "SELECT v.owner_id, v.item_id, v.notice_id, v.verdict FROM {listed} JOIN verdicts v"
    " ON v.owner_id = listed.owner_id AND v.item_id = listed.item_id AND v.notice_id = listed.notice_id",
    "owner_id",
    "item_id",
    "notice_id",
)


class Verdicts:
    """See ``recallwatch.ports.store.Verdicts``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, verdicts: Iterable[tuple[str, str, Verdict]]) -> None:
        rows = {(owner, item, verdict.notice): _row(owner, item, verdict) for owner, item, verdict in verdicts}
        there = _THERE.rows(self._db, sorted({(owner, item) for owner, item, _ in rows}))
        kept = {(row.owner_id, row.id) for row in there}
        upsert(self._db, _verdicts, [row for (owner, item, _), row in rows.items() if (owner, item) in kept])

    def forget(self, owner_id: str, item_id: str, notice_id: str) -> None:
        this = (_table.owner_id == owner_id, _table.item_id == item_id, _table.notice_id == notice_id)
        self._db.execute(delete(_verdicts).where(*this))

    def of_item(self, owner_id: str, item_id: str) -> list[Verdict]:
        mine = select(_table.verdict).where(_table.owner_id == owner_id, _table.item_id == item_id)
        return [load_verdict(text) for text in self._db.execute(mine.order_by(_table.notice_id)).scalars()]

    def of_pairs(self, pairs: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], dict[str, Verdict]]:
        found: dict[tuple[str, str], dict[str, Verdict]] = {}
        for row in _OF_PAIRS.rows(self._db, distinct(pairs)):
            found.setdefault((row.owner_id, row.item_id), {})[row.notice_id] = load_verdict(row.verdict)
        return found


def _row(owner_id: str, item_id: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "owner_id": owner_id,
        "item_id": item_id,
        "notice_id": verdict.notice,
        "revision": verdict.revision,
        "outcome": verdict.outcome,
        "verdict": written(verdict),
    }


_verdicts = verdicts
_table = verdicts.c
