"""Say of each alert when to remind of it, and of each channel whether it is the household's second person."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SET = sa.text("remind_at IS NOT NULL")


def upgrade() -> None:
    # Threads that are there already are not reminded of: nobody was told that they would be.
    moment = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
    op.add_column("alerts", sa.Column("remind_at", moment, nullable=True))
    op.create_index("alerts_to_remind", "alerts", ["remind_at"], sqlite_where=_SET, postgresql_where=_SET)
    op.add_column("channels", sa.Column("second", sa.Boolean, nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("channels", "second", server_default=None)


def downgrade() -> None:
    op.drop_column("channels", "second")
    op.drop_index("alerts_to_remind", "alerts")
    op.drop_column("alerts", "remind_at")
