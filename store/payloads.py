"""Answers as fetched."""

import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from recallwatch.model import Payload
from recallwatch.model.codec import dump, load_pairs

from .batch import add_new
from .tables import payloads


class Payloads:
    """See ``recallwatch.ports.store.Payloads``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, payload: Payload) -> None:
        known = select(payloads.c.sha256).where(payloads.c.sha256 == payload.sha256)
        if self._db.execute(known).first():
            return
        row = {
            "sha256": payload.sha256,
            "source": payload.source,
            "url": payload.url,
            "content": zlib.compress(payload.content),
            "fetched_at": payload.fetched_at,
            "status": payload.status,
            "headers": dump(payload.headers),
        }
        add_new(self._db, payloads, [row])

    def get(self, sha256: str) -> Payload | None:
        row = self._db.execute(select(payloads).where(payloads.c.sha256 == sha256)).first()
        return _payload(row) if row else None

    def of_source(self, source: str) -> Iterator[Payload]:
        # Only the keys are listed; contents come one by one, for they may be 100 MB each.
        listed = (
            select(payloads.c.sha256)
            .where(payloads.c.source == source)
            .order_by(payloads.c.fetched_at, payloads.c.sha256)
        )
        for sha256 in self._db.execute(listed).scalars().all():
            if payload := self.get(sha256):
                yield payload


def _payload(row: Row[Any]) -> Payload:
    return Payload(
        sha256=row.sha256,
        source=row.source,
        url=row.url,
        content=zlib.decompress(row.content),
        fetched_at=row.fetched_at,
        status=row.status,
        headers=load_pairs(row.headers),
    )
