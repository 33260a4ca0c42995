"""Replies under idempotency keys"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0004_http"
down_revision = "0003_payments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "http_replies",
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("route", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("request_hash", TEXT, nullable=False),
        sa.Column("status", INT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.PrimaryKeyConstraint("actor", "route", "key"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("http_replies_at", "http_replies", ["at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
