"""When a lease is over."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, or_


def is_free(lease_until: Column[datetime], now: datetime, lease: timedelta) -> ColumnElement[bool]:
    """Nobody has it, or its lease ran out, or it was given by a clock that was ahead: no lease is as long as that."""
    return or_(lease_until.is_(None), lease_until <= now, lease_until > now + lease)
