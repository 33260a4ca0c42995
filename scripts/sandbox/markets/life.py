"""How the markets live: people list, buy, change their mind; bots ladder prices and lay bait.

Time here is lived time: the world's, `rate` times as fast; at rate 0 it stands. What happens is
drawn from the world's chance in the order in which it happens, so that neither how often somebody
looks nor how the time went by makes a difference.

At rate 1 a world has its share of what clients have measured on the real markets, about eleven
events a second on all of them, by the number of its listings. Each market has the part of it that
was measured there, however many lots it has; their number stays about what it was at first.
"""

import math
from typing import Protocol

from scripts.sandbox.core import Core
from scripts.sandbox.forms import Json
from scripts.sandbox.markets import making
from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.making import Sizes
from scripts.sandbox.markets.rows import CHAIN_ONLY, FIX, TON, Gift, Listing

# In hundredths of an event a second. Of the other four together no more is known than that they
# make up the rest of 11.4: it lies on them as their listings do.
_MEASURED = {
    "portals": 800,
    "mrkt": 120,
    "tonnel": 98,
    "getgems": 73,
    "fragment": 34,
    "tonapi": 15,
}
REAL_EVENTS_PER_S = sum(_MEASURED.values()) / 100
# On all markets; an assumption.
REAL_LISTINGS = 300_000
# A span with more events than that lives only so many, evenly: a script waits for its end.
EVENTS_MAX = 20_000
_STREAM = "markets"
_WHAT = {"list": 36, "sell": 18, "delist": 18, "reprice": 25, "move": 3}
# A gift in ten is on the chain, and most of these are for sale in a small world.
_LIST_TRIES = 60
_NEW_BOTS = {"": 88, "ladder": 6, "noise": 5, "bait": 1}
_LADDER_STEP = 0.95
_LADDER_END = 0.6


class Ground(Protocol):
    """What is lived on: the markets of a world."""

    core: Core
    sizes: Sizes

    @property
    def now_ms(self) -> int: ...

    def changed(self) -> None:
        """Something has happened."""
        ...


