"""A market with memory: what is for sale there, what happened, and faults on the way to us."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from domain.gifts.market_ports import FeesRead, Health, LotPage, MarketEvent, News, Shelf
from domain.gifts.models import EventKind, GiftKey, Lot, Market, SourceState, TraitValue
from domain.gifts.names import collection_key, gift_key
from domain.gifts.search import SaleKind
from domain.shared.clock import Clock
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from tests.fakes.market_faults import MarketFault, spoiled_page

ALL_KINDS: Final = frozenset(
    {
        EventKind.LISTED,
        EventKind.REPRICED,
        EventKind.DELISTED,
        EventKind.SOLD,
        EventKind.MOVED,
    }
)
NANO: Final = 10**9
_ENDS: Final = frozenset({EventKind.SOLD, EventKind.DELISTED, EventKind.MOVED})


def ton(whole: float) -> Money:
    """So many TON."""
    return Money(round(whole * NANO), TON)


def lot(  # noqa: PLR0913  all that a test may want to say of a lot
    title: str = "Plush Pepe",
    number: int = 1,
    *,
    market: Market = Market.PORTALS,
    price: Money | None = None,
    model: TraitValue | str | None = "Zebra",
    backdrop: TraitValue | str | None = "Black",
    symbol: TraitValue | str | None = "Gear",
    sale_kind: SaleKind = SaleKind.FIX,
    address: str | None = None,
    seller: str | None = "alice",
    own_id: str | None = None,
    listed_at: Instant | None = None,
    locked_until: Instant | None = None,
) -> Lot:
    """A lot as its market shows it; on the chain when it has an address."""
    key = collection_key(title)
    return Lot(
        market=market,
        own_id=own_id or f"{key}-{number}",
        collection=key,
        number=number,
        title=title,
        model=_trait(model),
        backdrop=_trait(backdrop),
        symbol=_trait(symbol),
        price=price or ton(10),
        sale_kind=sale_kind,
        onchain=address is not None,
        address=address,
        seller=seller,
        listed_at=listed_at,
        locked_until=locked_until,
    )


@dataclass(slots=True)
class FakeMarket:
    """Implements domain.gifts.market_ports.MarketReader.

    `told` are the kinds of which its feed tells. With `shows_lots` rows of the feed carry the lot.
    """

    clock: Clock
    market: Market = Market.PORTALS
    told: frozenset[EventKind] = ALL_KINDS
    page_size: int = 3
    shows_lots: bool = True
    fees_read: FeesRead | None = None
    state: SourceState = SourceState.OK
    odd: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    rows: list[MarketEvent] = field(default_factory=list)
    truth: list[MarketEvent] = field(default_factory=list)
    """What happened, whatever the feed tells."""
    pages_told: int = 1
    """So many its feed takes to be read."""
    feed_keeps: int | None = None
    """So many rows its feed reaches back."""
    deliveries: list[Sequence[MarketEvent]] = field(default_factory=list)
    """What the next reads of the feed show, whatever their mark."""
    before_page: Callable[[Shelf, str | None], None] | None = None
    _lots: dict[str, Lot] = field(default_factory=dict)
    _shelves: dict[str, Shelf] = field(default_factory=dict)
    _old_pages: dict[tuple[str, str | None], LotPage] = field(default_factory=dict)
    _faults: list[MarketFault] = field(default_factory=list)
    _gate: asyncio.Event | None = None
    _seq: int = 0

    # What a test does on the market.

    def open(self, *titles: str, supply: int | None = None) -> None:
        """Collections are sold here, whether or not anything of them is for sale."""
        for title in titles:
            key = collection_key(title)
            self._shelves.setdefault(
                key, Shelf(collection=key, title=title, ref=f"ref-{key}", supply=supply)
            )

    def offer(self, new: Lot) -> Lot:
        """Put it up for sale."""
        shown = replace(new, market=self.market)
        self.open(shown.title)
        self._lots[shown.own_id] = shown
        self._happen(EventKind.LISTED, shown, giver=shown.seller)
        return shown

    def reprice(self, own_id: str, price: Money) -> None:
        shown = self._lots[own_id] = replace(self._lots[own_id], price=price)
        self._happen(EventKind.REPRICED, shown, giver=shown.seller)

    def delist(self, own_id: str) -> None:
        shown = self._lots.pop(own_id)
        self._happen(EventKind.DELISTED, shown, giver=shown.seller)

    def sell(self, own_id: str, taker: str = "bob") -> None:
        shown = self._lots.pop(own_id)
        self._happen(EventKind.SOLD, shown, giver=shown.seller, taker=taker)

    def move(self, own_id: str, taker: str = "carol") -> None:
        """Given away, and off the market with it."""
        shown = self._lots.pop(own_id)
        self._happen(EventKind.MOVED, shown, giver=shown.seller, taker=taker)

    @property
    def lots(self) -> Mapping[str, Lot]:
        """What is for sale, by own id."""
        return self._lots

    # Faults. `what` is the method: shelves, page, news, look, fees.

    def fail(self, what: str, error: Exception, *, times: int = 1) -> None:
        self._faults.append(MarketFault(what, "fail", times, error))

    def spoil(self, what: str, kind: str, *, times: int = 1) -> None:
        """`kind`: `duplicate`, `reorder`, `odd` (rows left out), `stale` (an old page)."""
        self._faults.append(MarketFault(what, kind, times))

    def clear(self) -> None:
        """No more faults."""
        self._faults.clear()

    def hold(self) -> None:
        """From now on no call is answered until `release`."""
        self._gate = asyncio.Event()

    def release(self) -> None:
        if self._gate is not None:
            self._gate.set()
        self._gate = None

    # What the app asks.

    @property
    def look_most(self) -> int:
        return 25

    def health(self) -> Health:
        return Health(state=self.state, since=self.clock.now(), odd=dict(self.odd))

    async def shelves(self) -> tuple[Shelf, ...]:
        await self._asked("shelves")
        return tuple(self._shelves.values())

    async def page(self, shelf: Shelf, place: str | None) -> LotPage:
        kind = await self._asked("page")
        if self.before_page is not None:
            self.before_page(shelf, place)
        start = int(place or 0)
        on_shelf = [one for one in self._lots.values() if one.collection == shelf.collection]
        shown = on_shelf[start : start + self.page_size]
        following = start + self.page_size
        page = LotPage(
            lots=tuple(shown),
            next=str(following) if following < len(on_shelf) else None,
        )
        if kind == "stale":
            return self._old_pages.get((shelf.collection, place), page)
        self._old_pages.setdefault((shelf.collection, place), page)
        return spoiled_page(page, kind)

    async def news(self, mark: str | None) -> News:
        kind = await self._asked("news")
        if self.deliveries:
            return News(events=tuple(self.deliveries.pop(0)), mark=mark or "0", whole=True)
        if mark is None:
            return News(events=(), mark=str(len(self.rows)), whole=True)
        start = int(mark)
        reach = max(0, len(self.rows) - self.feed_keeps) if self.feed_keeps is not None else 0
        events = self.rows[max(start, reach) :]
        odd: dict[str, int] = {}
        if kind == "odd" and events:
            odd, events = {"price": 1}, events[1:]
        if kind == "duplicate" and events:
            events = [events[0], *events]
        if kind == "reorder":
            events = events[::-1]
        return News(
            events=tuple(events),
            mark=str(len(self.rows)),
            whole=start >= reach,
            pages=self.pages_told,
            odd=odd,
        )

    async def look(self, lots: Sequence[Lot]) -> Mapping[str, Lot | None]:
        kind = await self._asked("look")
        found = {one.own_id: self._lots.get(one.own_id) for one in lots}
        if kind == "odd" and found:
            found.pop(next(iter(found)))
        return found

    async def fees(self) -> FeesRead | None:
        await self._asked("fees")
        return self.fees_read

    async def _asked(self, what: str) -> str:
        """Count the call; the kind of fault that spoils its answer."""
        self.calls[what] += 1
        if self._gate is not None:
            await self._gate.wait()
        await asyncio.sleep(0)
        for fault in self._faults:
            if fault.what in {what, "*"} and fault.times > 0:
                fault.times -= 1
                if fault.error is not None:
                    raise fault.error
                return fault.kind
        return ""

    def _happen(
        self, kind: EventKind, what: Lot, giver: str | None, taker: str | None = None
    ) -> None:
        self._seq += 1
        event = MarketEvent(
            ref=f"row-{self._seq}",
            kind=kind,
            at=self.clock.now(),
            own_id=what.own_id,
            gift=GiftKey(gift_key(what.collection, what.number)),
            price=what.price,
            giver=giver,
            taker=taker,
            lot=what if self.shows_lots else None,
        )
        self.truth.append(event)
        if kind in self.told:
            self.rows.append(event)


@dataclass(slots=True)
class ChainMarket(FakeMarket):
    """One whose ends the chain tells, but of those that are `silent`. With `repeats` it tells the
    first end of a lot again and again. Implements EndsReader, too.
    """

    silent: set[str] = field(default_factory=set)
    repeats: bool = False

    async def ends(self, lots: Sequence[Lot]) -> Mapping[str, MarketEvent]:
        await self._asked("ends")
        ended = [row for row in self.truth if row.kind in _ENDS]
        found: dict[str, MarketEvent] = {}
        for row in reversed(ended) if self.repeats else ended:
            found[row.own_id] = row
        wanted = {one.own_id for one in lots} - self.silent
        return {own_id: row for own_id, row in found.items() if own_id in wanted}


def _trait(value: TraitValue | str | None) -> TraitValue | None:
    return TraitValue(name=value) if isinstance(value, str) else value
