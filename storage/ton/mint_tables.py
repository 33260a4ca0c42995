"""Tables of mints: STRICT, amounts in nano, addresses raw, times as in `tables`."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.ton.mints.models import MintState, TokenKind, WorkKind, WorkState
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class CollectionRow(SQLModel, table=True):
    """A collection with what its address commits to, and the index that its next item gets."""

    __tablename__ = "ton_collections"
    __table_args__ = (
        CheckConstraint(one_of("kind", *TokenKind), name="ton_collections_kind"),
        CheckConstraint(one_of("state", *MintState), name="ton_collections_state"),
        CheckConstraint("royalty_bps BETWEEN 0 AND 10000", name="ton_collections_royalty"),
        CheckConstraint(in_bounds("next_index"), name="ton_collections_next"),
        Index("ton_collections_name", "name", unique=True),
        Index("ton_collections_address", "address", unique=True),
        Index("ton_collections_state_id", "state", "id"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    name: str = Field(sa_column=Column(TEXT, nullable=False))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    about: str = Field(sa_column=Column(TEXT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    owner: str = Field(sa_column=Column(TEXT, nullable=False))
    content: str = Field(sa_column=Column(TEXT, nullable=False))
    items: str = Field(sa_column=Column(TEXT, nullable=False))
    royalty_bps: int = Field(sa_column=Column(INT, nullable=False))
    royalty_to: str = Field(sa_column=Column(TEXT, nullable=False))
    address: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    next_index: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class ItemRow(SQLModel, table=True):
    """An item, from the moment its index is reserved. `traits` is JSON: pairs of texts."""

    __tablename__ = "ton_items"
    __table_args__ = (
        CheckConstraint(one_of("state", *MintState), name="ton_items_state"),
        CheckConstraint(in_bounds("number"), name="ton_items_number"),
        Index("ton_items_number", "collection", "number", unique=True),
        Index("ton_items_ref", "collection", "ref", unique=True),
        Index("ton_items_address", "address", unique=True),
        Index("ton_items_owner", "owner"),
        Index("ton_items_state_collection", "state", "collection"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    number: int = Field(sa_column=Column(INT, nullable=False))
    ref: str = Field(sa_column=Column(TEXT, nullable=False))
    owner: str = Field(sa_column=Column(TEXT, nullable=False))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    traits: str = Field(sa_column=Column(TEXT, nullable=False))
    address: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class MintMessageRow(SQLModel, table=True):
    """A signed message of the minter; of one collection only one may be under way. `boc` is
    base 64.
    """

    __tablename__ = "ton_mint_messages"
    __table_args__ = (
        CheckConstraint(one_of("kind", *WorkKind), name="ton_mint_messages_kind"),
        CheckConstraint(one_of("state", *WorkState), name="ton_mint_messages_state"),
        CheckConstraint(in_bounds("value"), name="ton_mint_messages_value"),
        Index("ton_mint_messages_collection", "collection", "id"),
        Index(
            "ton_mint_messages_pending",
            "collection",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    value: int = Field(sa_column=Column(INT, nullable=False))
    boc: str = Field(sa_column=Column(TEXT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    query_id: int = Field(sa_column=Column(INT, nullable=False))
    created_at_s: int = Field(sa_column=Column(INT, nullable=False))
    expires_at_s: int = Field(sa_column=Column(INT, nullable=False))
    taken_at_s: int | None = Field(sa_column=Column(INT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class MintSendRow(SQLModel, table=True):
    """Which items a message carries."""

    __tablename__ = "ton_mint_sends"
    __table_args__ = (
        Index("ton_mint_sends_message", "message"),
        KEYED,
    )

    item: str = Field(sa_column=Column(TEXT, primary_key=True))
    message: str = Field(sa_column=Column(TEXT, primary_key=True))
