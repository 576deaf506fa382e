"""A list of notices as one statement."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, or_

from recallwatch.ports import Query
from recallwatch.text.fold import code_key

from . import search
from .records import current
from .tables import facets, notices


def find(connection: Connection, query: Query) -> Select[Any]:
    """The statement that answers a query, newest change first."""
    head = notices.c
    found = current().order_by(head.changed_at.desc(), head.id.desc()).limit(query.limit)
    if query.source:
        found = found.where(head.source == query.source)
    if query.since:
        found = found.where(head.changed_at >= query.since)
    if query.before:
        when, name = query.before
        found = found.where(or_(head.changed_at < when, and_(head.changed_at == when, head.id < name)))
    for kind, raw, value in (
        ("brand", query.brand, code_key(query.brand)),
        ("hazard", query.hazard, query.hazard.strip().lower()),
        ("country", query.country, query.country.strip().upper()),
    ):
        if raw.strip():
            found = found.where(_has(kind, value))
    if query.words.strip():
        ids = search.matching(connection, query.words)
        found = found.where(false() if ids is None else head.id.in_(ids))
    return found


def _has(kind: str, value: str) -> ColumnElement[bool]:
    return exists().where(facets.c.notice_id == notices.c.id, facets.c.kind == kind, facets.c.value == value)
