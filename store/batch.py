"""Statements over many rows: few round trips, and never more variables in one than an engine takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Row = Mapping[str, Any]

#: Values in one IN list. SQLite takes 32,766 variables, PostgreSQL's protocol 65,535.
CHUNK = 1000


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of at most ``size``."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def distinct(values: Iterable[T]) -> list[T]:
    """The values without repetitions, in order."""
    return list(dict.fromkeys(values))


def add_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows that are not there yet."""
    if rows:
        connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def add_plain(connection: Connection, table: Table, rows: Sequence[tuple[str, ...]]) -> None:
    """Insert rows of clean texts, in the order of the columns; none of them may be there yet.

    As plain text: an archive has a million keys, and the columns' types would look at each value of each.
    """
    if rows:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        columns = ", ".join(column.name for column in table.columns)
        marks = ", ".join(mark for _ in table.columns)
        statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, list(rows))


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or overwrite those that have the same primary key."""
    if not rows:
        return
    statement = insert(connection, table)
    keys = [column.name for column in table.primary_key]
    fresh = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def insert(connection: Connection, table: Table) -> sqlite.Insert:
    """The engine's own INSERT, which knows ON CONFLICT. Both engines' have the same methods."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)  # type: ignore[return-value]
