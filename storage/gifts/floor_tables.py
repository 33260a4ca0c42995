"""Tables of floors over time: what lots cost when, when markets were known, floors by the hour.

Amounts are nano of TON, times microseconds UTC. `model` is '' where a row is of all models.
"""

from sqlalchemy import CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from domain.gifts.models import Market
from storage.columns import INT, KEYED, TEXT, in_bounds, one_of


class SpanRow(SQLModel, table=True):
    """A lot stood at one buyer's total from `since` until just before `until`, unlocked and at a
    fixed price in TON. Written when that is over, never changed.
    """

    __tablename__ = "gifts_spans"
    __table_args__ = (
        CheckConstraint(one_of("market", *Market), name="gifts_spans_market"),
        CheckConstraint(in_bounds("units"), name="gifts_spans_units"),
        CheckConstraint("since < until", name="gifts_spans_order"),
        Index("gifts_spans_model", "collection", "model", "until"),
        KEYED,
    )

    collection: str = Field(sa_column=Column(TEXT, primary_key=True))
    until: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    listing: str = Field(sa_column=Column(TEXT, primary_key=True))
    market: str = Field(sa_column=Column(TEXT, nullable=False))
    model: str = Field(sa_column=Column(TEXT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    since: int = Field(sa_column=Column(INT, nullable=False))


class ReadRow(SQLModel, table=True):
    """A market was read completely again and again, without a break that matters."""

    __tablename__ = "gifts_reads"
    __table_args__ = (
        CheckConstraint(one_of("market", *Market), name="gifts_reads_market"),
        CheckConstraint("since <= until", name="gifts_reads_order"),
        KEYED,
    )

    market: str = Field(sa_column=Column(TEXT, primary_key=True))
    since: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    until: int = Field(sa_column=Column(INT, nullable=False))


class FloorPointRow(SQLModel, table=True):
    """A floor in force from a full hour on. `depth` is null where nothing was known."""

    __tablename__ = "gifts_floor_points"
    __table_args__ = (KEYED,)

    collection: str = Field(sa_column=Column(TEXT, primary_key=True))
    model: str = Field(sa_column=Column(TEXT, primary_key=True))
    at: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    floor: int | None = Field(sa_column=Column(INT))
    robust: int | None = Field(sa_column=Column(INT))
    depth: int | None = Field(sa_column=Column(INT))


class FloorRollRow(SQLModel, table=True):
    """The last full hour up to which a collection's points are there."""

    __tablename__ = "gifts_floor_rolls"
    __table_args__ = (KEYED,)

    collection: str = Field(sa_column=Column(TEXT, primary_key=True))
    until: int = Field(sa_column=Column(INT, nullable=False))
