"""Say of each delivery which mail it goes out in, if that holds others too."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("deliveries", sa.Column("bundle", kind, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("deliveries", "bundle", server_default=None)


def downgrade() -> None:
    op.drop_column("deliveries", "bundle")
