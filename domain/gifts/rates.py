"""What amounts are worth in other money, always with who said so and when.

A currency that no source knows directly is reached over dollars and TON. A rate is never older
than it says: a source that fails leaves the last one, and its age grows.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from domain.gifts.rates_ports import Currency, Rate, RateSource, RateStore
from domain.shared.change import Changes, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from domain.users.rules import CURRENCIES

logger = logging.getLogger(__name__)

USD: Final = Currency("USD")
STALE: Final = 30 * MINUTE
"""A rate older than this is still shown, and shown as old."""
KEPT_EVERY: Final = 10 * MINUTE
"""A rate that stays as it is, is written down so often."""
PRICE_MIN: Final = Decimal("1e-12")
PRICE_MAX: Final = Decimal("1e12")
SETTLED: Final = "settled"
"""The source of rates that are so by definition."""
_CURRENCIES: Final = frozenset(map(Currency, CURRENCIES))
_EXACT: Final = Context(prec=40, rounding=ROUND_HALF_UP)
_CENTS: Final = Decimal("0.01")
_FINE: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """An amount in a currency: cents, and four decimals below one."""

    amount: Decimal
    currency: Currency
    source: str
    read_at: Instant
    stale: bool

    @property
    def text(self) -> str:
        """`12.90`, `0.0130`: for machines; people see it in the form of their language."""
        return f"{self.amount:f}"


class Rates:
    def __init__(
        self,
        sources: Sequence[RateSource],
        rows: RateStore,
        store: Store,
        clock: Clock,
        *,
        dollars: Collection[str] = (),
    ) -> None:
        """The first source that knows a pair is believed. Assets in `dollars`, by code, are worth
        one each.
        """
        self._sources = tuple(sources)
        self._rows = rows
        self._store = store
        self._clock = clock
        self._dollars = frozenset(dollars)
        self._known: dict[tuple[str, Currency], Rate] = {}
        self._written: dict[tuple[str, Currency], Rate] = {}

    async def load(self) -> None:
        """What was known last, before any source is asked."""
        for rate in await self._rows.last():
            pair = rate.asset, rate.currency
            self._known.setdefault(pair, rate)
            self._written.setdefault(pair, rate)

    async def refresh(self) -> None:
        """Ask all sources. One that fails is logged; raises GatewayError when all of them do."""
        found: dict[tuple[str, Currency], Rate] = {}
        failures = []
        for source in self._sources:
            try:
                prices = await source.read(_CURRENCIES)
            except GatewayError as error:
                logger.warning("rates: %s: %s", source.name, error)
                failures.append(error)
                continue
            now = self._clock.now()
            for (asset, currency), price in prices.items():
                if PRICE_MIN < price < PRICE_MAX:
                    rate = Rate(
                        asset=asset,
                        currency=currency,
                        price=price,
                        source=source.name,
                        read_at=now,
                    )
                    found.setdefault((asset, currency), rate)
        self._known.update(found)
        await self._write(found)
        if failures and len(failures) == len(self._sources):
            raise failures[0]

    def rate(self, asset: str, currency: Currency) -> Rate | None:
        """Of one whole unit; None when nobody knows."""
        direct = self._known.get((asset, currency))
        if direct is not None:
            return direct
        dollars = self._in_dollars(asset)
        if dollars is None or currency == USD:
            return dollars
        return self._over_dollars(dollars, currency)

    def worth(self, money: Money, currency: Currency) -> Worth | None:
        """In that currency, else in dollars, else None. Half a cent is rounded up, as
        people and browsers do."""
        code = money.asset.code
        rate = self.rate(code, currency) or self.rate(code, USD)
        if rate is None:
            return None
        whole = _EXACT.scaleb(Decimal(money.units), -money.asset.scale)
        amount = _EXACT.multiply(whole, rate.price)
        places = _FINE if abs(amount) < 1 else _CENTS
        return Worth(
            amount=amount.quantize(places, context=_EXACT),
            currency=rate.currency,
            source=rate.source,
            read_at=rate.read_at,
            stale=self.stale(rate),
        )

    def units(self, amount: Decimal, currency: Currency, like: Money) -> Money | None:
        """How much of the asset of `like` that amount of money is, rounded down; None when nobody
        knows.
        """
        rate = self.rate(like.asset.code, currency)
        if rate is None:
            return None
        whole = _EXACT.divide(amount, rate.price)
        return Money(int(_EXACT.scaleb(whole, like.asset.scale)), like.asset)

    def all(self) -> tuple[Rate, ...]:
        """Those that sources told, by asset and currency."""
        return tuple(self._known[pair] for pair in sorted(self._known))

    def stale(self, rate: Rate) -> bool:
        return self._clock.now() - rate.read_at > STALE

    def _in_dollars(self, asset: str) -> Rate | None:
        known = self._known.get((asset, USD))
        if known is not None:
            return known
        if asset not in self._dollars:
            return None
        now = self._clock.now()
        return Rate(asset=asset, currency=USD, price=Decimal(1), source=SETTLED, read_at=now)

    def _over_dollars(self, dollars: Rate, currency: Currency) -> Rate | None:
        """By what a TON costs in both."""
        there, here = self._known.get((TON.code, currency)), self._known.get((TON.code, USD))
        if there is None or here is None:
            return None
        price = _EXACT.divide(_EXACT.multiply(dollars.price, there.price), here.price)
        return Rate(
            asset=dollars.asset,
            currency=currency,
            price=price,
            source=there.source if dollars.source == SETTLED else dollars.source,
            read_at=Instant(min(dollars.read_at, there.read_at, here.read_at)),
        )

    async def _write(self, found: Mapping[tuple[str, Currency], Rate]) -> None:
        new = [rate for pair, rate in found.items() if self._is_news(pair, rate)]
        if not new:
            return

        async def decide() -> Decision[None]:
            changes: list[Changes] = [self._rows.put(rate) for rate in new]
            return Decision(None, changes)

        await self._store.commit(decide)
        self._written.update({(rate.asset, rate.currency): rate for rate in new})

    def _is_news(self, pair: tuple[str, Currency], rate: Rate) -> bool:
        was = self._written.get(pair)
        if was is None or (was.price, was.source) != (rate.price, rate.source):
            return True
        return rate.read_at - was.read_at >= KEPT_EVERY
