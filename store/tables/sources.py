"""Tables of what was fetched and how each source stands."""

from sqlalchemy import Column, Index, LargeBinary, Table

from .base import flag, metadata, number, text, time

payloads = Table(
    "payloads",
    metadata,
    text("sha256", primary_key=True),  # of the content before compression
    text("source"),
    text("url"),
    Column("content", LargeBinary, nullable=False),  # zlib
    time("fetched_at"),
    number("status"),
    text("headers"),  # JSON pairs
    Index("payloads_by_source", "source", "fetched_at", "sha256"),
)

source_states = Table(
    "source_states",
    metadata,
    text("source", primary_key=True),
    time("next_poll_at", nullable=True),
    time("lease_until", nullable=True),
    number("fence"),
    time("last_try", nullable=True),
    time("last_success", nullable=True),
    time("last_change", nullable=True),
    time("last_complete", nullable=True),
    number("last_found"),
    number("fails"),
    text("why"),
    text("validators"),  # JSON by URL
    text("held"),  # why its notices alert nobody yet
    text("profile"),  # JSON: what its good answers looked like
)

# What a person should hear of: failing, disabled, recovered, held, accepted.
source_events = Table(
    "source_events",
    metadata,
    text("id", primary_key=True),
    text("source"),
    time("at"),
    text("kind"),
    text("words"),
    Index("source_events_by_time", "at", "id"),
)

runs = Table(
    "runs",
    metadata,
    text("id", primary_key=True),
    text("source"),
    time("started_at"),
    time("ended_at"),
    text("outcome"),
    flag("complete"),
    number("found"),
    number("new"),
    number("changed"),
    number("unchanged"),
    number("gone"),
    number("rejected"),
    text("why"),
    Index("runs_by_source", "source", "started_at", "id"),
)

# A row that is rejected at every poll is kept once, with the time it was last seen: otherwise one bad record of a
# source polled each quarter of an hour would fill the disk.
rejected = Table(
    "rejected",
    metadata,
    text("source", primary_key=True),
    text("fingerprint", primary_key=True),  # of reason, number and row
    text("reason"),
    text("row"),
    text("number"),
    time("seen_at"),
    number("position"),  # in its run
    Index("rejected_by_time", "source", "seen_at", "position"),
)
