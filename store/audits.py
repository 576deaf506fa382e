"""The audit log."""

from sqlalchemy import Connection, select

from recallwatch.model import Audit

from .batch import add_new
from .tables import audit


class Audits:
    """See ``recallwatch.ports.privacy.Audits``."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, line: Audit) -> None:
        add_new(self._db, audit, [{name: getattr(line, name) for name in audit.c.keys()}])  # noqa: SIM118

    def last(self, limit: int = 100) -> list[Audit]:
        newest = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        return [Audit(**row._asdict()) for row in self._db.execute(newest)]
