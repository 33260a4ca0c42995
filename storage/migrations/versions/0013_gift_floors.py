"""Floors of gifts over time"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0013_gift_floors"
down_revision = "0012_gifts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts_spans",
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("until", INT, autoincrement=False, nullable=False),
        sa.Column("listing", TEXT, nullable=False),
        sa.Column("market", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("since", INT, nullable=False),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_spans_market",
        ),
        sa.CheckConstraint(
            "units BETWEEN 0 AND 4611686018427387904", name="gifts_spans_units"
        ),
        sa.CheckConstraint("since < until", name="gifts_spans_order"),
        sa.PrimaryKeyConstraint("collection", "until", "listing"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "gifts_spans_model", "gifts_spans", ["collection", "model", "until"], unique=False
    )
    op.create_table(
        "gifts_reads",
        sa.Column("market", TEXT, nullable=False),
        sa.Column("since", INT, autoincrement=False, nullable=False),
        sa.Column("until", INT, nullable=False),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_reads_market",
        ),
        sa.CheckConstraint("since <= until", name="gifts_reads_order"),
        sa.PrimaryKeyConstraint("market", "since"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_floor_points",
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("at", INT, autoincrement=False, nullable=False),
        sa.Column("floor", INT, nullable=True),
        sa.Column("robust", INT, nullable=True),
        sa.Column("depth", INT, nullable=True),
        sa.PrimaryKeyConstraint("collection", "model", "at"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_floor_rolls",
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("until", INT, nullable=False),
        sa.PrimaryKeyConstraint("collection"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "gifts_listings_model", "gifts_listings", ["collection", "model"], unique=False
    )
    op.create_index(
        "gifts_events_sold",
        "gifts_events",
        ["collection", "at", "id"],
        unique=False,
        sqlite_where=sa.text("kind = 'sold'"),
        postgresql_where=sa.text("kind = 'sold'"),
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
