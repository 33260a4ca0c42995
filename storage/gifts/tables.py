"""Tables of gifts: what is for sale, what gifts are, what happened, and how far markets are read.

Amounts are in the asset's smallest unit, `asset` is its code, addresses are raw, times end in
`_at` or `_until` (microseconds UTC). `gift` is `<collection>-<number>`.
"""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.gifts.models import EventKind, Market, SourceState, Told
from domain.gifts.search import SaleKind
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of

_NUMBERS = "number BETWEEN 0 AND 2147483647"


class ListingRow(SQLModel, table=True):
    """What is for sale now, one row per listing. `id` is `<market>:<own id>`. Rarities stand in
    gifts_traits, tiers in gifts_items.
    """

    __tablename__ = "gifts_listings"
    __table_args__ = (
        CheckConstraint(one_of("market", *Market), name="gifts_listings_market"),
        CheckConstraint(one_of("sale_kind", *SaleKind), name="gifts_listings_kind"),
        CheckConstraint(_NUMBERS, name="gifts_listings_number"),
        CheckConstraint("onchain IN (0, 1)", name="gifts_listings_onchain"),
        CheckConstraint(
            in_bounds("price", "buyer_total", "seller_net"), name="gifts_listings_price"
        ),
        Index("gifts_listings_gift", "collection", "number"),
        Index("gifts_listings_model", "collection", "model"),
        Index("gifts_listings_shelf", "market", "collection"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    market: str = Field(sa_column=Column(TEXT, nullable=False))
    gift: str = Field(sa_column=Column(TEXT, nullable=False))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    number: int = Field(sa_column=Column(INT, nullable=False))
    model: str | None = Field(sa_column=Column(TEXT))
    backdrop: str | None = Field(sa_column=Column(TEXT))
    symbol: str | None = Field(sa_column=Column(TEXT))
    sale_kind: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    price: int = Field(sa_column=Column(INT, nullable=False))
    buyer_total: int = Field(sa_column=Column(INT, nullable=False))
    seller_net: int = Field(sa_column=Column(INT, nullable=False))
    onchain: int = Field(sa_column=Column(INT, nullable=False))
    address: str | None = Field(sa_column=Column(TEXT))
    contract: str | None = Field(sa_column=Column(TEXT))
    seller: str | None = Field(sa_column=Column(TEXT))
    image_url: str | None = Field(sa_column=Column(TEXT))
    listed_at: int | None = Field(sa_column=Column(INT))
    locked_until: int | None = Field(sa_column=Column(INT))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))


class ItemRow(SQLModel, table=True):
    """A gift that we have met, for sale or not, as far as anybody told. `model_tier` is set for
    crafted ones. `content` is how far its metadata have been read, `content_at` when it is to be
    tried (`unread`, `failed`) or was read.
    """

    __tablename__ = "gifts_items"
    __table_args__ = (
        CheckConstraint(_NUMBERS, name="gifts_items_number"),
        CheckConstraint(
            one_of("content", "unread", "read", "failed", "missing"), name="gifts_items_content"
        ),
        Index("gifts_items_number", "collection", "number"),
        Index("gifts_items_address", "address"),
        Index(
            "gifts_items_tiers",
            "model_tier",
            sqlite_where=text("model_tier IS NOT NULL"),
            postgresql_where=text("model_tier IS NOT NULL"),
        ),
        Index(
            "gifts_items_unread",
            "content_at",
            "gift",
            sqlite_where=text("content IN ('unread', 'failed')"),
            postgresql_where=text("content IN ('unread', 'failed')"),
        ),
        STRICT,
    )

    gift: str = Field(sa_column=Column(TEXT, primary_key=True))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    number: int = Field(sa_column=Column(INT, nullable=False))
    model: str | None = Field(sa_column=Column(TEXT))
    model_tier: str | None = Field(sa_column=Column(TEXT))
    backdrop: str | None = Field(sa_column=Column(TEXT))
    symbol: str | None = Field(sa_column=Column(TEXT))
    address: str | None = Field(sa_column=Column(TEXT))
    image_url: str | None = Field(sa_column=Column(TEXT))
    animation_url: str | None = Field(sa_column=Column(TEXT))
    about: str | None = Field(sa_column=Column(TEXT))
    content: str = Field(sa_column=Column(TEXT, nullable=False))
    content_at: int = Field(sa_column=Column(INT, nullable=False))
    content_tries: int = Field(sa_column=Column(INT, nullable=False))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))


class CollectionRow(SQLModel, table=True):
    """A collection that a market sells or that staff added. `state`: `shown`; `hidden` is read
    and not shown; `paused` is neither.
    """

    __tablename__ = "gifts_collections"
    __table_args__ = (
        CheckConstraint(
            one_of("state", "shown", "hidden", "paused"), name="gifts_collections_state"
        ),
        KEYED,
    )

    key: str = Field(sa_column=Column(TEXT, primary_key=True))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    supply: int | None = Field(sa_column=Column(INT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))


class ShelfRow(SQLModel, table=True):
    """A collection on a market: what the market calls it, and when all its lots were read last."""

    __tablename__ = "gifts_shelves"
    __table_args__ = (
        CheckConstraint(one_of("market", *Market), name="gifts_shelves_market"),
        KEYED,
    )

    market: str = Field(sa_column=Column(TEXT, primary_key=True))
    collection: str = Field(sa_column=Column(TEXT, primary_key=True))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    ref: str = Field(sa_column=Column(TEXT, nullable=False))
    supply: int | None = Field(sa_column=Column(INT))
    read_at: int | None = Field(sa_column=Column(INT))


