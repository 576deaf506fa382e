"""What is known of vehicles by a pattern of their VIN."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, primary_key=primary_key)


def upgrade() -> None:
    time = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
    op.create_table(
        "vin_patterns",
        text("pattern", primary_key=True),
        text("make"),
        text("model"),
        text("year"),
        sa.Column("at", time, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("vin_patterns")
