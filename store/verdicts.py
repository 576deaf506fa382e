"""What we last thought of an item and a notice."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from recallwatch.model import Verdict
from recallwatch.model.codec import load_verdict

from .batch import distinct
from .listed import Listing
from .outbox_rows import written
from .rows import add_rows, overwriting
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
        rows = {(owner, item, verdict.notice): verdict for owner, item, verdict in verdicts}
        there = {(row.owner_id, row.id) for row in _THERE.rows(self._db, distinct((o, i) for o, i, _ in rows))}
        kept = [_row(*key, verdict) for key, verdict in rows.items() if key[:2] in there]
        add_rows(self._db, _verdicts, kept, tail=_OVERWRITING)

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


def _row(owner_id: str, item_id: str, notice_id: str, verdict: Verdict) -> tuple[object, ...]:
    return owner_id, item_id, notice_id, verdict.revision, verdict.outcome.value, written(verdict)


_verdicts = verdicts
_table = verdicts.c
_OVERWRITING = overwriting(verdicts)
