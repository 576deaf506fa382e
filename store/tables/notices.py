"""Tables of notices: heads, revisions, what operators corrected, what they are filtered and joined by, links."""

from sqlalchemy import Column, Float, ForeignKeyConstraint, Index, Table

from .base import flag, metadata, number, text, time

# One row per notice: everything that changes. The content is in its revisions.
notices = Table(
    "notices",
    metadata,
    text("id", primary_key=True),  # source:number
    text("source"),
    text("address"),  # the URL without what does not tell pages apart
    text("published"),  # the first day it can mean, YYYY-MM-DD; empty if the notice has no date
    number("revision"),  # the current one
    text("digest"),  # of the current revision
    text("reading_digest"),  # of its reading
    text("status"),  # what we show: the publisher's, unless we saw it go missing
    text("stated"),  # the publisher's
    text("case_id"),
    time("first_seen"),
    time("changed_at"),  # when the last material revision was seen
    time("last_seen"),
    number("absences"),  # complete polls without it, in a row
    time("absent_at", nullable=True),  # the last poll counted, so that none is counted twice
    Index("notices_by_change", "changed_at", "published", "id"),
    Index("notices_by_source", "source", "changed_at", "published", "id"),
    Index("notices_by_published", "source", "published"),
    Index("notices_by_case", "case_id"),
    Index("notices_by_address", "address"),
)

revisions = Table(
    "revisions",
    metadata,
    text("notice_id", primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    text("notice"),  # JSON
    text("reading"),  # JSON
    text("digest"),
    time("seen_at"),
    flag("material"),
    text("changes"),  # JSON
    text("payload"),  # sha256; not a foreign key: payloads may be thinned out one day
    text("parser"),
    ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
)

# What operators corrected, one row for each change to it; the last one of a notice holds. Never lost with a notice.
overlays = Table(
    "overlays",
    metadata,
    text("notice_id", primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    text("corrections"),  # JSON
    text("by"),
    time("at"),
    text("digest"),  # of the texts they were made for
    text("note"),
    flag("undo"),
    ForeignKeyConstraint(["notice_id"], ["notices.id"]),
)

# What a list of notices can be restricted by: kind is brand (folded), hazard, country or review.
facets = Table(
    "facets",
    metadata,
    text("notice_id", primary_key=True),
    text("kind", primary_key=True),
    text("value", primary_key=True),
    ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
    Index("facets_by_value", "kind", "value", "notice_id"),
)

notice_keys = Table(
    "notice_keys",
    metadata,
    text("notice_id", primary_key=True),
    text("kind", primary_key=True),
    text("value", primary_key=True),
    ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
    Index("notice_keys_by_value", "kind", "value", "notice_id"),
    sqlite_with_rowid=False,  # the key is all there is: kept once, not twice
)

links = Table(
    "links",
    metadata,
    text("from_id", primary_key=True),
    text("to_id", primary_key=True),
    text("type", primary_key=True),
    Column("score", Float, nullable=False),
    text("evidence"),  # JSON strings
    text("decided_by"),  # an operator's word outlives every re-run of the rules
    text("state"),
    Column("points", Float, nullable=False),
    Index("links_by_target", "to_id"),
)

# Every decision about a link, as it was when it was made. Rows are added and never changed.
link_changes = Table(
    "link_changes",
    metadata,
    text("id", primary_key=True),
    time("at"),
    text("by"),
    text("did"),
    text("note"),
    text("from_id"),
    text("to_id"),
    text("type"),
    Column("score", Float, nullable=False),
    text("evidence"),  # JSON strings
    text("decided_by"),
    text("state"),
    Column("points", Float, nullable=False),
    Index("link_changes_by_origin", "from_id", "at", "id"),
    Index("link_changes_by_target", "to_id", "at", "id"),
    Index("link_changes_by_time", "at", "id"),
)
