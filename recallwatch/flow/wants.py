"""Whether a webhook takes an alert. Pure: its filters, the alert's type, the notice it is about."""

from collections.abc import Sequence

from recallwatch.model import Alert, Channel, ChannelKind, EventType, Record, event_type

_FOR_PROGRAMS = (EventType.NOTICE_REVISED, EventType.NOTICE_WITHDRAWN, EventType.CASE_LINKED)


def wanted(channel: Channel, alert: Alert, record: Record) -> bool:
    """Whether every filter that is set has a value that fits; a filter on verdicts passes what has none (watches).

    What becomes of a saved search's hit, and what else tells of an event, is told to programs only: people asked to
    hear of news.
    """
    return not refusal(channel, alert, record)


def refusal(channel: Channel, alert: Alert, record: Record) -> str:
    """The filter that keeps an alert from a channel, in words; empty if it is wanted."""
    type_ = event_type(alert)
    if type_ in _FOR_PROGRAMS and channel.kind is not ChannelKind.WEBHOOK:
        return "such news is for programs only"
    wants = channel.wants
    if not _fits(wants.types, [type_.value]):
        return _only("messages of type", wants.types)
    if not _fits(wants.hazards, record.reading.hazards):
        return _only("the hazards", wants.hazards)
    if not _fits(wants.countries, record.notice.jurisdictions):
        return _only("the countries", wants.countries)
    if alert.verdict and not _fits(wants.verdicts, [alert.verdict.outcome.value]):
        return _only("the verdicts", wants.verdicts)
    return ""


def _fits(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return not wanted or any(value in wanted for value in there)


def _only(what: str, values: Sequence[str]) -> str:
    return f"it wants only {what} {', '.join(values)}"
