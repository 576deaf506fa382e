"""Notices and their revisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, update

from recallwatch.model import Reading, Record, Revision, Status
from recallwatch.ports import Head, Query

from .adding import add_revisions, replace_readings
from .address import address
from .batch import chunks, distinct
from .decoded import Decoded
from .finding import find, has
from .listed import Listing
from .records import NEEDED, current, observed, record, revision
from .tables import facets, notices, revisions

_PAGE = 200
_HEADS = Listing(
    "SELECT n.id, n.revision, n.digest, n.reading_digest, n.status, n.case_id, n.first_seen, n.changed_at, n.last_seen"
    " FROM {listed} JOIN notices n ON n.id = listed.id",
    "id",
)
_REVISIONS = Listing(
    "SELECT r.* FROM {listed} JOIN notices n ON n.id = listed.id"
    " JOIN revisions r ON r.notice_id = n.id AND r.number = n.revision",
    "id",
)


class Notices:
    """See ``recallwatch.ports.store.Notices``."""

    def __init__(self, connection: Connection, decoded: Decoded, *, keep: bool) -> None:
        """``keep``: what is read here is committed, so that others may be given it."""
        self._db = connection
        self._decoded = decoded
        self._keep = keep

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        head = notices.c
        wanted = select(head.id, head.revision, head.digest, head.status, head.case_id)
        return {
            row.id: Head(row.id, row.revision, row.digest, Status(row.status), row.case_id)
            for part in chunks(distinct(ids))
            for row in self._db.execute(wanted.where(head.id.in_(part)))
        }

    def revisions(self, ids: Iterable[str]) -> dict[str, Revision]:
        found = _REVISIONS.rows(self._db, [(id_,) for id_ in distinct(ids)])
        return {row.notice_id: revision(row) for row in found}

    def add(self, revisions: Sequence[Revision], *, cases: Mapping[str, str]) -> None:
        add_revisions(self._db, revisions, cases)

    def replace_readings(self, readings: Mapping[str, Reading]) -> None:
        replace_readings(self._db, readings)

    def seen(self, ids: Iterable[str], *, at: datetime) -> None:
        status = case((notices.c.status == Status.MISSING, notices.c.stated), else_=notices.c.status)
        self._set(ids, status=status, last_seen=at, absences=0, absent_at=None)

    def absent(self, source: str, *, present: Iterable[str], at: datetime) -> dict[str, int]:
        head = notices.c
        of_source = self._db.execute(select(head.id).where(head.source == source)).scalars()
        gone = sorted(set(of_source).difference(present))
        # A poll that is told twice counts once.
        uncounted = or_(head.absent_at.is_(None), head.absent_at < at)
        self._set(gone, uncounted, absences=head.absences + 1, absent_at=at)
        return {
            row.id: row.absences
            for part in chunks(gone)
            for row in self._db.execute(select(head.id, head.absences).where(head.id.in_(part)))
        }

    def set_status(self, ids: Iterable[str], status: Status) -> None:
        self._set(ids, status=status)

    def set_case(self, ids: Iterable[str], case_id: str) -> None:
        self._set(ids, case_id=case_id)

    def get(self, notice_id: str) -> Record | None:
        return self.many([notice_id]).get(notice_id)

    def many(self, ids: Iterable[str]) -> dict[str, Record]:
        heads = _HEADS.rows(self._db, [(id_,) for id_ in sorted(set(ids))])
        keys = {row.id: (row.id, row.revision, row.digest, row.reading_digest) for row in heads}
        known = {id_: kept for id_, key in keys.items() if (kept := self._decoded.get(key))}
        missing = self.revisions(id_ for id_ in keys if id_ not in known)
        if self._keep:
            for id_, found in missing.items():
                self._decoded.put(keys[id_], found)
        known |= missing
        return {row.id: observed(row, known[row.id]) for row in heads}

    def by_url(self, urls: Iterable[str]) -> dict[str, str]:
        """An address that several notices share names none of them."""
        asked = {url: address(url) for url in urls}
        found: dict[str, list[str]] = {}
        for part in chunks(distinct(asked.values())):
            named = select(notices.c.address, notices.c.id).where(notices.c.address.in_(part))
            for row in self._db.execute(named.where(notices.c.address != "")):
                found.setdefault(row.address, []).append(row.id)
        return {url: found[key][0] for url, key in asked.items() if len(found.get(key, ())) == 1}

    def awaiting(self, urls: Iterable[str], *, source: str) -> list[str]:
        addresses = distinct(key for url in urls if (key := address(url)))
        ways = [("declares", part) for part in chunks(addresses)] + [("declares in words", [source])]
        waiting: list[str] = []
        for kind, values in ways:
            stating = select(facets.c.notice_id).where(facets.c.kind == kind, facets.c.value.in_(values))
            waiting += self._db.execute(stating.order_by(facets.c.notice_id)).scalars()
        return distinct(waiting)

    def in_case(self, case_id: str) -> list[Record]:
        rows = self._db.execute(current().where(notices.c.case_id == case_id).order_by(notices.c.id))
        return [record(row) for row in rows]

    def cases(self, case_ids: Iterable[str]) -> dict[str, str]:
        head = notices.c
        return {
            row.id: row.case_id
            for part in chunks(distinct(case_ids))
            for row in self._db.execute(select(head.id, head.case_id).where(head.case_id.in_(part)))
        }

    def last_material(self, ids: Iterable[str]) -> dict[str, int]:
        state = revisions.c
        newest = select(state.notice_id, func.max(state.number).label("last")).where(state.material)
        return {
            row.notice_id: row.last
            for part in chunks(distinct(ids))
            for row in self._db.execute(newest.where(state.notice_id.in_(part)).group_by(state.notice_id))
        }

    def history(self, notice_id: str) -> list[Revision]:
        wanted = select(revisions).where(revisions.c.notice_id == notice_id).order_by(revisions.c.number)
        return [revision(row) for row in self._db.execute(wanted)]

    def find(self, query: Query) -> list[Record]:
        return [record(row) for row in self._db.execute(find(self._db, query))]

    def all(self, *, source: str = "", since: datetime | None = None, review: bool = False) -> Iterator[Record]:
        wanted = current().order_by(notices.c.id).limit(_PAGE)
        if source:
            wanted = wanted.where(notices.c.source == source)
        if since:
            wanted = wanted.where(notices.c.changed_at >= since)
        if review:
            wanted = wanted.where(has("review", NEEDED))
        last = ""
        while page := self._db.execute(wanted.where(notices.c.id > last)).all():
            yield from (record(row) for row in page)
            last = page[-1].id

    def published_days(self, source: str, *, since: date) -> list[date]:
        wanted = select(notices.c.published).where(notices.c.source == source, notices.c.published >= since.isoformat())
        return [date.fromisoformat(day) for day in self._db.execute(wanted.distinct().order_by("published")).scalars()]

    def arrivals(self, source: str, limit: int = 200) -> list[tuple[datetime, date]]:
        of_source = notices.c.source == source
        began = self._db.execute(select(func.min(notices.c.first_seen)).where(of_source)).scalar_one()
        if began is None:
            return []
        known = select(notices.c.first_seen, notices.c.published)
        live = known.where(of_source, notices.c.published > began.date().isoformat())
        rows = self._db.execute(live.order_by(notices.c.first_seen.desc(), notices.c.id).limit(limit))
        return [(row.first_seen, date.fromisoformat(row.published)) for row in rows]

    def ids(self, source: str) -> list[str]:
        now = (revisions.c.notice_id == notices.c.id) & (revisions.c.number == notices.c.revision)
        told = or_(notices.c.source == source, revisions.c.parser.startswith(f"{source}/", autoescape=True))
        wanted = select(notices.c.id).join(revisions, now).where(told).order_by(notices.c.id)
        return list(self._db.execute(wanted).scalars())

    def count(self, source: str = "") -> int:
        wanted = select(func.count()).select_from(notices)
        return self._db.execute(wanted.where(notices.c.source == source) if source else wanted).scalar_one()

    def newest_published(self) -> dict[str, date]:
        dated = select(notices.c.source, func.max(notices.c.published).label("day")).where(notices.c.published != "")
        rows = self._db.execute(dated.group_by(notices.c.source))
        return {row.source: date.fromisoformat(row.day) for row in rows}

    def _set(self, ids: Iterable[str], *only: ColumnElement[bool], **values: object) -> None:
        for part in chunks(sorted(set(ids))):
            self._db.execute(update(notices).where(notices.c.id.in_(part), *only).values(values))
