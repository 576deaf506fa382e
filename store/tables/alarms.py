"""What the operator was told of."""

from sqlalchemy import Table

from .base import metadata, text, time

alarms = Table(
    "alarms",
    metadata,
    text("name", primary_key=True),
    text("text"),
    time("since"),
    time("said_at", nullable=True),
)
