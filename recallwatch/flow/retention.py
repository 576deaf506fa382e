"""Forget what is old: several times a day, some rows at a time.

settings -> for each kind what is older -> ONE transaction per batch -> owners with nothing left -> erased
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from recallwatch.config import Settings
from recallwatch.context import Context
from recallwatch.ports import Kept

from .audit import note, pseudonym

log = structlog.get_logger("recallwatch.flow")

_BATCH = 5000
_OWNERS = 100


def kept_since(settings: Settings, now: datetime) -> Mapping[Kept, datetime]:
    """From when on each kind is kept; sign-ins go when they expire."""
    ordinary = now - timedelta(days=settings.keep_log_days)
    expired = dict.fromkeys((Kept.TOKENS, Kept.SESSIONS), now)
    return dict.fromkeys(Kept, ordinary) | {Kept.AUDIT: now - timedelta(days=settings.keep_audit_days)} | expired


def old(context: Context) -> dict[str, int]:
    """What would be forgotten now, by kind."""
    since = kept_since(context.settings, context.now())
    with context.store.read() as unit:
        counts = {kind.value: unit.retention.count(kind, before=before) for kind, before in since.items()}
        idle = unit.retention.idle(before=_idle_since(context), now=context.now(), limit=1_000_000)
    return {**counts, "owners": len(idle)}


def retain(context: Context) -> dict[str, int]:
    """Forget it; how much of each kind."""
    since = kept_since(context.settings, context.now())
    gone = {kind.value: _forget(context, kind, before) for kind, before in since.items()}
    gone["owners"] = _erase_idle(context)
    if any(gone.values()):
        context.store.erased()
        log.info("forgot what is old", **{kind: count for kind, count in gone.items() if count})
    return gone


def _forget(context: Context, kind: Kept, before: datetime) -> int:
    total = 0
    while True:
        with context.store.write() as unit:
            gone = unit.retention.forget(kind, before=before, limit=_BATCH)
        total += gone
        if gone < _BATCH:
            return total


def _erase_idle(context: Context) -> int:
    """An address is kept for who has something registered, or may come back to it."""
    total = 0
    while True:
        with context.store.write() as unit:
            idle = unit.retention.idle(before=_idle_since(context), now=context.now(), limit=_OWNERS)
            for owner_id in idle:
                unit.owners.remove(owner_id)
                note(unit, "erase", who="system", now=context.now(), about=pseudonym(owner_id), words="nothing left")
        total += len(idle)
        if len(idle) < _OWNERS:
            return total


def _idle_since(context: Context) -> datetime:
    return context.now() - timedelta(days=context.settings.keep_idle_days)
