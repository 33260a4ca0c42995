"""People"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0002_users"
down_revision = "0001_core_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users_acceptances",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "document"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users_areas",
        sa.Column("area", TEXT, nullable=False),
        sa.Column("paused", INT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "area IN ('payments', 'games', 'gifts', 'ads', 'events', 'trading')",
            name="users_areas_area",
        ),
        sa.PrimaryKeyConstraint("area"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users_dialogues",
        sa.Column("chat_id", INT, autoincrement=False, nullable=False),
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("state", TEXT, nullable=True),
        sa.Column("data", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users_inbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text_key", TEXT, nullable=False),
        sa.Column("details", TEXT, nullable=False),
        sa.Column("buttons", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("read_at", INT, nullable=True),
        sa.Column("digest_at", INT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "users_inbox_digest",
        "users_inbox",
        ["digest_at"],
        unique=False,
        sqlite_where=sa.text("digest_at IS NOT NULL"),
        postgresql_where=sa.text("digest_at IS NOT NULL"),
    )
    op.create_index("users_inbox_user", "users_inbox", ["user_id", "id"], unique=False)
    op.create_table(
        "users_nonces",
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("session_id", TEXT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.PrimaryKeyConstraint("payload"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_nonces_expires", "users_nonces", ["expires_at"], unique=False)
    op.create_table(
        "users_notice_settings",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("muted", INT, nullable=False),
        sa.Column("off", TEXT, nullable=False),
        sa.Column("quiet_since", INT, nullable=True),
        sa.Column("quiet_until", INT, nullable=True),
        sa.Column("digest", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users_people",
        sa.Column("id", INT, autoincrement=False, nullable=False),
        sa.Column("username", TEXT, nullable=True),
        sa.Column("username_key", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("search_key", TEXT, nullable=False),
        sa.Column("language_code", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("time_zone", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("is_premium", INT, nullable=False),
        sa.Column("referral", TEXT, nullable=False),
        sa.Column("terms", TEXT, nullable=True),
        sa.Column("terms_at", INT, nullable=True),
        sa.Column("banned_at", INT, nullable=True),
        sa.Column("ban_reason", TEXT, nullable=True),
        sa.Column("limit_stars", INT, nullable=True),
        sa.Column("limit_reason", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("blocked", INT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("seen_at", INT, nullable=False),
        sa.Column("started_at", INT, nullable=True),
        sa.Column("start_param", TEXT, nullable=False),
        sa.Column("sessions_after", INT, nullable=False),
        sa.CheckConstraint("limit_stars IS NULL OR limit_stars >= 0", name="users_people_limit"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("users_people_referral", "users_people", ["referral"], unique=True)
    op.create_index("users_people_seen", "users_people", ["seen_at"], unique=False)
    op.create_index("users_people_username", "users_people", ["username_key"], unique=False)
    op.create_table(
        "users_referrals",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("inviter_id", INT, nullable=False),
        sa.Column("flagged", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "users_referrals_inviter", "users_referrals", ["inviter_id", "at"], unique=False
    )
    op.create_table(
        "users_roles",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("granted_by", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "role IN ('organizer', 'moderator', 'support', 'finance', 'admin', 'owner')",
            name="users_roles_role",
        ),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "users_sessions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("how", TEXT, nullable=False),
        sa.Column("launch", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("agent", TEXT, nullable=False),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("seen_at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=False),
        sa.Column("ended_at", INT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_sessions_expires", "users_sessions", ["expires_at"], unique=False)
    op.create_index(
        "users_sessions_user", "users_sessions", ["user_id", "created_at"], unique=False
    )
    op.create_table(
        "users_wallets",
        sa.Column("address", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("proved_at", INT, nullable=False),
        sa.PrimaryKeyConstraint("address"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("users_wallets_user", "users_wallets", ["user_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
