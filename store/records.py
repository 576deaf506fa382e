"""Rows of notices to model values and back."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, and_, select

from recallwatch.model import Notice, Reading, Record, Revision, Status
from recallwatch.model.codec import dump, load_changes, load_notice, load_reading
from recallwatch.text.clean import clean
from recallwatch.text.fold import code_key

from .address import address
from .tables import notices, revisions
from .tables.types import aware

#: The value of the facet that a notice has whose reading a person should look at.
NEEDED = "needed"


def current() -> Select[Any]:
    """Notices, each with its current revision."""
    head = notices.c
    observed = (head.id, head.status, head.case_id, head.first_seen, head.changed_at, head.last_seen)
    joined = and_(revisions.c.notice_id == head.id, revisions.c.number == head.revision)
    return select(*observed, *revisions.c).join_from(notices, revisions, joined)


def record(row: Row[Any]) -> Record:
    """A row of ``current``."""
    return observed(row, revision(row))


def observed(row: Row[Any], current: Revision) -> Record:
    """A notice's current revision with what we saw of it: a row that has these columns of ``notices``."""
    return Record(
        revision=current,
        first_seen=aware(row.first_seen),
        changed_at=aware(row.changed_at),
        last_seen=aware(row.last_seen),
        status=Status(row.status),
        case_id=row.case_id,
    )


def revision(row: Row[Any]) -> Revision:
    """A row of ``revisions``."""
    return Revision(
        notice=load_notice(row.notice),
        reading=load_reading(row.reading),
        number=row.number,
        digest=row.digest,
        seen_at=aware(row.seen_at),
        material=bool(row.material),
        changes=load_changes(row.changes),
        payload=row.payload,
        parser=row.parser,
    )


def reading_digest(reading: str) -> str:
    """What tells a stored reading from any other."""
    return hashlib.sha256(reading.encode("utf-8", "surrogatepass")).hexdigest()


def revision_row(value: Revision) -> dict[str, Any]:
    """The row of a revision."""
    return {
        "notice_id": value.notice.id,
        "number": value.number,
        "notice": dump(value.notice),
        "reading": dump(value.reading),
        "digest": value.digest,
        "seen_at": value.seen_at,
        "material": value.material,
        "changes": dump(value.changes),
        "payload": value.payload,
        "parser": value.parser,
    }


def facet_rows(notice: Notice, reading: Reading) -> list[tuple[str, str, str]]:
    """What notices are found by in lists: their facts, which another is awaited for, which need a person's look."""
    found = {("brand", code_key(brand)) for brand in _brands(notice, reading)}
    found |= {("hazard", hazard) for hazard in reading.hazards}
    found |= {("country", country.upper()) for country in notice.jurisdictions}
    found |= {("declares", address(tie.target)) for tie in notice.declared if "://" in tie.target}
    found |= {("declares in words", notice.source) for tie in notice.declared if not tie.target}
    found |= {("review", NEEDED)} if reading.review else set()
    return [(clean(notice.id), kind, clean(value)) for kind, value in sorted(found) if value]


def _brands(notice: Notice, reading: Reading) -> Iterable[str]:
    for listed in notice.products:
        yield listed.brand
    for product in reading.products:
        yield product.brand
        yield from product.brand_aliases
