"""How endpoints have been doing, and what their owners must be told of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, select, tuple_, update

from recallwatch.model import Stage, Standing, Trouble
from recallwatch.model.codec import dump, load_sent

from .batch import add_new, chunks, upsert
from .listed import Listing
from .tables import channels, endpoints, troubles

Way = tuple[str, str]
About = TypeVar("About", Standing, Trouble)
_FAILING = Listing(
    "SELECT e.owner_id, e.channel_id FROM {listed} JOIN endpoints e"
    " ON e.owner_id = listed.owner_id AND e.channel_id = listed.channel_id WHERE e.failures > 0",
    "owner_id",
    "channel_id",
)


class Endpoints:
    """See ``recallwatch.ports.store.Endpoints``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def standings(self, ways: Iterable[Way]) -> dict[Way, Standing]:
        found: dict[Way, Standing] = {}
        for some in chunks(sorted(ways)):
            rows = self._db.execute(select(endpoints).where(_among(some)))
            found |= {(row.owner_id, row.channel_id): _standing(row._asdict()) for row in rows}
        return found

    def put(self, standings: Iterable[Standing]) -> None:
        upsert(self._db, endpoints, [_row(one) for one in self._kept(standings)])

    def recovered(self, ways: Iterable[Way]) -> None:
        clear = {"failing_since": None, "failed_at": None, "failures": 0, "lasting": False}
        failing = [(row.owner_id, row.channel_id) for row in _FAILING.rows(self._db, sorted(ways))]
        for some in chunks(failing):
            self._db.execute(update(endpoints).where(_among(some)).values(clear))

    def add_troubles(self, troubles: Iterable[Trouble]) -> None:
        names = [name for name in _TROUBLES.c.keys() if name != "told_at"]  # noqa: SIM118 - columns, no dictionary
        rows: list[dict[str, Any]] = [{name: getattr(one, name) for name in names} for one in self._kept(troubles)]
        add_new(self._db, _TROUBLES, [{**row, "told_at": None} for row in rows])

    def take_untold(self, *, at: datetime, limit: int = 100) -> list[Trouble]:
        waiting = select(troubles).where(troubles.c.told_at.is_(None)).order_by(troubles.c.at).limit(limit)
        found = [_trouble(row._asdict()) for row in self._db.execute(waiting)]
        for trouble in found:
            self._tell(trouble, at)
        return found

    def untell(self, trouble: Trouble) -> None:
        self._tell(trouble, None)

    def _kept(self, about: Iterable[About]) -> list[About]:
        """Those about channels that are there: one may have been removed while something was under way to it."""
        given = list(about)
        there: set[Way] = set()
        for some in chunks(sorted({(one.owner_id, one.channel_id) for one in given})):
            found = select(channels.c.owner_id, channels.c.id).where(
                tuple_(channels.c.owner_id, channels.c.id).in_(some)
            )
            there |= {(row.owner_id, row.id) for row in self._db.execute(found)}
        return [one for one in given if (one.owner_id, one.channel_id) in there]

    def _tell(self, trouble: Trouble, at: datetime | None) -> None:
        key = (troubles.c.owner_id, troubles.c.channel_id, troubles.c.stage, troubles.c.since)
        this = [column == getattr(trouble, column.name) for column in key]
        self._db.execute(update(troubles).where(*this).values(told_at=at))


_TROUBLES = troubles


def _standing(row: dict[str, Any]) -> Standing:
    return Standing(**{**row, "sent": load_sent(row["sent"])})


def _row(value: Standing) -> dict[str, Any]:
    plain = {name: getattr(value, name) for name in endpoints.c.keys()}  # noqa: SIM118 - columns, no dictionary
    sent = [(at.isoformat(), count) for at, count in value.sent]
    return {**plain, "sent": dump(sent) if sent else ""}


def _trouble(row: dict[str, Any]) -> Trouble:
    row.pop("told_at")
    return Trouble(**{**row, "stage": Stage(row["stage"])})


def _among(ways: list[Way]) -> ColumnElement[bool]:
    return tuple_(endpoints.c.owner_id, endpoints.c.channel_id).in_(ways)
