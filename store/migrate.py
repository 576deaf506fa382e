"""Running Alembic from the program: no ini file, no shell, the caller's transaction."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from recallwatch.errors import StoreError

# Alembic keeps what it is doing in module globals, so two databases must not be migrated in one process at once.
_ALEMBIC = Lock()
_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, *, seal: Callable[[], object]) -> None:
    """Bring the schema to this version, inside the transaction that ``connection`` is in.

    ``seal`` encrypts the secrets that an older version left plain.
    """
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["seal"] = seal
    try:
        with _ALEMBIC:
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(f"the schema is not one this program knows ({error}): update the program") from error


def versions(connection: Connection) -> tuple[str | None, str | None]:
    """The version of the schema, and the one this program needs."""
    there = MigrationContext.configure(connection).get_current_revision()
    return there, ScriptDirectory.from_config(_config()).get_current_head()


def is_current(connection: Connection) -> bool:
    """Whether nothing is left to upgrade."""
    there, needed = versions(connection)
    return there == needed


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
