"""What people own of gifts, and baskets"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0014_gift_portfolio"
down_revision = "0013_gift_floors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts_baskets",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("wanted", INT, nullable=False),
        sa.Column("cap", INT, nullable=False),
        sa.Column("budget", INT, nullable=True),
        sa.Column("items", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.Column("checked_at", INT, nullable=True),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "state IN ('picked', 'checked', 'done', 'dropped', 'expired')",
            name="gifts_baskets_state",
        ),
        sa.CheckConstraint(
            "budget IS NULL OR budget BETWEEN 0 AND 4611686018427387904",
            name="gifts_baskets_budget",
        ),
        sa.CheckConstraint(
            "cap BETWEEN 0 AND 4611686018427387904 AND wanted BETWEEN 0 AND 4611686018427387904",
            name="gifts_baskets_cap",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "gifts_baskets_open",
        "gifts_baskets",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('picked', 'checked')"),
        postgresql_where=sa.text("state IN ('picked', 'checked')"),
    )
    op.create_index("gifts_baskets_user", "gifts_baskets", ["user_id", "id"], unique=False)
    op.create_table(
        "gifts_holdings",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("gift", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=True),
        sa.Column("backdrop", TEXT, nullable=True),
        sa.Column("symbol", TEXT, nullable=True),
        sa.Column("image_url", TEXT, nullable=True),
        sa.Column("contract", TEXT, nullable=True),
        sa.Column("units", INT, nullable=True),
        sa.Column("asset", TEXT, nullable=True),
        sa.Column("seen_at", INT, nullable=False),
        sa.CheckConstraint("number BETWEEN 0 AND 2147483647", name="gifts_holdings_number"),
        sa.CheckConstraint(
            "units IS NULL AND asset IS NULL OR asset IS NOT NULL AND units BETWEEN 0 AND "
            "4611686018427387904",
            name="gifts_holdings_price",
        ),
        sa.PrimaryKeyConstraint("user_id", "wallet", "gift"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_points",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("gifts", INT, nullable=False),
        sa.Column("value", INT, nullable=False),
        sa.Column("sell_now", INT, nullable=False),
        sa.Column("cost", INT, nullable=False),
        sa.Column("realised", INT, nullable=False),
        sa.Column("ton_usd", TEXT, nullable=True),
        sa.Column("xtr_usd", TEXT, nullable=True),
        sa.CheckConstraint(
            "gifts BETWEEN 0 AND 4611686018427387904 AND value BETWEEN 0 AND "
            "4611686018427387904 AND sell_now BETWEEN 0 AND 4611686018427387904 AND "
            "cost BETWEEN 0 AND 4611686018427387904",
            name="gifts_points_sums",
        ),
        sa.CheckConstraint(
            "realised BETWEEN -4611686018427387904 AND 4611686018427387904",
            name="gifts_points_realised",
        ),
        sa.PrimaryKeyConstraint("user_id", "day"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_trades",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("gift", TEXT, nullable=True),
        sa.Column("model", TEXT, nullable=True),
        sa.Column("quantity", INT, nullable=False),
        sa.Column("units", INT, nullable=True),
        sa.Column("asset", TEXT, nullable=True),
        sa.Column("at", INT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.CheckConstraint("side IN ('bought', 'sold')", name="gifts_trades_side"),
        sa.CheckConstraint(
            "source IN ('manual', 'wallet', 'received')", name="gifts_trades_source"
        ),
        sa.CheckConstraint("quantity BETWEEN 1 AND 10000", name="gifts_trades_quantity"),
        sa.CheckConstraint(
            "units IS NULL AND asset IS NULL OR asset IS NOT NULL AND units BETWEEN 0 AND "
            "4611686018427387904",
            name="gifts_trades_price",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("gifts_trades_at", "gifts_trades", ["user_id", "at", "id"], unique=False)
    op.create_index("gifts_trades_ref", "gifts_trades", ["user_id", "ref"], unique=True)
    op.create_table(
        "gifts_wallet_reads",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("read_at", INT, nullable=True),
        sa.Column("failed_at", INT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "wallet"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
