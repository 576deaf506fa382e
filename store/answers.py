"""What owners said about their things and a case; the newest answer holds."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from recallwatch.model import Answer, AnswerState, Done

from .batch import add_new, distinct
from .items import exists
from .listed import Listing
from .tables import answers
from .tables.types import aware

_table = answers.c
_CURRENT = Listing(
    "SELECT a.* FROM {listed} JOIN answers a"
    " ON a.owner_id = listed.owner_id AND a.item_id = listed.item_id AND a.case_id = listed.case_id"
    " ORDER BY a.at, a.id",
    "owner_id",
    "item_id",
    "case_id",
)


class Answers:
    """See ``recallwatch.ports.store.Answers``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, answer: Answer) -> None:
        """Nothing is kept for an item that is gone."""
        if exists(self._db, answer.owner_id, answer.item_id):
            add_new(self._db, answers, [_row(answer)])

    def current(self, things: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Answer]:
        rows = _CURRENT.rows(self._db, distinct(things))
        return {(row.owner_id, row.item_id, row.case_id): _answer(row) for row in rows}

    def history(self, owner_id: str, item_id: str, case_id: str) -> list[Answer]:
        this = (_table.owner_id == owner_id, _table.item_id == item_id, _table.case_id == case_id)
        return [_answer(row) for row in self._db.execute(select(answers).where(*this).order_by(_table.at, _table.id))]

    def of_owner(self, owner_id: str) -> dict[tuple[str, str], Answer]:
        mine = select(answers).where(_table.owner_id == owner_id).order_by(_table.at, _table.id)
        return {(row.item_id, row.case_id): _answer(row) for row in self._db.execute(mine)}


def _answer(row: Row[Any]) -> Answer:
    times = {"at": aware(row.at), "until": aware(row.until) if row.until else None}
    typed = {"state": AnswerState(row.state), "how": Done(row.how) if row.how else None, **times}
    return Answer(**{**row._asdict(), **typed})


def _row(value: Answer) -> dict[str, Any]:
    plain = {name: getattr(value, name) for name in _table.keys()}  # noqa: SIM118 - columns, no dictionary
    return {**plain, "how": value.how or ""}
