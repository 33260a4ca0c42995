"""What people own, and baskets, put together."""

import time
from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from bot.wiring.gifts.area import Gifts
from bot.wiring.market_doors import Doors
from bot.wiring.users import Users
from domain.gifts.baskets.checks import CheckFrame, Checks
from domain.gifts.baskets.service import BasketFrame, Baskets
from domain.gifts.events import HistoryGrew
from domain.gifts.portfolio.ports import RatesNow
from domain.gifts.portfolio.received import LedgerGifts
from domain.gifts.portfolio.service import PortfolioFrame, Portfolios
from domain.gifts.portfolio.trades import TradeBook
from domain.gifts.portfolio.values import NoRates
from domain.gifts.portfolio.wallets import WalletFrame
from domain.gifts.portfolio.worths import BookWorths
from domain.gifts.sync.items import MetGifts
from storage.gifts.owning.baskets import BasketRows
from storage.gifts.owning.holdings import HoldingRows, PointRows
from storage.gifts.owning.traces import PortfolioTraceRows
from storage.gifts.owning.trades import TradeRows
from storage.users.places import WalletRows


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftOwning:
    portfolios: Portfolios
    trades: TradeBook
    baskets: Baskets
    rates: RatesNow
    traces: tuple[PortfolioTraceRows, ...]

    def set_pace(self, pace: float) -> None:
        self.portfolios.set_pace(pace)


def gift_owning(
    f: Foundation, users: Users, gifts: Gifts, doors: Doors, rates: RatesNow | None = None
) -> GiftOwning:
    wallets, trades = WalletRows(f.database), TradeRows(f.database)
    said = rates if rates is not None else NoRates()
    frame = WalletFrame(
        store=f.writer,
        wallets=wallets,
        holdings=HoldingRows(f.database),
        trades=trades,
        history=gifts.history,
        reader=doors.holdings,
        fees=gifts.fees,
        clock=f.clock,
        ids=f.ids,
    )
    portfolios = Portfolios(
        PortfolioFrame(
            wallets=frame,
            points=PointRows(f.database),
            worths=_worths(f, gifts),
            kept=LedgerGifts(f.ledger, f.clock),
            rates=said,
            gate=users.gate,
            spawn=f.supervisor.spawn,
            now_s=time.monotonic,
        )
    )
    f.bus.subscribe(HistoryGrew, portfolios.heard)
    return GiftOwning(
        portfolios=portfolios,
        trades=TradeBook(f.writer, trades, users.gate, clock=f.clock, ids=f.ids),
        baskets=Baskets(_baskets(f, users, gifts, doors)),
        rates=said,
        traces=(PortfolioTraceRows(f.database),),
    )


def _worths(f: Foundation, gifts: Gifts) -> BookWorths:
    """No market that we read tells its bids; the first source of them stands here one day."""
    return BookWorths(
        gifts.search,
        gifts.listings,
        MetGifts(gifts.items, gifts.frame.knowledge),
        gifts.values.estimates,
        bids=(),
        clock=f.clock,
    )


def _baskets(f: Foundation, users: Users, gifts: Gifts, doors: Doors) -> BasketFrame:
    checks = Checks(
        CheckFrame(
            readers=gifts.readers,
            purchases=doors.purchases,
            sales=doors.sales,
            fees=gifts.fees,
            clock=f.clock,
        )
    )
    return BasketFrame(
        store=f.writer,
        baskets=BasketRows(f.database),
        search=gifts.search,
        listings=gifts.listings,
        history=gifts.history,
        wallets=WalletRows(f.database),
        checks=checks,
        gate=users.gate,
        clock=f.clock,
        ids=f.ids,
    )
