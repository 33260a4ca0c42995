"""The last moment: every lot asked for at its market, and made into something that can be paid.

Each lot fails for itself, with a reason; a market that cannot be asked takes its own lots out and
no others. Nothing here is kept: see `baskets`.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.baskets.models import BasketItem, ItemState, Way, Why
from domain.gifts.baskets.ports import NotSold, Purchases
from domain.gifts.baskets.proofs import Mismatch, proven, sells
from domain.gifts.baskets.rules import GAS_MOST, judge_again, left_out
from domain.gifts.costs import FeeTable
from domain.gifts.links import link_if_safe
from domain.gifts.market_ports import MarketReader
from domain.gifts.models import Lot, Market
from domain.gifts.portfolio.holding_ports import ChainSale, ChainSales
from domain.shared.clock import Clock
from domain.shared.ids import SECOND
from domain.shared.money import Money
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

LOOK_S_MAX: Final = 15.0
"""How long one market may take; real time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFrame:
    """`sales` is None where nobody tells what the chain knows: then everything goes by links."""

    readers: Mapping[Market, MarketReader]
    purchases: Mapping[Market, Purchases]
    sales: ChainSales | None
    fees: FeeTable
    clock: Clock


class Checks:
    def __init__(self, frame: CheckFrame) -> None:
        self._frame = frame

    async def look(self, items: Sequence[BasketItem], *, cap: Money) -> list[BasketItem]:
        """Each item as its market shows the lot now: ready, or left out and why."""
        by_market: dict[Market, list[BasketItem]] = {}
        for item in items:
            by_market.setdefault(item.lot.market, []).append(item)
        asked = [self._market(market, wanted, cap) for market, wanted in by_market.items()]
        return [item for answered in await asyncio.gather(*asked) for item in answered]

    async def build(self, items: Sequence[BasketItem]) -> list[BasketItem]:
        """The way by which each ready item is paid. One after the other: the last price that a
        market told stands behind each.
        """
        ready = [item for item in items if item.state is ItemState.READY]
        sales = await self._sales(ready)
        return [
            await self._way(item, sales) if item.state is ItemState.READY else item
            for item in items
        ]

    async def _market(
        self, market: Market, items: Sequence[BasketItem], cap: Money
    ) -> list[BasketItem]:
        try:
            async with asyncio.timeout(LOOK_S_MAX):
                found = await self._frame.readers[market].look([item.lot for item in items])
        except (GatewayError, TimeoutError, KeyError) as error:
            logger.info("%s could not be asked for a basket: %r", market, error)
            return [left_out(item, Why.BLOCKED) for item in items]
        return [self._judged(item, found, cap) for item in items]

    def _judged(self, item: BasketItem, found: Mapping[str, Lot | None], cap: Money) -> BasketItem:
        """A lot of which the market told nothing that makes sense is not known to be gone."""
        if item.lot.own_id not in found:
            return left_out(item, Why.BLOCKED)
        return judge_again(
            item,
            found[item.lot.own_id],
            cap=cap,
            fees=self._frame.fees,
            now=self._frame.clock.now(),
        )

    async def _sales(self, ready: Sequence[BasketItem]) -> Mapping[str, ChainSale]:
        """What the chain's index knows of those that could be bought by a transaction."""
        items = [item.lot.address for item in ready if self._signed(item.lot)]
        wanted = [address for address in items if address is not None]
        if not wanted or self._frame.sales is None:
            return {}
        try:
            async with asyncio.timeout(LOOK_S_MAX):
                return await self._frame.sales.of(wanted)
        except (GatewayError, TimeoutError) as error:
            logger.info("the chain's index could not be asked for a basket: %r", error)
            return {}

    async def _way(self, item: BasketItem, sales: Mapping[str, ChainSale]) -> BasketItem:
        sale = sales.get(item.lot.address or "")
        if sale is None or not self._signed(item.lot):
            return _linked(item)
        try:
            return await self._by_transaction(item, sale)
        except Mismatch as why:
            logger.warning("%s is not signed for: %s", item.lot.id, why)
            return left_out(item, Why.MISMATCH)
        except NotSold:
            return left_out(item, Why.GONE)
        except (GatewayError, TimeoutError) as error:
            logger.info("no transaction for %s: %r", item.lot.id, error)
            return _linked(item)

    async def _by_transaction(self, item: BasketItem, sale: ChainSale) -> BasketItem:
        market = item.lot.market
        sells(item.lot, item.total, sale)
        async with asyncio.timeout(LOOK_S_MAX):
            offered = await self._frame.purchases[market].offer(item.lot)
        payment = proven(
            offered,
            item.total,
            sale,
            gas_most=GAS_MOST.get(market, 0),
            now_s=self._frame.clock.now() // SECOND,
        )
        return replace(_linked(item, required=False), way=Way.TRANSACTION, payment=payment)

    def _signed(self, lot: Lot) -> bool:
        return lot.onchain and lot.address is not None and lot.market in self._frame.purchases


def _linked(item: BasketItem, *, required: bool = True) -> BasketItem:
    """With its verified link, without which nobody is sent anywhere."""
    link = link_if_safe(item.lot)
    if link is None:
        return left_out(item, Why.LINK) if required else replace(item, payment=None, link="")
    return replace(item, way=Way.LINK, payment=None, link=link.url)
