"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A migration is history: it spells its columns out and imports nothing that may change under it.


def text(name: str) -> sa.Column[str]:
    """Compared by code point on both engines, whatever the server's locale."""
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def time(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """Text of fixed width on SQLite, which has no time type."""
    return sa.Column(name, sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql"), nullable=nullable)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def upgrade() -> None:
    _create_sources()
    _create_notices()
    _create_keys_and_links()
    _create_directory()
    _create_items()
    _create_work()
    _create_search()


def downgrade() -> None:
    op.execute("DROP TABLE notice_search")
    for name in reversed(_TABLES):
        op.drop_table(name)


def _create_sources() -> None:
    op.create_table(
        "payloads",
        text("sha256"),
        text("source"),
        text("url"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        time("fetched_at"),
        number("status"),
        text("headers"),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("payloads_by_source", "payloads", ["source", "fetched_at", "sha256"])
    op.create_table(
        "source_states",
        text("source"),
        time("next_poll_at", nullable=True),
        time("lease_until", nullable=True),
        number("fence"),
        time("last_try", nullable=True),
        time("last_success", nullable=True),
        time("last_change", nullable=True),
        time("last_complete", nullable=True),
        number("last_found"),
        number("fails"),
        text("why"),
        text("validators"),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "runs",
        text("id"),
        text("source"),
        time("started_at"),
        time("ended_at"),
        text("outcome"),
        flag("complete"),
        number("found"),
        number("new"),
        number("changed"),
        number("unchanged"),
        number("gone"),
        number("rejected"),
        text("why"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("runs_by_source", "runs", ["source", "started_at", "id"])
    op.create_table(
        "rejected",
        text("source"),
        text("fingerprint"),
        text("reason"),
        text("row"),
        text("number"),
        time("seen_at"),
        number("position"),
        sa.PrimaryKeyConstraint("source", "fingerprint"),
    )
    op.create_index("rejected_by_time", "rejected", ["source", "seen_at", "position"])


def _create_notices() -> None:
    op.create_table(
        "notices",
        text("id"),
        text("source"),
        text("address"),
        text("published"),
        number("revision"),
        text("digest"),
        text("status"),
        text("stated"),
        text("case_id"),
        time("first_seen"),
        time("changed_at"),
        time("last_seen"),
        number("absences"),
        time("absent_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("notices_by_address", "notices", ["address"])
    op.create_index("notices_by_case", "notices", ["case_id"])
    op.create_index("notices_by_change", "notices", ["changed_at", "published", "id"])
    op.create_index("notices_by_published", "notices", ["source", "published"])
    op.create_index("notices_by_source", "notices", ["source", "changed_at", "published", "id"])
    op.create_table(
        "revisions",
        text("notice_id"),
        number("number"),
        text("notice"),
        text("reading"),
        text("digest"),
        time("seen_at"),
        flag("material"),
        text("changes"),
        text("payload"),
        text("parser"),
        sa.PrimaryKeyConstraint("notice_id", "number"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "facets",
        text("notice_id"),
        text("kind"),
        text("value"),
        sa.PrimaryKeyConstraint("notice_id", "kind", "value"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("facets_by_value", "facets", ["kind", "value", "notice_id"])


def _create_keys_and_links() -> None:
    op.create_table(
        "notice_keys",
        text("notice_id"),
        text("kind"),
        text("value"),
        sa.PrimaryKeyConstraint("notice_id", "kind", "value"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("notice_keys_by_value", "notice_keys", ["kind", "value", "notice_id"])
    op.create_table(
        "links",
        text("from_id"),
        text("to_id"),
        text("type"),
        sa.Column("score", sa.Float, nullable=False),
        text("evidence"),
        text("decided_by"),
        sa.PrimaryKeyConstraint("from_id", "to_id", "type"),
    )
    op.create_index("links_by_target", "links", ["to_id"])


def _create_directory() -> None:
    op.create_table(
        "owners",
        text("id"),
        text("email"),
        time("created_at"),
        time("confirmed_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email", name="owners_by_email"),
    )
    op.create_table(
        "tokens",
        text("digest"),
        text("email"),
        text("purpose"),
        time("expires_at"),
        time("used_at", nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("tokens_by_expiry", "tokens", ["expires_at"])
    op.create_table(
        "sessions",
        text("owner_id"),
        text("digest"),
        time("expires_at"),
        sa.PrimaryKeyConstraint("owner_id", "digest"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.create_index("sessions_by_digest", "sessions", ["digest"])
    op.create_index("sessions_by_expiry", "sessions", ["expires_at"])
    op.create_table(
        "channels",
        text("owner_id"),
        text("id"),
        text("kind"),
        text("address"),
        time("created_at"),
        text("secret"),
        time("confirmed_at", nullable=True),
        time("disabled_at", nullable=True),
        text("disabled_why"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )


def _create_items() -> None:
    op.create_table(
        "items",
        text("owner_id"),
        text("id"),
        text("name"),
        text("brand"),
        text("model"),
        text("serial"),
        text("gtin"),
        text("vin"),
        text("purchased"),
        text("acquired"),
        time("created_at", nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "watches",
        text("owner_id"),
        text("id"),
        text("name"),
        text("words"),
        text("brand"),
        text("hazard"),
        text("country"),
        text("source"),
        time("created_at", nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "item_keys",
        text("owner_id"),
        text("item_id"),
        text("kind"),
        text("value"),
        sa.PrimaryKeyConstraint("owner_id", "item_id", "kind", "value"),
        sa.ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    )
    op.create_index("item_keys_by_value", "item_keys", ["kind", "value", "owner_id", "item_id"])
    op.create_table(
        "verdicts",
        text("owner_id"),
        text("item_id"),
        text("notice_id"),
        number("revision"),
        text("outcome"),
        text("verdict"),
        sa.PrimaryKeyConstraint("owner_id", "item_id", "notice_id"),
        sa.ForeignKeyConstraint(["owner_id", "item_id"], ["items.owner_id", "items.id"], ondelete="CASCADE"),
    )
    op.create_index("verdicts_by_notice", "verdicts", ["notice_id"])


def _create_work() -> None:
    op.create_table(
        "match_jobs",
        text("notice_id"),
        number("revision"),
        flag("silent"),
        flag("watches"),
        time("lease_until", nullable=True),
        number("fence"),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_table(
        "alerts",
        text("owner_id"),
        text("id"),
        text("subject_id"),
        text("case_id"),
        text("notice_id"),
        number("revision"),
        text("kind"),
        text("thread"),
        text("after"),
        time("created_at"),
        text("verdict"),
        text("changed"),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("owner_id", "subject_id", "after", name="alerts_once"),
    )
    op.create_index("alerts_by_notice", "alerts", ["notice_id"])
    op.create_index("alerts_by_thread", "alerts", ["owner_id", "subject_id", "case_id"])
    op.create_index("alerts_by_time", "alerts", ["owner_id", "created_at", "id"])
    op.create_table(
        "deliveries",
        text("owner_id"),
        text("id"),
        text("alert_id"),
        text("channel_id"),
        time("due_at"),
        text("state"),
        number("attempts"),
        time("lease_until", nullable=True),
        number("fence"),
        text("answer"),
        time("sent_at", nullable=True),
        sa.PrimaryKeyConstraint("owner_id", "id"),
        sa.ForeignKeyConstraint(["owner_id", "alert_id"], ["alerts.owner_id", "alerts.id"], ondelete="CASCADE"),
    )
    op.create_index("deliveries_by_alert", "deliveries", ["owner_id", "alert_id"])
    op.create_index("deliveries_by_id", "deliveries", ["id"])
    op.create_index(
        "deliveries_waiting",
        "deliveries",
        ["due_at", "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _create_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Words come cut and folded; diacritics were removed by the same rule for both engines.
        op.execute(
            "CREATE VIRTUAL TABLE notice_search USING fts5("
            "notice_id UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 0')"
        )
        return
    op.execute('CREATE TABLE notice_search (notice_id text COLLATE "C" PRIMARY KEY, words tsvector NOT NULL)')
    op.execute("CREATE INDEX notice_search_words ON notice_search USING gin (words)")


_TABLES = (
    "payloads",
    "source_states",
    "runs",
    "rejected",
    "notices",
    "revisions",
    "facets",
    "notice_keys",
    "links",
    "owners",
    "tokens",
    "sessions",
    "channels",
    "items",
    "watches",
    "item_keys",
    "verdicts",
    "match_jobs",
    "alerts",
    "deliveries",
)
