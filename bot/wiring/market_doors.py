"""What the gateways of markets give beside reading them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.gateways.markets.getgems.client import GetGems
from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.markets.tonapi.holdings import TonApiHoldings, TonApiSales
from bot.wiring.markets import Markets
from domain.gifts.baskets.ports import Purchases
from domain.gifts.models import Market
from domain.gifts.portfolio.holding_ports import ChainSales, Holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Without `holdings` no wallet can be read, without `sales` nothing is bought by a
    transaction. `purchases` are the markets that make transactions.
    """

    holdings: Holdings | None = None
    sales: ChainSales | None = None
    purchases: Mapping[Market, Purchases] = field(default_factory=dict)


def doors(selling: Markets) -> Doors:
    """Over the same clients, and so within the same limits, as the reading."""
    tonapi = selling.adapters.get(Market.TONAPI)
    getgems = selling.adapters.get(Market.GETGEMS)
    return Doors(
        holdings=TonApiHoldings(tonapi) if isinstance(tonapi, TonApi) else None,
        sales=TonApiSales(tonapi) if isinstance(tonapi, TonApi) else None,
        purchases={getgems.market: getgems.purchases} if isinstance(getgems, GetGems) else {},
    )
