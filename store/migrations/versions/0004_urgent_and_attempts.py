"""Urgent deliveries go first, and every attempt leaves a line in a log."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.

_WAITING = sa.text("state = 'pending'")


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    # What waits already is not looked at again: it is sent oldest first, as it was promised.
    op.add_column("deliveries", sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("deliveries", "urgent", server_default=None)
    _index(["urgent", "due_at", "id"])
    op.create_table(
        "attempts",
        text("owner_id"),
        text("delivery_id"),
        number("number"),
        sa.Column("at", sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=False),
        text("outcome"),
        number("status"),
        text("words"),
        text("excerpt"),
        number("milliseconds"),
        sa.PrimaryKeyConstraint("owner_id", "delivery_id", "number"),
        sa.ForeignKeyConstraint(
            ["owner_id", "delivery_id"], ["deliveries.owner_id", "deliveries.id"], ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("attempts")
    _index(["due_at", "id"])
    op.drop_column("deliveries", "urgent")


def _index(columns: list[str]) -> None:
    op.drop_index("deliveries_waiting", "deliveries")
    op.create_index("deliveries_waiting", "deliveries", columns, sqlite_where=_WAITING, postgresql_where=_WAITING)
