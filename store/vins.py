"""Decoded patterns of VINs."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, or_, select

from recallwatch.text.vin import Decoded

from .batch import chunks, distinct, upsert
from .tables import vin_patterns


class Vins:
    """See ``recallwatch.ports.vehicles.Vins``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, patterns: Iterable[str], *, since: datetime) -> dict[str, Decoded]:
        known = vin_patterns.c
        return {
            row.pattern: Decoded(row.make, row.model, row.year)
            for part in chunks(distinct(patterns))
            for row in self._db.execute(
                select(vin_patterns).where(known.pattern.in_(part), or_(known.make != "", known.at >= since))
            )
        }

    def put(self, pattern: str, decoded: Decoded, *, at: datetime) -> None:
        row = {"pattern": pattern, "make": decoded.make, "model": decoded.model, "year": decoded.year, "at": at}
        upsert(self._db, vin_patterns, [row])
