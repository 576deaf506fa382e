"""Who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(
        name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False, primary_key=name == "id"
    )


def upgrade() -> None:
    op.create_table(
        "audit",
        text("id"),
        sa.Column("at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        text("who"),
        text("what"),
        text("about"),
        text("words"),
    )
    op.create_index("audit_by_time", "audit", ["at", "id"])


def downgrade() -> None:
    op.drop_table("audit")
