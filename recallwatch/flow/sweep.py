"""Bring back what got lost: leases of workers that died are released, so their work is claimed again."""

from datetime import datetime

import structlog

from recallwatch.ports import Store

log = structlog.get_logger("recallwatch.flow")


def sweep(store: Store, *, now: datetime) -> int:
    """Release expired leases; gives how many."""
    with store.write() as unit:
        released = unit.outbox.release_expired(now=now)
    if released:
        log.warning("released expired leases", count=released)
    return released
