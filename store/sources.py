"""How sources stand, their runs and the rows they could not read."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from recallwatch.model import EventKind, Rejected, Run, RunOutcome, SourceEvent, SourceState
from recallwatch.model.codec import dump, load_profile, load_validators

from .batch import add_new, upsert
from .tables import rejected as refused
from .tables import runs, source_events, source_states

#: No source is left alone for longer: a time further off was written by a clock that was wrong.
_ABSURD = timedelta(days=30)


class Sources:
    """See ``recallwatch.ports.store.Sources``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def state(self, source: str) -> SourceState:
        row = self._db.execute(select(source_states).where(source_states.c.source == source)).first()
        return _state(row) if row else SourceState(source)

    def states(self) -> dict[str, SourceState]:
        rows = self._db.execute(select(source_states).order_by(source_states.c.source))
        return {row.source: _state(row) for row in rows}

    def save(self, state: SourceState) -> None:
        upsert(self._db, source_states, [_state_row(state)])

    def hold(self, source: str, why: str) -> None:
        add_new(self._db, source_states, [_state_row(SourceState(source))])
        self._db.execute(update(source_states).where(source_states.c.source == source).values(held=why))

    def held(self) -> set[str]:
        wanted = select(source_states.c.source).where(source_states.c.held != "")
        return set(self._db.execute(wanted).scalars())

    def claim_due(self, sources: Iterable[str], *, now: datetime, lease: timedelta) -> list[SourceState]:
        table = source_states.c
        names = sorted(set(sources))  # sorted: two claimers then lock in the same order
        add_new(self._db, source_states, [_state_row(SourceState(name)) for name in names])
        due = self._db.execute(
            select(table.source)
            .where(table.source.in_(names))
            .where(or_(table.next_poll_at.is_(None), table.next_poll_at <= now, table.next_poll_at > now + _ABSURD))
            .where(or_(table.lease_until.is_(None), table.lease_until <= now, table.lease_until > now + _ABSURD))
            .order_by(table.source)
            .with_for_update(skip_locked=True)
        ).scalars()
        claimed = self._db.execute(
            update(source_states)
            .where(table.source.in_(due.all()))
            .values(fence=table.fence + 1, lease_until=now + lease)
            .returning(source_states)
        )
        return sorted((_state(row) for row in claimed), key=lambda state: state.source)

    def add_run(self, run: Run, rejected: Sequence[Rejected]) -> None:
        row = {name: getattr(run, name) for name in runs.c.keys()}  # noqa: SIM118 - a column collection, no dict
        add_new(self._db, runs, [row])
        upsert(self._db, refused, _refused_rows(run, rejected))

    def runs(self, source: str, limit: int = 20) -> list[Run]:
        wanted = select(runs).where(runs.c.source == source)
        rows = self._db.execute(wanted.order_by(runs.c.started_at.desc(), runs.c.id.desc()).limit(limit))
        return [Run(**{**row._asdict(), "outcome": RunOutcome(row.outcome)}) for row in rows]

    def rejected(self, source: str, limit: int = 100) -> list[Rejected]:
        wanted = select(refused).where(refused.c.source == source)
        rows = self._db.execute(wanted.order_by(refused.c.seen_at.desc(), refused.c.position).limit(limit))
        return [Rejected(row.source, row.reason, row.row, row.number) for row in rows]

    def add_event(self, event: SourceEvent) -> None:
        add_new(self._db, source_events, [asdict(event)])

    def events(self, source: str = "", *, since: datetime | None = None, limit: int = 100) -> list[SourceEvent]:
        wanted = select(source_events).order_by(source_events.c.at.desc(), source_events.c.id.desc()).limit(limit)
        if source:
            wanted = wanted.where(source_events.c.source == source)
        if since:
            wanted = wanted.where(source_events.c.at >= since)
        return [SourceEvent(**{**row._asdict(), "kind": EventKind(row.kind)}) for row in self._db.execute(wanted)]


def _state(row: Row[Any]) -> SourceState:
    known = {"validators": load_validators(row.validators), "profile": load_profile(row.profile)}
    return SourceState(**{**row._asdict(), **known})


def _state_row(state: SourceState) -> dict[str, Any]:
    row = {name: getattr(state, name) for name in source_states.c.keys()}  # noqa: SIM118
    return {**row, "validators": dump(state.validators), "profile": dump(state.profile)}


def _refused_rows(run: Run, rows: Sequence[Rejected]) -> list[dict[str, Any]]:
    """Table rows without repetitions: an upsert may meet each key once only."""
    return list(
        {
            _fingerprint(row): {
                "source": run.source,
                "fingerprint": _fingerprint(row),
                "reason": row.reason,
                "row": row.row,
                "number": row.number,
                "seen_at": run.ended_at,
                "position": position,
            }
            for position, row in enumerate(rows)
        }.values()
    )


def _fingerprint(row: Rejected) -> str:
    text = f"{row.reason}\n{row.number}\n{row.row}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
