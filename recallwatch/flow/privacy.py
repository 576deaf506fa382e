"""What belongs to its owner: taking it along, and having it erased."""

import io
import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from recallwatch.context import Context
from recallwatch.model import Channel, Owner
from recallwatch.ports import Unit
from recallwatch.templating import rfc3339

from .audit import note, pseudonym

_MOST = 100_000
OPERATOR = "operator"


def export(context: Context, owner: Owner, *, who: str) -> bytes:
    """Everything of an owner as a ZIP of one JSON file; secrets of channels are left out."""
    with context.store.write() as unit:
        everything = _everything(unit, owner)
        note(unit, "export", who=who, now=context.now(), about=pseudonym(owner.id))
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("recallwatch.json", json.dumps(everything, ensure_ascii=False, indent=1, default=_plain))
    return packed.getvalue()


def erase(context: Context, owner: Owner, *, who: str) -> None:
    """Erase an owner with everything of theirs; of the deed stays a line without a name."""
    with context.store.write() as unit:
        unit.owners.remove(owner.id)
        note(unit, "erase", who=who, now=context.now(), about=pseudonym(owner.id))
    context.store.erased()


def _everything(unit: Unit, owner: Owner) -> dict[str, Any]:
    deliveries = unit.outbox.deliveries(owner_id=owner.id, limit=_MOST)
    return {
        "owner": asdict(owner),
        "items": [asdict(item) for item in unit.items.of(owner.id)],
        "watches": [asdict(watch) for watch in unit.items.watches(owner.id)],
        "channels": [_without_secret(channel) for channel in unit.owners.channels(owner.id)],
        "manners": asdict(manners) if (manners := unit.manners.get(owner.id)) else None,
        "answers": [asdict(answer) for answer in unit.answers.of_owner(owner.id).values()],
        "alerts": [asdict(alert) for alert in unit.outbox.alerts(owner.id, _MOST)],
        "deliveries": [asdict(each) for each in deliveries],
        "attempts": [asdict(a) for each in deliveries for a in unit.outbox.attempts(each.id, owner_id=owner.id)],
    }


def _without_secret(channel: Channel) -> dict[str, Any]:
    return {name: value for name, value in asdict(channel).items() if name != "secret"}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return rfc3339(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)
