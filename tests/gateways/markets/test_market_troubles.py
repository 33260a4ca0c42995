"""Every fault of the local markets, at every adapter: nothing wrong is ever told, and it heals."""

import asyncio

import pytest

from bot.wiring.markets import Adapter
from domain.gifts.market_ports import AuthExpired, Blocked, Shelf, Unreadable
from domain.gifts.models import Lot, Market, SourceState
from domain.shared.refusals import GatewayError
from tests.gateways.markets.market_world import (
    MARKETS,
    ON_CHAIN,
    MarketWorld,
    assert_like,
    assert_true,
    everything,
    walk,
)

# The path by which each adapter reads lots.
PAGE = {
    Market.GETGEMS: "*/on-sale/*",
    Market.FRAGMENT: "/gifts/*",
    Market.MRKT: "saling",
    Market.TONNEL: "pageGifts",
    Market.PORTALS: "*/search",
    Market.TONAPI: "*/items",
}
HEALED: tuple[tuple[str, dict[str, int]], ...] = (
    ("error", {"status": 500}),
    ("error", {"status": 429}),
    ("delay", {"delay_ms": 20}),
    ("lose_request", {}),
    ("lose_answer", {}),
    ("duplicate", {}),
    ("reorder", {}),
    ("broken_json", {}),
    ("unknown_fields", {}),
)
LONG = 100


@pytest.fixture
def reader(there: MarketWorld, market: Market) -> Adapter:
    """Fragment's own pages: by its other door it reads another market's face."""
    return there.reader(market, other_door=market is Market.FRAGMENT)


async def largest(reader: Adapter) -> Shelf:
    """The collection with most lots, so that there are pages to turn."""
    sizes = {shelf.ref: len(await walk(reader, shelf)) for shelf in await reader.shelves()}
    shelves = await reader.shelves()
    return max(shelves, key=lambda shelf: sizes[shelf.ref])


async def of_shelf(there: MarketWorld, market: Market, shelf: Shelf) -> dict[str, object]:
    truth = await there.truth(market)
    return {key: one for key, one in truth.items() if one["collection"] == shelf.collection}


async def hits(there: MarketWorld) -> list[int]:
    return [one["hits"] for one in (await there.caller.get("/faults"))["items"]]


async def clear(there: MarketWorld) -> None:
    await there.caller.delete("/faults")


