"""Payments"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0003_payments"
down_revision = "0002_users"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payments_approvals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("asker", INT, nullable=False),
        sa.Column("subject", INT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=True),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_by", INT, nullable=True),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.Column("decided_at", INT, nullable=True),
        sa.CheckConstraint("act <> ''", name="payments_approvals_act"),
        sa.CheckConstraint(
            "state IN ('to_confirm', 'to_approve', 'done', 'rejected', 'cancelled', 'expired')",
            name="payments_approvals_state",
        ),
        sa.CheckConstraint(
            "units BETWEEN -4611686018427387904 AND 4611686018427387904 AND units <> 0",
            name="payments_approvals_units",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "payments_approvals_expires",
        "payments_approvals",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('to_confirm', 'to_approve')"),
        postgresql_where=sa.text("state IN ('to_confirm', 'to_approve')"),
    )
    op.create_index(
        "payments_approvals_waiting", "payments_approvals", ["state", "id"], unique=False
    )
    op.create_table(
        "payments_cursor",
        sa.Column("list", TEXT, nullable=False),
        sa.Column("position", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint("list = 'stars'", name="payments_cursor_list"),
        sa.PrimaryKeyConstraint("list"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payments_findings",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("stars", INT, nullable=False),
        sa.Column("user_id", INT, nullable=True),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('credit_made_good', 'chargeback', 'refund_settled', 'amount_differs', 'not_at_telegram', 'unknown', 'ledger_differs')",
            name="payments_findings_kind",
        ),
        sa.PrimaryKeyConstraint("kind", "ref"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "payments_findings_at", "payments_findings", ["at", "kind", "ref"], unique=False
    )
    op.create_table(
        "payments_topups",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("stars", INT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("entrance", TEXT, nullable=False),
        sa.Column("invoice", TEXT, nullable=True),
        sa.Column("link", TEXT, nullable=True),
        sa.Column("charge", TEXT, nullable=True),
        sa.Column("failure", TEXT, nullable=True),
        sa.Column("hold", TEXT, nullable=True),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.Column("paid_at", INT, nullable=True),
        sa.Column("matures_at", INT, nullable=True),
        sa.Column("matured_at", INT, nullable=True),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("seen_at", INT, nullable=True),
        sa.CheckConstraint(
            "entrance IN ('chat', 'app', 'stray')", name="payments_topups_entrance"
        ),
        sa.CheckConstraint(
            "state <> 'refunding' OR hold IS NOT NULL", name="payments_topups_refunding"
        ),
        sa.CheckConstraint(
            "state IN ('open', 'failed', 'expired') OR (charge IS NOT NULL AND paid_at IS NOT NULL AND matures_at IS NOT NULL)",
            name="payments_topups_paid",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'paid', 'refunding', 'refunded', 'charged_back', 'failed', 'expired')",
            name="payments_topups_state",
        ),
        sa.CheckConstraint(
            "stars BETWEEN 1 AND 4611686018427387904", name="payments_topups_stars"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("payments_topups_charge", "payments_topups", ["charge"], unique=True)
    op.create_index(
        "payments_topups_maturing",
        "payments_topups",
        ["matures_at"],
        unique=False,
        sqlite_where=sa.text("state = 'paid' AND matured_at IS NULL"),
        postgresql_where=sa.text("state = 'paid' AND matured_at IS NULL"),
    )
    op.create_index(
        "payments_topups_state_changed", "payments_topups", ["state", "changed_at"], unique=False
    )
    op.create_index(
        "payments_topups_unseen",
        "payments_topups",
        ["paid_at"],
        unique=False,
        sqlite_where=sa.text("charge IS NOT NULL AND seen_at IS NULL"),
        postgresql_where=sa.text("charge IS NOT NULL AND seen_at IS NULL"),
    )
    op.create_index("payments_topups_user", "payments_topups", ["user_id", "id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
