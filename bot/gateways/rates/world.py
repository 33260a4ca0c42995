"""The sandbox's own word on rates, `GET /world/rates`: what Telegram gives for a Star can be set
there, and no face tells it.
"""

from collections.abc import Collection
from typing import Final

import aiohttp
import orjson

from bot.gateways.rates.tonapi import number
from domain.gifts.rates_ports import Currency, Prices
from domain.shared.refusals import GatewayError

CALL_S_MAX: Final = 5.0


class WorldRates:
    """Implements domain.gifts.rates_ports.RateSource. Pairs are written `XTR/USD`."""

    def __init__(self, sandbox_url: str, assets: Collection[str]) -> None:
        """It is asked for those assets only: for the others there is a face."""
        self._url = f"{sandbox_url}/world/rates"
        self._assets = frozenset(assets)

    @property
    def name(self) -> str:
        return "world"

    async def read(self, currencies: Collection[Currency]) -> Prices:
        limit = aiohttp.ClientTimeout(total=CALL_S_MAX)
        try:
            async with aiohttp.ClientSession(timeout=limit) as http, http.get(self._url) as answer:
                answer.raise_for_status()
                told = orjson.loads(await answer.read())
        except (aiohttp.ClientError, TimeoutError, OSError, orjson.JSONDecodeError) as error:
            raise GatewayError(f"rates: {type(error).__name__}") from None
        return self._read(told, currencies)

    def _read(self, told: object, currencies: Collection[Currency]) -> Prices:
        found = {}
        for pair, text in (told if isinstance(told, dict) else {}).items():
            asset, _, currency = str(pair).partition("/")
            price = number(text)
            if price is not None and asset in self._assets and currency in currencies:
                found[asset, Currency(currency)] = price
        return found
