"""What went out in the last minute is kept by time: a limit holds for any minute, not for those of the clock."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("endpoints", sa.Column("sent", text, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("endpoints", "sent", server_default=None)
    op.drop_column("endpoints", "window_at")
    op.drop_column("endpoints", "window_sent")


def downgrade() -> None:
    time = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
    op.add_column("endpoints", sa.Column("window_at", time, nullable=True))
    op.add_column("endpoints", sa.Column("window_sent", sa.Integer, nullable=False, server_default="0"))
    op.drop_column("endpoints", "sent")
