"""Those who deleted their account, until nothing names them"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0008_leavers"
down_revision = "0007_ledger_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users_leavers",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("at", INT, autoincrement=False, nullable=False),
        sa.Column("alias", INT, nullable=False),
        sa.Column("username", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "at"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
