"""Rows written as the driver takes them: the columns' types would look at each value of each, which takes longer than
writing them. Whoever makes the rows has cleaned their texts."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, Table

from .batch import chunks
from .tables.types import as_text

#: Rows in one statement, some 3,000 values: what an engine takes is in ``batch``.
_MOST = 200
_MARKS = {"sqlite": "?", "postgresql": "%s"}
_INSERT = "INSERT INTO {table} ({columns}) VALUES {rows} {tail}"


def add_rows(
    connection: Connection, table: Table, rows: Iterable[tuple[object, ...]], *, tail: str = "ON CONFLICT DO NOTHING"
) -> list[Row[Any]]:
    """Insert rows that have a value for every column, in order; what ``tail`` returns of them."""
    found: list[Row[Any]] = []
    for part in chunks(rows, _MOST):
        text = _insert(table, connection.dialect.name, len(part), tail)
        result = connection.exec_driver_sql(text, tuple(chain.from_iterable(part)))
        found += result.all() if result.returns_rows else ()
    return found


def times(connection: Connection) -> Callable[[datetime | None], object]:
    """How the driver takes a time; it must have a zone."""
    return _as_text if connection.dialect.name == "sqlite" else _as_it_is


def _as_text(value: datetime | None) -> object:
    return value and as_text(value)


def _as_it_is(value: datetime | None) -> object:
    as_text(value) if value else None  # refuses what has no zone
    return value


@cache
def _insert(table: Table, engine: str, count: int, tail: str) -> str:
    row = f"({', '.join(_MARKS[engine] for _ in table.columns)})"
    columns = ", ".join(column.name for column in table.columns)
    return _INSERT.format(table=table.name, columns=columns, rows=", ".join([row] * count), tail=tail)


def overwriting(table: Table) -> str:
    """The tail that overwrites a row with the same primary key."""
    keys = [column.name for column in table.primary_key]
    fresh = [column.name for column in table.columns if column.name not in keys]
    return f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in fresh)}"
