"""Rows of the outbox to model values and back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Row

from recallwatch.model import Alert, AlertKind, Attempt, AttemptOutcome, Delivery, DeliveryState, Verdict
from recallwatch.model.codec import dump, load_strings, load_verdict
from recallwatch.text.clean import clean
from recallwatch.text.remember import remembered

from .tables.types import aware

log = structlog.get_logger("store")

#: A time as the driver takes it.
Time = Callable[[datetime | None], object]

#: Verdicts whose text is kept: a verdict is written twice, and many things that are alike share one.
_VERDICTS = 4096


@remembered(_VERDICTS)
def written(verdict: Verdict) -> str:
    """A verdict as it is stored."""
    return clean(dump(verdict))


def alert(row: Row[Any]) -> Alert:
    """A row of ``alerts``."""
    return Alert(
        id=row.id,
        owner_id=row.owner_id,
        subject_id=row.subject_id,
        case_id=row.case_id,
        notice_id=row.notice_id,
        revision=row.revision,
        kind=AlertKind(row.kind),
        thread=row.thread,
        after=row.after,
        created_at=aware(row.created_at),
        verdict=load_verdict(row.verdict) if row.verdict else None,
        changed=load_strings(row.changed),
        remind_at=aware(row.remind_at) if row.remind_at else None,
    )


def readable(rows: Iterable[Row[Any]]) -> Iterator[Alert]:
    """The alerts of rows, without those that this version cannot read: a newer one, or damage, wrote them."""
    for row in rows:
        try:
            yield alert(row)
        except ValueError as error:
            log.error("stored alert not readable", alert=row.id, why=str(error))


def alert_row(value: Alert, time: Time) -> tuple[object, ...]:
    """The row of an alert, as the driver takes it."""
    return (
        value.owner_id,
        value.id,
        value.subject_id,
        value.case_id,
        value.notice_id,
        value.revision,
        value.kind.value,
        value.thread,
        value.after,
        time(value.created_at),
        written(value.verdict) if value.verdict else "",
        dump(value.changed) if value.changed else "[]",
        time(value.remind_at),
    )


def delivery(row: Row[Any]) -> Delivery:
    """A row of ``deliveries``."""
    return Delivery(
        id=row.id,
        owner_id=row.owner_id,
        alert_id=row.alert_id,
        channel_id=row.channel_id,
        due_at=row.due_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        lease_until=row.lease_until,
        fence=row.fence,
        answer=row.answer,
        sent_at=row.sent_at,
        urgent=row.urgent,
        bundle=row.bundle,
    )


def delivery_row(value: Delivery, time: Time) -> tuple[object, ...]:
    """The row of a delivery, as the driver takes it."""
    return (
        value.owner_id,
        value.id,
        value.alert_id,
        value.channel_id,
        time(value.due_at),
        value.state.value,
        value.attempts,
        time(value.lease_until),
        value.fence,
        clean(value.answer),
        time(value.sent_at),
        value.urgent,
        value.bundle,
    )


def attempt(row: Row[Any]) -> Attempt:
    """A row of ``attempts``."""
    return Attempt(
        delivery_id=row.delivery_id,
        at=row.at,
        outcome=AttemptOutcome(row.outcome),
        words=row.words,
        status=row.status,
        excerpt=row.excerpt,
        milliseconds=row.milliseconds,
        number=row.number,
    )
