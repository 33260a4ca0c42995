"""What is left of buying here and selling there, after everything that it costs. Pure rules.

What a thing would fetch there is no asking price but what sales bring at that depth of the book
(`depth`), of the cheapest lot that is no bait, and never of fewer than three comparable lots: one
comparable is none (18 of 20 such bargains, looked at by hand by a client of the markets in
2026-09, were artefacts). It is an absolute profit that counts: of the signals that passed a ratio
alone, 40 % left next to nothing or less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.arbitrage.models import Level, Sums
from domain.gifts.costs import Fees
from domain.gifts.models import GiftEvent, GiftKey, Listing, Market
from domain.gifts.value.comparables import LotShelf, Price, View
from domain.gifts.value.depth import honest, realised_permille
from domain.gifts.value.floors import counts
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money

COMPARABLES_LEAST: Final = 3
COMPARED_KEPT: Final = 10
LOOKED_AT: Final = COMPARED_KEPT + 2
"""The cheapest lots: two of them may be bait, and no figure looks further."""
FLOOR_BY_PRICE_MOST: Final = 4
"""More is an artefact or bait (the same client's cap)."""
_GAS: Final = Money(300_000_000, TON)
_WITHDRAWAL: Final = Money(350_000_000, TON)
_PROFIT: Final = Money(1_000_000_000, TON)
_ONE: Final = 10_000
_DAY_HOURS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    """`gas_onchain`: of selling on the chain (0.3 TON in a trading bot's figures, 2026).
    `withdrawal`: what getting a gift out of a market's custody cost the client named above.
    `custody_hours`, `chain_hours`: until a gift from a market's custody, or from the chain, can
    be sold elsewhere: our assumption, since no market says. `risk_bps_per_day`: floors of a pair
    moved by a median factor of 1.06 within a day there. `profit_least` is our choice; `waits`
    how long an equal sale is waited for.
    """

    gas_onchain: Money = _GAS
    withdrawal: Money = _WITHDRAWAL
    custody_hours: int = 24
    chain_hours: int = 1
    risk_bps_per_day: int = 600
    profit_least: Money = _PROFIT
    waits: int = 72 * HOUR


ON_CHAIN: Final = frozenset({Market.GETGEMS, Market.FRAGMENT, Market.TONAPI})
"""Markets where a gift that is on the chain can be sold as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The lot, and where and by what its like is sold."""

    lot: Listing
    market: Market
    level: Level
    sums: Sums
    compared: tuple[Price, ...]
    hours: int


def offers(
    lot: Listing,
    shelf: LotShelf,
    market: Market,
    fees: Fees,
    settings: PaperSettings,
    now: Instant,
) -> Offer | None:
    """Buying `lot` and selling its like on another `market`; None unless that pays. `shelf`: lots
    of its collection and model, of all markets.
    """
    if not counts(lot, now) or lot.lot.market is market or not lot.buyer_total.units:
        return None
    backdrop = lot.lot.backdrop.name if lot.lot.backdrop is not None else None
    found = _like(lot.lot.gift, backdrop, lot.buyer_total.units, shelf, View.of(market, now))
    if found is None:
        return None
    hours = hours_between(lot, market, settings)
    made = sums(lot, Money(found.ask, TON), market, fees, settings)
    if made.profit < settings.profit_least:
        return None
    return Offer(
        lot=lot, market=market, level=found.level, sums=made, compared=found.compared, hours=hours
    )


def may_pay(
    lot: Price, shelf: LotShelf, market: Market, settings: PaperSettings, now: Instant
) -> bool:
    """Whether it is worth while to read the lot whole: before any fee and cost it would pay."""
    found = _like(lot.gift, lot.backdrop, lot.units, shelf, View.of(market, now))
    return found is not None and found.ask - lot.units >= settings.profit_least.units


def sums(lot: Listing, ask: Money, market: Market, fees: Fees, settings: PaperSettings) -> Sums:
    """`ask` as a buyer there would pay it in all."""
    net = net_of(ask, fees)
    hours = hours_between(lot, market, settings)
    risk = net.units * settings.risk_bps_per_day * hours // (_ONE * _DAY_HOURS)
    none = Money(0, TON)
    moves = not (lot.lot.onchain and market in ON_CHAIN)
    return Sums(
        cost=lot.buyer_total,
        gas=settings.gas_onchain if market in ON_CHAIN else none,
        moving=settings.withdrawal if moves else none,
        lock=Money(risk, TON),
        ask=ask,
        net=net,
    )


def net_of(total: Money, fees: Fees) -> Money:
    """What a seller gets when a buyer pays `total` in all, rounded down."""
    price = total.units * _ONE // (_ONE + fees.on_top_bps)
    return fees.seller_net(Money(price, total.asset))


def hours_between(lot: Listing, market: Market, settings: PaperSettings) -> int:
    """Until the lot could be for sale there."""
    straight = lot.lot.onchain and market in ON_CHAIN
    return settings.chain_hours if straight else settings.custody_hours


def decides(sale: GiftEvent, level: Level, backdrop: str | None) -> bool:
    """Whether a sale, of the same model, is of an equal thing and at a price that we know."""
    if sale.wash or sale.buyer_total is None or sale.buyer_total.asset != TON:
        return False
    return level is Level.MODEL or sale.backdrop == backdrop


@dataclass(frozen=True, slots=True)
class _Like:
    """What a thing would bring (`ask`, as a buyer's total), and what that rests on."""

    level: Level
    compared: tuple[Price, ...]
    ask: int


def _like(
    gift: GiftKey, backdrop: str | None, units: int, shelf: LotShelf, view: View
) -> _Like | None:
    """None for too little to compare with, or a price that is too good to be one."""
    level, compared = _compared(gift, backdrop, shelf, view)
    if len(compared) < COMPARABLES_LEAST:
        return None
    ask = _ask([one.units for one in compared])
    if ask is None or compared[0].units > FLOOR_BY_PRICE_MOST * units:
        return None
    return _Like(level, tuple(compared), ask)


def _compared(
    gift: GiftKey, backdrop: str | None, shelf: LotShelf, view: View
) -> tuple[Level, list[Price]]:
    """Lots of its model and backdrop when there are enough, else of its model; the cheapest
    first, bait left out, each gift once.
    """
    if backdrop is not None:
        chosen = _honest(shelf.cheapest(view, LOOKED_AT, backdrop=backdrop, but=gift))
        if len(chosen) >= COMPARABLES_LEAST:
            return Level.PAIR, chosen
    return Level.MODEL, _honest(shelf.cheapest(view, LOOKED_AT, but=gift))


def _honest(ordered: list[Price]) -> list[Price]:
    kept = len(honest([one.units for one in ordered]))
    return ordered[len(ordered) - kept :]


def _ask(totals: Sequence[int]) -> int | None:
    """What a sale would bring, as a buyer's total."""
    rate = realised_permille(len(totals))
    return totals[0] * rate // 1000 if rate is not None else None
