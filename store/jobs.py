"""Match jobs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update

from recallwatch.ports import MatchJob

from .batch import insert
from .leases import is_free
from .tables import match_jobs

_table = match_jobs.c


class Jobs:
    """See ``recallwatch.ports.store.Jobs``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, jobs: Iterable[MatchJob]) -> None:
        """Add or merge, so that no alert is lost.

        A job that speaks stays so when a silent one replaces it; a job asked for again while somebody works on it
        is run once more, for what it looks at may have changed since it was claimed.
        """
        rows = [_row(job) for job in _merged(jobs)]
        if not rows:
            return
        statement = insert(self._db, match_jobs)
        new = statement.excluded
        louder = or_(and_(_table.silent, ~new.silent), and_(~_table.watches, new.watches))
        again = or_(louder, _table.lease_until.is_not(None))
        statement = statement.on_conflict_do_update(
            index_elements=["notice_id"],
            set_={
                "revision": new.revision,
                "silent": and_(_table.silent, new.silent),
                "watches": or_(_table.watches, new.watches),
                "lease_until": None,
                "fence": _table.fence + 1,  # whoever works on the old one cannot finish the new
            },
            where=or_(new.revision > _table.revision, and_(new.revision == _table.revision, again)),
        )
        self._db.execute(statement, rows)

    def claim(self, *, now: datetime, lease: timedelta, limit: int = 100) -> list[MatchJob]:
        wanted = (
            select(_table.notice_id)
            .where(is_free(_table.lease_until, now, lease))
            .order_by(_table.notice_id)
            .limit(limit)
        )
        ids = self._db.execute(wanted.with_for_update(skip_locked=True)).scalars().all()
        claimed = (
            update(match_jobs)
            .where(_table.notice_id.in_(ids))
            .values(fence=_table.fence + 1, lease_until=now + lease)
            .returning(_table.notice_id, _table.revision, _table.silent, _table.watches, _table.fence)
        )
        return sorted((MatchJob(*row) for row in self._db.execute(claimed)), key=lambda job: job.notice_id)

    def done(self, jobs: Iterable[MatchJob]) -> None:
        rows = [{"of_id": job.notice_id, "of_revision": job.revision, "of_fence": job.fence} for job in jobs]
        if rows:
            finished = delete(match_jobs).where(
                _table.notice_id == bindparam("of_id"),
                _table.revision == bindparam("of_revision"),
                _table.fence == bindparam("of_fence"),
            )
            self._db.execute(finished, rows)

    def release_expired(self, now: datetime) -> int:
        """Take back the leases that ran out; how many."""
        expired = update(match_jobs).where(_table.lease_until <= now).values(lease_until=None)
        return self._db.execute(expired).rowcount

    def waiting(self) -> int:
        return self._db.execute(select(func.count()).select_from(match_jobs)).scalar_one()


def _row(job: MatchJob) -> dict[str, Any]:
    return {
        "notice_id": job.notice_id,
        "revision": job.revision,
        "silent": job.silent,
        "watches": job.watches,
        "lease_until": None,
        "fence": 0,
    }


def _merged(jobs: Iterable[MatchJob]) -> Iterable[MatchJob]:
    """One job per notice, merged as ``add`` merges with what waits already."""
    merged: dict[str, MatchJob] = {}
    for job in jobs:
        known = merged.get(job.notice_id, job)
        revision = max(known.revision, job.revision)
        silent, watches = known.silent and job.silent, known.watches or job.watches
        merged[job.notice_id] = MatchJob(job.notice_id, revision, silent, watches)
    return merged.values()
