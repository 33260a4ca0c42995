"""Gifts"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0012_gifts"
down_revision = "0011_partner_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts_listings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("market", TEXT, nullable=False),
        sa.Column("gift", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("model", TEXT, nullable=True),
        sa.Column("backdrop", TEXT, nullable=True),
        sa.Column("symbol", TEXT, nullable=True),
        sa.Column("sale_kind", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("price", INT, nullable=False),
        sa.Column("buyer_total", INT, nullable=False),
        sa.Column("seller_net", INT, nullable=False),
        sa.Column("onchain", INT, nullable=False),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("contract", TEXT, nullable=True),
        sa.Column("seller", TEXT, nullable=True),
        sa.Column("image_url", TEXT, nullable=True),
        sa.Column("listed_at", INT, nullable=True),
        sa.Column("locked_until", INT, nullable=True),
        sa.Column("seen_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.CheckConstraint(
            "sale_kind IN ('fix', 'auction', 'bundle', 'premarket')", name="gifts_listings_kind"
        ),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_listings_market",
        ),
        sa.CheckConstraint("number BETWEEN 0 AND 2147483647", name="gifts_listings_number"),
        sa.CheckConstraint("onchain IN (0, 1)", name="gifts_listings_onchain"),
        sa.CheckConstraint(
            "price BETWEEN 0 AND 4611686018427387904 AND buyer_total BETWEEN 0 AND "
            "4611686018427387904 AND seller_net BETWEEN 0 AND 4611686018427387904",
            name="gifts_listings_price",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "gifts_listings_gift", "gifts_listings", ["collection", "number"], unique=False
    )
    op.create_index(
        "gifts_listings_shelf", "gifts_listings", ["market", "collection"], unique=False
    )
    op.create_table(
        "gifts_items",
        sa.Column("gift", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("number", INT, nullable=False),
        sa.Column("model", TEXT, nullable=True),
        sa.Column("model_tier", TEXT, nullable=True),
        sa.Column("backdrop", TEXT, nullable=True),
        sa.Column("symbol", TEXT, nullable=True),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("image_url", TEXT, nullable=True),
        sa.Column("animation_url", TEXT, nullable=True),
        sa.Column("about", TEXT, nullable=True),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("content_at", INT, nullable=False),
        sa.Column("content_tries", INT, nullable=False),
        sa.Column("seen_at", INT, nullable=False),
        sa.CheckConstraint(
            "content IN ('unread', 'read', 'failed', 'missing')", name="gifts_items_content"
        ),
        sa.CheckConstraint("number BETWEEN 0 AND 2147483647", name="gifts_items_number"),
        sa.PrimaryKeyConstraint("gift"),
        sqlite_strict=True,
    )
    op.create_index("gifts_items_address", "gifts_items", ["address"], unique=False)
    op.create_index("gifts_items_number", "gifts_items", ["collection", "number"], unique=False)
    op.create_index(
        "gifts_items_tiers",
        "gifts_items",
        ["model_tier"],
        unique=False,
        sqlite_where=sa.text("model_tier IS NOT NULL"),
        postgresql_where=sa.text("model_tier IS NOT NULL"),
    )
    op.create_index(
        "gifts_items_unread",
        "gifts_items",
        ["content_at", "gift"],
        unique=False,
        sqlite_where=sa.text("content IN ('unread', 'failed')"),
        postgresql_where=sa.text("content IN ('unread', 'failed')"),
    )
    op.create_table(
        "gifts_collections",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("supply", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("seen_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.CheckConstraint(
            "state IN ('shown', 'hidden', 'paused')", name="gifts_collections_state"
        ),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_shelves",
        sa.Column("market", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("supply", INT, nullable=True),
        sa.Column("read_at", INT, nullable=True),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_shelves_market",
        ),
        sa.PrimaryKeyConstraint("market", "collection"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_traits",
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("trait", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("permille", INT, nullable=False),
        sa.Column("market", TEXT, nullable=False),
        sa.Column("told_at", INT, nullable=False),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_traits_market",
        ),
        sa.CheckConstraint("permille BETWEEN 0 AND 1000", name="gifts_traits_permille"),
        sa.CheckConstraint("trait IN ('model', 'backdrop', 'symbol')", name="gifts_traits_trait"),
        sa.PrimaryKeyConstraint("collection", "trait", "value"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_events",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=False),
        sa.Column("confidence", INT, nullable=False),
        sa.Column("market", TEXT, nullable=True),
        sa.Column("listing", TEXT, nullable=True),
        sa.Column("gift", TEXT, nullable=False),
        sa.Column("collection", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=True),
        sa.Column("backdrop", TEXT, nullable=True),
        sa.Column("asset", TEXT, nullable=True),
        sa.Column("price", INT, nullable=True),
        sa.Column("buyer_total", INT, nullable=True),
        sa.Column("giver", TEXT, nullable=True),
        sa.Column("taker", TEXT, nullable=True),
        sa.Column("wash", INT, nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1000", name="gifts_events_confidence"),
        sa.CheckConstraint(
            "kind IN ('listed', 'repriced', 'delisted', 'sold', 'moved', 'gone')",
            name="gifts_events_kind",
        ),
        sa.CheckConstraint(
            "market IS NULL OR market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals',"
            " 'tonapi')",
            name="gifts_events_market",
        ),
        sa.CheckConstraint("told IN ('feed', 'seen', 'chain')", name="gifts_events_told"),
        sa.CheckConstraint("wash IN (0, 1)", name="gifts_events_wash"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("gifts_events_at", "gifts_events", ["at", "id"], unique=False)
    op.create_index(
        "gifts_events_collection", "gifts_events", ["collection", "at", "id"], unique=False
    )
    op.create_index("gifts_events_gift", "gifts_events", ["gift", "at", "id"], unique=False)
    op.create_table(
        "gifts_sources",
        sa.Column("market", TEXT, nullable=False),
        sa.Column("mark", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("since", INT, nullable=False),
        sa.Column("read_at", INT, nullable=True),
        sa.Column("on_top_bps", INT, nullable=False),
        sa.Column("inside_bps", INT, nullable=False),
        sa.Column("seller_bps", INT, nullable=False),
        sa.Column("fees_said", INT, nullable=False),
        sa.Column("odd", TEXT, nullable=False),
        sa.CheckConstraint(
            "on_top_bps BETWEEN 0 AND 10000 AND inside_bps BETWEEN 0 AND 10000 AND seller_bps"
            " BETWEEN 0 AND 10000",
            name="gifts_sources_fees",
        ),
        sa.CheckConstraint(
            "market IN ('getgems', 'fragment', 'mrkt', 'tonnel', 'portals', 'tonapi')",
            name="gifts_sources_market",
        ),
        sa.CheckConstraint(
            "state IN ('ok', 'degraded', 'blocked', 'auth_expired', 'off')",
            name="gifts_sources_state",
        ),
        sa.PrimaryKeyConstraint("market"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gifts_jobs",
        sa.Column("job", TEXT, nullable=False),
        sa.Column("market", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("position", TEXT, nullable=True),
        sa.Column("done", INT, nullable=False),
        sa.Column("total", INT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("began_at", INT, nullable=False),
        sa.Column("changed_at", INT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')", name="gifts_jobs_state"
        ),
        sa.PrimaryKeyConstraint("job", "market", "subject"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
