"""Lists as one parameter of a statement: one text however long the list is, prepared once, sent without detours."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

_TABLES = {
    "sqlite": "(SELECT {columns} FROM json_each(:listed)) AS listed",
    "postgresql": "unnest({columns}) AS listed ({names})",
}
_COLUMNS = {
    "sqlite": "json_extract(value, '$[{at}]') AS {name}",
    "postgresql": '%({name})s::text[] COLLATE "C"',
}


class Listing:
    """A statement with ``{listed}`` as a table ``listed`` of text columns; values come as the driver gives them."""

    def __init__(self, statement: str, *names: str) -> None:
        self._names = names
        self._texts = {engine: statement.format(listed=_table(engine, names)) for engine in _TABLES}

    def rows(self, connection: Connection, listed: Sequence[tuple[str, ...]]) -> Sequence[Row[Any]]:
        """The rows for these values; none for none."""
        if not listed:
            return []
        if connection.dialect.name == "sqlite":
            given: dict[str, object] = {"listed": json.dumps(listed)}
        else:
            given = {name: list(column) for name, column in zip(self._names, zip(*listed, strict=True), strict=True)}
        return connection.exec_driver_sql(self._texts[connection.dialect.name], given).all()


def _table(engine: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(_COLUMNS[engine].format(at=at, name=name) for at, name in enumerate(names))
    return _TABLES[engine].format(columns=columns, names=", ".join(names))
