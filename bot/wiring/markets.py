"""The gift markets put together: who reads each, what all of them charge."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.fragment.client import Fragment
from bot.gateways.markets.getgems.client import GetGems
from bot.gateways.markets.mrkt.client import Mrkt
from bot.gateways.markets.portals.client import Portals
from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.markets.tonnel.client import Tonnel
from bot.settings import Settings
from bot.settings_markets import MARKET_NAMES
from bot.settings_markets import Markets as Given
from bot.wiring.foundation import Foundation
from domain.gifts.costs import Fees, FeesFrom, FeeTable
from domain.gifts.market_ports import MarketReader
from domain.gifts.models import Market
from domain.shared.ids import SECOND, Instant
from domain.shared.money import Asset, know
from domain.ton.address import parse
from domain.ton.models import Jetton

logger = logging.getLogger(__name__)

TETHER: Final = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"
"""USDT on the main net (https://ton.org/usdt), where markets ask for dollars."""
_USDT: Final = "USDT"
_USDT_DECIMALS: Final = 6


class Adapter(MarketReader, Protocol):
    """What the process does with a reader beside reading."""

    def set_pace(self, pace: float) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets:
    """Only those that are read: the others are `off`."""

    adapters: Mapping[Market, Adapter]

    @property
    def readers(self) -> Mapping[Market, MarketReader]:
        return self.adapters

    def set_pace(self, pace: float) -> None:
        for adapter in self.adapters.values():
            adapter.set_pace(pace)

    async def close(self) -> None:
        for adapter in self.adapters.values():
            await adapter.close()


def markets(f: Foundation) -> Markets:
    """Nothing is asked yet."""
    given = f.settings.markets
    means = Means(clock=f.clock, usdt=dollars(f.settings))
    read = [name for name in MARKET_NAMES if given.reads(name)]
    off = [name for name in MARKET_NAMES if name not in read]
    if off:
        logger.info("markets off, without key, token or name in the settings: %s", " ".join(off))
    adapters = {
        market: make(given, means) for market, make in _MAKERS.items() if market.value in read
    }
    if given.reads("fragment"):
        chain = adapters.get(Market.TONAPI)
        adapters[Market.FRAGMENT] = Fragment(
            given.fragment_url, chain if isinstance(chain, TonApi) else None, means
        )
    return Markets(adapters=adapters)


def fee_table(settings: Settings) -> FeeTable:
    """What markets charge, from which day on: what the settings say over what was measured."""
    dated: dict[Market, list[FeesFrom]] = {}
    for one in settings.markets.fees:
        midnight = datetime(one.since.year, one.since.month, one.since.day, tzinfo=UTC)
        fees = Fees(
            on_top_bps=one.on_top_bps, inside_bps=one.inside_bps, seller_bps=one.seller_bps
        )
        since = Instant(int(midnight.timestamp()) * SECOND)
        dated.setdefault(Market(one.market), []).append(FeesFrom(since=since, fees=fees))
    return FeeTable(dated)


def dollars(settings: Settings) -> Asset:
    """The jetton that the settings call so, else the main net's."""
    named = [one for one in settings.ton.jettons if one.symbol == _USDT]
    master, decimals = (named[0].master, named[0].decimals) if named else (TETHER, _USDT_DECIMALS)
    jetton = Jetton(master=parse(master).raw, symbol=_USDT, decimals=decimals)
    know(jetton.asset, jetton.symbol)
    return jetton.asset


def _getgems(given: Given, means: Means) -> Adapter:
    key = given.getgems_key.get_secret_value()
    return GetGems(given.getgems_url, key, means, graphql=given.getgems_by == "graphql")


def _portals(given: Given, means: Means) -> Adapter:
    return Portals(given.portals_url, given.portals_authorization, means)


def _mrkt(given: Given, means: Means) -> Adapter:
    return Mrkt(given.mrkt_url, given.mrkt_init_data.get_secret_value(), means)


def _tonnel(given: Given, means: Means) -> Adapter:
    return Tonnel(given.tonnel_url, given.tonnel_init_data.get_secret_value(), means)


def _tonapi(given: Given, means: Means) -> Adapter:
    key = given.tonapi_key.get_secret_value()
    return TonApi(given.tonapi_url, key, means, calls_per_s=given.tonapi_calls_per_s)


_MAKERS: Final[Mapping[Market, Callable[[Given, Means], Adapter]]] = {
    Market.TONAPI: _tonapi,
    Market.GETGEMS: _getgems,
    Market.MRKT: _mrkt,
    Market.TONNEL: _tonnel,
    Market.PORTALS: _portals,
}
"""Fragment stands on another one."""
