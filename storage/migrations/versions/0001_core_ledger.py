"""The core and the ledger"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT
from storage.ledger.triggers import (
    ACCOUNTS_POSTGRES,
    ACCOUNTS_SQLITE,
    HOLDS_POSTGRES,
    HOLDS_SQLITE,
    TRANSFERS_POSTGRES,
    TRANSFERS_SQLITE,
)

revision = "0001_core_ledger"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_logs",
        sa.Column("id", INT, sa.Identity(always=False), nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("entity_type", TEXT, nullable=False),
        sa.Column("entity_id", TEXT, nullable=False),
        sa.Column("details", TEXT, nullable=False),
        sa.Column("ip_address", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("audit_logs_action", "audit_logs", ["action"], unique=False)
    op.create_index("audit_logs_entity", "audit_logs", ["entity_type", "entity_id"], unique=False)
    op.create_index("audit_logs_user", "audit_logs", ["user_id"], unique=False)
    op.create_table(
        "core_batches",
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("sequence", INT, autoincrement=False, nullable=False),
        sa.Column("previous", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("writer", "sequence"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_jobs",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("due_at", INT, nullable=False),
        sa.Column("last_run", INT, nullable=True),
        sa.Column("last_ok", INT, nullable=True),
        sa.Column("lag", INT, nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_keys",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("request_hash", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("key", "actor", "kind"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_outbox",
        sa.Column("id", INT, sa.Identity(always=False), nullable=False),
        sa.Column("chat_id", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("priority", INT, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("to_user", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("not_before", INT, nullable=False),
        sa.Column("attempts", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("sent_at", INT, nullable=True),
        sa.Column("message_id", INT, nullable=True),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("trace", TEXT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')",
            name="core_outbox_state",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "core_outbox_urgent",
        "core_outbox",
        ["priority", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "core_outbox_open",
        "core_outbox",
        ["chat_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_table(
        "core_updates",
        sa.Column("update_id", INT, autoincrement=False, nullable=False),
        sa.Column("raw", TEXT, nullable=False),
        sa.Column("stored_at", INT, nullable=False),
        sa.Column("handled_at", INT, nullable=True),
        sa.Column("attempts", INT, nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("update_id"),
        sqlite_strict=True,
    )
    op.create_index(
        "core_updates_unhandled",
        "core_updates",
        ["update_id"],
        unique=False,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "ledger_accounts",
        sa.Column("path", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("floor", INT, nullable=True),
        sa.Column("thing", INT, nullable=False),
        sa.Column("debits_pending", INT, nullable=False),
        sa.Column("debits_posted", INT, nullable=False),
        sa.Column("credits_pending", INT, nullable=False),
        sa.Column("credits_posted", INT, nullable=False),
        sa.CheckConstraint(
            "debits_pending BETWEEN 0 AND 4611686018427387904 AND debits_posted BETWEEN 0 AND 4611686018427387904 AND credits_pending BETWEEN 0 AND 4611686018427387904 AND credits_posted BETWEEN 0 AND 4611686018427387904",
            name="ledger_accounts_bound",
        ),
        sa.CheckConstraint(
            "floor IS NULL OR credits_posted - debits_posted - debits_pending >= floor",
            name="ledger_accounts_floor",
        ),
        sa.CheckConstraint("thing IN (0, 1)", name="ledger_accounts_thing"),
        sa.PrimaryKeyConstraint("path", "asset"),
        postgresql_with={"fillfactor": 70},
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_holds",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("amount", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref_kind", TEXT, nullable=False),
        sa.Column("ref_id", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("posted", INT, nullable=False),
        sa.Column("resolved_at", INT, nullable=True),
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("batch", INT, nullable=False),
        sa.Column("resolved_writer", TEXT, nullable=True),
        sa.Column("resolved_batch", INT, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'posted', 'voided', 'expired')", name="ledger_holds_state"
        ),
        sa.CheckConstraint("amount BETWEEN 1 AND 4611686018427387904", name="ledger_holds_amount"),
        sa.CheckConstraint("posted BETWEEN 0 AND amount", name="ledger_holds_posted"),
        sa.CheckConstraint("source <> target", name="ledger_holds_two_sides"),
        sa.PrimaryKeyConstraint("id"),
        postgresql_with={"fillfactor": 80},
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ledger_holds_due",
        "ledger_holds",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"),
    )
    op.create_table(
        "ledger_transfers",
        sa.Column("seq", INT, sa.Identity(always=False), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("hold_id", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("amount", INT, nullable=False),
        sa.Column("source_after", INT, nullable=False),
        sa.Column("target_after", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref_kind", TEXT, nullable=False),
        sa.Column("ref_id", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("batch", INT, nullable=False),
        sa.CheckConstraint(
            "amount BETWEEN 1 AND 4611686018427387904", name="ledger_transfers_amount"
        ),
        sa.CheckConstraint("source <> target", name="ledger_transfers_two_sides"),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )
    op.create_index(
        "ledger_transfers_hold",
        "ledger_transfers",
        ["hold_id"],
        unique=True,
        sqlite_where=sa.text("hold_id IS NOT NULL"),
        postgresql_where=sa.text("hold_id IS NOT NULL"),
    )
    op.create_index("ledger_transfers_id", "ledger_transfers", ["id"], unique=True)
    op.create_index("ledger_transfers_source", "ledger_transfers", ["source", "seq"], unique=False)
    op.create_index("ledger_transfers_target", "ledger_transfers", ["target", "seq"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        texts = (*ACCOUNTS_SQLITE, *TRANSFERS_SQLITE, *HOLDS_SQLITE)
    else:
        texts = (*ACCOUNTS_POSTGRES, *TRANSFERS_POSTGRES, *HOLDS_POSTGRES)
    for text in texts:
        op.execute(text)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
