"""Tables of arbitrage on paper. Amounts are nano TON, times end in `_at` or `_from`."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.gifts.arbitrage.models import EntryKind, Level, SignalState
from domain.gifts.models import Market
from storage.columns import INT, KEYED, LARGEST_UNITS, STRICT, TEXT, in_bounds, one_of


class PaperSignalRow(SQLModel, table=True):
    """A trade that could have been made, and what became of it. One per listing and cost.
    `compared` is JSON: pairs of listing and buyer's total.
    """

    __tablename__ = "gifts_paper_signals"
    __table_args__ = (
        CheckConstraint(one_of("buy_market", *Market), name="gifts_paper_signals_buy"),
        CheckConstraint(one_of("sell_market", *Market), name="gifts_paper_signals_sell"),
        CheckConstraint(one_of("level", *Level), name="gifts_paper_signals_level"),
        CheckConstraint(one_of("state", *SignalState), name="gifts_paper_signals_state"),
        CheckConstraint(
            in_bounds("cost", "gas", "moving", "lock", "ask", "net"),
            name="gifts_paper_signals_sums",
        ),
        Index("gifts_paper_signals_once", "listing", "cost", unique=True),
        Index("gifts_paper_signals_state_id", "state", "id"),
        Index(
            "gifts_paper_signals_open",
            "collection",
            "model",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    listing: str = Field(sa_column=Column(TEXT, nullable=False))
    gift: str = Field(sa_column=Column(TEXT, nullable=False))
    title: str = Field(sa_column=Column(TEXT, nullable=False))
    collection: str = Field(sa_column=Column(TEXT, nullable=False))
    model: str = Field(sa_column=Column(TEXT, nullable=False))
    backdrop: str | None = Field(sa_column=Column(TEXT))
    buy_market: str = Field(sa_column=Column(TEXT, nullable=False))
    sell_market: str = Field(sa_column=Column(TEXT, nullable=False))
    level: str = Field(sa_column=Column(TEXT, nullable=False))
    cost: int = Field(sa_column=Column(INT, nullable=False))
    gas: int = Field(sa_column=Column(INT, nullable=False))
    moving: int = Field(sa_column=Column(INT, nullable=False))
    lock: int = Field(sa_column=Column(INT, nullable=False))
    ask: int = Field(sa_column=Column(INT, nullable=False))
    net: int = Field(sa_column=Column(INT, nullable=False))
    compared: str = Field(sa_column=Column(TEXT, nullable=False))
    opened_at: int = Field(sa_column=Column(INT, nullable=False))
    sell_from: int = Field(sa_column=Column(INT, nullable=False))
    ends_at: int = Field(sa_column=Column(INT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    sale: str | None = Field(sa_column=Column(TEXT))
    proceeds: int | None = Field(sa_column=Column(INT))
    gain: int | None = Field(sa_column=Column(INT))
    closed_at: int | None = Field(sa_column=Column(INT))


class PaperEntryRow(SQLModel, table=True):
    """A line of the journal; append-only. `units` below zero went out."""

    __tablename__ = "gifts_paper_entries"
    __table_args__ = (
        CheckConstraint(one_of("kind", *EntryKind), name="gifts_paper_entries_kind"),
        CheckConstraint(
            in_bounds("units", least=-LARGEST_UNITS), name="gifts_paper_entries_units"
        ),
        KEYED,
    )

    signal: str = Field(sa_column=Column(TEXT, primary_key=True))
    kind: str = Field(sa_column=Column(TEXT, primary_key=True))
    units: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
