"""Mints"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0010_ton_mints"
down_revision = "0009_ton_escrows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ton_collections",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("items", TEXT, nullable=False),
        sa.Column("royalty_bps", INT, nullable=False),
        sa.Column("royalty_to", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("next_index", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint("kind IN ('nft', 'sbt')", name="ton_collections_kind"),
        sa.CheckConstraint(
            "state IN ('created', 'sent', 'minted', 'review', 'revoking', 'revoked')",
            name="ton_collections_state",
        ),
        sa.CheckConstraint(
            "next_index BETWEEN 0 AND 4611686018427387904", name="ton_collections_next"
        ),
        sa.CheckConstraint("royalty_bps BETWEEN 0 AND 10000", name="ton_collections_royalty"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ton_collections_address", "ton_collections", ["address"], unique=True)
    op.create_index("ton_collections_name", "ton_collections", ["name"], unique=True)
    op.create_index("ton_collections_state_id", "ton_collections", ["state", "id"], unique=False)
    op.create_table(
        "ton_items",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("traits", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "state IN ('created', 'sent', 'minted', 'review', 'revoking', 'revoked')",
            name="ton_items_state",
        ),
        sa.CheckConstraint("number BETWEEN 0 AND 4611686018427387904", name="ton_items_number"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ton_items_address", "ton_items", ["address"], unique=True)
    op.create_index("ton_items_number", "ton_items", ["collection", "number"], unique=True)
    op.create_index("ton_items_owner", "ton_items", ["owner"], unique=False)
    op.create_index("ton_items_ref", "ton_items", ["collection", "ref"], unique=True)
    op.create_index(
        "ton_items_state_collection", "ton_items", ["state", "collection"], unique=False
    )
    op.create_table(
        "ton_mint_messages",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("value", INT, nullable=False),
        sa.Column("boc", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("query_id", INT, nullable=False),
        sa.Column("created_at_s", INT, nullable=False),
        sa.Column("expires_at_s", INT, nullable=False),
        sa.Column("taken_at_s", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint("kind IN ('deploy', 'mint', 'revoke')", name="ton_mint_messages_kind"),
        sa.CheckConstraint(
            "state IN ('pending', 'paid', 'failed')", name="ton_mint_messages_state"
        ),
        sa.CheckConstraint(
            "value BETWEEN 0 AND 4611686018427387904", name="ton_mint_messages_value"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "ton_mint_messages_collection", "ton_mint_messages", ["collection", "id"], unique=False
    )
    op.create_index(
        "ton_mint_messages_pending",
        "ton_mint_messages",
        ["collection"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "ton_mint_sends",
        sa.Column("item", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("item", "message"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ton_mint_sends_message", "ton_mint_sends", ["message"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
