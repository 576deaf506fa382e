"""Typed relations of notices."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from recallwatch.model import Link, LinkType
from recallwatch.model.codec import dump, load_strings

from .batch import chunks, distinct, insert
from .tables import links

OPERATOR = "operator"


class Links:
    """See ``recallwatch.ports.store.Links``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, links: Iterable[Link]) -> None:
        """A rule never overwrites what an operator decided."""
        by_weight = sorted(links, key=lambda link: link.decided_by == OPERATOR)
        rows = {(link.from_id, link.to_id, link.type): _row(link) for link in by_weight}
        if not rows:
            return
        statement = insert(self._db, _links)
        fresh = {name: statement.excluded[name] for name in ("score", "evidence", "decided_by")}
        statement = statement.on_conflict_do_update(
            index_elements=["from_id", "to_id", "type"],
            set_=fresh,
            where=or_(_links.c.decided_by != OPERATOR, statement.excluded.decided_by == OPERATOR),
        )
        self._db.execute(statement, list(rows.values()))

    def of(self, notice_ids: Iterable[str]) -> list[Link]:
        found: dict[Link, None] = {}
        for part in chunks(distinct(notice_ids)):
            touching = or_(_links.c.from_id.in_(part), _links.c.to_id.in_(part))
            found |= dict.fromkeys(map(_link, self._db.execute(select(_links).where(touching))))
        return sorted(found, key=lambda link: (link.from_id, link.to_id, link.type))

    def all(self) -> Iterator[Link]:
        table = _links.c
        ordered = select(_links).order_by(table.from_id, table.to_id, table.type)
        for row in self._db.execute(ordered).yield_per(1000):
            yield _link(row)


_links = links


def _link(row: Row[Any]) -> Link:
    return Link(row.from_id, row.to_id, LinkType(row.type), row.score, load_strings(row.evidence), row.decided_by)


def _row(link: Link) -> dict[str, Any]:
    return {
        "from_id": link.from_id,
        "to_id": link.to_id,
        "type": link.type,
        "score": link.score,
        "evidence": dump(link.evidence),
        "decided_by": link.decided_by,
    }
