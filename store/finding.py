"""A list of notices as one statement."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, or_, select

from recallwatch.ports import Query
from recallwatch.text.fold import code_key

from . import search
from .records import current
from .tables import facets, notices


def find(connection: Connection, query: Query) -> Select[Any]:
    """The statement that answers a query: newest change first, of those changed at once the newest published."""
    head = notices.c
    order = (head.changed_at.desc(), head.published.desc(), head.id.desc())
    found = current().order_by(*order).limit(query.limit)
    if query.source:
        found = found.where(head.source == query.source)
    if query.since:
        found = found.where(head.changed_at >= query.since)
    if query.before:
        found = found.where(_after(*query.before))
    for kind, raw, value in (
        ("brand", query.brand, code_key(query.brand)),
        ("hazard", query.hazard, query.hazard.strip().lower()),
        ("country", query.country, query.country.strip().upper()),
    ):
        if raw.strip():
            found = found.where(has(kind, value))
    if query.words.strip():
        ids = search.matching(connection, query.words)
        found = found.where(false() if ids is None else head.id.in_(ids))
    return found


def _after(when: datetime, name: str) -> ColumnElement[bool]:
    """What comes after the notice a page ended with; the day it was published need not be in the cursor."""
    head = notices.c
    last = notices.alias()
    day = select(last.c.published).where(last.c.id == name).scalar_subquery()
    later = or_(head.published < day, and_(head.published == day, head.id < name))
    return or_(head.changed_at < when, and_(head.changed_at == when, later))


def has(kind: str, value: str) -> ColumnElement[bool]:
    """Whether a notice has a facet."""
    return exists().where(facets.c.notice_id == notices.c.id, facets.c.kind == kind, facets.c.value == value)
