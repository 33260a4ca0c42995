"""What assets cost in the currencies of the world, as it was told last. The price is text: it has
more digits than a number keeps, and nobody counts with it here.
"""

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field, SQLModel

from storage.columns import INT, KEYED, TEXT


class RateRow(SQLModel, table=True):
    __tablename__ = "gifts_rates"
    __table_args__ = (
        CheckConstraint("length(currency) = 3", name="gifts_rates_currency"),
        CheckConstraint("price <> ''", name="gifts_rates_price"),
        KEYED,
    )

    asset: str = Field(sa_column=Column(TEXT, primary_key=True))
    currency: str = Field(sa_column=Column(TEXT, primary_key=True))
    price: str = Field(sa_column=Column(TEXT, nullable=False))
    source: str = Field(sa_column=Column(TEXT, nullable=False))
    read_at: int = Field(sa_column=Column(INT, nullable=False))
