"""${message}"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
