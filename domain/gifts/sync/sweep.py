"""Walking a shelf: all lots of a collection on a market, page by page.

A walk only points at differences. Whatever it shows otherwise than we know, and whatever it does
not show any more, is asked for again before it is believed: pages may be old, cut or repeated.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from domain.gifts.market_ports import EndsReader, LotPage, MarketEvent, MarketReader, Shelf
from domain.gifts.models import EventKind, ListingId, Lot
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.rules import TELLS_ENDS, amiss, amiss_event, id_of, merged, same
from domain.gifts.sync.writing import Seen, Writing, parts

READS_MOST: Final = 3


class Sweep:
    """`listen` reads the market's feed: before something counts as gone, the feed may tell why.
    `between` is called between two questions, so that a long walk keeps nobody waiting.
    """

    def __init__(
        self,
        frame: SyncFrame,
        reader: MarketReader,
        writing: Writing,
        listen: Callable[[], Awaitable[None]],
        between: Callable[[], Awaitable[None]],
    ) -> None:
        self._frame = frame
        self._reader = reader
        self._writing = writing
        self._listen = listen
        self._between = between
        self._left_out: dict[tuple[str, str | None], Mapping[str, int]] = {}

    @property
    def untold(self) -> frozenset[EventKind]:
        """Of what happens here the feed says nothing."""
        told = self._reader.told
        kinds = {EventKind.LISTED, EventKind.REPRICED} - told
        return frozenset(kinds if told >= TELLS_ENDS else kinds | {EventKind.GONE})

    async def walk(self, shelf: Shelf, *, first: bool) -> Mapping[str, int]:
        """Make what we know of the shelf what it holds; answers odd rows by why. With `first`
        the market was never read whole: all is new, and nothing happened. GatewayError: as the
        port says; what was walked before it stays true.
        """
        market = self._reader.market
        before = await self._frame.rows.listings.ids_of(market, shelf.collection)
        untold = frozenset[EventKind]() if first else self.untold
        odd: Counter[str] = Counter()
        met: set[ListingId] = set()
        place: str | None = None
        while True:
            await self._between()
            page = await self._page(shelf, place)
            sound = _sound(page.lots, odd)
            met |= {lot.id for lot in page.lots}
            await self._compare(sound, untold, first=first)
            place = page.next
            if place is None:
                break
        await self._missing(sorted(before - met), untold)
        return odd

    async def _page(self, shelf: Shelf, place: str | None) -> LotPage:
        """A page that leaves rows out is read again until it leaves out the same ones."""
        page = await self._reader.page(shelf, place)
        key = (shelf.ref, place)
        for _ in range(READS_MOST - 1):
            if not page.odd or dict(page.odd) == dict(self._left_out.get(key, {})):
                break
            self._left_out[key] = page.odd
            page = await self._reader.page(shelf, place)
        return page

    async def _compare(
        self, lots: Sequence[Lot], untold: frozenset[EventKind], *, first: bool
    ) -> None:
        differing = await self._differing(lots)
        if first:
            await self._writing.see(Seen(lots=differing, first=True))
            return
        if differing and self._reader.told:
            # What the feed tells is told by it: a walk may be faster.
            await self._listen()
            differing = await self._differing(differing)
        await self._ask(differing, untold)

    async def _differing(self, lots: Sequence[Lot]) -> list[Lot]:
        """Those that stand otherwise with us than they are shown."""
        known = await self._frame.rows.listings.get([lot.id for lot in lots])
        return [
            lot
            for lot in lots
            if lot.id not in known or not same(known[lot.id].lot, merged(known[lot.id].lot, lot))
        ]

    async def _missing(self, ids: Sequence[ListingId], untold: frozenset[EventKind]) -> None:
        """What was there and is not shown any more. The feed goes first: it may say why."""
        if ids and self._reader.told:
            await self._listen()
        found = await self._frame.rows.listings.get(ids)
        await self._ask([one.lot for one in found.values()], untold)

    async def _ask(self, lots: Sequence[Lot], untold: frozenset[EventKind]) -> None:
        for part in parts(lots, self._reader.look_most):
            await self._between()
            looked = await self._reader.look(part)
            now = {lot.id: (lot, looked[lot.own_id]) for lot in part if lot.own_id in looked}
            shown = [merged(lot, seen) for lot, seen in now.values() if seen is not None]
            ended = [key for key, (_, seen) in now.items() if seen is None]
            sound = [lot for lot in shown if amiss(lot) is None]
            why = await self._why([now[key][0] for key in ended], untold)
            await self._writing.see(Seen(lots=sound, ended=ended, untold=untold, why=why))

    async def _why(
        self, lots: Sequence[Lot], untold: frozenset[EventKind]
    ) -> Mapping[ListingId, MarketEvent]:
        """What the market knows of ends that its feed does not tell."""
        reader = self._reader
        if not lots or EventKind.GONE not in untold or not isinstance(reader, EndsReader):
            return {}
        told = await reader.ends(lots)
        names = {lot.id: told[lot.own_id] for lot in lots if lot.own_id in told}
        ids = {key: id_of(event, reader.market) for key, event in names.items()}
        known = await self._frame.rows.history.known(list(ids.values()))
        return {
            key: event
            for key, event in names.items()
            if ids[key] not in known and amiss_event(event) is None
        }


def _sound(lots: Sequence[Lot], odd: Counter[str]) -> list[Lot]:
    """Those that make sense, each once."""
    found: dict[ListingId, Lot] = {}
    for lot in lots:
        why = amiss(lot)
        if why is None:
            found[lot.id] = lot
        else:
            odd[why] += 1
    return list(found.values())
