"""A site with an empty database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import open_store

from .site import Site, new_site


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once; every test gets a copy."""
    path = tmp_path_factory.mktemp("empty") / "site.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture
def site(tmp_path: Path, empty_database: Path) -> Iterator[Site]:
    shutil.copy(empty_database, tmp_path / "site.db")
    made = new_site(tmp_path)
    yield made
    made.context.store.close()
