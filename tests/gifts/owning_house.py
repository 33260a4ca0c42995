"""Portfolios and baskets over a real store and the real index; chain and markets are fakes."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from decimal import Decimal

from domain.gifts.basket_checks import CheckFrame, Checks
from domain.gifts.basket_models import Basket, BasketItem
from domain.gifts.basket_ports import Offered
from domain.gifts.baskets import BasketFrame, Baskets, PickOrder
from domain.gifts.history import event_id
from domain.gifts.holding_ports import ChainSale, Held, Holdings
from domain.gifts.items import MetGifts
from domain.gifts.models import EventKind, GiftEvent, GiftKey, Lot, Market, Told
from domain.gifts.names import gift_key, parse_gift
from domain.gifts.portfolio import PortfolioFrame, Portfolios
from domain.gifts.portfolio_models import Portfolio
from domain.gifts.portfolio_trades import TradeBook
from domain.gifts.portfolio_wallets import WalletFrame
from domain.gifts.rates_ports import Currency, Rate
from domain.gifts.received import LedgerGifts
from domain.gifts.search import Page, Query, Suggestion
from domain.gifts.worths import BookWorths
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money
from domain.shared.refusals import GatewayError
from domain.ton.address import friendly
from domain.users.models import Wallet
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.gifts.baskets import BasketRows
from storage.gifts.holdings import HoldingRows, PointRows
from storage.gifts.index import GiftIndex
from storage.gifts.trades import TradeRows
from storage.users.places import WalletRows
from tests.fakes.clock import MORNING
from tests.fakes.gift_shop import Estimates, row_of
from tests.fakes.markets import FakeMarket
from tests.gifts.market_house import MarketHouse
from tests.payments.house import House, Tools

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


class OwningHouse(House):
    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        t = tools
        self.markets = {market: FakeMarket(t.clock, market) for market in Market}
        database = t.database
        assert isinstance(database, SqliteDatabase | PostgresDatabase), "a real store"
        self.known = MarketHouse(database, t.writer, t.clock, t.ids, tuple(self.markets.values()))
        self.kept = self.known.rows
        self.index = GiftIndex({"plushpepe": "Plush Pepe", "toybear": "Toy Bear"})
        self.holdings, self.sales = FakeHoldings(), FakeSales()
        self.purchases, self.estimates = FakePurchases(), Estimates()
        self.wallet_rows = WalletRows(t.database)
        self.seconds = 0.0
        self.tasks: set[asyncio.Task[None]] = set()
        trades = TradeRows(t.database)
        self.wallet_frame = WalletFrame(
            store=self.store,
            wallets=self.wallet_rows,
            holdings=HoldingRows(t.database),
            trades=trades,
            history=self.kept.history,
            reader=self.holdings,
            fees=self.known.fees,
            clock=t.clock,
            ids=t.ids,
        )
        self.portfolios = Portfolios(
            PortfolioFrame(
                wallets=self.wallet_frame,
                points=PointRows(t.database),
                worths=self._worths(),
                kept=LedgerGifts(self.ledger, t.clock),
                rates=Dollars(),
                gate=self.gate,
                spawn=self._spawn,
                now_s=lambda: self.seconds,
            )
        )
        self.trades = TradeBook(self.store, trades, self.gate, clock=t.clock, ids=t.ids)
        self.baskets = self._baskets()

    async def begin(self, *people: UserId) -> None:
        """The people have accepted the terms; the first has proved two wallets."""
        await self.known.load()
        for person in people:
            await self.meet(person)
        for wallet in (FIRST, SECOND_ONE):
            await self.link(people[0], wallet)

    async def link(self, person: UserId, wallet: str) -> None:
        now = self.tools.clock.now()
        await self.put(self.wallet_rows.add(Wallet(address=wallet, person=person, proved_at=now)))

    async def show(self, person: UserId) -> Portfolio:
        """A while after anybody looked last."""
        self.seconds += 60
        return await self.portfolios.show(Actor(id=person))

    async def read(self, *markets: Market) -> None:
        """The markets are read, and found in the search."""
        for market in markets:
            await self.known.read(market)
        self.index = GiftIndex({"plushpepe": "Plush Pepe", "toybear": "Toy Bear"})
        for listing in (await self.known.for_sale()).values():
            self.index.put(row_of(listing), now=self.tools.clock.now())

    async def happened(
        self,
        gift: str,
        *,
        kind: EventKind = EventKind.SOLD,
        market: Market = Market.PORTALS,
        price: Money,
        giver: str | None = None,
        taker: str | None = None,
    ) -> GiftEvent:
        """Written into the history now."""
        collection, number = parse_gift(gift)
        at = self.tools.clock.now()
        ref = f"{gift} {kind} {giver} {taker} {at}"
        event = GiftEvent(
            id=event_id(kind, ref),
            ref=ref,
            at=at,
            kind=kind,
            told=Told.FEED,
            confidence_permille=950,
            market=market,
            listing=None,
            gift=gift_key(collection, number),
            collection=collection,
            model="Zebra",
            backdrop="Black",
            price=price,
            buyer_total=self.known.fees.at(market, at).buyer_total(price),
            giver=giver,
            taker=taker,
        )
        await self.put(self.kept.history.add(event))
        return event

    async def put(self, *changes: Changes) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, *changes)

        await self.store.commit(decide)

    async def pick(
        self, person: UserId, wanted: int, cap: Money, *, budget: Money | None = None
    ) -> Basket:
        order = PickOrder(
            query=Query(collection=("plushpepe",)),
            said="plush pepe",
            wanted=wanted,
            cap=cap,
            budget=budget,
        )
        return await self.baskets.pick(Actor(id=person), order)

    def _spawn(self, name: str, work: Coroutine[object, object, None]) -> object:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def _worths(self) -> BookWorths:
        return BookWorths(
            IndexNow(self),
            self.kept.listings,
            MetGifts(self.kept.items, self.known.knowledge),
            self.estimates,
            bids=(),
            clock=self.tools.clock,
        )

    def _baskets(self) -> Baskets:
        checks = Checks(
            CheckFrame(
                readers=self.markets,
                purchases={Market.GETGEMS: self.purchases},
                sales=self.sales,
                fees=self.known.fees,
                clock=self.tools.clock,
            )
        )
        return Baskets(
            BasketFrame(
                store=self.store,
                baskets=BasketRows(self.tools.database),
                search=IndexNow(self),
                listings=self.kept.listings,
                history=self.kept.history,
                wallets=self.wallet_rows,
                checks=checks,
                gate=self.gate,
                clock=self.tools.clock,
                ids=self.tools.ids,
            )
        )


class IndexNow:
    """The house's index of this moment."""

    def __init__(self, house: OwningHouse) -> None:
        self._house = house

    def search(self, query: Query, *, now: Instant) -> Page:
        return self._house.index.search(query, now=now)

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        return self._house.index.suggest(typed, limit=limit)


def of(basket: Basket, number: int) -> BasketItem:
    """The item of the gift with that number."""
    return next(item for item in basket.items if item.lot.number == number)
