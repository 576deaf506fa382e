"""A receipt is leased while it is sent, and noted afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
    op.add_column("manners", sa.Column("receipt_lease", kind, nullable=True))


def downgrade() -> None:
    op.drop_column("manners", "receipt_lease")
