"""The Retry-After header, in both of its forms (RFC 9110 section 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MOST_SECONDS = 10**9


def parse_retry_after(value: str, *, now: datetime) -> timedelta | None:
    """How long the host asks us to wait: from seconds or an HTTP date; None if it says nothing we can read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:12]), _MOST_SECONDS))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta(0))
