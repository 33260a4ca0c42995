"""The last rate of each pair, as RateStore has them."""

from decimal import Decimal
from typing import Final

from domain.gifts.rates_ports import Currency, Rate
from domain.shared.change import Change
from storage.engine import Database
from storage.statements import insert

_COLUMNS: Final = {
    "asset": "text",
    "currency": "text",
    "price": "text",
    "source": "text",
    "read_at": "bigint",
}
_NEW: Final = ", ".join(f"{name} = excluded.{name}" for name in list(_COLUMNS)[2:])
_PUT = insert(
    "gifts_rates", key=("asset", "currency"), columns=_COLUMNS, conflict=f"update {_NEW}"
)


class RateRows:
    """Implements domain.gifts.rates_ports.RateStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rate: Rate) -> Change:
        return _PUT(
            asset=rate.asset,
            currency=rate.currency,
            price=str(rate.price),
            source=rate.source,
            read_at=rate.read_at,
        )

    async def last(self) -> tuple[Rate, ...]:
        rows = await self._database.rows(f"SELECT {', '.join(_COLUMNS)} FROM gifts_rates")
        return tuple(
            Rate(
                asset=row[0],
                currency=Currency(row[1]),
                price=Decimal(row[2]),
                source=row[3],
                read_at=row[4],
            )
            for row in rows
        )
