"""Overlays: what operators corrected. Notices that need a look become a facet."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "overlays",
        text("notice_id"),
        sa.Column("number", sa.Integer, nullable=False),
        text("corrections"),
        text("by"),
        sa.Column("at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        text("digest"),
        text("note"),
        sa.Column("undo", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "number"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"]),
    )
    # A reading is canonical JSON that leaves empty fields out, and inside its texts every quotation mark has a
    # backslash before it: the name of the field stands there if and only if there are reasons.
    op.execute(
        "INSERT INTO facets (notice_id, kind, value) SELECT n.id, 'review', 'needed' FROM notices n "
        "JOIN revisions r ON r.notice_id = n.id AND r.number = n.revision "
        "WHERE r.reading LIKE '%\"review\":[%'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM facets WHERE kind = 'review'")
    op.drop_table("overlays")
