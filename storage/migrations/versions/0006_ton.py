"""TON"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0006_ton"
down_revision = "0005_games"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _ton_may_be_paused()
    op.create_table(
        "ton_accounts",
        sa.Column("address", TEXT, nullable=False),
        sa.Column("duty", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("lt", INT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("booked", INT, nullable=False),
        sa.Column("read_at", INT, nullable=False),
        sa.CheckConstraint(
            "duty IN ('deposit', 'payout', 'order', 'closed')", name="ton_accounts_duty"
        ),
        sa.CheckConstraint(
            "booked BETWEEN -4611686018427387904 AND 4611686018427387904",
            name="ton_accounts_booked",
        ),
        sa.CheckConstraint("lt BETWEEN 0 AND 4611686018427387904", name="ton_accounts_lt"),
        sa.PrimaryKeyConstraint("address"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ton_asks",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("asks", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ton_codes",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.CheckConstraint("code <> ''", name="ton_codes_code"),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ton_codes_taken", "ton_codes", ["code"], unique=True)
    op.create_table(
        "ton_contacts",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("usable_at", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "address"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ton_deposits",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("lt", INT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("sender", TEXT, nullable=True),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=True),
        sa.Column("order_code", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("withdrawal", TEXT, nullable=True),
        sa.Column("seen_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "state <> 'returning' OR withdrawal IS NOT NULL", name="ton_deposits_returning"
        ),
        sa.CheckConstraint(
            "state IN ('credited', 'partial', 'excess', 'late', 'wrong_asset', 'checking', 'limited', 'unmatched', 'returning', 'returned', 'kept')",
            name="ton_deposits_state",
        ),
        sa.CheckConstraint(
            "state NOT IN ('credited', 'partial', 'excess', 'late') OR user_id IS NOT NULL",
            name="ton_deposits_owner",
        ),
        sa.CheckConstraint("lt BETWEEN 1 AND 4611686018427387904", name="ton_deposits_lt"),
        sa.CheckConstraint("units BETWEEN 1 AND 4611686018427387904", name="ton_deposits_units"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ton_deposits_state_id", "ton_deposits", ["state", "id"], unique=False)
    op.create_index("ton_deposits_tx", "ton_deposits", ["account", "lt"], unique=True)
    op.create_index("ton_deposits_user", "ton_deposits", ["user_id", "id"], unique=False)
    op.create_table(
        "ton_findings",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('gap', 'unknown_outflow', 'paid_twice', 'balance_differs', 'books_differ', 'second_denies', 'payout_short', 'message_stuck')",
            name="ton_findings_kind",
        ),
        sa.PrimaryKeyConstraint("kind", "ref"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ton_findings_at", "ton_findings", ["at", "kind", "ref"], unique=False)
    op.create_table(
        "ton_messages",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("boc", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("body_hash", TEXT, nullable=False),
        sa.Column("query_id", INT, nullable=False),
        sa.Column("created_at_s", INT, nullable=False),
        sa.Column("expires_at_s", INT, nullable=False),
        sa.Column("inner_hash", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint("state <> 'seen' OR inner_hash IS NOT NULL", name="ton_messages_seen"),
        sa.CheckConstraint(
            "state IN ('signed', 'seen', 'done', 'dead')", name="ton_messages_state"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ton_messages_body", "ton_messages", ["wallet", "body_hash"], unique=True)
    op.create_index(
        "ton_messages_inner",
        "ton_messages",
        ["wallet", "inner_hash"],
        unique=False,
        sqlite_where=sa.text("inner_hash IS NOT NULL"),
        postgresql_where=sa.text("inner_hash IS NOT NULL"),
    )
    op.create_index(
        "ton_messages_waiting",
        "ton_messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'signed'"),
        postgresql_where=sa.text("state = 'signed'"),
    )
    op.create_table(
        "ton_numbers",
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.PrimaryKeyConstraint("wallet"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ton_orders",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("due_at", INT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("ref_kind", TEXT, nullable=False),
        sa.Column("ref_id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("number", INT, nullable=True),
        sa.CheckConstraint("state IN ('open', 'paid', 'closed')", name="ton_orders_state"),
        sa.CheckConstraint("units BETWEEN 1 AND 4611686018427387904", name="ton_orders_units"),
        sa.PrimaryKeyConstraint("code"),
        sqlite_strict=True,
    )
    op.create_index("ton_orders_address", "ton_orders", ["address"], unique=True)
    op.create_index("ton_orders_ref", "ton_orders", ["ref_kind", "ref_id"], unique=True)
    op.create_index("ton_orders_user", "ton_orders", ["user_id"], unique=False)
    op.create_table(
        "ton_withdrawals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("wallet", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("fee", INT, nullable=False),
        sa.Column("destination", TEXT, nullable=False),
        sa.Column("bounceable", INT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("hold", TEXT, nullable=False),
        sa.Column("fee_hold", TEXT, nullable=True),
        sa.Column("approval", TEXT, nullable=True),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("query_id", INT, nullable=False),
        sa.Column("attempts", INT, nullable=False),
        sa.Column("deposit", TEXT, nullable=True),
        sa.Column("tx_hash", TEXT, nullable=True),
        sa.Column("tx_lt", INT, nullable=True),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "(state = 'paid') = (tx_hash IS NOT NULL AND tx_lt IS NOT NULL)",
            name="ton_withdrawals_paid",
        ),
        sa.CheckConstraint(
            "purpose IN ('person', 'return', 'refill')", name="ton_withdrawals_purpose"
        ),
        sa.CheckConstraint("state <> 'sent' OR message IS NOT NULL", name="ton_withdrawals_sent"),
        sa.CheckConstraint(
            "state <> 'to_approve' OR approval IS NOT NULL", name="ton_withdrawals_approval"
        ),
        sa.CheckConstraint(
            "state IN ('to_confirm', 'to_approve', 'queued', 'sent', 'paid', 'failed', 'cancelled')",
            name="ton_withdrawals_state",
        ),
        sa.CheckConstraint("(fee > 0) = (fee_hold IS NOT NULL)", name="ton_withdrawals_fee_hold"),
        sa.CheckConstraint("fee BETWEEN 0 AND 4611686018427387904", name="ton_withdrawals_fee"),
        sa.CheckConstraint(
            "units BETWEEN 1 AND 4611686018427387904", name="ton_withdrawals_units"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ton_withdrawals_asked", "ton_withdrawals", ["asset", "created_at"], unique=False
    )
    op.create_index(
        "ton_withdrawals_message",
        "ton_withdrawals",
        ["message"],
        unique=False,
        sqlite_where=sa.text("message IS NOT NULL"),
        postgresql_where=sa.text("message IS NOT NULL"),
    )
    op.create_index("ton_withdrawals_query", "ton_withdrawals", ["query_id"], unique=True)
    op.create_index("ton_withdrawals_state_id", "ton_withdrawals", ["state", "id"], unique=False)
    op.create_index("ton_withdrawals_user", "ton_withdrawals", ["user_id", "id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")


def _ton_may_be_paused() -> None:
    """TON joins the areas that can be paused: a CHECK of SQLite is changed by a new table."""
    areas = "area IN ('payments', 'ton', 'games', 'gifts', 'ads', 'events', 'trading')"
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint("users_areas_area", "users_areas")
        op.create_check_constraint("users_areas_area", "users_areas", areas)
        return
    op.rename_table("users_areas", "users_areas_before")
    op.create_table(
        "users_areas",
        sa.Column("area", TEXT, nullable=False),
        sa.Column("paused", INT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(areas, name="users_areas_area"),
        sa.PrimaryKeyConstraint("area"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO users_areas SELECT area, paused, reason, at FROM users_areas_before")
    op.drop_table("users_areas_before")
