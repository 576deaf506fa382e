"""Who did what: pseudonyms only, so that an erased person leaves nothing here that names them."""

from sqlalchemy import Index, Table

from .base import metadata, text, time

audit = Table(
    "audit",
    metadata,
    text("id", primary_key=True),
    time("at"),
    text("who"),
    text("what"),
    text("about"),
    text("words"),
    Index("audit_by_time", "at", "id"),
)
