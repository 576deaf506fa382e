"""Opening a database, and its units of work."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from recallwatch.errors import ConfigError, StoreBusy, StoreError, UsageError
from recallwatch.ports import Cipher, Store

from . import health, migrate
from .decoded import Decoded
from .engine import WRITES, build, forget_log
from .errors import engine_errors
from .owners import lost_secrets, seal_plain
from .unit import Unit
from .unsealed import Unsealed

#: Notices kept in memory as they were decoded, some 7 kB each.
_DECODED = 4096


def open_store(url: str, *, wait: float = 30.0, cipher: Cipher | None = None) -> Store:
    """Open the database at ``url``, making an SQLite file and its folder if need be; it is not migrated yet.

    ``wait``: seconds to wait for a lock before ``StoreBusy``. ``cipher``: without one, secrets are kept as they are
    given. Raises ``ConfigError`` for a wrong address, a folder
    that cannot be written or a server that cannot be reached.
    """
    database = Database(build(url, wait=wait), cipher or Unsealed())
    try:
        with database.read():
            pass
    except StoreBusy:
        raise
    except StoreError as error:
        database.close()
        raise ConfigError([f"the database {database.name} cannot be opened: {error}"]) from None
    return database


class Database:
    """See ``recallwatch.ports.store.Store``."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher
        self._read_options = _READ[engine.dialect.name]
        self._decoded = Decoded(_DECODED)

    @property
    def name(self) -> str:
        """The address without its password, for messages."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Begin one consistent snapshot that cannot write."""
        with self._begun(self._read_options) as connection:
            yield Unit(connection, self._decoded, self._cipher, writes=False)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """Take the write lock and begin one transaction."""
        with self._begun(_WRITE) as connection:
            yield Unit(connection, self._decoded, self._cipher, writes=True)

    def migrate(self) -> None:
        """Bring the schema to this version, alone: the write lock is held throughout, but only if there is work."""
        with self._begun(self._read_options) as connection:
            if migrate.is_current(connection):
                return
        with self._begun(_WRITE) as connection:
            migrate.upgrade(connection, seal=lambda: seal_plain(connection, self._cipher))
        forget_log(self._engine)

    def check(self) -> list[str]:
        """Look for problems."""
        try:
            with self._begun(self._read_options) as connection:
                return health.problems(connection) or lost_secrets(connection, self._cipher)
        except StoreError as error:
            return [f"the database {self.name} cannot be read: {error}"]

    def erased(self) -> None:
        """Empty the write-ahead log."""
        forget_log(self._engine)

    def backup(self, path: Path) -> None:
        """SQLite only: a whole copy, made from one snapshot (https://sqlite.org/backup.html)."""
        if self._engine.dialect.name != "sqlite":
            raise UsageError("PostgreSQL has its own: pg_dump --format=custom")
        if path.exists():
            raise UsageError(f"{path} is there already: name a file that is not")
        path.touch(mode=0o600)
        with self._begun(self._read_options) as connection, closing(sqlite3.connect(path)) as copy:
            connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _begun(self, options: Mapping[str, Any]) -> Iterator[Connection]:
        with (
            engine_errors(),
            self._engine.connect() as connection,
            connection.execution_options(**options).begin(),
        ):
            yield connection


# SQLite reads one snapshot from the first statement on; PostgreSQL must be asked to.
_READ: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_WRITE = {WRITES: True}
