"""Opening, units of work, migrations and what an engine's error becomes."""

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from recallwatch.errors import ConfigError, StoreBusy, StoreError, StoreFull
from recallwatch.ports import Store, Unit
from store import migrate, open_store
from store.errors import translated
from store.tables import metadata

from . import making


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://host/name", "not supported"),
        ("postgresql://host/name", "not supported"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql+psycopg://ann:hush@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_a_wrong_address_is_a_configuration_error(url: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word) as caught:
        open_store(url)
    assert "hush" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ConfigError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/taken/folder/store.db")


def test_a_file_that_is_no_database_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("shopping list\n" * 100)
    with pytest.raises(ConfigError, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/store.db")


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/a/b/store.db").close()
    assert (tmp_path / "a/b/store.db").exists()


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/data/store.db")
    store.migrate()
    made = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    store.close()
    assert made.pop("data") == 0o700
    assert set(made.values()) == {0o600}
    assert made.keys() >= {"store.db", "store.db-wal"}


def test_sqlite_writes_ahead_and_minds_foreign_keys(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    with store.read() as unit:
        ask = unit.notices._db.exec_driver_sql  # type: ignore[attr-defined]
        found = [ask(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous", "foreign_keys")]
    store.close()
    assert found == ["wal", 1, 1]


def test_the_tables_are_what_the_migrations_make(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        options = {"include_object": lambda _o, name, *_rest: not str(name).startswith("notice_search")}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_second_migration_changes_nothing(store: Store) -> None:
    with store.write() as unit:
        making.add(unit, making.revision())
    store.migrate()
    with store.read() as unit:
        assert unit.notices.count() == 1
    assert store.check() == []


def test_a_database_of_the_first_version_is_brought_up_with_what_it_holds(store: Store, url: str) -> None:
    with store.write() as unit:
        making.add(unit, making.revision("1"), making.revision("2"))
    engine = create_engine(url)
    with engine.begin() as connection:
        before = connection.exec_driver_sql(_DIGESTS).all()
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    store.migrate()
    with engine.begin() as connection:
        assert connection.exec_driver_sql(_DIGESTS).all() == before
    engine.dispose()
    assert len(before) == 2
    assert store.check() == []


_DIGESTS = "SELECT id, reading_digest FROM notices WHERE reading_digest != '' ORDER BY id"


def test_a_start_does_not_wait_for_a_writer(store: Store, url: str) -> None:
    impatient = open_store(url, wait=0.1)
    with store.write():
        impatient.migrate()
    impatient.close()


def test_several_stores_may_migrate_at_once(empty_url: str) -> None:
    stores = [open_store(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda store: store.migrate(), stores))
    assert [store.check() for store in stores] == [[]] * 4
    for store in stores:
        store.close()


def test_a_schema_of_a_newer_program_is_refused(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(StoreError, match="update the program"):
        store.migrate()
    assert len(store.check()) == 1


def test_a_database_without_its_schema_is_a_problem_that_says_what_to_do(empty_url: str) -> None:
    store = open_store(empty_url)
    [problem] = store.check()
    store.close()
    assert "to migrate" in problem


def test_an_error_inside_a_unit_leaves_nothing(store: Store) -> None:
    with suppress(RuntimeError), store.write() as unit:
        making.add(unit, making.revision())
        unit.owners.add(making.owner())
        raise RuntimeError("stop")
    with store.read() as unit:
        assert (unit.notices.count(), unit.owners.get("ann")) == (0, None)


def test_a_read_unit_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.read() as unit:
        unit.owners.add(making.owner())


def test_a_read_unit_sees_one_snapshot_beside_a_writer(store: Store) -> None:
    with store.read() as reader:
        before = reader.notices.count()
        with store.write() as writer:
            making.add(writer, making.revision())
        after = reader.notices.count()
    with store.read() as later:
        assert (before, after, later.notices.count()) == (0, 0, 1)


def test_a_locked_database_is_busy(store: Store, url: str) -> None:
    impatient = open_store(url, wait=0.1)
    with store.write(), pytest.raises(StoreBusy), impatient.write():
        pass
    impatient.close()


def test_a_full_disk_is_told_apart_and_leaves_nothing(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    store.migrate()
    with pytest.raises(StoreFull), store.write() as unit:
        _fill(unit)
    with store.read() as unit:
        assert list(unit.payloads.of_source("us-test")) == []
    store.close()


def _fill(unit: Unit) -> None:
    unit.payloads._db.exec_driver_sql("PRAGMA max_page_count = 200")  # type: ignore[attr-defined]
    for number in range(100):
        unit.payloads.put(making.payload(random.Random(number).randbytes(100_000), sha256=f"{number:064}"))


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (sqlite3.OperationalError("database or disk is full"), StoreFull),
        (psycopg.errors.DiskFull("could not extend file"), StoreFull),
        (sqlite3.OperationalError("database is locked"), StoreBusy),
        (psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"), StoreBusy),
        (psycopg.errors.DeadlockDetected("deadlock detected"), StoreBusy),
        (sqlite3.OperationalError("no such table: notices"), StoreError),
    ],
)
def test_engine_errors_have_three_kinds(cause: Exception, kind: type[StoreError]) -> None:
    assert type(translated(OperationalError("SELECT", {}, cause))) is kind


def test_an_engine_error_can_be_caught_inside_the_unit(store: Store) -> None:
    with store.read() as unit, pytest.raises(StoreError):
        unit.items.put(making.item(owner_id="nobody"))


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = making.NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a zone"), store.write() as unit:
        making.add(unit, making.revision(at=naive))
    with store.read() as unit:
        assert unit.notices.count() == 0


def test_characters_an_engine_refuses_are_dropped(store: Store) -> None:
    with store.write() as unit:
        making.add(unit, making.revision(title="Heater\x00 \ud800recalled"))
        making.add(unit, making.revision("2\x00\udfff"))
        unit.owners.add(making.owner("a\x00nn"))
    with store.read() as unit:
        assert unit.owners.get("ann") is not None
        assert unit.notices.heads(["us-test:1", "us-test:2"]).keys() == {"us-test:1", "us-test:2"}
