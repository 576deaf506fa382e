"""What owners say about their things and a case."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def time(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """ISO 8601 text on SQLite, a time with its zone on PostgreSQL."""
    return sa.Column(name, sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "answers",
        text("owner_id"),
        text("id"),
        text("item_id"),
        text("case_id"),
        text("notice_id"),
        text("state"),
        time("at"),
        text("by"),
        text("how"),
        time("until", nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    )
    op.create_index("answers_by_case", "answers", ["owner_id", "item_id", "case_id"])
    op.create_index("answers_by_notice", "answers", ["notice_id"])


def downgrade() -> None:
    op.drop_table("answers")
