"""Say of each notice which reading it has, so that a reading in memory can be told to be the stored one."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_PAGE = 500


def upgrade() -> None:
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("notices", sa.Column("reading_digest", kind, nullable=False, server_default=""))
    connection = op.get_bind()
    last = ""
    while page := connection.execute(_READINGS, {"last": last, "page": _PAGE}).all():
        connection.execute(_SET, [{"id": id_, "digest": _digest(reading)} for id_, reading in page])
        last = page[-1][0]
    if connection.dialect.name == "postgresql":
        op.alter_column("notices", "reading_digest", server_default=None)


def downgrade() -> None:
    op.drop_column("notices", "reading_digest")


def _digest(reading: str) -> str:
    return hashlib.sha256(reading.encode()).hexdigest()


_READINGS = sa.text(
    "SELECT n.id, r.reading FROM notices n JOIN revisions r ON r.notice_id = n.id AND r.number = n.revision"
    " WHERE n.id > :last ORDER BY n.id LIMIT :page"
)
_SET = sa.text("UPDATE notices SET reading_digest = :digest WHERE id = :id")
