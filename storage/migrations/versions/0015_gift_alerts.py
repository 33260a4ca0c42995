"""Alerts, saved searches, arbitrage on paper"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0015_gift_alerts"
down_revision = "0014_gift_portfolio"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts_alert_rules",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("query", TEXT, nullable=False),
        sa.Column("share_bps", INT, nullable=True),
        sa.Column("permille", INT, nullable=True),
        sa.Column("wallet", TEXT, nullable=True),
        sa.Column("search", TEXT, nullable=True),
        sa.Column("muted", INT, nullable=False),
        sa.Column("base", INT, nullable=True),
        sa.Column("fired_at", INT, nullable=True),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('under', 'value', 'floor', 'listed', 'rarity', 'wallet', 'back')",
            name="gifts_alert_rules_kind",
        ),
        sa.CheckConstraint(
            "base IS NULL OR base BETWEEN 0 AND 4611686018427387904", name="gifts_alert_rules_base"
        ),
        sa.CheckConstraint("muted IN (0, 1)", name="gifts_alert_rules_muted"),
        sa.CheckConstraint(
            "permille IS NULL OR permille BETWEEN 1 AND 1000", name="gifts_alert_rules_permille"
        ),
        sa.CheckConstraint(
            "share_bps IS NULL OR share_bps BETWEEN 1 AND 1000000", name="gifts_alert_rules_share"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "gifts_alert_rules_search",
        "gifts_alert_rules",
        ["search"],
        unique=True,
        sqlite_where=sa.text("search IS NOT NULL"),
        postgresql_where=sa.text("search IS NOT NULL"),
    )
    op.create_index("gifts_alert_rules_user", "gifts_alert_rules", ["user_id", "id"], unique=False)
    op.create_table(
        "gifts_alert_firings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("occasion", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("market", TEXT, nullable=True),
        sa.Column("units", INT, nullable=True),
        sa.Column("fields", TEXT, nullable=False),
        sa.Column("marks", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("found_at", INT, nullable=False),
        sa.Column("due_at", INT, nullable=False),
        sa.Column("ended_at", INT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('under', 'value', 'floor', 'listed', 'rarity', 'wallet', 'back')",
            name="gifts_alert_firings_kind",
        ),
        sa.CheckConstraint(
            "market IS NULL OR market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_alert_firings_market",
        ),
        sa.CheckConstraint(
            "state IN ('found', 'told', 'cooled', 'gone', 'passed', 'muted', 'expired')",
            name="gifts_alert_firings_state",
        ),
        sa.CheckConstraint(
            "units IS NULL OR units BETWEEN 0 AND 4611686018427387904",
            name="gifts_alert_firings_units",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "gifts_alert_firings_due",
        "gifts_alert_firings",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'found'"),
        postgresql_where=sa.text("state = 'found'"),
    )
    op.create_index(
        "gifts_alert_firings_found_at", "gifts_alert_firings", ["found_at"], unique=False
    )
    op.create_index(
        "gifts_alert_firings_once",
        "gifts_alert_firings",
        ["rule", "subject", "occasion"],
        unique=True,
    )
    op.create_index(
        "gifts_alert_firings_user", "gifts_alert_firings", ["user_id", "id"], unique=False
    )
    op.create_table(
        "gifts_alert_told",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("units", INT, nullable=True),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "units IS NULL OR units BETWEEN 0 AND 4611686018427387904",
            name="gifts_alert_told_units",
        ),
        sa.PrimaryKeyConstraint("user_id", "subject"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_alert_asks",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("asks", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_alert_marks",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_searches",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("query", TEXT, nullable=False),
        sa.Column("notify", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint("notify IN (0, 1)", name="gifts_searches_notify"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("gifts_searches_user", "gifts_searches", ["user_id", "id"], unique=False)
    op.create_table(
        "gifts_paper_signals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("listing", TEXT, nullable=False),
        sa.Column("gift", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("backdrop", TEXT, nullable=True),
        sa.Column("buy_market", TEXT, nullable=False),
        sa.Column("sell_market", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("cost", INT, nullable=False),
        sa.Column("gas", INT, nullable=False),
        sa.Column("moving", INT, nullable=False),
        sa.Column("lock", INT, nullable=False),
        sa.Column("ask", INT, nullable=False),
        sa.Column("net", INT, nullable=False),
        sa.Column("compared", TEXT, nullable=False),
        sa.Column("opened_at", INT, nullable=False),
        sa.Column("sell_from", INT, nullable=False),
        sa.Column("ends_at", INT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("sale", TEXT, nullable=True),
        sa.Column("proceeds", INT, nullable=True),
        sa.Column("gain", INT, nullable=True),
        sa.Column("closed_at", INT, nullable=True),
        sa.CheckConstraint(
            "buy_market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_paper_signals_buy",
        ),
        sa.CheckConstraint("level IN ('pair', 'model')", name="gifts_paper_signals_level"),
        sa.CheckConstraint(
            "sell_market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_paper_signals_sell",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'won', 'lost', 'expired')", name="gifts_paper_signals_state"
        ),
        sa.CheckConstraint(
            "cost BETWEEN 0 AND 4611686018427387904 AND gas BETWEEN 0 AND 4611686018427387904 AND moving BETWEEN 0 AND 4611686018427387904 AND lock BETWEEN 0 AND 4611686018427387904 AND ask BETWEEN 0 AND 4611686018427387904 AND net BETWEEN 0 AND 4611686018427387904",
            name="gifts_paper_signals_sums",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "gifts_paper_signals_once", "gifts_paper_signals", ["listing", "cost"], unique=True
    )
    op.create_index(
        "gifts_paper_signals_open",
        "gifts_paper_signals",
        ["collection", "model"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "gifts_paper_signals_state_id", "gifts_paper_signals", ["state", "id"], unique=False
    )
    op.create_table(
        "gifts_paper_entries",
        sa.Column("signal", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('buy', 'beside', 'sell', 'undo')", name="gifts_paper_entries_kind"
        ),
        sa.CheckConstraint(
            "units BETWEEN -4611686018427387904 AND 4611686018427387904",
            name="gifts_paper_entries_units",
        ),
        sa.PrimaryKeyConstraint("signal", "kind"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
