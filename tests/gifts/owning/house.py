"""Portfolios and baskets over a real store and the real index; chain and markets are fakes."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace

from domain.gifts.baskets.checks import CheckFrame, Checks
from domain.gifts.baskets.models import Basket, BasketItem, ItemState, Way, Why
from domain.gifts.baskets.service import BasketFrame, Baskets, PickOrder
from domain.gifts.models import EventKind, GiftEvent, Lot, Market, Told
from domain.gifts.names import gift_key, parse_gift
from domain.gifts.portfolio.holding_ports import ChainSale
from domain.gifts.portfolio.models import Portfolio
from domain.gifts.portfolio.received import LedgerGifts
from domain.gifts.portfolio.service import PortfolioFrame, Portfolios
from domain.gifts.portfolio.trades import TradeBook
from domain.gifts.portfolio.wallets import WalletFrame
from domain.gifts.portfolio.worths import BookWorths
from domain.gifts.search import Page, Query, Suggestion
from domain.gifts.sync.history import event_id
from domain.gifts.sync.items import MetGifts
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money
from domain.ton.address import friendly
from domain.users.models import Wallet
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.gifts.index import GiftIndex
from storage.gifts.owning.baskets import BasketRows
from storage.gifts.owning.holdings import HoldingRows, PointRows
from storage.gifts.owning.trades import TradeRows
from storage.users.places import WalletRows
from tests.fakes.gift_shop import row_of
from tests.fakes.gift_stock import Estimates
from tests.fakes.markets import FakeMarket, lot
from tests.gifts.market_house import MarketHouse
from tests.gifts.owning.fakes import (
    FIRST,
    SECOND_ONE,
    Dollars,
    FakeHoldings,
    FakePurchases,
    FakeSales,
    contract_of,
    item_of,
)
from tests.gifts.owning.trades import ton
from tests.payments.house import House, Tools


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


def offer(
    house: OwningHouse, market: Market, number: int, price: str, *, onchain: bool = False
) -> Lot:
    """Up for sale; on the chain in a contract that the chain's index knows."""
    gift = f"plushpepe-{number}"
    shown = lot(
        number=number,
        market=market,
        price=ton(price),
        address=item_of(gift) if onchain else None,
        own_id=friendly(item_of(gift), bounceable=True) if onchain else f"{market}-{number}",
        seller=f"0:{'7' * 64}",
    )
    if onchain:
        shown = replace(shown, contract=contract_of(gift))
        house.sales.known[item_of(gift)] = ChainSale(
            item=item_of(gift),
            contract=contract_of(gift),
            owner=contract_of(gift),
            price=ton(price),
        )
    return house.markets[market].offer(shown)


def states(basket: Basket) -> dict[int, tuple[ItemState, Why | None, Way | None]]:
    return {item.lot.number: (item.state, item.why, item.way) for item in basket.items}
