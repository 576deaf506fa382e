"""Alarms of the operator."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from recallwatch.model import Alarm

from .batch import upsert
from .tables import alarms


class Alarms:
    """See ``recallwatch.ports.store.Alarms``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def current(self) -> dict[str, Alarm]:
        return {row.name: _alarm(row) for row in self._db.execute(select(alarms).order_by(alarms.c.name))}

    def put(self, given: Iterable[Alarm]) -> None:
        upsert(self._db, alarms, [{name: getattr(each, name) for name in alarms.c.keys()} for each in given])  # noqa: SIM118

    def end(self, name: str) -> None:
        self._db.execute(delete(alarms).where(alarms.c.name == name))


def _alarm(row: Row[Any]) -> Alarm:
    return Alarm(**row._asdict())
