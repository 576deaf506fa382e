"""What operators corrected."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from recallwatch.model import Overlay
from recallwatch.model.codec import dump, load_corrections

from .batch import add_new, chunks, distinct
from .tables import overlays


class Overlays:
    """See ``recallwatch.ports.relations.Overlays``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, overlay: Overlay) -> None:
        row = {name: getattr(overlay, name) for name in overlays.c.keys()}  # noqa: SIM118 - columns, no dictionary
        add_new(self._db, overlays, [row | {"corrections": dump(overlay.corrections)}])

    def current(self, notice_ids: Iterable[str]) -> dict[str, Overlay]:
        table = overlays.c
        found: dict[str, Overlay] = {}
        for ids in chunks(distinct(notice_ids)):
            last = select(table.notice_id, func.max(table.number).label("number")).where(table.notice_id.in_(ids))
            newest = last.group_by(table.notice_id).subquery()
            same = (newest.c.notice_id == table.notice_id) & (newest.c.number == table.number)
            found |= {row.notice_id: _overlay(row) for row in self._db.execute(select(overlays).join(newest, same))}
        return found

    def history(self, notice_id: str) -> list[Overlay]:
        wanted = select(overlays).where(overlays.c.notice_id == notice_id).order_by(overlays.c.number)
        return [_overlay(row) for row in self._db.execute(wanted)]


def _overlay(row: Row[Any]) -> Overlay:
    stored = {name: getattr(row, name) for name in overlays.c.keys()}  # noqa: SIM118 - columns, no dictionary
    return Overlay(**{**stored, "corrections": load_corrections(row.corrections)})
