"""What assets cost in the currencies of the world"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0016_gift_rates"
down_revision = "0015_gift_alerts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts_rates",
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("price", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("read_at", INT, nullable=False),
        sa.CheckConstraint("length(currency) = 3", name="gifts_rates_currency"),
        sa.CheckConstraint("price <> ''", name="gifts_rates_price"),
        sa.PrimaryKeyConstraint("asset", "currency"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
