"""Writing down how attempts ended: the delivery and its line in the log, many at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from recallwatch.model import AttemptOutcome, DeliveryState
from recallwatch.ports import Ended

from .listed import Listing
from .tables import attempts, deliveries

_delivery = deliveries.c
_STATES = {
    AttemptOutcome.SENT: DeliveryState.SENT,
    AttemptOutcome.RETRY: DeliveryState.PENDING,
    AttemptOutcome.DEAD: DeliveryState.DEAD,
}

# One claim is settled once: that is what raising the fence is for.
_SETTLE = (
    update(deliveries)
    .where(_delivery.owner_id == bindparam("of_owner"), _delivery.id == bindparam("of_id"))
    .values(
        state=bindparam("to_state"),
        due_at=bindparam("to_due_at"),
        answer=bindparam("to_answer"),
        sent_at=bindparam("to_sent_at"),
        lease_until=None,
        fence=_delivery.fence + 1,
    )
)
_LOGGED = Listing(
    "SELECT d.owner_id, d.id, d.fence, coalesce((SELECT max(a.number) FROM attempts a"
    " WHERE a.owner_id = d.owner_id AND a.delivery_id = d.id), 0) AS last"
    " FROM {listed} JOIN deliveries d ON d.owner_id = listed.owner_id AND d.id = listed.delivery_id"
    " WHERE d.state = 'pending'",
    "owner_id",
    "delivery_id",
)


def settle(connection: Connection, ended: Sequence[Ended]) -> set[str]:
    """Settle those whose claim still stands; their ids. The caller's unit holds the write lock, so nothing races."""
    logged = _logged(connection, ended)
    mine = [end for end in ended if (end.delivery.owner_id, end.delivery.id, end.delivery.fence) in logged]
    if mine:
        connection.execute(_SETTLE, [_settled(end) for end in mine])
        connection.execute(insert(attempts), [_line(end, logged) for end in mine])
    return {end.delivery.id for end in mine}


def _logged(connection: Connection, ended: Sequence[Ended]) -> dict[tuple[str, str, int], int]:
    """Of each delivery that still waits, under its fence: the number of the last attempt in its log."""
    keys = sorted((end.delivery.owner_id, end.delivery.id) for end in ended)
    return {(row.owner_id, row.id, row.fence): row.last for row in _LOGGED.rows(connection, keys)}


def _settled(end: Ended) -> dict[str, Any]:
    attempt = end.attempt
    return {
        "of_owner": end.delivery.owner_id,
        "of_id": end.delivery.id,
        "to_state": _STATES[attempt.outcome],
        "to_due_at": end.due_at or end.delivery.due_at,
        "to_answer": attempt.words,
        "to_sent_at": attempt.at if attempt.outcome is AttemptOutcome.SENT else None,
    }


def _line(end: Ended, logged: dict[tuple[str, str, int], int]) -> dict[str, Any]:
    """An attempt that a crash cut off leaves a gap in the numbers."""
    delivery, attempt = end.delivery, end.attempt
    return {
        "owner_id": delivery.owner_id,
        "delivery_id": delivery.id,
        "number": max(logged[delivery.owner_id, delivery.id, delivery.fence] + 1, delivery.attempts),
        "at": attempt.at,
        "outcome": attempt.outcome,
        "status": attempt.status,
        "words": attempt.words,
        "excerpt": attempt.excerpt[:_EXCERPT],
        "milliseconds": attempt.milliseconds,
    }


#: Characters of a receiver's answer that are kept.
_EXCERPT = 2000
