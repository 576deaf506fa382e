"""What ``doctor`` asks a database."""

import os
import shutil
from pathlib import Path

from sqlalchemy import Connection

from .migrate import versions

_LOW = 200_000_000


def problems(connection: Connection) -> list[str]:
    """Problems found, each with what to do; empty when all is well."""
    engine = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    return [*_schema(connection), *engine(connection)]


def _schema(connection: Connection) -> list[str]:
    there, needed = versions(connection)
    if there == needed:
        return []
    return [f"the schema is at version {there or 'none'}, this program needs {needed}: run this version to migrate"]


def _sqlite(connection: Connection) -> list[str]:
    path = Path(connection.engine.url.database or "").resolve()
    found = [
        f"the database {path} is damaged ({row[0]}): restore a backup"
        for row in connection.exec_driver_sql("PRAGMA quick_check(1)")
        if row[0] != "ok"
    ]
    if not os.access(path.parent, os.W_OK):
        found.append(f"the folder {path.parent} cannot be written: change its owner or rights")
    free = shutil.disk_usage(path.parent).free
    if free < _LOW:
        found.append(f"only {free // 1_000_000} MB are free for {path}: make room")
    return found


def _postgresql(connection: Connection) -> list[str]:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding == "UTF8":
        return []
    return [f"the database's encoding is {encoding}: create it anew with ENCODING 'UTF8'"]
