"""The table of baskets. Amounts in nano of TON, times as in `tables`."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.gifts.baskets.models import BasketState
from storage.columns import INT, STRICT, TEXT, in_bounds, one_of

_OPEN = "state IN ('picked', 'checked')"


class BasketRow(SQLModel, table=True):
    """`items` is JSON: the lots as they were picked, and what became of each. They are always read
    and written together.
    """

    __tablename__ = "gifts_baskets"
    __table_args__ = (
        CheckConstraint(one_of("state", *BasketState), name="gifts_baskets_state"),
        CheckConstraint(in_bounds("cap", "wanted"), name="gifts_baskets_cap"),
        CheckConstraint(f"budget IS NULL OR {in_bounds('budget')}", name="gifts_baskets_budget"),
        Index("gifts_baskets_user", "user_id", "id"),
        Index(
            "gifts_baskets_open",
            "expires_at",
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    search: str = Field(sa_column=Column(TEXT, nullable=False))
    wanted: int = Field(sa_column=Column(INT, nullable=False))
    cap: int = Field(sa_column=Column(INT, nullable=False))
    budget: int | None = Field(sa_column=Column(INT))
    items: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))
    checked_at: int | None = Field(sa_column=Column(INT))
    version: int = Field(sa_column=Column(INT, nullable=False))
