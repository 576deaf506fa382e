"""Find the attempts of the last hour without reading all of them."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("attempts_by_time", "attempts", ["at"])


def downgrade() -> None:
    op.drop_index("attempts_by_time", "attempts")
