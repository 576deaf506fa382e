"""What a source's good answers looked like, why its notices are held back, and what happened to it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str, default: str | None = None) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, server_default=default)


def upgrade() -> None:
    # A source that was polled already goes on as it was: nothing of it is held back after the fact.
    op.add_column("source_states", text("held", ""))
    op.add_column("source_states", text("profile", "{}"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("source_states", "held", server_default=None)
        op.alter_column("source_states", "profile", server_default=None)
    op.create_table(
        "source_events",
        text("id"),
        text("source"),
        sa.Column("at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        text("kind"),
        text("words"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("source_events_by_time", "source_events", ["at", "id"])


def downgrade() -> None:
    op.drop_table("source_events")
    op.drop_column("source_states", "profile")
    op.drop_column("source_states", "held")
