"""What comes back from mailboxes, and what is no longer wanted at one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def time(name: str) -> sa.Column[str]:
    """ISO 8601 text on SQLite, a time with its zone on PostgreSQL."""
    return sa.Column(name, sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "bounces",
        text("owner_id"),
        text("id"),
        text("channel_id"),
        text("delivery_id"),
        time("at"),
        text("nature"),
        text("status"),
        text("words"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.create_index("bounces_by_channel", "bounces", ["owner_id", "channel_id", "at"])
    op.create_table(
        "mutes",
        text("owner_id"),
        text("channel_id"),
        text("subject_id"),
        time("at"),
        sa.PrimaryKeyConstraint("owner_id", "channel_id", "subject_id"),
        sa.ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("mutes")
    op.drop_table("bounces")
