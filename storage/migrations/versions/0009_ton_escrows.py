"""Escrows"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0009_ton_escrows"
down_revision = "0008_leavers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ton_escrow_messages",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("escrow", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("boc", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("query_id", INT, nullable=False),
        sa.Column("created_at_s", INT, nullable=False),
        sa.Column("expires_at_s", INT, nullable=False),
        sa.Column("taken_at_s", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('release', 'refund', 'sweep')", name="ton_escrow_messages_kind"
        ),
        sa.CheckConstraint(
            "state IN ('signed', 'done', 'dead')", name="ton_escrow_messages_state"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ton_escrow_messages_escrow", "ton_escrow_messages", ["escrow", "id"], unique=False
    )
    op.create_index(
        "ton_escrow_messages_signed",
        "ton_escrow_messages",
        ["escrow"],
        unique=True,
        sqlite_where=sa.text("state = 'signed'"),
        postgresql_where=sa.text("state = 'signed'"),
    )
    op.create_table(
        "ton_escrows",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("deal", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("amount", INT, nullable=False),
        sa.Column("fee", INT, nullable=False),
        sa.Column("deadline_s", INT, nullable=False),
        sa.Column("controller", TEXT, nullable=False),
        sa.Column("advertiser", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("state_seen", INT, nullable=True),
        sa.Column("balance", INT, nullable=False),
        sa.Column("code_hash", TEXT, nullable=True),
        sa.Column("lt", INT, nullable=False),
        sa.Column("read_at_s", INT, nullable=False),
        sa.Column("look_at", INT, nullable=True),
        sa.Column("warned", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "amount BETWEEN 1 AND 4611686018427387904", name="ton_escrows_amount"
        ),
        sa.CheckConstraint("fee BETWEEN 0 AND amount", name="ton_escrows_fee"),
        sa.CheckConstraint("deadline_s BETWEEN 0 AND 4294967295", name="ton_escrows_deadline"),
        sa.CheckConstraint(
            "state IN ('waiting', 'funded', 'releasing', 'refunding', 'released', 'refunded')",
            name="ton_escrows_state",
        ),
        sa.CheckConstraint("state_seen BETWEEN 0 AND 3", name="ton_escrows_seen"),
        sa.CheckConstraint(
            "balance BETWEEN 0 AND 4611686018427387904 AND lt BETWEEN 0 AND 4611686018427387904 AND read_at_s BETWEEN 0 AND 4611686018427387904",
            name="ton_escrows_read",
        ),
        sa.CheckConstraint("warned BETWEEN 0 AND 2", name="ton_escrows_warned"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ton_escrows_address", "ton_escrows", ["address"], unique=True)
    op.create_index("ton_escrows_advertiser", "ton_escrows", ["advertiser"], unique=False)
    op.create_index("ton_escrows_deal", "ton_escrows", ["deal"], unique=True)
    op.create_index(
        "ton_escrows_look",
        "ton_escrows",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index("ton_escrows_owner", "ton_escrows", ["owner"], unique=False)
    op.create_index("ton_escrows_state_id", "ton_escrows", ["state", "id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
