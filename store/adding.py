"""Appending revisions: heads, contents, facets and full text, a batch at a time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from recallwatch.model import Notice, Reading, Revision
from recallwatch.model.codec import dump, load_notice

from . import search
from .address import address
from .batch import add_plain, chunks, distinct
from .records import facet_rows, reading_digest, revision_row
from .tables import facets, notices, revisions

# Notices are written in batches of this many: enough to make round trips cheap, few enough to bound memory.
_BATCH = 500


def add_revisions(connection: Connection, given: Sequence[Revision], cases: Mapping[str, str]) -> None:
    """Append the revisions that are newer than what is stored."""
    for batch in chunks(sorted(given, key=_place), _BATCH):
        ids = distinct(revision.notice.id for revision in batch)
        stored = _stored_numbers(connection, ids)
        fresh = {_place(r): r for r in batch if r.number > stored.get(r.notice.id, 0)}
        grouped = {name: list(group) for name, group in groupby(fresh.values(), lambda r: r.notice.id)}
        rows = {name: [revision_row(r) for r in group] for name, group in grouped.items()}
        readings = {name: reading_digest(group[-1]["reading"]) for name, group in rows.items()}
        _put_heads(connection, grouped, stored, cases, readings)
        if rows:
            connection.execute(insert(revisions), [row for group in rows.values() for row in group])
        _put_derived(connection, [(group[-1].notice, group[-1].reading) for group in grouped.values()])


def replace_readings(connection: Connection, readings: Mapping[str, Reading]) -> None:
    """Overwrite the readings of current revisions, with what is derived from them."""
    replace = (
        update(revisions)
        .where(revisions.c.notice_id == bindparam("of_id"), revisions.c.number == bindparam("of_number"))
        .values(reading=bindparam("new_reading"))
    )
    for ids in chunks(readings, _BATCH):
        known = connection.execute(
            select(revisions.c.notice_id, revisions.c.number, revisions.c.notice)
            .join(notices, (notices.c.id == revisions.c.notice_id) & (notices.c.revision == revisions.c.number))
            .where(notices.c.id.in_(ids))
        ).all()
        rows = [
            {"of_id": row.notice_id, "of_number": row.number, "new_reading": dump(readings[row.notice_id])}
            for row in known
        ]
        if rows:
            connection.execute(replace, rows)
            connection.execute(_move("reading_digest"), [_read_anew(row) for row in rows])
        _put_derived(connection, [(load_notice(row.notice), readings[row.notice_id]) for row in known])


def _read_anew(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"of_id": row["of_id"], "to_reading_digest": reading_digest(row["new_reading"])}


def _place(revision: Revision) -> tuple[str, int]:
    return revision.notice.id, revision.number


def _stored_numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(select(notices.c.id, notices.c.revision).where(notices.c.id.in_(ids)))
    return {row.id: row.revision for row in rows}


def _put_heads(
    connection: Connection,
    grouped: Mapping[str, list[Revision]],
    stored: Mapping[str, int],
    cases: Mapping[str, str],
    readings: Mapping[str, str],
) -> None:
    """Insert the heads of new notices and move those of known ones; a cosmetic revision keeps ``changed_at``."""
    new = [_head(group, cases[name], readings[name]) for name, group in grouped.items() if name not in stored]
    known = [_moved(group, readings[name]) for name, group in grouped.items() if name in stored]
    material = [row for row in known if row["to_changed_at"]]
    cosmetic = [row for row in known if not row["to_changed_at"]]
    if new:
        connection.execute(insert(notices), new)
    if material:
        connection.execute(_move(*_MOVING, "changed_at"), material)
    if cosmetic:
        connection.execute(_move(*_MOVING), cosmetic)


_MOVING = (
    "address",
    "published",
    "revision",
    "digest",
    "reading_digest",
    "status",
    "stated",
    "last_seen",
    "absences",
    "absent_at",
)


def _move(*columns: str) -> Any:  # noqa: ANN401 - an UPDATE; its type differs between SQLAlchemy versions
    return (
        update(notices)
        .where(notices.c.id == bindparam("of_id"))
        .values({name: bindparam(f"to_{name}") for name in columns})
    )


def _moved(group: list[Revision], reading: str) -> dict[str, Any]:
    row = _head(group, "", reading)
    changed = any(revision.material for revision in group)
    moved = {f"to_{name}": row[name] for name in _MOVING}
    return {**moved, "of_id": row["id"], "to_changed_at": row["changed_at"] if changed else None}


def _address(notice: Notice) -> str:
    """Where a notice stands; nowhere for one that says of itself that it republishes what stands there."""
    own = address(notice.url)
    return "" if any(own == address(tie.target) for tie in notice.declared if "://" in tie.target) else own


def _head(group: list[Revision], case_id: str, reading: str) -> dict[str, Any]:
    last = group[-1]
    changed = next((r.seen_at for r in reversed(group) if r.material), group[0].seen_at)
    return {
        "id": last.notice.id,
        "source": last.notice.source,
        "address": _address(last.notice),
        "published": last.notice.published.first.isoformat() if last.notice.published else "",
        "revision": last.number,
        "digest": last.digest,
        "reading_digest": reading,
        "status": last.notice.status,
        "stated": last.notice.status,
        "case_id": case_id,
        "first_seen": group[0].seen_at,
        "changed_at": changed,
        "last_seen": last.seen_at,
        "absences": 0,
        "absent_at": None,
    }


def _put_derived(connection: Connection, contents: Sequence[tuple[Notice, Reading]]) -> None:
    """Replace what notices are filtered and found by."""
    connection.execute(delete(facets).where(facets.c.notice_id.in_([notice.id for notice, _ in contents])))
    rows = [row for notice, reading in contents for row in facet_rows(notice, reading)]
    add_plain(connection, facets, rows)
    search.put(connection, {notice.id: search.searchable(notice, reading) for notice, reading in contents})
