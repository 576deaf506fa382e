"""Column types that behave alike on both engines."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from recallwatch.text.clean import clean


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one raises ``ValueError``.

    SQLite has no time type: there it is text of fixed width, so that text order is time order.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, ``timestamptz`` on PostgreSQL."""
        return Text() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        """Check and convert on the way in."""
        if value is None:
            return None
        return as_text(value) if dialect.name == "sqlite" else _in_utc(value)

    def process_result_value(self, value: object | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Convert on the way out."""
        return None if value is None else aware(value)


@lru_cache(maxsize=1024)
def as_text(value: datetime) -> str:
    """A time as SQLite keeps it; the same few are written over and over."""
    return _in_utc(value).isoformat(timespec="microseconds")


def _in_utc(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"a time without a zone: {value.isoformat()}")
    return value.astimezone(UTC)


def aware(stored: object) -> datetime:
    """A time as either driver gives it."""
    return stored.astimezone(UTC) if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))


class CleanText(TypeDecorator[str]):
    """Text without the characters that an engine refuses (NUL, lone surrogates): one bad row must not stop a run.

    Compared by code point on both engines, whatever the server's locale.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Collation C on PostgreSQL; SQLite's own is binary already."""
        return Text() if dialect.name == "sqlite" else Text(collation="C")

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Clean on the way in."""
        return None if value is None else clean(value)
