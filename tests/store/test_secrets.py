"""What is secret about a channel is encrypted in the database, and nowhere else is a trace of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from recallwatch.ports import Store
from recallwatch.sealing import Sealer
from store import migrate, open_store

from .making import channel, owner

OLD, NEW = b"o" * 32, b"n" * 32
PLAIN = "whsec_UGxhaW5seVNlY3JldFBsYWlubHlTZWNyZXQ="


@pytest.fixture
def sealed(url: str) -> Iterator[Store]:
    """A store with a key, and one channel of Ann's with a secret."""
    opened = open_store(url, cipher=Sealer([OLD]))
    _add(opened)
    yield opened
    opened.close()


def _add(store: Store, secret: str = PLAIN) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add_channel(channel(secret=secret))


def _kept(url: str) -> list[str]:
    """The secrets as they stand in the database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text("SELECT secret FROM channels")).scalars())
    engine.dispose()
    return found


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("store.db*"))


def test_a_secret_is_read_as_it_was_given_and_kept_as_something_else(sealed: Store, url: str) -> None:
    with sealed.read() as unit:
        assert [each.secret for each in unit.owners.channels("ann")] == [PLAIN]
        found = unit.owners.channel("ann", channel().id)
    assert found
    assert found.secret == PLAIN
    [kept] = _kept(url)
    assert kept.startswith("sealed:")
    assert PLAIN not in kept


def test_no_file_of_the_database_holds_the_secret(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db", cipher=Sealer([OLD]))
    store.migrate()
    _add(store)
    assert b"ann@example.com" in _files(tmp_path)  # what is not secret can be found
    assert PLAIN.encode() not in _files(tmp_path)
    store.close()


def test_an_upgrade_encrypts_what_was_plain_and_wipes_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    before = open_store(url)
    before.migrate()
    _add(before)
    before.close()
    assert PLAIN.encode() in _files(tmp_path)
    _go_back(url)
    after = open_store(url, cipher=Sealer([OLD]))
    after.migrate()
    with after.read() as unit:
        assert [each.secret for each in unit.owners.channels("ann")] == [PLAIN]
    assert PLAIN.encode() not in _files(tmp_path)
    after.close()


def test_rotating_encrypts_everything_under_the_current_key(sealed: Store, url: str) -> None:
    both = open_store(url, cipher=Sealer([NEW, OLD]))
    with both.write() as unit:
        assert unit.owners.reseal() == (1, 0)
        assert unit.owners.reseal() == (0, 0)
    both.close()
    rotated = open_store(url, cipher=Sealer([NEW]))
    with rotated.read() as unit:
        assert [each.secret for each in unit.owners.channels("ann")] == [PLAIN]
    rotated.close()


def test_rotating_counts_what_no_key_opens_and_leaves_it_alone(sealed: Store, url: str) -> None:
    before = _kept(url)
    stranger = open_store(url, cipher=Sealer([NEW]))
    with stranger.write() as unit:
        assert unit.owners.reseal() == (0, 1)
    stranger.close()
    assert _kept(url) == before


def _go_back(url: str) -> None:
    """The schema of before secrets were sealed."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
    engine.dispose()
