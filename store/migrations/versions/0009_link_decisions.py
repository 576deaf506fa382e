"""Links have a state and points, and every decision about one is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str, default: str | None = None) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, server_default=default)


def upgrade() -> None:
    op.add_column("links", text("state", "active"))
    op.add_column("links", sa.Column("points", sa.Float, nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("links", "state", server_default=None)
        op.alter_column("links", "points", server_default=None)
    op.create_table(
        "link_changes",
        text("id"),
        sa.Column("at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        text("by"),
        text("did"),
        text("note"),
        text("from_id"),
        text("to_id"),
        text("type"),
        sa.Column("score", sa.Float, nullable=False),
        text("evidence"),
        text("decided_by"),
        text("state"),
        sa.Column("points", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("link_changes_by_origin", "link_changes", ["from_id", "at", "id"])
    op.create_index("link_changes_by_target", "link_changes", ["to_id", "at", "id"])
    op.create_index("link_changes_by_time", "link_changes", ["at", "id"])


def downgrade() -> None:
    op.drop_table("link_changes")
    op.drop_column("links", "points")
    op.drop_column("links", "state")
