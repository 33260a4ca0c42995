"""Listings by chance in the measure of the real markets, and the plain count over them.

120 collections of 63 models each, 80 backdrops, 300 symbols, six markets, all in unequal shares;
prices by the collection; four in a hundred lots are none of the default search.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.gifts.search import Query, SaleKind, Sort, Trait
from domain.shared.ids import Instant
from storage.gifts.index_rows import NATIVE, Lot

MODELS_EACH: Final = 63
SIZES: Final = {
    Trait.COLLECTION: 120,
    Trait.MODEL: 120 * MODELS_EACH,
    Trait.BACKDROP: 80,
    Trait.SYMBOL: 300,
    Trait.MARKET: 6,
}
MARKETS: Final = ("getgems", "fragment", "mrkt", "portals", "tonapi", "tonnel")
FACETS: Final = tuple(Trait)
NOW: Final = Instant(10**15)
_LATER: Final = Instant(10**16)
_SPECIAL: Final = (
    {"sale_kind": SaleKind.AUCTION},
    {"sale_kind": SaleKind.BUNDLE},
    {"locked_until": _LATER},
    {"asset": "jetton:0:ab"},
)
_ONSETS: Final = re.findall(
    "[a-z]+", "b bl br c ch cr d dr f fl g gl h j k l m n p pl r s sh st t tr v w z"
)
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ee", "oo")
_ENDS: Final = ("", "b", "ck", "d", "g", "l", "m", "n", "p", "r", "rk", "sh", "st", "t", "x")
_MIX: Final = 0x9E3779B97F4A7C15

Integers = npt.NDArray[np.int64]


class World:
    """Rows of all lots that ever were; `alive` are for sale. `special` is 0 for plain lots."""

    def __init__(self, size: int, *, room: int, seed: int = 7) -> None:
        self.chance = np.random.default_rng(seed)
        self.size = 0
        self.codes = {trait: np.zeros(size + room, np.int16) for trait in Trait}
        self.price = np.zeros(size + room, np.int64)
        self.newest = np.zeros(size + room, np.int64)
        self.special = np.zeros(size + room, np.int8)
        self.alive = np.zeros(size + room, np.bool_)
        words = _words(self.chance)
        self.names = {trait: _names(words, count) for trait, count in SIZES.items()}
        self.names[Trait.MARKET] = list(MARKETS)
        self.titles = {_key(name): name for name in self.names[Trait.COLLECTION]}
        self.names[Trait.COLLECTION] = list(self.titles)
        self.floors = self.chance.lognormal(1.5, 1.5, SIZES[Trait.COLLECTION])
        self.add(size)

    def add(self, count: int) -> range:
        """So many new lots."""
        rows = range(self.size, self.size + count)
        here = slice(rows.start, rows.stop)
        collections = self.some(Trait.COLLECTION, count)
        self.codes[Trait.COLLECTION][here] = collections
        self.codes[Trait.MODEL][here] = collections * MODELS_EACH + self._share(MODELS_EACH, count)
        for trait in (Trait.BACKDROP, Trait.SYMBOL, Trait.MARKET):
            self.codes[trait][here] = self.some(trait, count)
        over = 1 + self.chance.lognormal(-1, 1, count)
        self.price[here] = (self.floors[collections] * over * 1e9).astype(np.int64)
        self.newest[here] = NOW - self.chance.integers(0, 10**13, count)
        special = self.chance.integers(1, len(_SPECIAL) + 1, count)
        self.special[here] = np.where(self.chance.random(count) < 0.04, special, 0)
        self.alive[here] = True
        self.size = rows.stop
        return rows

    def some(self, trait: Trait, count: int) -> Integers:
        return self._share(SIZES[trait], count)

    def named(self, trait: Trait, codes: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.names[trait][code] for code in dict.fromkeys(codes))

    def lots(self, rows: range | None = None) -> Iterator[Lot]:
        """Made as they are taken."""
        rows = rows or range(self.size)
        names = self.names
        for start in range(rows.start, rows.stop, 10_000):
            some = slice(start, min(start + 10_000, rows.stop))
            columns = [self.codes[trait][some].tolist() for trait in Trait]
            others = (self.price, self.newest, self.special)
            lines = zip(*columns, *(column[some].tolist() for column in others), strict=True)
            for row, line in enumerate(lines, start):
                collection, model, backdrop, symbol, market, price, newest, special = line
                lot = Lot(
                    id=lot_id(row, market),
                    market=MARKETS[market],
                    collection=names[Trait.COLLECTION][collection],
                    number=1 + row * 7919 % 300_000,
                    model=names[Trait.MODEL][model],
                    backdrop=names[Trait.BACKDROP][backdrop],
                    symbol=names[Trait.SYMBOL][symbol],
                    onchain=row % 3 == 0,
                    sale_kind=SaleKind.FIX,
                    locked_until=None,
                    asset=NATIVE,
                    buyer_total=price,
                    newest_at=newest,
                    rarity_permille=1 + model % 30,
                )
                yield lot._replace(**_SPECIAL[special - 1]) if special else lot

    def id_of(self, row: int) -> str:
        return lot_id(row, int(self.codes[Trait.MARKET][row]))

    def matches(self, query: Query, *, but: Trait | None = None) -> npt.NDArray[np.bool_]:
        """Which rows a query finds: filters of traits and prices only."""
        here = slice(0, self.size)
        found: npt.NDArray[np.bool_] = self.alive[here] & (self.special[here] == 0)
        if query.price_min is not None:
            found = found & (self.price[here] >= query.price_min)
        if query.price_max is not None:
            found = found & (self.price[here] <= query.price_max)
        for trait in Trait:
            if query.values(trait) and trait is not but:
                codes = [self.names[trait].index(value) for value in query.values(trait)]
                found = found & np.isin(self.codes[trait][here], codes)
        return found

    def facet(self, query: Query, trait: Trait) -> dict[str, int]:
        rows = np.flatnonzero(self.matches(query, but=trait))
        counts = np.bincount(self.codes[trait][rows].astype(np.int64)).tolist()
        return {self.names[trait][code]: count for code, count in enumerate(counts) if count}

    def first(self, query: Query) -> list[str]:
        """The first page, by price or by time."""
        rows = np.flatnonzero(self.matches(query))
        keys = self.price[rows] if query.sort is Sort.PRICE else -self.newest[rows]
        if rows.size > query.limit:
            rows = rows[keys <= np.sort(keys)[query.limit - 1]]
            keys = self.price[rows] if query.sort is Sort.PRICE else -self.newest[rows]
        places = sorted(zip(keys.tolist(), map(self.id_of, rows.tolist()), strict=True))
        return [lot for _, lot in places[: query.limit]]

    def _share(self, size: int, count: int) -> Integers:
        """Values below `size`, the first ones oftener."""
        return (size * self.chance.random(count) ** 2).astype(np.int64)


def lot_id(row: int, market: int) -> str:
    """In the form in which that market writes ids."""
    mixed = f"{(row + 1) * _MIX % 2**64:016x}"
    match MARKETS[market]:
        case "mrkt" | "portals":
            tail = f"{mixed[:8]}-{mixed[8:12]}-4{mixed[12:15]}-8{mixed[15]}00-{row:012x}"
        case "getgems" | "tonapi":
            tail = f"EQ{mixed}{row:030x}"
        case "fragment":
            tail = f"collectible-{row}"
        case _:
            tail = str(row)
    return f"{MARKETS[market]}:{tail}"


def _key(name: str) -> str:
    return name.replace(" ", "").lower()


def _words(chance: np.random.Generator) -> list[str]:
    """Words that nobody has heard, in an order by chance."""
    words = {on + vowel + end for on in _ONSETS for vowel in _VOWELS for end in _ENDS}
    longer = {one + other for one in sorted(words)[::40] for other in sorted(words)[::31]}
    kept = sorted(words | longer)
    chance.shuffle(kept)
    return [word.capitalize() for word in kept[:5_000]]


def _names(words: list[str], count: int) -> list[str]:
    """Pairs of words, all different."""
    size = len(words)
    return [
        f"{words[(count + n) % size]} {words[(n * 37 + n // size) % size]}" for n in range(count)
    ]
