"""What the operator was told of, so that nothing is said twice."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(
        name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False, primary_key=name == "name"
    )


def time(name: str, *, nullable: bool) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=nullable)


def upgrade() -> None:
    op.create_table("alarms", text("name"), text("text"), time("since", nullable=False), time("said_at", nullable=True))


def downgrade() -> None:
    op.drop_table("alarms")
