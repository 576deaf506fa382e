"""Tables of work that waits: match jobs, and the outbox of alerts, deliveries and the attempts to make them."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy import text as sql

from .base import flag, metadata, number, text, time

match_jobs = Table(
    "match_jobs",
    metadata,
    text("notice_id", primary_key=True),
    number("revision"),
    flag("silent"),
    flag("watches"),
    time("lease_until", nullable=True),
    number("fence"),
)

alerts = Table(
    "alerts",
    metadata,
    text("owner_id"),
    text("id"),
    text("subject_id"),  # an item or a watch
    text("case_id"),
    text("notice_id"),
    number("revision"),
    text("kind"),
    text("thread"),
    text("after"),  # the alert before it in the thread; for the first the case
    time("created_at"),
    text("verdict"),  # JSON, or empty
    text("changed"),  # JSON strings
    time("remind_at", nullable=True),
    PrimaryKeyConstraint("owner_id", "id"),
    # The promise "told once": two that decided from the same state of a thread cannot both speak.
    UniqueConstraint("owner_id", "subject_id", "after", name="alerts_once"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    Index("alerts_by_time", "owner_id", "created_at", "id"),
    Index("alerts_by_thread", "owner_id", "subject_id", "case_id"),
    Index("alerts_by_notice", "notice_id"),
    Index(
        "alerts_to_remind",
        "remind_at",
        sqlite_where=sql("remind_at IS NOT NULL"),
        postgresql_where=sql("remind_at IS NOT NULL"),
    ),
)

# No foreign key to channels: what was sent stays known when a channel is removed.
deliveries = Table(
    "deliveries",
    metadata,
    text("owner_id"),
    text("id"),
    text("alert_id"),
    text("channel_id"),
    time("due_at"),
    text("state"),
    number("attempts"),
    time("lease_until", nullable=True),
    number("fence"),
    text("answer"),  # the receiver's last words, good or bad
    time("sent_at", nullable=True),
    flag("urgent"),
    text("bundle"),  # the mail it goes out in with others; empty: by itself
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id", "alert_id"], ["alerts.owner_id", "alerts.id"], ondelete="CASCADE"),
    Index("deliveries_by_id", "id"),
    Index("deliveries_by_alert", "owner_id", "alert_id"),
    Index(
        "deliveries_waiting",
        "urgent",
        "due_at",
        "id",
        sqlite_where=sql("state = 'pending'"),
        postgresql_where=sql("state = 'pending'"),
    ),
)

attempts = Table(
    "attempts",
    metadata,
    text("owner_id"),
    text("delivery_id"),
    number("number"),
    time("at"),
    text("outcome"),
    number("status"),
    text("words"),
    text("excerpt"),
    number("milliseconds"),
    PrimaryKeyConstraint("owner_id", "delivery_id", "number"),
    ForeignKeyConstraint(["owner_id", "delivery_id"], ["deliveries.owner_id", "deliveries.id"], ondelete="CASCADE"),
    Index("attempts_by_time", "at"),
)
