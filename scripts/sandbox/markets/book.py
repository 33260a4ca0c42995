"""All gifts, who has them, where they are for sale; and the true log of what happened.

Every change goes through here: it is kept in the store, numbered by the world, and counted for
the market that it concerns. What a world begins with is not kept: it follows from its seed.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from scripts.sandbox.core import Core
from scripts.sandbox.faults import MARKETS
from scripts.sandbox.forms import Json, Refusal
from scripts.sandbox.markets.moving import Move
from scripts.sandbox.markets.rows import FIX, TON, Event, Gift, Listing, home_of

_GIFTS, _LISTINGS, _EVENTS = "market_gift", "market_listing", "market_event"
# Whose lots on the chain lie in contracts that sell them.
_CONTRACT_MARKETS = ("getgems", "tonapi")
# What is made of all gifts, and not of one market's listings.
GIFTS = "gifts"
View = TypeVar("View")


class Book:
    """One per world of gifts."""

    def __init__(self, core: Core, gifts: dict[str, Gift], first: Sequence[Listing]) -> None:
        self._core = core
        self.gifts = gifts
        self.order = list(gifts)
        self._listings = {one.key: one for one in first}
        # The log begins with how the first listings came; the world keeps these numbers free.
        self.events = [
            _event(at, one, gifts[one.gift], "listed", one.listed_ms)
            for at, one in enumerate(first, start=1)
        ]
        self.changes = dict.fromkeys(MARKETS, len(first))
        self._keys = sorted(self._listings)
        self._by_market: dict[str, dict[str, Listing]] = {market: {} for market in MARKETS}
        for one in first:
            self._by_market[one.market][one.gift] = one
        # What is still to happen on the chain.
        self.moves: list[Move] = []
        self._gift_change = 0
        self._rows: dict[tuple[str, str], tuple[object, object]] = {}
        self._views: dict[tuple[str, str], tuple[int, object]] = {}

    @property
    def count(self) -> int:
        """How many listings are active."""
        return len(self._keys)

    @property
    def collections(self) -> list[str]:
        """The collections that have gifts, by short name."""
        return sorted({one.short for one in self.gifts.values()})

    def listings(self, market: str | None = None) -> Iterable[Listing]:
        """The active ones."""
        return self._listings.values() if market is None else self._by_market[market].values()

    def listing(self, market: str, gift: str) -> Listing | None:
        """The active one of a gift on a market."""
        return self._by_market[market].get(gift)

    def of_gift(self, gift: str) -> list[Listing]:
        """Every active listing of a gift."""
        found = (self._by_market[market].get(gift) for market in MARKETS)
        return [one for one in found if one is not None]

    def count_of(self, market: str) -> int:
        """How many of them a market has."""
        return len(self._by_market[market])

    def nth(self, at: int, market: str) -> Listing:
        """One of a market's active listings, in the order of their keys, which begin with it."""
        return self._listings[self._keys[bisect_left(self._keys, f"{market}:") + at]]

    @property
    def items(self) -> Mapping[str, Gift]:
        """The gifts on the chain by raw address."""
        there = self.gifts.values()
        return self.view(
            GIFTS, "items", lambda: {one.address: one for one in there if one.onchain}
        )

    def sold_by(self, contract: str) -> Listing | None:
        """The lot that a contract on the chain sells for TON, by its raw address."""
        for market in _CONTRACT_MARKETS:
            found = self.view(market, "contracts", partial(_contracts, self._by_market[market]))
            if contract in found:
                return found[contract]
        return None

    def view(self, market: str, name: str, make: Callable[[], View]) -> View:
        """What was made of a market's listings, or all gifts, anew after each change there."""
        change = self._gift_change if market == GIFTS else self.changes[market]
        at, kept = self._views.get((market, name), (-1, None))
        if at != change:
            kept = make()
            self._views[market, name] = change, kept
        return kept  # type: ignore[return-value]  # made by the same maker under that name

    def row(self, listing: Listing, make: Callable[[Listing, Gift], View]) -> View:
        """What a face makes of one lot of its market, anew when the lot or its owner changes."""
        gift = self.gifts[listing.gift]
        stamp = (
            *(listing.price, listing.asset, listing.sale_kind, listing.locked_ms),
            *(listing.version, listing.listed_ms, listing.onchain),
            *(gift.owner, gift.owner_address),
        )
        at, kept = self._rows.get((listing.market, listing.gift), (None, None))
        if at != stamp:
            kept = make(listing, gift)
            self._rows[listing.market, listing.gift] = stamp, kept
        return kept  # type: ignore[return-value]  # each market has one maker

    def put_gift(self, gift: Gift) -> None:
        """A gift that is new or has changed."""
        if gift.key not in self.gifts:
            self.order.append(gift.key)
        self.gifts[gift.key] = gift
        self._gift_change += 1
        self._core.store.mark(_GIFTS, gift.key, gift.dump)

    def offer(self, listing: Listing, *, at_ms: int) -> None:
        """Put a gift on a market. Refuses: `taken` when it is there already."""
        if listing.key in self._listings:
            raise Refusal("taken", gift=listing.gift, market=listing.market)
        self._listings[listing.key] = listing
        self._by_market[listing.market][listing.gift] = listing
        insort(self._keys, listing.key)
        self._changed(listing, "listed", at_ms)

    def reprice(self, listing: Listing, price: int, *, at_ms: int) -> None:
        """Another price for the same lot."""
        listing.price, listing.changed_ms = price, at_ms
        listing.version += 1
        self._changed(listing, "repriced", at_ms)

    def delist(self, listing: Listing, *, at_ms: int) -> None:
        """Off the market, unsold."""
        self._take_off(listing)
        self._changed(listing, "delisted", at_ms)

    def sell(
        self, listing: Listing, buyer: str, *, address: str | None = None, at_ms: int
    ) -> None:
        """Sold at its price; the gift's listings elsewhere end."""
        gift = self.gifts[listing.gift]
        self._take_off(listing)
        self._move_on_chain(gift, address or home_of(buyer))
        self._changed(listing, "sold", at_ms, buyer=(buyer, address or home_of(buyer)))
        gift.owner, gift.owner_address = buyer, address
        self.put_gift(gift)
        for other in self.of_gift(gift.key):
            self.delist(other, at_ms=at_ms)

    def move(
        self,
        gift: Gift,
        to: str,
        *,
        address: str | None = None,
        at_ms: int,
        carried: bool = False,
    ) -> None:
        """Given away: another owner without a sale; `carried` when the chain has done it."""
        row = Event(
            seq=self._core.sequence.next(),
            at_ms=at_ms,
            kind="moved",
            market=None,
            listing=None,
            gift=gift.key,
            price=None,
            asset="",
            seller=gift.owner,
            buyer=to,
            seller_home=gift.home,
            buyer_home=address or home_of(to),
        )
        if not carried:
            self._move_on_chain(gift, address or home_of(to))
        gift.owner, gift.owner_address = to, address
        self.put_gift(gift)
        if gift.onchain:
            self.changes["tonapi"] += 1
        self._tell(row)

    def touch(self, market: str) -> None:
        """Something that the market shows has changed beside its listings."""
        self.changes[market] += 1

    def load(self) -> None:
        """Lay what was kept over what the world began with."""
        store = self._core.store
        # The rows were written by `dump`, with their types.
        kept = [Gift(**row) for _key, row in store.rows(_GIFTS)]  # type: ignore[arg-type]
        for gift in sorted(kept, key=lambda one: one.uid):
            if gift.key not in self.gifts:
                self.order.append(gift.key)
            self.gifts[gift.key] = gift
        for key, row in store.rows(_LISTINGS):
            self._forget(key)
            if row.get("gone") is None:
                self._remember(Listing(**row))  # type: ignore[arg-type]
        self._keys = sorted(self._listings)
        for _key, row in store.rows(_EVENTS):
            self.events.append(Event(**row))  # type: ignore[arg-type]

    def bring_on_chain(self, gift: Gift) -> None:
        """From now on it has an address, at its owner's."""
        gift.onchain = True
        self.put_gift(gift)
        self._move_on_chain(gift, gift.home)

    def _move_on_chain(self, gift: Gift, to: str) -> None:
        if gift.onchain:
            self.moves.append(Move(gift=gift, source=gift.home, to=to))

    def _remember(self, listing: Listing) -> None:
        self._listings[listing.key] = listing
        self._by_market[listing.market][listing.gift] = listing

    def _forget(self, key: str) -> None:
        market, _, gift = key.partition(":")
        self._listings.pop(key, None)
        self._by_market[market].pop(gift, None)

    def _take_off(self, listing: Listing) -> None:
        self._forget(listing.key)
        self._keys.pop(bisect_left(self._keys, listing.key))

    def _changed(
        self,
        listing: Listing,
        kind: str,
        at_ms: int,
        *,
        buyer: tuple[str, str] | tuple[None, None] = (None, None),
    ) -> None:
        gift, store = self.gifts[listing.gift], self._core.store
        gone = listing.key not in self._listings
        store.mark(_LISTINGS, listing.key, _gone if gone else listing.dump)
        self.changes[listing.market] += 1
        if listing.onchain and listing.market != "tonapi":
            self.changes["tonapi"] += 1
        seq = self._core.sequence.next()
        self._tell(_event(seq, listing, gift, kind, at_ms, buyer=buyer))

    def _tell(self, row: Event) -> None:
        self.events.append(row)
        self._core.store.mark(_EVENTS, f"{row.seq:012d}", row.dump)


def _contracts(there: Mapping[str, Listing]) -> dict[str, Listing]:
    return {
        one.contract: one
        for one in there.values()
        if one.onchain and one.sale_kind == FIX and one.asset == TON
    }


def _gone() -> Json:
    return {"gone": True}


def _event(
    seq: int,
    listing: Listing,
    gift: Gift,
    kind: str,
    at_ms: int,
    *,
    buyer: tuple[str, str] | tuple[None, None] = (None, None),
) -> Event:
    return Event(
        seq=seq,
        at_ms=at_ms,
        kind=kind,
        market=listing.market,
        listing=listing.id,
        gift=gift.key,
        price=listing.price,
        asset=listing.asset,
        seller=gift.owner,
        buyer=buyer[0],
        seller_home=gift.home,
        buyer_home=buyer[1],
    )
