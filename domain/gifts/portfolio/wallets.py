"""Proved wallets read into the portfolio: what came is a purchase, what went a sale.

What it cost, and what it brought, our own history of the markets tells: a sale to that wallet, or
from it. Nothing there means an unknown price; it is looked for again for a while, since markets
tell late. A gift that goes from one wallet of a person to another is neither bought nor sold.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.costs import FeeTable
from domain.gifts.models import GiftEvent
from domain.gifts.portfolio.holding_ports import Held, Holdings
from domain.gifts.portfolio.models import Side, Source, Subject, Trade, WalletRead
from domain.gifts.portfolio.ports import HoldingStore, TradeStore
from domain.gifts.portfolio.rules import match
from domain.gifts.ports import HistoryStore
from domain.shared.change import Changes, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, Ids, Instant, UserId
from domain.shared.money import Money
from domain.shared.refusals import GatewayError
from domain.users.ports import WalletStore

logger = logging.getLogger(__name__)

TOLD_WITHIN: Final = 3 * DAY
"""How long a price that nobody knows is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletFrame:
    store: Store
    wallets: WalletStore
    holdings: HoldingStore
    trades: TradeStore
    history: HistoryStore
    reader: Holdings | None
    fees: FeeTable
    clock: Clock
    ids: Ids


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read: the gifts of the wallets that answered, and the wallets that did not."""

    gifts: Mapping[str, Sequence[Held]]
    silent: frozenset[str]


class WalletBooks:
    def __init__(self, frame: WalletFrame) -> None:
        self._frame = frame

    async def refresh(self, person: UserId) -> None:
        """Read all wallets of the person, and write down what has changed. One that cannot be
        read stays as it was last seen, with the time since when.
        """
        frame = self._frame
        linked = [wallet.address for wallet in await frame.wallets.of(person)]
        reads = {read.wallet: read for read in await frame.holdings.reads(person)}
        seen = await self._read(linked)

        async def decide() -> Decision[None]:
            known = await frame.holdings.of(person)
            was = [held for held in known if held.wallet in linked]
            return Decision(
                None,
                [frame.holdings.unlink(person, one) for one in reads if one not in linked],
                [self._noted(person, one, seen, reads.get(one)) for one in linked],
                await self._difference(person, was, seen),
                await self._told_late(person),
            )

        await frame.store.commit(decide)

    async def _read(self, linked: Iterable[str]) -> _Seen:
        gifts: dict[str, Sequence[Held]] = {}
        silent: set[str] = set()
        for wallet in linked:
            try:
                if self._frame.reader is None:
                    silent.add(wallet)
                else:
                    gifts[wallet] = await self._frame.reader.of(wallet)
            except GatewayError as error:
                logger.warning("a wallet could not be read: %s", error)
                silent.add(wallet)
        return _Seen(gifts, frozenset(silent))

    def _noted(self, person: UserId, wallet: str, seen: _Seen, was: WalletRead | None) -> Changes:
        now = self._frame.clock.now()
        read = WalletRead(wallet=wallet, read_at=now)
        if wallet in seen.silent:
            since = was.failed_at if was is not None else None
            read = WalletRead(
                wallet=wallet,
                read_at=was.read_at if was is not None else None,
                failed_at=since if since is not None else now,
            )
        return self._frame.holdings.read(person, read)

    async def _difference(self, person: UserId, was: Sequence[Held], seen: _Seen) -> Changes:
        frame, now = self._frame, self._frame.clock.now()
        there = [held for held in was if held.wallet in seen.silent]
        there += [held for gifts in seen.gifts.values() for held in gifts]
        before = {(held.wallet, held.gift): held for held in was}
        after = {(held.wallet, held.gift): held for held in there}
        came = [one for one in there if one.gift not in {held.gift for held in was}]
        went = [one for one in was if one.gift not in {held.gift for held in there}]
        return (
            [frame.holdings.drop(person, *place) for place in before if place not in after],
            [
                frame.holdings.put(person, held, at=now)
                for place, held in after.items()
                if before.get(place) != held
            ],
            await self._booked(person, came, went),
        )

    async def _booked(self, person: UserId, came: Sequence[Held], went: Sequence[Held]) -> Changes:
        frame = self._frame
        trades = await frame.trades.of(person)
        open_gifts = {
            lot.trade.subject.gift for lot in match(trades).open if Source.WALLET in lot.sources
        }
        sales = await frame.history.sales_of([held.gift for held in (*came, *went)])
        moves = [(held, Side.BOUGHT) for held in came if held.gift not in open_gifts]
        moves += [(held, Side.SOLD) for held in went]
        return [
            frame.trades.add(
                self._trade(
                    person,
                    held,
                    side,
                    sales=sales.get(held.gift, ()),
                    earlier=[one for one in trades if one.subject.gift == held.gift],
                )
            )
            for held, side in moves
        ]

    def _trade(
        self,
        person: UserId,
        held: Held,
        side: Side,
        *,
        sales: Sequence[GiftEvent],
        earlier: Sequence[Trade],
    ) -> Trade:
        """`earlier`: what is known of the same gift already."""
        now = self._frame.clock.now()
        since = max((one.at for one in earlier if one.side is not side), default=0)
        sale = _last(sales, held.wallet, side, since=since)
        happening = sale.id if sale is not None else str(len(earlier))
        return Trade(
            id=self._frame.ids.new(),
            person=person,
            side=side,
            source=Source.WALLET,
            subject=Subject(collection=held.collection, gift=held.gift, model=held.model),
            quantity=1,
            price=self._price(sale, side) if sale is not None else None,
            at=sale.at if sale is not None else now,
            ref=f"{held.wallet}:{held.gift}:{side.value}:{happening}",
            wallet=held.wallet,
            created_at=now,
        )

    async def _told_late(self, person: UserId) -> Changes:
        """Prices of the last days that are known by now."""
        frame, now = self._frame, self._frame.clock.now()
        trades = await frame.trades.of(person)
        told = {(one.subject.gift, one.side, one.at) for one in trades if one.price is not None}
        unknown = [
            one
            for one in trades
            if one.source is Source.WALLET and one.price is None and one.at > now - TOLD_WITHIN
        ]
        gifts = [one.subject.gift for one in unknown if one.subject.gift is not None]
        sales = await frame.history.sales_of(gifts) if gifts else {}
        amended: list[Changes] = []
        for trade in unknown:
            of_gift = sales.get(trade.subject.gift, ()) if trade.subject.gift else ()
            since = trade.at - TOLD_WITHIN
            sale = _last(of_gift, trade.wallet, trade.side, since=since)
            price = self._price(sale, trade.side) if sale is not None else None
            if sale is None or price is None:
                continue
            if (trade.subject.gift, trade.side, sale.at) not in told:
                now_known = replace(trade, price=price, at=sale.at)
                amended.append(frame.trades.amend(trade, now_known))
        return amended

    def _price(self, sale: GiftEvent, side: Side) -> Money | None:
        """What the buyer paid in all; what the market left to the seller."""
        if side is Side.BOUGHT:
            return sale.buyer_total
        if sale.price is None or sale.market is None:
            return None
        return self._frame.fees.at(sale.market, Instant(sale.at)).seller_net(sale.price)


def _last(sales: Sequence[GiftEvent], wallet: str, side: Side, *, since: int) -> GiftEvent | None:
    """The newest sale to the wallet, or from it; `sales` are oldest first."""
    own = [
        sale
        for sale in sales
        if sale.at >= since and (sale.taker if side is Side.BOUGHT else sale.giver) == wallet
    ]
    return own[-1] if own else None
