"""What the HTTP side is given of what people own, and of baskets."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.gifts.baskets.service import Baskets
from domain.gifts.models import CollectionKey
from domain.gifts.portfolio.ports import RatesNow
from domain.gifts.portfolio.service import Portfolios
from domain.gifts.portfolio.trades import TradeBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Owning:
    """`title` answers a collection's name by its key, the key itself where nobody told."""

    portfolios: Portfolios
    trades: TradeBook
    baskets: Baskets
    rates: RatesNow
    title: Callable[[CollectionKey], str]
