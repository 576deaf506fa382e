"""Typed relations of notices, and every decision about them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select

from recallwatch.model import OPERATOR, Link, LinkChange, LinkState, LinkType
from recallwatch.model.codec import dump, load_strings

from .batch import add_new, chunks, distinct, insert
from .listed import Listing
from .tables import link_changes, links
from .tables.types import aware

_links, _changes = links.c, link_changes.c
_LINKS = links  # where an argument has the name

# Each notice with those it shares a key with. A key that more than a hundred notices have tells no two of them to be
# alike (counting stops there); those that begin with a mark stand for no brand, and prefixes for no product.
_CANDIDATES = Listing(
    "WITH mine AS (SELECT k.notice_id, k.kind, k.value FROM {listed} JOIN notice_keys k ON k.notice_id = listed.id"
    " WHERE k.kind IN ('gtin', 'model', 'brand_model', 'name', 'event', 'vin')"
    " AND k.value <> 'looks back' AND substr(k.value, 1, 1) NOT IN ('=', '~')"
    " AND (SELECT count(*) FROM (SELECT 1 FROM notice_keys x WHERE x.kind = k.kind AND x.value = k.value LIMIT 101)"
    " AS few) <= 100),"
    " pairs AS (SELECT DISTINCT mine.notice_id AS one, o.notice_id AS two FROM mine"
    " JOIN notice_keys o ON o.kind = mine.kind AND o.value = mine.value AND o.notice_id <> mine.notice_id)"
    " SELECT p.one, p.two FROM pairs p JOIN notices a ON a.id = p.one JOIN notices b ON b.id = p.two"
    " WHERE a.source <> b.source OR EXISTS (SELECT 1 FROM notice_keys e WHERE e.notice_id IN (p.one, p.two)"
    " AND e.kind = 'event' AND e.value = 'looks back')",
    "id",
)


class Links:
    """See ``recallwatch.ports.relations.Links``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, links: Iterable[Link]) -> None:
        """A rule never overwrites what an operator decided."""
        by_weight = sorted(links, key=lambda link: link.decided_by == OPERATOR)
        rows = {(link.from_id, link.to_id, link.type): _row(link) for link in by_weight}
        if not rows:
            return
        statement = insert(self._db, _LINKS)
        fresh = {name: statement.excluded[name] for name in ("score", "evidence", "decided_by", "state", "points")}
        statement = statement.on_conflict_do_update(
            index_elements=["from_id", "to_id", "type"],
            set_=fresh,
            where=or_(_links.decided_by != OPERATOR, statement.excluded.decided_by == OPERATOR),
        )
        self._db.execute(statement, list(rows.values()))

    def drop(self, links: Iterable[Link]) -> None:
        for link in links:
            same = (_links.from_id == link.from_id, _links.to_id == link.to_id, _links.type == link.type)
            self._db.execute(delete(_LINKS).where(*same))

    def of(self, notice_ids: Iterable[str], *, every: bool = False) -> list[Link]:
        found: dict[Link, None] = {}
        for part in chunks(distinct(notice_ids)):
            touching = select(_LINKS).where(or_(_links.from_id.in_(part), _links.to_id.in_(part)))
            wanted = touching if every else touching.where(_links.state == LinkState.ACTIVE)
            found |= dict.fromkeys(map(_link, self._db.execute(wanted)))
        return sorted(found, key=lambda link: (link.from_id, link.to_id, link.type))

    def all(self) -> Iterator[Link]:
        counting = select(_LINKS).where(_links.state == LinkState.ACTIVE)
        ordered = counting.order_by(_links.from_id, _links.to_id, _links.type)
        for row in self._db.execute(ordered).yield_per(1000):
            yield _link(row)

    def candidates(self, notice_ids: Iterable[str]) -> set[tuple[str, str]]:
        pairs = _CANDIDATES.rows(self._db, [(id_,) for id_ in distinct(notice_ids)])
        return {(min(row.one, row.two), max(row.one, row.two)) for row in pairs}

    def record(self, changes: Sequence[LinkChange]) -> None:
        kept = [{"id": c.id, "at": c.at, "by": c.by, "did": c.did, "note": c.note} | _row(c.link) for c in changes]
        add_new(self._db, link_changes, kept)

    def changes(self, notice_ids: Iterable[str] | None = None, *, limit: int = 100) -> list[LinkChange]:
        wanted = select(link_changes).order_by(_changes.at.desc(), _changes.id.desc()).limit(limit)
        if notice_ids is not None:
            ids = distinct(notice_ids)
            wanted = wanted.where(or_(_changes.from_id.in_(ids), _changes.to_id.in_(ids)))
        return [_change(row) for row in self._db.execute(wanted)]


def _link(row: Row[Any]) -> Link:
    return Link(
        row.from_id,
        row.to_id,
        LinkType(row.type),
        row.score,
        load_strings(row.evidence),
        row.decided_by,
        LinkState(row.state),
        row.points,
    )


def _row(link: Link) -> dict[str, Any]:
    return {
        "from_id": link.from_id,
        "to_id": link.to_id,
        "type": link.type,
        "score": link.score,
        "evidence": dump(link.evidence),
        "decided_by": link.decided_by,
        "state": link.state,
        "points": link.points,
    }


def _change(row: Row[Any]) -> LinkChange:
    return LinkChange(row.id, aware(row.at), row.by, row.did, _link(row), row.note)
