"""What a gift may be compared with: lots for sale, and sales, of one collection and model.

Lots lie in the order of their prices, so that only the first few are ever looked at however many
there are.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Final, TypeAlias

from domain.gifts.models import GiftKey, Listing, ListingId, Market
from domain.gifts.search import NumberKind, number_kinds
from domain.gifts.value.floors import countable
from domain.shared.ids import DAY, Instant

SALES_WITHIN: Final = 14 * DAY
_CLASSES: Final = (NumberKind.LOW, NumberKind.REPEATING, NumberKind.PALINDROME)
"""A number that is of several kinds belongs to the first of these."""
CLASSES: Final = (None, *_CLASSES)
"""All classes of numbers, plain ones too."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a gift is offered for (as `listing`), or was sold for (`sold_at`), as the buyer's
    total in nano. `kind` is its `number_class`, `free_from` when an offer is or was unlocked.
    """

    gift: GiftKey
    kind: NumberKind | None
    backdrop: str | None
    market: Market
    units: int
    sold_at: Instant | None = None
    free_from: Instant | None = None
    listing: ListingId | None = None


_Place: TypeAlias = tuple[NumberKind | None, str | None, Market]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What may be used of a pool now: lots that are unlocked, of markets that were read lately,
    and sales of the last fortnight.
    """

    now: Instant
    fresh: frozenset[Market]

    @classmethod
    def of(cls, market: Market, now: Instant) -> "View":
        """Of one market alone."""
        return cls(now=now, fresh=frozenset({market}))

    def holds(self, price: Price) -> bool:
        if price.sold_at is not None:
            return self.now - SALES_WITHIN < price.sold_at <= self.now
        free = price.free_from is None or price.free_from <= self.now
        return free and price.market in self.fresh


class LotShelf:
    """Lots by class of number, backdrop (None: any) and market, the cheapest first."""

    __slots__ = ("_rows",)

    def __init__(self, lots: Iterable[Price] = ()) -> None:
        self._rows: dict[_Place, list[Price]] = {}
        for lot in lots:
            for place in _places(lot):
                self._rows.setdefault(place, []).append(lot)
        for row in self._rows.values():
            row.sort(key=_in_order)

    def __iter__(self) -> Iterator[Price]:
        for (_, backdrop, _), row in self._rows.items():
            if backdrop is None:
                yield from row

    def put(self, lot: Price) -> None:
        for place in _places(lot):
            insort(self._rows.setdefault(place, []), lot, key=_in_order)

    def drop(self, lot: Price) -> None:
        """One that was put, or that the shelf began with."""
        for place in _places(lot):
            row = self._rows[place]
            at = bisect_left(row, _in_order(lot), key=_in_order)
            assert row[at] == lot, "a lot stands where its price says"
            del row[at]
            if not row:
                del self._rows[place]

    def cheapest(
        self,
        view: View,
        count: int,
        *,
        kinds: Collection[NumberKind | None] = CLASSES,
        backdrop: str | None = None,
        but: GiftKey | None = None,
    ) -> list[Price]:
        """So many that may be used, going up, each gift once and `but` left out."""
        places = ((kind, backdrop, market) for kind in kinds for market in view.fresh)
        rows = [row for place in places if (row := self._rows.get(place))]
        found: dict[GiftKey, Price] = {}
        for lot in merge(*rows, key=_in_order):
            if lot.gift != but and lot.gift not in found and view.holds(lot):
                found[lot.gift] = lot
                if len(found) == count:
                    break
        return list(found.values())


class SaleShelf:
    """Sales by class of number, and within that by backdrop."""

    __slots__ = ("_of_kind", "_of_pair")

    def __init__(self, sales: Iterable[Price] = ()) -> None:
        self._of_kind: dict[NumberKind | None, list[Price]] = {}
        self._of_pair: dict[tuple[NumberKind | None, str], list[Price]] = {}
        for sale in sales:
            self._of_kind.setdefault(sale.kind, []).append(sale)
            if sale.backdrop is not None:
                self._of_pair.setdefault((sale.kind, sale.backdrop), []).append(sale)

    def fitting(self, kind: NumberKind | None, backdrop: str | None) -> Sequence[Price]:
        """Of that class of number, and of that backdrop unless it is None."""
        if backdrop is None:
            return self._of_kind.get(kind, ())
        return self._of_pair.get((kind, backdrop), ())


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything of one collection and model: lots of the default search, locked ones too, and
    sales that are no wash trade.
    """

    lots: LotShelf
    sales: SaleShelf


def number_class(number: int) -> NumberKind | None:
    """None for a plain number."""
    kinds = number_kinds(number)
    return next((kind for kind in _CLASSES if kind in kinds), None)


def price_of(listing: Listing) -> Price | None:
    """None for what is not offered at a fixed price in TON."""
    lot = listing.lot
    if not countable(listing):
        return None
    return Price(
        gift=lot.gift,
        kind=number_class(lot.number),
        backdrop=lot.backdrop.name if lot.backdrop is not None else None,
        market=lot.market,
        units=listing.buyer_total.units,
        free_from=lot.locked_until,
        listing=listing.id,
    )


def _places(lot: Price) -> Iterator[_Place]:
    yield lot.kind, None, lot.market
    if lot.backdrop is not None:
        yield lot.kind, lot.backdrop, lot.market


def _in_order(lot: Price) -> tuple[int, GiftKey, Market, str]:
    return lot.units, lot.gift, lot.market, lot.listing or ""
