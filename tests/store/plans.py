"""How an engine carries out the statements of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event


@contextmanager
def plans(connection: Connection) -> Iterator[list[str]]:
    """Collect the plan of every statement that is sent inside the block; filled when it ends."""
    sent: list[tuple[str, Any]] = []
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        sent.append((statement, values))

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    for statement, values in sent:
        rows = connection.exec_driver_sql(explain + statement, values)
        found.append("\n".join(str(row) for row in rows))
