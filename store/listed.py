"""Lists as one parameter of a statement: one text however long the list is, so that it is prepared once."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, text

_TABLES = {
    "sqlite": "(SELECT {columns} FROM json_each(:listed)) AS listed",
    "postgresql": "unnest({columns}) AS listed ({names})",
}
_COLUMNS = {"sqlite": "json_extract(value, '$[{at}]') AS {name}", "postgresql": 'CAST(:{name} AS text[]) COLLATE "C"'}


def listing(statement: str, *names: str) -> Mapping[str, TextClause]:
    """The statement for each engine, with ``{listed}`` as a table ``listed`` of text columns with these names."""
    return {engine: text(statement.format(listed=_table(engine, names))) for engine in _TABLES}


def _table(engine: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(_COLUMNS[engine].format(at=at, name=name) for at, name in enumerate(names))
    return _TABLES[engine].format(columns=columns, names=", ".join(names))


def rows(connection: Connection, rows: Sequence[tuple[str, ...]], *names: str) -> dict[str, Any]:
    """The parameters that fill ``listed``."""
    if connection.dialect.name == "sqlite":
        return {"listed": json.dumps(rows)}
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}
