"""What people tell of their own: bought and sold, by hand."""

from dataclasses import dataclass, replace

from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.names import parse_gift
from domain.gifts.portfolio.models import (
    MOST_NOTE,
    MOST_QUANTITY,
    MOST_TRADES,
    Side,
    Source,
    Subject,
    Trade,
)
from domain.gifts.portfolio.ports import TradeStore
from domain.gifts.portfolio.refusals import ToldAlready
from domain.gifts.portfolio.rules import told_already
from domain.shared.actor import Actor
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant, UserId
from domain.shared.money import Money
from domain.shared.refusals import Invalid, NotFound
from domain.users.gate import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOrder:
    """Something bought or sold, as a person tells it: one gift by its key, or `quantity` of a
    collection (and model). `price` is of all together; None: not known any more.
    """

    side: Side
    gift: str | None
    collection: str | None
    model: str | None
    quantity: int
    price: Money | None
    at: Instant
    note: str = ""


class TradeBook:
    def __init__(
        self, store: Store, trades: TradeStore, gate: Gate, *, clock: Clock, ids: Ids
    ) -> None:
        self._store = store
        self._trades = trades
        self._gate = gate
        self._clock = clock
        self._ids = ids

    async def trades(self, actor: Actor) -> tuple[Trade, ...]:
        """By time."""
        await self._gate.clear(actor)
        return await self._trades.of(actor.id)

    async def add(self, actor: Actor, order: TradeOrder) -> Trade:
        """Refusals: Invalid (gift, collection, quantity, note, at; too many), ToldAlready,
        Banned, TermsNeeded.
        """
        await self._gate.clear(actor)
        trade = self._trade(actor.id, order)

        async def decide() -> Decision[Trade]:
            told = await self._trades.of(actor.id)
            if len(told) >= MOST_TRADES:
                raise Invalid(field="lots")
            if told_already(told, trade):
                raise ToldAlready(side=trade.side.value)
            return Decision(trade, self._trades.add(trade))

        return await self._store.commit(decide)

    async def amend(  # noqa: PLR0913  each of these may be given alone
        self,
        actor: Actor,
        trade_id: str,
        *,
        quantity: int | None = None,
        price: Money | None = None,
        no_price: bool = False,
        at: Instant | None = None,
        note: str | None = None,
    ) -> Trade:
        """Change what the person told; what the chain told stays as it is. Refusals: NotFound,
        Invalid, ToldAlready, Banned, TermsNeeded.
        """
        await self._gate.clear(actor)

        async def decide() -> Decision[Trade]:
            was = await self._own(actor.id, trade_id)
            now = replace(
                was,
                quantity=was.quantity if quantity is None else quantity,
                price=None if no_price else (was.price if price is None else price),
                at=was.at if at is None else at,
                note=was.note if note is None else note,
            )
            self._judge(now)
            if now.at != was.at and told_already(await self._trades.of(actor.id), now):
                raise ToldAlready(side=now.side.value)
            return Decision(now, self._trades.amend(was, now))

        return await self._store.commit(decide)

    async def remove(self, actor: Actor, trade_id: str) -> None:
        """Refusals: NotFound, Banned, TermsNeeded."""
        await self._gate.clear(actor)

        async def decide() -> Decision[None]:
            return Decision(None, self._trades.remove(await self._own(actor.id, trade_id)))

        await self._store.commit(decide)

    async def _own(self, person: UserId, trade_id: str) -> Trade:
        trade = await self._trades.get(trade_id)
        if trade is None or trade.person != person or trade.source is not Source.MANUAL:
            raise NotFound(lot=trade_id)
        return trade

    def _trade(self, person: UserId, order: TradeOrder) -> Trade:
        trade_id = self._ids.new()
        trade = Trade(
            id=trade_id,
            person=person,
            side=order.side,
            source=Source.MANUAL,
            subject=_subject(order),
            quantity=order.quantity,
            price=order.price,
            at=order.at,
            ref=f"manual:{trade_id}",
            note=order.note,
            created_at=self._clock.now(),
        )
        self._judge(trade)
        return trade

    def _judge(self, trade: Trade) -> None:
        """Refusal: Invalid."""
        most = 1 if trade.subject.gift is not None else MOST_QUANTITY
        if not 1 <= trade.quantity <= most:
            raise Invalid(field="quantity")
        if not 0 < trade.at <= self._clock.now():
            raise Invalid(field="at")
        if len(trade.note) > MOST_NOTE or not trade.note.isprintable():
            raise Invalid(field="note")


def _subject(order: TradeOrder) -> Subject:
    if order.gift is not None:
        collection, number = parse_gift(order.gift)
        return Subject(
            collection=collection, gift=GiftKey(f"{collection}-{number}"), model=order.model
        )
    if order.collection is None:
        raise Invalid(field="collection")
    return Subject(collection=CollectionKey(order.collection), model=order.model)
