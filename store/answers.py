"""What owners said about their things and a case; the newest answer holds."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from recallwatch.model import Answer, AnswerState, Done

from .batch import add_new, chunks, distinct
from .items import exists
from .tables import answers

_table = answers.c


class Answers:
    """See ``recallwatch.ports.store.Answers``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, answer: Answer) -> None:
        """Nothing is kept for an item that is gone."""
        if exists(self._db, answer.owner_id, answer.item_id):
            add_new(self._db, answers, [_row(answer)])

    def current(self, things: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Answer]:
        found: dict[tuple[str, str, str], Answer] = {}
        key = tuple_(_table.owner_id, _table.item_id, _table.case_id)
        for keys in chunks(distinct(things), _KEYS):
            rows = self._db.execute(select(answers).where(key.in_(keys)).order_by(_table.at, _table.id))
            found |= {(row.owner_id, row.item_id, row.case_id): _answer(row) for row in rows}
        return found

    def history(self, owner_id: str, item_id: str, case_id: str) -> list[Answer]:
        this = (_table.owner_id == owner_id, _table.item_id == item_id, _table.case_id == case_id)
        return [_answer(row) for row in self._db.execute(select(answers).where(*this).order_by(_table.at, _table.id))]

    def of_owner(self, owner_id: str) -> dict[tuple[str, str], Answer]:
        mine = select(answers).where(_table.owner_id == owner_id).order_by(_table.at, _table.id)
        return {(row.item_id, row.case_id): _answer(row) for row in self._db.execute(mine)}


#: Three values each.
_KEYS = 300


def _answer(row: Row[Any]) -> Answer:
    typed = {"state": AnswerState(row.state), "how": Done(row.how) if row.how else None}
    return Answer(**{**row._asdict(), **typed})


def _row(value: Answer) -> dict[str, Any]:
    plain = {name: getattr(value, name) for name in _table.keys()}  # noqa: SIM118 - columns, no dictionary
    return {**plain, "how": value.how or ""}
