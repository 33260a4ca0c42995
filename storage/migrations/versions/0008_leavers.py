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
        sa.Column("alias", INT, autoincrement=False, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("username", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("alias"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
