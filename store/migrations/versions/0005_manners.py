"""How owners want to be told: their zone, quiet hours and digests."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str, **options: object) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=False, **options)  # type: ignore[arg-type]


def upgrade() -> None:
    op.create_table(
        "manners",
        text("owner_id", primary_key=True),
        text("zone"),
        text("quiet_from"),
        text("quiet_to"),
        text("digest"),
        text("digest_at"),
        sa.Column("digest_day", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.add_column("watches", text("digest", server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("watches", "digest", server_default=None)


def downgrade() -> None:
    op.drop_column("watches", "digest")
    op.drop_table("manners")
