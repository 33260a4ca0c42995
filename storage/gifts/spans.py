"""What lots cost when, as the port SpanStore has it: the past by own rows, now by the listings."""

import asyncio
from collections.abc import Sequence
from typing import Final

from domain.gifts.models import CollectionKey, Listing, Market
from domain.gifts.search import SaleKind
from domain.gifts.value.floors import countable
from domain.gifts.value.spans import EVER, Span
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant
from domain.shared.money import TON
from storage.engine import Database, Row
from storage.statements import delete, insert

_COLUMNS: Final = {
    "collection": "text",
    "until": "bigint",
    "listing": "text",
    "market": "text",
    "model": "text",
    "units": "bigint",
    "since": "bigint",
}
_CLOSE = insert(
    "gifts_spans", key=("collection", "until", "listing"), columns=_COLUMNS, conflict="ignore"
)
_FORGET = delete(
    "gifts_spans",
    key={"collection": "text"},
    given={"before": "bigint"},
    where="t.until < :before",
    any_number=True,
)
_OVER: Final = "SELECT listing, since, market, units, until, model FROM gifts_spans "
_OPEN: Final = (
    "SELECT id, changed_at, locked_until, market, buyer_total, model FROM gifts_listings "
    f"WHERE collection = ? AND sale_kind = '{SaleKind.FIX}' AND asset = '{TON.code}' "
    "AND changed_at <= ?"
)


class SpanRows:
    """Implements domain.gifts.value.floor_ports.SpanStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self, listing: Listing, until: Instant) -> Changes:
        lot = listing.lot
        since = shown_from(listing.changed_at, lot.locked_until)
        if not countable(listing) or since >= until:
            return ()
        return _CLOSE(
            collection=lot.collection,
            until=until,
            listing=listing.id,
            market=lot.market.value,
            model=lot.model.name if lot.model is not None else "",
            units=listing.buyer_total.units,
            since=since,
        )

    async def of_collection(
        self, collection: CollectionKey, *, model: str | None, since: Instant, until: Instant
    ) -> tuple[Span, ...]:
        only, named = ("", ()) if model is None else ("AND model = ? ", (model,))
        # The present first: a lot that ends between the two reads stands in both rather than in
        # neither, and is told by its beginning.
        standing = await self._database.scan(f"{_OPEN} {only}", collection, until, *named)
        over = await self._database.scan(
            f"{_OVER} WHERE collection = ? AND until > ? AND since <= ? {only}",
            collection,
            since,
            until,
            *named,
        )
        # A collection may have a hundred thousand lots: nobody waits while they are put together.
        return await asyncio.to_thread(_together, standing, over)

    async def collections(self) -> tuple[CollectionKey, ...]:
        rows = await self._database.scan(
            "SELECT collection FROM gifts_listings UNION SELECT collection FROM gifts_floor_rolls "
            "ORDER BY collection"
        )
        return tuple(CollectionKey(row[0]) for row in rows)

    def forget(self, collection: CollectionKey, before: Instant) -> Change:
        return _FORGET(collection=collection, before=before)


def shown_from(changed_at: Instant, locked_until: Instant | None) -> Instant:
    """When the default search began to show it."""
    return changed_at if locked_until is None else max(changed_at, locked_until)


def _together(standing: Sequence[Row], over: Sequence[Row]) -> tuple[Span, ...]:
    ended = {(row[0], row[1]) for row in over}
    spans = [_over(row) for row in over]
    spans += [_open(row) for row in standing if (row[0], _shown(row)) not in ended]
    return tuple(spans)


def _over(row: Row) -> Span:
    _, since, market, units, until, model = row
    return Span(Market(market), units, since, until, model)


def _open(row: Row) -> Span:
    _, _, _, market, units, model = row
    return Span(Market(market), units, _shown(row), EVER, model or "")


def _shown(row: Row) -> Instant:
    return shown_from(Instant(row[1]), row[2])
