"""Tables of what came back from mailboxes, and of what is no longer wanted there."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table

from .base import metadata, text, time

# No foreign key to channels or deliveries: what came back stays known when those are gone.
bounces = Table(
    "bounces",
    metadata,
    text("owner_id"),
    text("id"),  # a digest of the report
    text("channel_id"),
    text("delivery_id"),
    time("at"),
    text("nature"),
    text("status"),
    text("words"),
    PrimaryKeyConstraint("owner_id", "id"),
    ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    Index("bounces_by_channel", "owner_id", "channel_id", "at"),
)

mutes = Table(
    "mutes",
    metadata,
    text("owner_id"),
    text("channel_id"),
    text("subject_id"),  # an item or a watch
    time("at"),
    PrimaryKeyConstraint("owner_id", "channel_id", "subject_id"),
    ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
)
