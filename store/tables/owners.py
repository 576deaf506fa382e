"""Tables of what people told us. Removing an owner or an item takes everything of theirs along."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy import text as sql

from .base import flag, metadata, number, text, time

owners = Table(
    "owners",
    metadata,
    text("id", primary_key=True),
    text("email"),  # lower-case
    time("created_at"),
    time("confirmed_at", nullable=True),
    UniqueConstraint("email", name="owners_by_email"),
)

# Sign-in tokens come before their owner does, so they know an email address only.
tokens = Table(
    "tokens",
    metadata,
    text("digest", primary_key=True),  # SHA-256; the token itself is never kept
    text("email"),
    text("purpose"),
    time("expires_at"),
    time("used_at", nullable=True),
    Index("tokens_by_expiry", "expires_at"),
)

sessions = Table(
    "sessions",
    metadata,
    text("owner_id"),
    text("digest"),  # SHA-256 of the cookie
    time("expires_at"),
    PrimaryKeyConstraint("owner_id", "digest"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    Index("sessions_by_digest", "digest"),
    Index("sessions_by_expiry", "expires_at"),
)

manners = Table(
    "manners",
    metadata,
    text("owner_id", primary_key=True),
    text("zone"),
    text("quiet_from"),  # HH:MM on the owner's clock, or empty
    text("quiet_to"),
    text("digest"),
    text("digest_at"),
    number("digest_day"),  # Monday is 0
    flag("receipts"),
    text("receipt_month"),  # YYYY-MM
    time("receipt_lease", nullable=True),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
)

# At most one address of a private feed an owner: a new one takes the place of the old.
private_feeds = Table(
    "private_feeds",
    metadata,
    text("owner_id", primary_key=True),
    text("digest"),  # SHA-256 of the secret in the address
    time("created_at"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    Index("private_feeds_by_digest", "digest"),
)

# Programs read with it, and change nothing; at most one an owner.
api_tokens = Table(
    "api_tokens",
    metadata,
    text("owner_id", primary_key=True),
    text("digest"),  # SHA-256
    time("created_at"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    Index("api_tokens_by_digest", "digest"),
)

channels = Table(
    "channels",
    metadata,
    text("owner_id"),
    text("id"),
    text("kind"),
    text("address"),
    time("created_at"),
    text("secret"),
    time("confirmed_at", nullable=True),
    time("disabled_at", nullable=True),
    text("disabled_why"),
    flag("second"),
    text("wants"),  # JSON of what a webhook takes, or empty
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
)

# How an endpoint has been doing; a row is made at its first failure or first limited message.
endpoints = Table(
    "endpoints",
    metadata,
    text("owner_id"),
    text("channel_id"),
    time("failing_since", nullable=True),
    time("failed_at", nullable=True),
    number("failures"),
    flag("lasting"),
    text("sent"),  # JSON of times and counts, or empty
    PrimaryKeyConstraint("owner_id", "channel_id"),
    ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
)

# The key is the promise that a trouble is told once in a span of failures.
troubles = Table(
    "troubles",
    metadata,
    text("owner_id"),
    text("channel_id"),
    text("stage"),
    time("since"),
    time("at"),
    text("words"),
    time("told_at", nullable=True),
    PrimaryKeyConstraint("owner_id", "channel_id", "stage", "since"),
    ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
    Index(
        "troubles_untold",
        "at",
        sqlite_where=sql("told_at IS NULL"),
        postgresql_where=sql("told_at IS NULL"),
    ),
)

items = Table(
    "items",
    metadata,
    text("owner_id"),
    text("id"),
    text("name"),
    text("brand"),
    text("model"),
    text("serial"),
    text("gtin"),
    text("vin"),
    text("purchased"),  # YYYY, YYYY-MM or YYYY-MM-DD
    text("acquired"),
    time("created_at", nullable=True),
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
)

watches = Table(
    "watches",
    metadata,
    text("owner_id"),
    text("id"),
    text("name"),
    text("words"),
    text("brand"),
    text("hazard"),
    text("country"),
    text("source"),
    time("created_at", nullable=True),
    text("digest"),  # empty: as its owner's
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
)

item_keys = Table(
    "item_keys",
    metadata,
    text("owner_id"),
    text("item_id"),
    text("kind"),
    text("value"),
    PrimaryKeyConstraint("owner_id", "item_id", "kind", "value"),
    ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    Index("item_keys_by_value", "kind", "value", "owner_id", "item_id"),
)

verdicts = Table(
    "verdicts",
    metadata,
    text("owner_id"),
    text("item_id"),
    text("notice_id"),
    number("revision"),
    text("outcome"),
    text("verdict"),  # JSON
    PrimaryKeyConstraint("owner_id", "item_id", "notice_id"),
    ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    Index("verdicts_by_notice", "notice_id"),
)

answers = Table(
    "answers",
    metadata,
    text("owner_id"),
    text("id"),
    text("item_id"),
    text("case_id"),
    text("notice_id"),
    text("state"),
    time("at"),
    text("by"),
    text("how"),  # empty but for "done"
    time("until", nullable=True),
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    Index("answers_by_case", "owner_id", "item_id", "case_id"),
    Index("answers_by_notice", "notice_id"),
)
