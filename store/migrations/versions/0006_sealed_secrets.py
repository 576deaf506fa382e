"""Encrypt the secrets of channels that an earlier version wrote in the clear."""

from alembic import context

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    context.config.attributes["seal"]()


def downgrade() -> None:
    """What is sealed stays sealed: the key is not here."""
