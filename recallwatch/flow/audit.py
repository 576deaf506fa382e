"""Note who did what, under a pseudonym that an erased owner takes along: nothing leads from it to a person."""

from datetime import datetime
from hashlib import sha256

from recallwatch.model import Audit
from recallwatch.model.ids import new_id
from recallwatch.ports import Unit


def pseudonym(owner_id: str) -> str:
    """An owner in the audit log; ids are random, so nobody can be found by it who is not known already."""
    return f"owner:{sha256(owner_id.encode()).hexdigest()[:12]}"


def note(unit: Unit, what: str, *, who: str, now: datetime, about: str = "", words: str = "") -> None:
    """Add a line."""
    unit.audits.add(Audit(new_id(), now, who, what, about, words))
