"""First in, first out: which purchase each sale ended, and what is left. Pure.

Within a pool the oldest purchase goes first. A purchase or a sale that is met in parts is divided
in whole smallest units, the last part taking the rest, so that the parts always add up.

A gift with a number is one thing. Bought while it is there already, it has been told of twice (by
its owner and by the chain): one of the two tellings stands, the one with a price first, and then
what the person says. The same holds for a sale of what somebody else told to be sold just before.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from domain.gifts.portfolio.models import Gain, Matched, OpenLot, Side, Source, Trade
from domain.shared.money import Money


def match(trades: Iterable[Trade]) -> Matched:
    """All trades of one person, in any order."""
    pools: dict[str, list[Trade]] = {}
    for trade in sorted(trades, key=_order):
        pools.setdefault(trade.subject.pool, []).append(trade)
    found = [_thing(pool) if pool[0].subject.gift else _fifo(pool) for pool in pools.values()]
    return Matched(
        open=tuple(lot for matched in found for lot in matched.open),
        gains=tuple(
            sorted((gain for one in found for gain in one.gains), key=lambda g: _order(g.sale))
        ),
    )


def told_already(trades: Iterable[Trade], new: Trade) -> bool:
    """Whether the person says of one gift what they said before: bought twice, or sold twice, with
    nothing in between. What the chain says too is no such thing.
    """
    if new.subject.gift is None:
        return False
    pool = [one for one in trades if one.subject.pool == new.subject.pool and one.id != new.id]
    before = [one for one in sorted(pool, key=_order, reverse=True) if _order(one) < _order(new)]
    after = [one for one in sorted(pool, key=_order) if _order(one) > _order(new)]
    return any(
        one.source is Source.MANUAL
        for way in (before, after)
        for one in takewhile(lambda other: other.side is new.side, way)
    )


def add_up(amounts: Iterable[Money | None]) -> Money | None:
    """None where one of them is unknown, or where they are of several assets."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    if not known or len(known) < len(found) or len({amount.asset for amount in known}) > 1:
        return None
    return sum(known[1:], known[0])


def _order(trade: Trade) -> tuple[int, bool, str]:
    """By time; what is bought in the same moment as something is sold was there to be sold."""
    return trade.at, trade.side is Side.SOLD, trade.id


@dataclass(slots=True)
class _Left:
    """What is left of a trade."""

    trade: Trade
    quantity: int
    units: int | None
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, trade: Trade) -> "_Left":
        units = trade.price.units if trade.price is not None else None
        return cls(trade, trade.quantity, units, (trade.source,))

    def take(self, quantity: int) -> Money | None:
        """The price of so many of it, taken off."""
        part = None if self.units is None else self.units * quantity // self.quantity
        self.quantity -= quantity
        if part is None or self.units is None or self.trade.price is None:
            return None
        self.units -= part
        return Money(part, self.trade.price.asset)

    def lot(self) -> OpenLot:
        price = self.trade.price
        cost = Money(self.units, price.asset) if price and self.units is not None else None
        return OpenLot(trade=self.trade, quantity=self.quantity, cost=cost, sources=self.sources)


def _fifo(trades: Iterable[Trade]) -> Matched:
    there: deque[_Left] = deque()
    gains: list[Gain] = []
    for trade in trades:
        if trade.side is Side.BOUGHT:
            there.append(_Left.of(trade))
            continue
        sale = _Left.of(trade)
        while sale.quantity and there:
            part = min(sale.quantity, there[0].quantity)
            bought = there[0].trade
            gains.append(_gain(trade, bought, part, sale.take(part), there[0].take(part)))
            if not there[0].quantity:
                there.popleft()
        if sale.quantity:
            left = sale.quantity
            gains.append(_gain(trade, None, left, sale.take(left), None))
    return Matched(open=tuple(left.lot() for left in there), gains=tuple(gains))


def _thing(trades: Iterable[Trade]) -> Matched:
    """One gift: there or not."""
    there: _Left | None = None
    gains: list[Gain] = []
    for trade in trades:
        if trade.side is Side.BOUGHT:
            there = _Left.of(trade) if there is None else _also(there, trade)
        elif there is not None:
            gains.append(_gain(trade, there.trade, 1, trade.price, there.trade.price))
            there = None
        elif gains and gains[-1].sale.source is not trade.source:
            if _says_more(trade, gains[-1].sale):
                last = gains.pop()
                gains.append(_gain(trade, last.bought, 1, trade.price, last.cost))
        else:
            gains.append(_gain(trade, None, 1, trade.price, None))
    return Matched(open=(there.lot(),) if there is not None else (), gains=tuple(gains))


def _also(there: _Left, trade: Trade) -> _Left:
    """The same purchase told of again."""
    stands = _Left.of(trade) if _says_more(trade, there.trade) else there
    sources = dict.fromkeys((*there.sources, trade.source))
    return _Left(stands.trade, stands.quantity, stands.units, tuple(sources))


def _says_more(new: Trade, old: Trade) -> bool:
    return _weight(new) > _weight(old)


def _weight(trade: Trade) -> tuple[bool, bool]:
    return trade.price is not None, trade.source is Source.MANUAL


def _gain(
    sale: Trade,
    bought: Trade | None,
    quantity: int,
    proceeds: Money | None,
    cost: Money | None,
) -> Gain:
    known = proceeds is not None and cost is not None and proceeds.asset == cost.asset
    return Gain(
        sale=sale,
        bought=bought,
        quantity=quantity,
        proceeds=proceeds,
        cost=cost,
        profit=proceeds - cost if known and proceeds is not None and cost is not None else None,
    )
