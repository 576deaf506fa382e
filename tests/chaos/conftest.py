"""Workers are killed on both engines."""

from tests.store.conftest import migrated_database, migrated_file, store, url

__all__ = ["migrated_database", "migrated_file", "store", "url"]
