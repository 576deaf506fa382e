"""What webhooks want, how they do, and what their owners must be told of that."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str, **options: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, **options)  # type: ignore[arg-type]


def time(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """ISO 8601 text on SQLite, a time with its zone on PostgreSQL."""
    return sa.Column(name, sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=nullable)


def upgrade() -> None:
    op.add_column("channels", text("wants", server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("channels", "wants", server_default=None)
    op.create_table(
        "endpoints",
        text("owner_id"),
        text("channel_id"),
        time("failing_since", nullable=True),
        time("failed_at", nullable=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("lasting", sa.Boolean, nullable=False),
        time("window_at", nullable=True),
        sa.Column("window_sent", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "channel_id"),
        sa.ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "troubles",
        text("owner_id"),
        text("channel_id"),
        text("stage"),
        time("since"),
        time("at"),
        text("words"),
        time("told_at", nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "channel_id", "stage", "since"),
        sa.ForeignKeyConstraint(["owner_id", "channel_id"], ["channels.owner_id", "channels.id"], ondelete="CASCADE"),
    )
    waiting = sa.text("told_at IS NULL")
    op.create_index("troubles_untold", "troubles", ["at"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_table("troubles")
    op.drop_table("endpoints")
    op.drop_column("channels", "wants")
