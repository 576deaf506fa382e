"""Tables of what is known of vehicles."""

from sqlalchemy import Table

from .base import metadata, text, time

vin_patterns = Table(
    "vin_patterns",
    metadata,
    text("pattern", primary_key=True),  # of a VIN, without its serial number
    text("make"),  # empty: nobody could tell at this time
    text("model"),
    text("year"),
    time("at"),
)
