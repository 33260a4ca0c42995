"""The world's markets: one book of gifts behind all of them, and how it is begun and kept.

The book is made when somebody first asks for it, so that a new world is there at once: until
then it is only a seed, three sizes and a time. What changes is kept by the store, and laid over
the same beginning after a restart.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from scripts.sandbox.core import Core
from scripts.sandbox.faults import MARKETS
from scripts.sandbox.forms import Json, number
from scripts.sandbox.markets import making, moving
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.fees import FEES
from scripts.sandbox.markets.life import Life
from scripts.sandbox.markets.making import Sizes
from scripts.sandbox.ton.jettons import usdt
from scripts.sandbox.ton.state import Ton

_STATE = "market_state"
RATES = {"TON/USD": "2.41", "XTR/USD": "0.013"}
# How often the markets live on while the clock runs, in real seconds.
_LIVE_EVERY_S = 0.25


class Markets:
    """One per process. A reset changes what is in it, never the object."""

    def __init__(self, core: Core, ton: Ton) -> None:
        self.core = core
        self._ton = ton
        ton.on_made = self._chain_moved
        # Whose wallet an address is, by name.
        self.holder_of: Callable[[str], str] = str
        self._carrying = False
        self.usdt = usdt().asset
        self.sizes = Sizes()
        self.life = Life(self)
        self.rates: dict[str, str] = dict(RATES)
        # How many worlds there have been: a page of one is none of the next.
        self.generation = 0
        self._seed = 0
        self._begun_ms = 0
        self._book: Book | None = None

    @property
    def book(self) -> Book:
        """The book, at the world's time."""
        book = self._made()
        self.life.live_on(book)
        return book

    @property
    def now_ms(self) -> int:
        """The world's time in Unix milliseconds."""
        return round(self.core.clock.now().timestamp() * 1000)

    @property
    def listed(self) -> int:
        """How many listings are active; asked without making a book."""
        return self.sizes.truly_listed if self._book is None else self._book.count

    @property
    def alive(self) -> bool:
        """Whether listings come and go by themselves, right now."""
        return self.life.rate > 0 and self.core.clock.rate > 0

    @property
    def changes(self) -> Mapping[str, int]:
        """Per market a number that grows with each change of what it shows."""
        if self._book is None and self.life.rate == 0:
            return dict.fromkeys(MARKETS, self.sizes.truly_listed)
        return dict(self.book.changes)

    def fault_changed(self, face: str) -> None:
        """What a market shows is another thing under a fault, and without it."""
        if self._book is not None and face in MARKETS:
            self.book.touch(face)

    def begin(self, order: Mapping[str, object]) -> None:
        """A new world of gifts; its first listings take the first numbers of the log."""
        sizes = {name: _whole(order[name]) for name in ("collections", "gifts", "listings")}
        self.sizes = Sizes(**sizes)
        self.rates = dict(RATES)
        self.generation += 1
        self._seed, self._begun_ms, self._book = self.core.chance.seed, self.now_ms, None
        self.life.begin(_real(order["rate"]))
        self.core.sequence.last += self.sizes.truly_listed
        self.keep()

    def load(self) -> None:
        """Go on with the markets of a kept world; one that has none yet begins without any."""
        kept = self.core.store.one(_STATE, "main")
        if kept is None:
            self.begin({"collections": 0, "gifts": 0, "listings": 0, "rate": 0})
            return
        sizes = kept["sizes"]
        assert isinstance(sizes, dict), "written as an object"
        self.sizes = Sizes(**sizes)
        self._seed, self._begun_ms = _whole(kept["seed"]), _whole(kept["begun_ms"])
        rates, life = kept["rates"], kept["life"]
        assert isinstance(rates, dict), "written as an object"
        assert isinstance(life, dict), "written as an object"
        self.rates = {str(name): str(rate) for name, rate in rates.items()}
        self.life.load(life)
        self._book = None
        changes = kept["changes"]
        if isinstance(changes, dict):
            self._made().changes.update({name: _whole(n) for name, n in changes.items()})

    def keep(self) -> None:
        """Write what is not in the book's own rows, at the next flush."""
        self.core.store.mark(_STATE, "main", self._dump)

    def changed(self) -> None:
        """Somebody has changed something: on the chain too; keep it, and wake all who wait."""
        book = self._made()
        moves, book.moves = book.moves, []
        if moves:
            self._carrying = True
            try:
                moving.carry(self._ton.chain, moves)
            finally:
                self._carrying = False
        self.keep()
        self.core.live.tell("market")
        self.core.signal.fire()

    def time_moved(self) -> None:
        """The clock was set or has jumped: live through the span."""
        if self.life.rate > 0:
            self.life.live_on(self._made())

    def set_rate(self, rate: float) -> None:
        """How much livelier than real the markets are from now on."""
        self.time_moved()
        self.life.set_rate(rate)
        self.changed()

    async def keep_living(self) -> None:
        """Live while the clock runs, for ever."""
        while True:
            await asyncio.sleep(_LIVE_EVERY_S)
            if self.alive:
                self.time_moved()

    def view(self) -> Json:
        """What `GET /world/markets` says."""
        book = self.book
        items = [
            {
                "market": market,
                "listings": sum(1 for _ in book.listings(market)),
                "fees": FEES[market].view(),
                "change": book.changes[market],
            }
            for market in MARKETS
        ]
        return {
            "rate": number(self.life.rate),
            "collections": len(book.collections),
            "gifts": len(book.gifts),
            "listings": book.count,
            "items": items,
        }

    def _chain_moved(self, touched: Sequence[str]) -> None:
        """A block was made: lots that were paid are sold, and items that their owners have sent
        away have other owners now.
        """
        book = self._book
        if book is None or self._carrying:
            return
        chain = self._ton.chain
        for account in dict.fromkeys(touched):
            lot = book.sold_by(account)
            buyer = None if lot is None else moving.payer(chain, account, lot.price)
            if lot is not None and buyer is not None:
                name = self.holder_of(buyer)
                book.sell(lot, name, address=buyer, at_ms=self.now_ms)
                self.changed()
        there = book.items
        for gift in [there[one] for one in dict.fromkeys(touched) if one in there]:
            owner = moving.owner(chain, gift)
            if owner is None or owner == gift.home:
                continue
            for lot in book.of_gift(gift.key):
                book.delist(lot, at_ms=self.now_ms)
            name = self.holder_of(owner)
            book.move(gift, name, address=owner, at_ms=self.now_ms, carried=True)
            self.changed()

    def _made(self) -> Book:
        if self._book is None:
            there = making.gifts(self.sizes, self._seed)
            first = making.listings(
                self.sizes, self._seed, there, now_ms=self._begun_ms, usdt=self.usdt
            )
            self._book = Book(self.core, there, first)
            self._book.load()
        return self._book

    def _dump(self) -> Json:
        sizes = self.sizes
        return {
            "sizes": {name: getattr(sizes, name) for name in Sizes.__slots__},
            "seed": self._seed,
            "begun_ms": self._begun_ms,
            "rates": dict(self.rates),
            "life": self.life.dump(),
            "changes": None if self._book is None else dict(self._book.changes),
        }


def _whole(value: object) -> int:
    assert isinstance(value, int), "written as an integer"
    return value


def _real(value: object) -> float:
    assert isinstance(value, int | float), "written as a number"
    return float(value)
