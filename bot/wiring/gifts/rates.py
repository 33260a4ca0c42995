"""Rates put together: TON API's for TON, the settings' for Stars, in the sandbox the world's."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.rates.fixed import FixedRates
from bot.gateways.rates.tonapi import TonApiRates
from bot.gateways.rates.world import WorldRates
from bot.gifts.rates import RatesWorker
from bot.wiring.foundation import Foundation
from bot.wiring.markets import Markets, dollars
from domain.gifts.models import Market
from domain.gifts.rates import USD, Rates
from domain.gifts.rates_ports import RateSource
from domain.shared.money import XTR
from storage.gifts.rates import RateRows


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftRates:
    """`own` is the way to TON API where no market is read by it."""

    rates: Rates
    worker: RatesWorker
    own: TonApi | None

    def expect(self, changes: Mapping[str, int]) -> None:
        """The world says which change of each market was the last: TON API shows its rates."""
        self.worker.expect(changes.get(Market.TONAPI.value, 0))

    def set_pace(self, pace: float) -> None:
        self.worker.set_pace(pace)
        if self.own is not None:
            self.own.set_pace(pace)

    async def close(self) -> None:
        if self.own is not None:
            await self.own.close()


def gift_rates(f: Foundation, selling: Markets) -> GiftRates:
    shared = selling.adapters.get(Market.TONAPI)
    own = None if isinstance(shared, TonApi) else _tonapi(f)
    tonapi = shared if isinstance(shared, TonApi) else own
    assert tonapi is not None, "the one or the other"
    rates = Rates(
        [TonApiRates(tonapi.ask), _stars(f)],
        RateRows(f.database),
        f.writer,
        f.clock,
        dollars=[dollars(f.settings).code],
    )
    return GiftRates(rates=rates, worker=RatesWorker(rates), own=own)


def _tonapi(f: Foundation) -> TonApi:
    given = f.settings.markets
    key = given.tonapi_key.get_secret_value()
    means = Means(clock=f.clock)
    return TonApi(given.tonapi_url, key, means, calls_per_s=given.tonapi_calls_per_s)


def _stars(f: Foundation) -> RateSource:
    if f.settings.sandbox.on:
        return WorldRates(f.settings.sandbox.url, [XTR.code])
    return FixedRates({(XTR.code, USD): f.settings.gifts.star_usd})
