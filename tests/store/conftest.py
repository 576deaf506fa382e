"""Every test here runs on SQLite and on PostgreSQL, each time in a database of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from recallwatch.ports import Store
from store import open_store
from tests import pg

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that is migrated and empty, to be copied."""
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database that is migrated and empty, to be copied."""
    url = pg.new_database(postgres_url)
    _migrate(url)
    yield make_url(url).database or ""
    pg.drop_database(postgres_url, url)


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server = request.getfixturevalue("postgres_url")
    url = pg.new_database(server)
    yield url
    pg.drop_database(server, url)


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "store.db")
        yield f"sqlite:///{tmp_path}/store.db"
        return
    server = request.getfixturevalue("postgres_url")
    url = pg.new_database(server, template=request.getfixturevalue("migrated_database"))
    yield url
    pg.drop_database(server, url)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A migrated store."""
    opened = open_store(url)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    store = open_store(url)
    store.migrate()
    store.close()
