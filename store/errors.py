"""Engine errors in our own words: ``StoreBusy``, ``StoreFull`` or ``StoreError``."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from recallwatch.errors import StoreBusy, StoreError, StoreFull

# PostgreSQL's SQLSTATEs (manual, appendix A): lock not available, deadlock, serialization failure; then the ones of
# class 53 that speak of room.
_BUSY_STATES = {"55P03", "40P01", "40001"}
_FULL_STATES = {"53100"}


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn what an engine raises around a transaction into our errors."""
    try:
        yield
    except SQLAlchemyError as error:
        raise translated(error) from error


def on_engine_error(context: ExceptionContext) -> None:
    """Do the same for a single statement (an SQLAlchemy ``handle_error`` listener)."""
    if isinstance(context.original_exception, ValueError):
        raise context.original_exception  # a naive time, refused by its column type before anything was sent
    if context.sqlalchemy_exception is not None:
        raise translated(context.sqlalchemy_exception) from context.original_exception


def translated(error: SQLAlchemyError) -> StoreError:
    """Our error for the engine's."""
    if isinstance(error, PoolTimeout):
        return StoreBusy("every database connection is in use; try again")
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    text = " ".join(str(cause).split())
    if state in _FULL_STATES or "database or disk is full" in text:
        return StoreFull(f"no room left for the database: {text}")
    if state in _BUSY_STATES or "database is locked" in text or "database table is locked" in text:
        return StoreBusy(f"the database is locked by somebody else: {text}")
    return StoreError(text)
