"""Owners say how they want to be told; what is held already is timed anew.

new manners -> checked -> ONE transaction: kept, deliveries on hold put off or freed by the new rules
"""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo, available_timezones

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import Alert, Delivery, DeliveryState, Digest, Manners
from recallwatch.ports import Unit

from .holding import hold_until, local, put_off

_MANY = 10_000


def manners_of(unit: Unit, owner_id: str) -> Manners:
    """An owner's manners, or the defaults."""
    return unit.manners.get(owner_id) or Manners(owner_id)


def set_manners(context: Context, manners: Manners) -> None:
    """Keep an owner's manners; what waits by the old ones waits by the new ones. Raises ``UsageError``."""
    check_zone(manners.zone)
    if (manners.quiet_from is None) != (manners.quiet_to is None):
        raise UsageError("quiet hours need a beginning and an end, such as 22:00-07:00")
    with context.store.write() as unit:
        known = unit.manners.get(manners.owner_id)
        # Who asks for receipts gets the first one when the next month begins.
        begun = known.receipt_month if known and known.receipts else f"{local(manners, context.now()):%Y-%m}"
        unit.manners.put(replace(manners, receipt_month=begun))
        _time_anew(unit, manners, context.now())


def check_zone(name: str) -> None:
    """Refuse what is no IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise UsageError(f"there is no time zone {name!r}; write it like Europe/Berlin or America/New_York") from None


def zones() -> list[str]:
    """The time zones to choose from: places, and UTC."""
    return sorted(name for name in available_timezones() if name == "UTC" or ("/" in name and name[:4] != "Etc/"))


def read_clock(text: str) -> time:
    """``22:00`` or ``7:30``. Raises ``UsageError``."""
    hours, _, minutes = text.strip().partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise UsageError(f"not a time of day: {text!r}; write it like 22:00") from None


def _time_anew(unit: Unit, manners: Manners, now: datetime) -> None:
    waiting = [
        one
        for one in unit.outbox.deliveries(state=DeliveryState.PENDING, owner_id=manners.owner_id, limit=_MANY)
        if is_held(one, now)
    ]
    if waiting:
        alerts = {alert.id: alert for alert in unit.outbox.alerts(manners.owner_id, limit=_MANY)}
        rhythms = {watch.id: watch.digest for watch in unit.items.watches(manners.owner_id)}
        digests = {one.id: _digest(alerts.get(one.alert_id), rhythms, manners) for one in waiting}
        holds = {one.id: hold_until(manners, now=now, digest=digests[one.id]) for one in waiting}
        unit.outbox.reschedule([put_off(one, holds[one.id], manners, now=now) for one in waiting])


def is_held(delivery: Delivery, now: datetime) -> bool:
    """Whether a delivery waits for its hour: only those on hold are due later without a failed attempt."""
    return delivery.state is DeliveryState.PENDING and delivery.attempts == 0 and delivery.due_at > now


def _digest(alert: Alert | None, rhythms: dict[str, Digest | None], manners: Manners) -> Digest:
    return (alert and rhythms.get(alert.subject_id)) or manners.digest
