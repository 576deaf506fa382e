"""Owners can ask for a note once a month; the last month that had one is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("manners", sa.Column("receipts", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("manners", sa.Column("receipt_month", kind, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("manners", "receipts", server_default=None)
        op.alter_column("manners", "receipt_month", server_default=None)


def downgrade() -> None:
    op.drop_column("manners", "receipt_month")
    op.drop_column("manners", "receipts")
