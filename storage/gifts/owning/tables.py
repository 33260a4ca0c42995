"""Tables of what people own: their trades, what their wallets hold, and its value day by day.

Amounts, addresses and times as in `tables`. `user_id` is Telegram's id of a person.
"""

from sqlalchemy import CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from domain.gifts.portfolio.models import Side, Source
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class TradeRow(SQLModel, table=True):
    """Something bought or sold. `units` of `asset` are of the whole quantity; both null where
    nobody knows. `ref` is one per person and happening.
    """

    __tablename__ = "gifts_trades"
    __table_args__ = (
        CheckConstraint(one_of("side", *Side), name="gifts_trades_side"),
        CheckConstraint(one_of("source", *Source), name="gifts_trades_source"),
        CheckConstraint("quantity BETWEEN 1 AND 10000", name="gifts_trades_quantity"),
        CheckConstraint(
            f"units IS NULL AND asset IS NULL OR asset IS NOT NULL AND {in_bounds('units')}",
            name="gifts_trades_price",
        ),
        Index("gifts_trades_ref", "user_id", "ref", unique=True),
        Index("gifts_trades_at", "user_id", "at", "id"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    side: str = Field(sa_column=Column(TEXT, nullable=False))
    source: str = Field(sa_column=Column(TEXT, nullable=False))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    gift: str | None = Field(sa_column=Column(TEXT))
    model: str | None = Field(sa_column=Column(TEXT))
    quantity: int = Field(sa_column=Column(INT, nullable=False))
    units: int | None = Field(sa_column=Column(INT))
    asset: str | None = Field(sa_column=Column(TEXT))
    at: int = Field(sa_column=Column(INT, nullable=False))
    ref: str = Field(sa_column=Column(TEXT, nullable=False))
    wallet: str = Field(sa_column=Column(TEXT, nullable=False))
    note: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))


class HoldingRow(SQLModel, table=True):
    """A gift that a proved wallet had when it was last read. `contract` and the price are those of
    a sale that keeps it.
    """

    __tablename__ = "gifts_holdings"
    __table_args__ = (
        CheckConstraint("number BETWEEN 0 AND 2147483647", name="gifts_holdings_number"),
        CheckConstraint(
            f"units IS NULL AND asset IS NULL OR asset IS NOT NULL AND {in_bounds('units')}",
            name="gifts_holdings_price",
        ),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    wallet: str = Field(sa_column=Column(TEXT, primary_key=True))
    gift: str = Field(sa_column=Column(TEXT, primary_key=True))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    number: int = Field(sa_column=Column(INT, nullable=False))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    address: str = Field(sa_column=Column(TEXT, nullable=False))
    model: str | None = Field(sa_column=Column(TEXT))
    backdrop: str | None = Field(sa_column=Column(TEXT))
    symbol: str | None = Field(sa_column=Column(TEXT))
    image_url: str | None = Field(sa_column=Column(TEXT))
    contract: str | None = Field(sa_column=Column(TEXT))
    units: int | None = Field(sa_column=Column(INT))
    asset: str | None = Field(sa_column=Column(TEXT))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))


class WalletReadRow(SQLModel, table=True):
    """When a wallet was last read whole, and since when it could not be."""

    __tablename__ = "gifts_wallet_reads"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    wallet: str = Field(sa_column=Column(TEXT, primary_key=True))
    read_at: int | None = Field(sa_column=Column(INT))
    failed_at: int | None = Field(sa_column=Column(INT))


class PointRow(SQLModel, table=True):
    """What everything of a person was worth on a day (`YYYY-MM-DD`, UTC), in nano of TON, with
    the rates of that time. What was realised may be a loss.
    """

    __tablename__ = "gifts_points"
    __table_args__ = (
        CheckConstraint(in_bounds("gifts", "value", "sell_now", "cost"), name="gifts_points_sums"),
        CheckConstraint(
            "realised BETWEEN -4611686018427387904 AND 4611686018427387904",
            name="gifts_points_realised",
        ),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    day: str = Field(sa_column=Column(TEXT, primary_key=True))
    at: int = Field(sa_column=Column(INT, nullable=False))
    gifts: int = Field(sa_column=Column(INT, nullable=False))
    value: int = Field(sa_column=Column(INT, nullable=False))
    sell_now: int = Field(sa_column=Column(INT, nullable=False))
    cost: int = Field(sa_column=Column(INT, nullable=False))
    realised: int = Field(sa_column=Column(INT, nullable=False))
    ton_usd: str | None = Field(sa_column=Column(TEXT))
    xtr_usd: str | None = Field(sa_column=Column(TEXT))