async def test_what_goes_wrong_once_is_healed_at_once(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = await largest(reader)
    truth = await of_shelf(there, market, shelf)
    for kind, how in HEALED:
        await there.fault(market, kind, PAGE[market], **how)
        assert_true(await walk(reader, shelf), truth)
        assert await hits(there) == [1], kind
        await clear(there)
    assert_true(await walk(reader, shelf), truth)
    assert reader.health().state is SourceState.OK


async def test_a_firewall_blocks_the_market_until_it_is_gone(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = (await reader.shelves())[0]
    await there.fault(market, "html", times=None)
    for _ in range(3):
        with pytest.raises(Blocked):
            await walk(reader, shelf)
    assert reader.health().state is SourceState.BLOCKED
    # Most of these calls were not made at all: a blocked market is left alone.
    assert (await hits(there))[0] < 3
    await clear(there)
    assert_true(await healed(reader, shelf), await of_shelf(there, market, shelf))
    assert reader.health().state is SourceState.OK


async def test_an_outage_is_degraded_and_passes(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = (await reader.shelves())[0]
    await there.fault(market, "error", status=502, times=None)
    for _ in range(3):
        with pytest.raises(GatewayError):
            await walk(reader, shelf)
    assert reader.health().state is SourceState.DEGRADED
    await clear(there)
    assert_true(await healed(reader, shelf), await of_shelf(there, market, shelf))
    assert reader.health().state is SourceState.OK


async def test_answers_cut_again_and_again_are_unreadable(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = (await reader.shelves())[0]
    await there.fault(market, "broken_json", match=PAGE[market], times=None)
    with pytest.raises(Unreadable):
        await walk(reader, shelf)
    await clear(there)
    assert_true(await healed(reader, shelf), await of_shelf(there, market, shelf))


async def test_odd_prices_are_left_out_counted_and_never_told(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = await largest(reader)
    truth = await of_shelf(there, market, shelf)
    await there.fault(market, "odd_prices", match=PAGE[market], times=None)
    page = await reader.page(shelf, None)
    for lot in page.lots:
        assert_like(lot, truth[lot.id])
    assert not page.lots
    assert sum(page.odd.values()) > 0
    health = reader.health()
    assert health.state is SourceState.DEGRADED
    assert set(health.odd) <= {
        "price-form",
        "price-zero",
        "price-negative",
        "price-absurd",
    }
    await clear(there)
    assert_true(await walk(reader, shelf), truth)
    assert reader.health().state is SourceState.OK


async def test_a_look_at_an_odd_price_tells_nothing_of_the_lot(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    lot = next(iter((await everything(reader)).values()))
    await there.fault(market, "odd_prices", times=None)
    looked = await reader.look([lot])
    # The local markets leave the page of one thing alone as it is.
    assert looked == ({} if await hits(there) != [0] else {lot.own_id: lot})
    assert (await hits(there) == [0]) == (market in {Market.MRKT, Market.FRAGMENT})
    await clear(there)
    assert await reader.look([lot]) == {lot.own_id: lot}


@pytest.mark.parametrize("market", [one for one in MARKETS if one is not Market.TONAPI])
async def test_one_page_for_ever_ends_the_walk(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    """Enough lots of one collection for several pages; a page of TON API holds a thousand."""
    onchain = market in ON_CHAIN
    for number in range(3000, 3000 + LONG + 10):
        await there.offer(market, await there.gift(number, onchain=onchain), "500")
    shelf = next(one for one in await reader.shelves() if one.collection == "plushpepe")
    truth = await of_shelf(there, market, shelf)
    assert_true(await walk(reader, shelf), truth)
    await there.fault(market, "repeat_page", times=None)
    if market is Market.TONNEL:
        # It is asked by numbers from one on, never for a second page.
        assert_true(await walk(reader, shelf), truth)
        return
    with pytest.raises(Unreadable):
        await asyncio.wait_for(walk(reader, shelf), 20)
    await clear(there)
    assert_true(await healed(reader, shelf), truth)


async def test_an_expired_token_is_renewed_or_said(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    shelf = (await reader.shelves())[0]
    truth = await of_shelf(there, market, shelf)
    await there.fault(market, "expired_token", times=1)
    try:
        assert_true(await everything(reader), await there.truth(market))
    except AuthExpired:
        # A key of one's own cannot be renewed by us.
        assert market not in {Market.MRKT, Market.FRAGMENT}
        assert reader.health().state is SourceState.AUTH_EXPIRED
        assert_true(await healed(reader, shelf), truth)
    assert_true(await healed(reader, shelf), truth)
    assert reader.health().state is SourceState.OK


async def test_news_survive_every_fault_of_the_feed(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    """Events in any order, twice, late or cut: each comes exactly once."""
    if not reader.told:
        assert (await reader.news("a mark")).events == ()
        return
    mark = (await reader.news(None)).mark
    heard: list[str] = []
    for at, (kind, how) in enumerate((*HEALED, ("stale_page", {}))):
        await there.offer(market, await there.gift(4000 + at, onchain=market in ON_CHAIN), "60")
        sold = await there.offer(
            market, await there.gift(5000 + at, onchain=market in ON_CHAIN), "61"
        )
        await there.caller.post(f"/listings/{sold['id']}/sale", {})
        await there.fault(market, kind, "*", **how)
        news = await reader.news(mark)
        await clear(there)
        mark = news.mark
        heard += [event.ref for event in news.events]
        rest = await reader.news(mark)
        mark = rest.mark
        heard += [event.ref for event in rest.events]
    assert len(heard) == len(set(heard))
    kinds = {"listed": 2, "sold": 1}
    per_round = sum(n for kind, n in kinds.items() if kind in reader.told)
    assert len(heard) == per_round * (len(HEALED) + 1)


async def healed(reader: Adapter, shelf: Shelf) -> dict[str, Lot]:
    """As a worker does: come again until the circuit is closed."""
    for _ in range(200):
        try:
            return await walk(reader, shelf)
        except GatewayError:
            await asyncio.sleep(0.01)
    return await walk(reader, shelf)


def test_every_market_is_held_to_it() -> None:
    assert set(PAGE) == set(MARKETS)
