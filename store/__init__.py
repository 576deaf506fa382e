"""The store: SQLAlchemy Core on SQLite and PostgreSQL, behind ``recallwatch.ports.store``."""

from .database import Database, open_store

__all__ = ["Database", "open_store"]
