"""Partners' keys"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0011_partner_keys"
down_revision = "0010_ton_mints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users_partner_keys",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("scopes", TEXT, nullable=False),
        sa.Column("per_minute", INT, nullable=False),
        sa.Column("turn", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("rotated_at", INT, nullable=True),
        sa.Column("revoked_at", INT, nullable=True),
        sa.Column("used_at", INT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_partner_keys_user", "users_partner_keys", ["user_id"], unique=False)
    op.create_table(
        "users_partner_spent",
        sa.Column("signature", TEXT, nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("signature"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_partner_spent_at", "users_partner_spent", ["at"], unique=False)
    op.create_table(
        "users_partner_people",
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("asked_at", INT, nullable=False),
        sa.Column("answered_at", INT, nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'given', 'refused')", name="users_partner_people_state"
        ),
        sa.PrimaryKeyConstraint("key_id", "user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_partner_people_user", "users_partner_people", ["user_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