class TraitRow(SQLModel, table=True):
    """How rare a model, backdrop or symbol is in its collection, and which market told first."""

    __tablename__ = "gifts_traits"
    __table_args__ = (
        CheckConstraint(one_of("trait", "model", "backdrop", "symbol"), name="gifts_traits_trait"),
        CheckConstraint("permille BETWEEN 0 AND 1000", name="gifts_traits_permille"),
        CheckConstraint(one_of("market", *Market), name="gifts_traits_market"),
        KEYED,
    )

    collection: str = Field(sa_column=Column(TEXT, primary_key=True))
    trait: str = Field(sa_column=Column(TEXT, primary_key=True))
    value: str = Field(sa_column=Column(TEXT, primary_key=True))
    permille: int = Field(sa_column=Column(INT, nullable=False))
    market: str = Field(sa_column=Column(TEXT, nullable=False))
    told_at: int = Field(sa_column=Column(INT, nullable=False))


class EventRow(SQLModel, table=True):
    """Append-only history. `id` is made of `ref`, so that one happening has one row whoever tells
    it and however often; rows of one instant go by it.
    """

    __tablename__ = "gifts_events"
    __table_args__ = (
        CheckConstraint(one_of("kind", *EventKind), name="gifts_events_kind"),
        CheckConstraint(one_of("told", *Told), name="gifts_events_told"),
        CheckConstraint("confidence BETWEEN 0 AND 1000", name="gifts_events_confidence"),
        CheckConstraint(
            "market IS NULL OR " + one_of("market", *Market), name="gifts_events_market"
        ),
        CheckConstraint("wash IN (0, 1)", name="gifts_events_wash"),
        Index("gifts_events_gift", "gift", "at", "id"),
        Index("gifts_events_collection", "collection", "at", "id"),
        Index("gifts_events_at", "at", "id"),
        Index(
            "gifts_events_sold",
            "collection",
            "at",
            "id",
            sqlite_where=text("kind = 'sold'"),
            postgresql_where=text("kind = 'sold'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    ref: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    told: str = Field(sa_column=Column(TEXT, nullable=False))
    confidence: int = Field(sa_column=Column(INT, nullable=False))
    market: str | None = Field(sa_column=Column(TEXT))
    listing: str | None = Field(sa_column=Column(TEXT))
    gift: str = Field(sa_column=Column(TEXT, nullable=False))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    model: str | None = Field(sa_column=Column(TEXT))
    backdrop: str | None = Field(sa_column=Column(TEXT))
    asset: str | None = Field(sa_column=Column(TEXT))
    price: int | None = Field(sa_column=Column(INT))
    buyer_total: int | None = Field(sa_column=Column(INT))
    giver: str | None = Field(sa_column=Column(TEXT))
    taker: str | None = Field(sa_column=Column(TEXT))
    wash: int = Field(sa_column=Column(INT, nullable=False))


class SourceRow(SQLModel, table=True):
    """A market as a source: where its feed goes on (`mark`), how it can be read and since when,
    when it was read completely last, and the fees by which its listings are priced. `odd` is JSON:
    rows left out, by why.
    """

    __tablename__ = "gifts_sources"
    __table_args__ = (
        CheckConstraint(one_of("market", *Market), name="gifts_sources_market"),
        CheckConstraint(one_of("state", *SourceState), name="gifts_sources_state"),
        CheckConstraint(
            "on_top_bps BETWEEN 0 AND 10000 AND inside_bps BETWEEN 0 AND 10000 "
            "AND seller_bps BETWEEN 0 AND 10000",
            name="gifts_sources_fees",
        ),
        KEYED,
    )

    market: str = Field(sa_column=Column(TEXT, primary_key=True))
    mark: str | None = Field(sa_column=Column(TEXT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    since: int = Field(sa_column=Column(INT, nullable=False))
    read_at: int | None = Field(sa_column=Column(INT))
    on_top_bps: int = Field(sa_column=Column(INT, nullable=False))
    inside_bps: int = Field(sa_column=Column(INT, nullable=False))
    seller_bps: int = Field(sa_column=Column(INT, nullable=False))
    fees_said: int = Field(sa_column=Column(INT, nullable=False))
    odd: str = Field(sa_column=Column(TEXT, nullable=False))


class JobRow(SQLModel, table=True):
    """How far a job has come, for one market and one subject (a collection) where it has them.
    `position` is where it goes on after a stop.
    """

    __tablename__ = "gifts_jobs"
    __table_args__ = (
        CheckConstraint(
            one_of("state", "waiting", "running", "done", "failed"), name="gifts_jobs_state"
        ),
        KEYED,
    )

    job: str = Field(sa_column=Column(TEXT, primary_key=True))
    market: str = Field(sa_column=Column(TEXT, primary_key=True))
    subject: str = Field(sa_column=Column(TEXT, primary_key=True))
    position: str | None = Field(sa_column=Column(TEXT))
    done: int = Field(sa_column=Column(INT, nullable=False))
    total: int = Field(sa_column=Column(INT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    error: str = Field(sa_column=Column(TEXT, nullable=False))
    began_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
