"""Leavers are looked for by the name that others knew them by, too"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0011_leaver_names"
down_revision = "0010_ton_mints"
branch_labels = None
depends_on = None

_WAITING = sa.text("SELECT user_id, at, alias, username FROM users_leavers")
_AGAIN = sa.text(
    "INSERT INTO users_leavers (user_id, at, alias, username, name) "
    "VALUES (:user_id, :at, :alias, :username, '')"
)


def upgrade() -> None:
    waiting = op.get_bind().execute(_WAITING).mappings().all()
    op.drop_table("users_leavers")
    op.create_table(
        "users_leavers",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("at", INT, autoincrement=False, nullable=False),
        sa.Column("alias", INT, nullable=False),
        sa.Column("username", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "at"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for row in waiting:
        op.get_bind().execute(_AGAIN, dict(row))


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
