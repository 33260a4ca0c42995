"""The outside of portfolios and baskets: the chain's index, a market that sells, rates."""

import asyncio
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.gifts.baskets.ports import Offered
from domain.gifts.models import GiftKey, Lot, Market
from domain.gifts.names import parse_gift
from domain.gifts.portfolio.holding_ports import ChainSale, Held, Holdings
from domain.gifts.rates_ports import Currency, Rate
from domain.shared.money import Money
from domain.shared.refusals import GatewayError
from domain.ton.address import friendly
from tests.fakes.clock import MORNING

FIRST, SECOND_ONE = f"0:{'1' * 64}", f"0:{'2' * 64}"
"""Alice's wallets."""


class FakeHoldings:
    """What addresses have, by the chain's index; or by `real` in its place."""

    def __init__(self) -> None:
        self.real: Holdings | None = None
        self.held: dict[str, list[Held]] = {}
        self.away = False
        self.reads = 0

    def put(self, wallet: str, gift: str, *, price: Money | None = None) -> Held:
        """A gift of that wallet, in the contract of a sale when it has a price."""
        collection, number = parse_gift(gift)
        made = Held(
            wallet=wallet,
            gift=GiftKey(gift),
            collection=collection,
            number=number,
            title="Plush Pepe",
            address=item_of(gift),
            model="Zebra",
            contract=contract_of(gift) if price is not None else None,
            price=price,
        )
        self.held.setdefault(wallet, []).append(made)
        return made

    def take(self, gift: str) -> None:
        for wallet, held in self.held.items():
            self.held[wallet] = [one for one in held if one.gift != gift]

    async def of(self, wallet: str) -> tuple[Held, ...]:
        self.reads += 1
        await asyncio.sleep(0)
        if self.away:
            raise GatewayError("the index does not answer")
        if self.real is not None:
            return await self.real.of(wallet)
        return tuple(self.held.get(wallet, ()))


class FakeSales:
    """Who sells what on the chain."""

    def __init__(self) -> None:
        self.known: dict[str, ChainSale] = {}
        self.away = False

    async def of(self, items: Sequence[str]) -> Mapping[str, ChainSale]:
        if self.away:
            raise GatewayError("the index does not answer")
        return {one: self.known[one] for one in items if one in self.known}


class FakePurchases:
    """Answers as GetGems does; `spoiled` by own id is answered instead."""

    market = Market.GETGEMS

    def __init__(self) -> None:
        self.spoiled: dict[str, Offered | Exception] = {}
        self.asked: list[str] = []

    async def offer(self, lot: Lot) -> Sequence[Offered]:
        self.asked.append(lot.own_id)
        told = self.spoiled.get(lot.own_id, offered(lot))
        if isinstance(told, Exception):
            raise told
        return [told]


class Dollars:
    """A TON costs 2.50, a Star 0.013."""

    def rate(self, asset: str, currency: Currency) -> Rate | None:
        price = {"TON": "2.5", "XTR": "0.013"}.get(asset)
        if price is None:
            return None
        return Rate(
            asset=asset, currency=currency, price=Decimal(price), source="test", read_at=MORNING
        )


def item_of(gift: str) -> str:
    """The raw address of its item."""
    return f"0:{parse_gift(gift)[1]:064x}"


def contract_of(gift: str) -> str:
    return f"0:{parse_gift(gift)[1] + 2**200:064x}"


def offered(lot: Lot) -> Offered:
    return Offered(
        to=friendly(contract_of(lot.gift), bounceable=True),
        amount=lot.price.units,
        payload=None,
        state_init=None,
        until_s=MORNING // 1_000_000 + 120,
    )
