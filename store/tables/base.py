"""What every table module needs: the metadata and the few shapes of column there are."""

from typing import Any

from sqlalchemy import Boolean, Column, Integer, MetaData

from .types import CleanText, UtcDateTime

metadata = MetaData()


def text(name: str, **options: Any) -> Column[str]:  # noqa: ANN401 - passed on to Column
    """A text that is never null; empty means nothing was said."""
    return Column(name, CleanText, nullable=False, **options)


def number(name: str, **options: Any) -> Column[int]:  # noqa: ANN401 - passed on to Column
    """An integer that is never null."""
    return Column(name, Integer, nullable=False, **options)


def flag(name: str) -> Column[bool]:
    """A yes or no."""
    return Column(name, Boolean, nullable=False)


def time(name: str, *, nullable: bool = False) -> Column[Any]:
    """An aware UTC time."""
    return Column(name, UtcDateTime, nullable=nullable)
