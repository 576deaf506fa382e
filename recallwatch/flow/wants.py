"""Whether a webhook takes an alert. Pure: its filters, the alert's type, the notice it is about."""

from collections.abc import Sequence

from recallwatch.model import Alert, Channel, Record, event_type


def wanted(channel: Channel, alert: Alert, record: Record) -> bool:
    """Whether every filter that is set has a value that fits; a filter on verdicts passes what has none (watches)."""
    wants = channel.wants
    outcome = alert.verdict.outcome.value if alert.verdict else None
    return (
        _fits(wants.types, [event_type(alert).value])
        and _fits(wants.hazards, record.reading.hazards)
        and _fits(wants.countries, record.notice.jurisdictions)
        and (outcome is None or _fits(wants.verdicts, [outcome]))
    )


def _fits(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return not wanted or any(value in wanted for value in there)
