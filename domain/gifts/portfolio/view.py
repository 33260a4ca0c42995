"""The portfolio put together: trades, what wallets hold, and what it is worth. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.gifts.models import GiftKey
from domain.gifts.portfolio.holding_ports import Held
from domain.gifts.portfolio.models import (
    Gain,
    Matched,
    OpenLot,
    Position,
    Side,
    Source,
    Subject,
    Totals,
    Trade,
    Where,
    Worth,
)
from domain.gifts.portfolio.rules import add_up
from domain.shared.ids import Instant, UserId
from domain.shared.money import TON, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What there is of one subject, before anybody asks what it is worth."""

    subject: Subject
    lots: tuple[OpenLot, ...]
    where: Where | None


def kept_trades(person: UserId, kept: Iterable[tuple[Subject, Instant]]) -> tuple[Trade, ...]:
    """Gifts that the house keeps, as if bought at an unknown price when they came."""
    return tuple(
        _told(person, subject, Source.RECEIVED, at=at, ref=f"kept:{subject.pool}")
        for subject, at in kept
    )


def owned(
    person: UserId, matched: Matched, held: Sequence[Held], *, now: Instant
) -> tuple[Owned, ...]:
    """Each gift once. A gift that only the chain told of counts while a wallet that is still
    linked holds it; one that a wallet holds counts, whatever was said of it.
    """
    there = {one.gift: one for one in held}
    pools: dict[str, list[OpenLot]] = {}
    for lot in matched.open:
        gift = lot.trade.subject.gift
        if lot.sources != (Source.WALLET,) or gift in there:
            pools.setdefault(lot.trade.subject.pool, []).append(lot)
    for one in there.values():
        if one.gift not in pools:
            pools[one.gift] = [_found(person, one, now)]
    return tuple(
        Owned(
            subject=_subject(lots, there),
            lots=tuple(lots),
            where=_where(there.get(GiftKey(pool))),
        )
        for pool, lots in pools.items()
    )


def positions(found: Iterable[Owned], worths: Mapping[str, Worth]) -> tuple[Position, ...]:
    """The most valuable first; those of unknown value last."""
    made = [_position(one, worths.get(one.subject.pool, Worth())) for one in found]
    return tuple(
        sorted(made, key=lambda one: (-(one.value.units if one.value else -1), one.subject.pool))
    )


def totals(shown: Iterable[Position], gains: Iterable[Gain]) -> Totals:
    """Sums of what is known, in TON."""
    listed = list(shown)
    costs = [one.cost for one in listed]
    return Totals(
        gifts=sum(one.quantity for one in listed),
        value=_sum(one.value for one in listed),
        sell_now=_sum(one.sell_now for one in listed),
        cost=_sum(costs),
        unrealised=_sum(one.unrealised for one in listed),
        realised=_sum(gain.profit for gain in gains),
        unknown_cost=sum(one.quantity for one in listed if not _in_ton(one.cost)),
        unknown_value=sum(one.quantity for one in listed if one.value is None),
    )


def _position(one: Owned, worth: Worth) -> Position:
    quantity = sum(lot.quantity for lot in one.lots)
    cost = add_up(lot.cost for lot in one.lots)
    value = _times(worth.ask, quantity)
    sources = dict.fromkeys(source for lot in one.lots for source in lot.sources)
    if one.where is not None:
        sources.setdefault(Source.WALLET)
    known = cost is not None and value is not None and cost.asset == value.asset
    return Position(
        subject=one.subject,
        quantity=quantity,
        sources=tuple(sources),
        cost=cost,
        worth=worth,
        value=value,
        sell_now=_times(worth.sell_now, quantity),
        unrealised=value - cost if known and value is not None and cost is not None else None,
        acquired_at=min(lot.trade.at for lot in one.lots),
        where=one.where,
        lots=one.lots,
    )


def _subject(lots: Sequence[OpenLot], there: Mapping[GiftKey, Held]) -> Subject:
    """With the model, where a wallet's gift shows it."""
    subject = lots[0].trade.subject
    held = there.get(subject.gift) if subject.gift is not None else None
    return replace(subject, model=held.model) if held is not None else subject


def _found(person: UserId, held: Held, now: Instant) -> OpenLot:
    """A gift that is there although nobody told that it was bought."""
    subject = Subject(collection=held.collection, gift=held.gift, model=held.model)
    trade = _told(person, subject, Source.WALLET, at=now, ref=f"held:{held.gift}")
    return OpenLot(trade=trade, quantity=1, cost=None, sources=(Source.WALLET,))


def _told(person: UserId, subject: Subject, source: Source, *, at: Instant, ref: str) -> Trade:
    return Trade(
        id=ref,
        person=person,
        side=Side.BOUGHT,
        source=source,
        subject=subject,
        quantity=1,
        price=None,
        at=at,
        ref=ref,
        created_at=at,
    )


def _where(held: Held | None) -> Where | None:
    if held is None:
        return None
    return Where(
        wallet=held.wallet,
        address=held.address,
        contract=held.contract,
        price=held.price,
        title=held.title,
        symbol=held.symbol,
        backdrop=held.backdrop,
        image_url=held.image_url,
    )


def _times(one: Money | None, quantity: int) -> Money | None:
    return Money(one.units * quantity, one.asset) if one is not None else None


def _in_ton(amount: Money | None) -> bool:
    return amount is not None and amount.asset == TON


def _sum(amounts: Iterable[Money | None]) -> Money:
    units = (one.units for one in amounts if one is not None and one.asset == TON)
    return Money(sum(units), TON)
