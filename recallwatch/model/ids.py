"""Ids made by the application: sortable by time, unique without asking a database."""

from ulid import ULID


def new_id() -> str:
    """A fresh ULID, 26 characters."""
    return str(ULID())
