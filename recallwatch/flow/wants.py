"""Whether a webhook takes an alert. Pure: its filters, the alert's type, the notice it is about."""

from collections.abc import Sequence

from recallwatch.model import Alert, Channel, ChannelKind, EventType, Record, event_type

_FOR_PROGRAMS = (EventType.NOTICE_REVISED, EventType.NOTICE_WITHDRAWN, EventType.CASE_LINKED)


def wanted(channel: Channel, alert: Alert, record: Record) -> bool:
    """Whether every filter that is set has a value that fits; a filter on verdicts passes what has none (watches).

    What becomes of a saved search's hit, and what else tells of an event, is told to programs only: people asked to
    hear of news.
    """
    type_ = event_type(alert)
    if type_ in _FOR_PROGRAMS and channel.kind is not ChannelKind.WEBHOOK:
        return False
    wants = channel.wants
    outcome = alert.verdict.outcome.value if alert.verdict else None
    return (
        _fits(wants.types, [type_.value])
        and _fits(wants.hazards, record.reading.hazards)
        and _fits(wants.countries, record.notice.jurisdictions)
        and (outcome is None or _fits(wants.verdicts, [outcome]))
    )


def _fits(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return not wanted or any(value in wanted for value in there)
