"""Rates as TON API tells them: `GET /v2/rates?tokens=…&currencies=…`
(https://docs.tonconsole.com/tonapi).

Its native coin was renamed: it answers to `ton` or to `gram`, and both mean the same.
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from domain.gifts.rates_ports import Currency, Prices
from domain.shared.money import TON
from domain.shared.refusals import GatewayError, GatewayRejected

NATIVE: Final = ("ton", "gram")
_NATIVE_NAMES: Final = frozenset({"TON", "GRAM", "TONCOIN"})
_NUMBER: Final = re.compile(r"[0-9]{1,20}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
Ask = Callable[[str, Sequence[tuple[str, str]]], Awaitable[object]]
"""A path and its query; the answer's JSON. It keeps the service's limit on calls."""


class TonApiRates:
    """Implements domain.gifts.rates_ports.RateSource."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._native = NATIVE[0]

    @property
    def name(self) -> str:
        return "tonapi"

    async def read(self, currencies: Collection[Currency]) -> Prices:
        for native in sorted(NATIVE, key=lambda one: one != self._native):
            found = await self._read(native, currencies)
            if found:
                self._native = native
                return found
        raise GatewayError("rates: it knows of no TON")

    async def _read(self, native: str, currencies: Collection[Currency]) -> Prices:
        """Nothing for a name that it does not know."""
        wanted = ",".join(sorted(currencies)).lower()
        query = (("tokens", native), ("currencies", wanted))
        try:
            told = await self._ask("/v2/rates", query)
        except GatewayRejected:
            return {}
        return prices_of(told, currencies)


def prices_of(told: object, currencies: Collection[Currency]) -> Prices:
    """`{"rates": {"TON": {"prices": {"USD": 2.41}}}}`. What cannot be read is left out."""
    found: dict[tuple[str, Currency], Decimal] = {}
    for name, row in _object(_object(told).get("rates")).items():
        if name.upper() not in _NATIVE_NAMES:
            continue
        prices = _object(_object(row).get("prices"))
        for currency in currencies:
            price = number(prices.get(currency, prices.get(currency.lower())))
            if price is not None:
                found.setdefault((TON.code, currency), price)
    return found


def number(told: object) -> Decimal | None:
    """A number above zero as its text in JSON had it; None for anything else."""
    if isinstance(told, bool) or not isinstance(told, str | int | float | Decimal):
        return None
    text = str(told)
    if _NUMBER.fullmatch(text) is None:
        return None
    try:
        price = Decimal(text)
    except InvalidOperation:
        return None
    return price if price > 0 else None


def _object(told: object) -> Mapping[str, object]:
    return told if isinstance(told, dict) else {}
