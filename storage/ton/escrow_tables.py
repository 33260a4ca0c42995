"""Tables of escrows: STRICT, amounts in nano, addresses raw, times as in `tables`."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.ton.escrows.models import EscrowMessageState, EscrowState, OrderKind
from storage.columns import INT, STRICT, TEXT, in_bounds, one_of


class EscrowRow(SQLModel, table=True):
    """An escrow with its terms and the newest reading of its contract that was believed. The
    64 bits by which the contract names its deal follow from `deal`.
    """

    __tablename__ = "ton_escrows"
    __table_args__ = (
        CheckConstraint(in_bounds("amount", least=1), name="ton_escrows_amount"),
        CheckConstraint("fee BETWEEN 0 AND amount", name="ton_escrows_fee"),
        CheckConstraint("deadline_s BETWEEN 0 AND 4294967295", name="ton_escrows_deadline"),
        CheckConstraint(one_of("state", *EscrowState), name="ton_escrows_state"),
        CheckConstraint("state_seen BETWEEN 0 AND 3", name="ton_escrows_seen"),
        CheckConstraint(in_bounds("balance", "lt", "read_at_s"), name="ton_escrows_read"),
        CheckConstraint("warned BETWEEN 0 AND 2", name="ton_escrows_warned"),
        Index("ton_escrows_deal", "deal", unique=True),
        Index("ton_escrows_address", "address", unique=True),
        Index("ton_escrows_advertiser", "advertiser"),
        Index("ton_escrows_owner", "owner"),
        Index("ton_escrows_state_id", "state", "id"),
        Index(
            "ton_escrows_look",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    deal: str = Field(sa_column=Column(TEXT, nullable=False))
    address: str = Field(sa_column=Column(TEXT, nullable=False))
    amount: int = Field(sa_column=Column(INT, nullable=False))
    fee: int = Field(sa_column=Column(INT, nullable=False))
    deadline_s: int = Field(sa_column=Column(INT, nullable=False))
    controller: str = Field(sa_column=Column(TEXT, nullable=False))
    advertiser: str = Field(sa_column=Column(TEXT, nullable=False))
    owner: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    state_seen: int | None = Field(sa_column=Column(INT))
    balance: int = Field(sa_column=Column(INT, nullable=False))
    code_hash: str | None = Field(sa_column=Column(TEXT))
    lt: int = Field(sa_column=Column(INT, nullable=False))
    read_at_s: int = Field(sa_column=Column(INT, nullable=False))
    look_at: int | None = Field(sa_column=Column(INT))
    warned: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class EscrowMessageRow(SQLModel, table=True):
    """A signed message of the controller; of one escrow only one may be under way. `boc` is base
    64.
    """

    __tablename__ = "ton_escrow_messages"
    __table_args__ = (
        CheckConstraint(one_of("kind", *OrderKind), name="ton_escrow_messages_kind"),
        CheckConstraint(one_of("state", *EscrowMessageState), name="ton_escrow_messages_state"),
        Index("ton_escrow_messages_escrow", "escrow", "id"),
        Index(
            "ton_escrow_messages_signed",
            "escrow",
            unique=True,
            sqlite_where=text("state = 'signed'"),
            postgresql_where=text("state = 'signed'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    escrow: str = Field(sa_column=Column(TEXT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    boc: str = Field(sa_column=Column(TEXT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    query_id: int = Field(sa_column=Column(INT, nullable=False))
    created_at_s: int = Field(sa_column=Column(INT, nullable=False))
    expires_at_s: int = Field(sa_column=Column(INT, nullable=False))
    taken_at_s: int | None = Field(sa_column=Column(INT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))
