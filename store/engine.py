"""Engines for both databases, set up so that a transaction begins the way its unit says."""

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from recallwatch.errors import ConfigError

from .errors import on_engine_error

#: Marks a connection that will write (an execution option).
WRITES = "recallwatch_writes"

#: The advisory lock that stands for SQLite's write lock on PostgreSQL: "recall" in ASCII.
WRITE_LOCK = 0x726563616C6C

_USE = "use sqlite:///path/to/file.db or postgresql+psycopg://user:password@host/name"


def build(url: str, *, wait: float) -> Engine:
    """An engine for the URL; statements wait ``wait`` seconds for a lock. Raises ``ConfigError``."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError([f"database_url cannot be read as an address: {_USE}"]) from None
    if parsed.drivername == "sqlite":
        engine = _sqlite(parsed, wait)
    elif parsed.drivername == "postgresql+psycopg":
        engine = _postgresql(parsed, wait)
    else:
        raise ConfigError([f"database_url starts with {parsed.drivername}://, which is not supported: {_USE}"])
    event.listen(engine, "handle_error", on_engine_error)
    return engine


def _sqlite(url: URL, wait: float) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ConfigError(["database_url names no file: use sqlite:///path/to/file.db"])
    folder = Path(url.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError([f"the database's folder {folder} cannot be made: {error.strerror}"]) from None
    _private(Path(url.database))
    # Units are used from worker threads, one thread at a time, hence check_same_thread.
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": wait}, pool_size=10, max_overflow=40
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver sends no BEGIN of its own
        _enter_wal(connection, wait)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        if connection.info.get(WRITES) is not writes:
            connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            connection.info[WRITES] = writes
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def wipe_deleted(connection: Connection) -> None:
    """Let SQLite write zeros over what this connection deletes or replaces; PostgreSQL has VACUUM for that."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def forget_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where older states of pages stand, unless somebody reads from it just now."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _private(path: Path) -> None:
    """Make a new database file readable by its owner alone; SQLite gives its other files the same mode."""
    with suppress(OSError):  # what is wrong with the file is said when it is opened
        path.touch(mode=0o600, exist_ok=False)


def _enter_wal(connection: sqlite3.Connection, wait: float) -> None:
    # SQLite does not wait for a lock here, whatever its time-out (https://sqlite.org/wal.html, "sometimes busy").
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _postgresql(url: URL, wait: float) -> Engine:
    # libpq would wait for an unreachable server as long as TCP does.
    url = url.update_query_dict({"connect_timeout": "10", **url.query})
    engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # Reading and then writing must not race, as on SQLite: one writer at a time, released at the end.
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    return engine
