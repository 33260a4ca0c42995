"""Everything that the portfolio and baskets keep about a person: handed out, and removed."""

from typing import Final

from storage.engine import Database
from storage.gifts.traces import GiftTraceRows, Kept, removals_of

_REMOVALS: Final = removals_of("trades", "holdings", "wallet_reads", "points", "baskets")
_NANO: Final = {
    name: f"{name}_nano" for name in ("value", "sell_now", "cost", "realised", "cap", "budget")
}
"""Amounts in nano of TON, which the file says by their names."""
_KEPT: Final = (
    Kept(
        table="trades",
        columns=(
            *("id", "side", "source", "collection", "gift", "model", "quantity", "asset", "units"),
            *("at", "wallet", "note", "created_at"),
        ),
    ),
    Kept(table="wallet_reads", columns=("wallet", "read_at", "failed_at"), order="wallet"),
    Kept(
        table="holdings",
        columns=("gift", "wallet", "address", "contract", "asset", "units", "seen_at"),
        order="gift, wallet",
    ),
    Kept(
        table="points",
        columns=(
            *("day", "at", "gifts", "value", "sell_now", "cost", "realised"),
            *("ton_usd", "xtr_usd"),
        ),
        order="day",
        said=_NANO,
    ),
    Kept(
        table="baskets",
        columns=("id", "state", "search", "wanted", "cap", "budget", "items", "created_at"),
        said=_NANO,
    ),
)


class PortfolioTraceRows(GiftTraceRows):
    def __init__(self, database: Database) -> None:
        super().__init__(database, _KEPT, _REMOVALS)
