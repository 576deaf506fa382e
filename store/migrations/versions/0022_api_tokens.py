"""Owners can let programs read what is theirs, with a token of which the digest is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        text("owner_id"),
        text("digest"),
        sa.Column("created_at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("owner_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.create_index("api_tokens_by_digest", "api_tokens", ["digest"])


def downgrade() -> None:
    op.drop_table("api_tokens")
