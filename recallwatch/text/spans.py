"""Spans of time in words."""

from datetime import timedelta


def every(span: timedelta) -> str:
    """``15 minutes``, ``6 hours``, ``3 days``: the largest unit that fits."""
    for name, unit in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if span >= unit:
            count = round(span / unit)
            return f"{count} {name}{'s' if count != 1 else ''}"
    return f"{round(span.total_seconds())} seconds"
