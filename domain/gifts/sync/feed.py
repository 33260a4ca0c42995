"""A market's feed, made into history and into what is for sale now.

Rows may come twice, late or in any order: each makes one row of history by its ref, and only rows
that are new to us change what is for sale. Where a row is older than what we saw since, or says
too little, the market is asked how the lot stands now.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.market_ports import MarketEvent, MarketReader, News
from domain.gifts.models import EventKind, Listing, ListingId, Lot
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.rules import amiss_event, guess, id_of, kind_of, listing_of, told_event
from domain.gifts.sync.unit import SyncUnit
from domain.gifts.sync.writing import Seen, Subject, Writing, parts

_OFFERS: Final = frozenset({EventKind.LISTED, EventKind.REPRICED})
READS_MOST: Final = 3
"""A read that leaves rows out is repeated until it leaves out the same ones, at most so often."""

HELD_MOST: Final = 5
"""So often a mark is kept for rows that were left out: they may have been spoiled on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`odd` counts rows that made no sense, by why; `whole` and `pages` as in News; `clear`: no
    row was left out that another read may show; `quiet`: no rows. While such a row is waited for
    the mark is the one that was given.
    """

    mark: str
    whole: bool
    pages: int
    clear: bool
    quiet: bool
    odd: Mapping[str, int]


class Feed:
    def __init__(self, frame: SyncFrame, reader: MarketReader, writing: Writing) -> None:
        self._frame = frame
        self._reader = reader
        self._writing = writing
        self._left_out: Mapping[str, int] = {}
        self._held = 0

    async def hear(self, mark: str | None) -> Heard:
        """Everything since the mark; with None only the mark of now. GatewayError: as the port
        says; what was committed before it is met again and changes nothing.
        """
        news = await self._read(mark)
        odd: Counter[str] = Counter()
        sound = []
        for event in news.events:
            why = amiss_event(event)
            if why is None:
                sound.append(event)
            else:
                odd[f"feed-{why}"] += 1
        doubtful: dict[ListingId, Lot] = {}
        for part in parts(sound):
            doubtful |= await self._take(part)
        await self._ask(list(doubtful.values()))
        held = bool(news.odd) and mark is not None and self._held < HELD_MOST
        self._held = self._held + 1 if held else 0
        return Heard(
            mark=mark if held and mark is not None else news.mark,
            whole=news.whole,
            pages=news.pages,
            clear=not news.odd,
            quiet=not news.events,
            odd=odd,
        )

    async def _read(self, mark: str | None) -> News:
        news = await self._reader.news(mark)
        for _ in range(READS_MOST - 1):
            if dict(news.odd) == dict(self._left_out):
                break
            self._left_out = news.odd
            if not news.odd:
                break
            news = await self._reader.news(mark)
        return news

    async def _take(self, events: Sequence[MarketEvent]) -> dict[ListingId, Lot]:
        """One unit. Answers the lots of which it is not sure how they stand."""
        market = self._reader.market
        doubtful: dict[ListingId, Lot] = {}
        names = {id_of(event, market): event for event in events}

        async def fill(unit: SyncUnit) -> None:
            doubtful.clear()
            known = await self._frame.rows.history.known(list(names))
            for name, event in names.items():
                if name in known:
                    continue
                if event.price is None and event.kind in _OFFERS:
                    # At no price that can be real: nobody is told, but what we show may end.
                    was = unit.listing(listing_of(event, market))
                    doubtful.update({was.id: was.lot} if was is not None else {})
                else:
                    self._apply(unit, event, doubtful)

        await self._writing.commit(
            Subject(
                ids=[listing_of(event, market) for event in events],
                gifts=[event.gift for event in events],
                lots=[event.lot for event in events if event.lot is not None],
            ),
            fill,
        )
        return doubtful

    def _apply(self, unit: SyncUnit, event: MarketEvent, doubtful: dict[ListingId, Lot]) -> None:
        market = self._reader.market
        listing_id = listing_of(event, market)
        was = unit.listing(listing_id)
        fees = self._frame.fees.at(market, event.at)
        happened = told_event(event, market, fees, unit.item(event.gift))
        unit.tell(replace(happened, kind=kind_of(event, market, was)))
        unit.meet(event.gift, event.lot)
        if was is not None and (event.at < was.changed_at or event.kind is EventKind.MOVED):
            doubtful[listing_id] = was.lot
        elif event.kind in {EventKind.SOLD, EventKind.DELISTED}:
            doubtful.pop(listing_id, None)
            unit.end(listing_id, at=event.at)
        elif event.kind in _OFFERS:
            lot = _shown(event, was) or guess(event, market, unit.item(event.gift))
            if event.lot is not None or was is not None:
                doubtful.pop(listing_id, None)
            elif lot is not None:
                doubtful[listing_id] = lot
                return
            if lot is not None:
                unit.show(lot, at=event.at)

    async def _ask(self, lots: Sequence[Lot]) -> None:
        """How they stand now, by the market's own word; the feed tells or told why."""
        for part in parts(lots, self._reader.look_most):
            looked = await self._reader.look(part)
            now = {lot.id: looked[lot.own_id] for lot in part if lot.own_id in looked}
            await self._writing.see(
                Seen(
                    lots=[lot for lot in now.values() if lot is not None],
                    ended=[key for key, lot in now.items() if lot is None],
                )
            )


def _shown(event: MarketEvent, was: Listing | None) -> Lot | None:
    """The lot as a row shows it, or as we know it with the row's price."""
    listed = event.at if event.kind is EventKind.LISTED else None
    if event.lot is not None:
        return replace(event.lot, listed_at=event.lot.listed_at or listed)
    if was is None or event.price is None:
        return None
    return replace(was.lot, price=event.price, listed_at=listed or was.lot.listed_at)