class Life:
    """`lived` in seconds of lived time since the world began."""

    def __init__(self, markets: Ground) -> None:
        self._markets = markets
        self._chance = markets.core.chance
        self.rate = 0.0
        self._lived = 0.0
        self._seen_ms = 0
        self._next_at = 0.0

    def begin(self, rate: float) -> None:
        """A new world."""
        self.rate = rate
        self._lived = 0.0
        self._seen_ms = self._markets.now_ms
        self._next_at = 0.0

    def set_rate(self, rate: float) -> None:
        """From now on so much livelier than real."""
        self.rate = rate

    def dump(self) -> Json:
        """As the store keeps it."""
        return {
            "rate": self.rate,
            "lived": self._lived,
            "seen_ms": self._seen_ms,
            "next_at": self._next_at,
        }

    def load(self, kept: Json) -> None:
        """Take over what `dump` wrote."""
        self.rate, self._lived = _real(kept["rate"]), _real(kept["lived"])
        self._seen_ms, self._next_at = int(_real(kept["seen_ms"])), _real(kept["next_at"])

    def live_on(self, book: Book) -> None:
        """Live until the world's time now."""
        now_ms = self._markets.now_ms
        span_ms, began_ms = now_ms - self._seen_ms, self._seen_ms
        if span_ms <= 0:
            return
        self._seen_ms = now_ms
        if self.rate == 0 or not book.gifts:
            return
        first, end = self._lived, self._lived + span_ms / 1000 * self.rate
        happened = self._live(book, _Span(first, end, began_ms, now_ms))
        self._lived = end
        if happened:
            self._markets.changed()

    def _live(self, book: Book, span: "_Span") -> int:
        happened = 0
        thinned = max((span.end - span.first) / EVENTS_MAX / self._pause(book), 1.0)
        while True:
            if self._next_at == 0.0:
                self._next_at = self._lived + self._draw_pause(book)
            if self._next_at > span.end:
                return happened
            market = making.weighted(_MEASURED, self._draw())
            at_ms = span.at_ms(self._next_at)
            if not self._bot(book, market, at_ms):
                self._one(book, market, at_ms)
            happened += 1
            self._next_at += self._draw_pause(book) * thinned

    def _pause(self, book: Book) -> float:
        """The mean lived seconds between two events."""
        size = max(self._markets.sizes.truly_listed, book.count, 1)
        return REAL_LISTINGS / REAL_EVENTS_PER_S / size

    def _draw_pause(self, book: Book) -> float:
        return -math.log(1.0 - self._draw()) * self._pause(book)

    def _one(self, book: Book, market: str, at_ms: int) -> None:
        what, count = making.weighted(_WHAT, self._draw()), book.count_of(market)
        share = making.SHARES[market] / sum(making.SHARES.values())
        target = max(self._markets.sizes.truly_listed, 1) * share
        if what in ("sell", "delist") and count < target * 0.8:
            what = "list"
        elif what == "list" and count > target * 1.2:
            what = "delist"
        if what == "list":
            self._list(book, market, at_ms)
        elif what == "move":
            self._move(book, at_ms)
        elif count:
            self._change(book, self._lot(book, market), what, at_ms)

    def _list(self, book: Book, market: str, at_ms: int) -> None:
        onchain = market in CHAIN_ONLY or market == "getgems"
        for _ in range(_LIST_TRIES):
            gift = book.gifts[book.order[self._below(len(book.order))]]
            if gift.onchain == onchain and not book.of_gift(gift.key):
                book.offer(self._new(gift, market, at_ms), at_ms=at_ms)
                return

    def _new(self, gift: Gift, market: str, at_ms: int) -> Listing:
        price = making.asked_price(gift, self._draw())
        made = making.listing_of(gift, market, price, now_ms=at_ms)
        made.bot = making.weighted(_NEW_BOTS, self._draw())
        made.due = self._next_at + making.LADDER_EVERY_S
        if made.bot == "bait":
            made.price = making.rounded(price // 10)
            made.due = self._next_at + self._draw() * making.BAIT_LIVES_S
        return made

    def _move(self, book: Book, at_ms: int) -> None:
        gift = book.gifts[book.order[self._below(len(book.order))]]
        if not book.of_gift(gift.key):
            book.move(gift, self._somebody(book), at_ms=at_ms)

    def _change(self, book: Book, lot: Listing, what: str, at_ms: int) -> None:
        free = lot.locked_ms is None or lot.locked_ms <= at_ms
        if what == "sell" and free and lot.sale_kind == FIX and lot.bot != "bait":
            book.sell(lot, self._somebody(book), at_ms=at_ms)
        elif what == "delist" or lot.asset != TON:
            book.delist(lot, at_ms=at_ms)
        else:
            factor = 0.88 + 0.2 * self._draw()
            self._reprice(book, lot, factor, at_ms)

    def _bot(self, book: Book, market: str, at_ms: int) -> bool:
        """What happens may be a bot's step: of a lot that chance has picked, when it is due."""
        if not book.count_of(market):
            return False
        lot = self._lot(book, market)
        if not lot.bot or lot.due > self._next_at:
            return False
        if lot.bot == "bait":
            book.delist(lot, at_ms=at_ms)
        elif lot.bot == "noise":
            lot.due = self._next_at + making.NOISE_EVERY_S
            self._reprice(book, lot, 0.995, at_ms)
        else:
            self._ladder(book, lot, at_ms)
        return True

    def _lot(self, book: Book, market: str) -> Listing:
        return book.nth(self._below(book.count_of(market)), market)

    def _ladder(self, book: Book, lot: Listing, at_ms: int) -> None:
        """Equal steps of 5 %, and up again when it went too far."""
        lot.due = self._next_at + making.LADDER_EVERY_S
        gift = book.gifts[lot.gift]
        low = gift.collection.floor * _LADDER_END
        self._reprice(book, lot, _LADDER_STEP if lot.price > low else 2.0, at_ms)

    def _reprice(self, book: Book, lot: Listing, factor: float, at_ms: int) -> None:
        price = max(int(lot.price * factor) // 10**6 * 10**6, 10**7)
        if price != lot.price:
            book.reprice(lot, price, at_ms=at_ms)

    def _somebody(self, book: Book) -> str:
        return f"holder{self._below(max(len(book.order) // 4, 1)) + 1}"

    def _draw(self) -> float:
        return self._chance.below(2**32, _STREAM) / 2**32

    def _below(self, bound: int) -> int:
        return self._chance.below(bound, _STREAM)


class _Span:
    """A stretch of lived time and the world time that it lay in."""

    def __init__(self, first: float, end: float, began_ms: int, ended_ms: int) -> None:
        self.first, self.end = first, end
        self._began_ms, self._ended_ms = began_ms, ended_ms

    def at_ms(self, lived: float) -> int:
        """World time of a moment in it."""
        share = (lived - self.first) / (self.end - self.first)
        return self._began_ms + int(share * (self._ended_ms - self._began_ms))


def _real(value: object) -> float:
    assert isinstance(value, int | float), "written as a number"
    return float(value)
