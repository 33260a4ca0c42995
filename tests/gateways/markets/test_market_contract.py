"""What every adapter must do: the same tests for all markets, against the local ones."""

import pytest

from bot.wiring.markets import Adapter
from domain.gifts.models import EventKind, Market, SourceState
from tests.gateways.markets.market_world import (
    ON_CHAIN,
    MarketWorld,
    assert_like,
    assert_true,
    everything,
    happenings,
    money,
    walk,
)


async def test_a_walk_over_all_shelves_gives_exactly_what_is_for_sale(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    truth = await there.truth(market)
    assert len(truth) > 5
    assert_true(await everything(reader), truth)
    health = reader.health()
    assert (health.state, health.odd) == (SourceState.OK, {})


@pytest.mark.parametrize("market", ["getgems", "portals", "tonnel", "fragment", "tonapi"])
async def test_the_other_door_shows_the_same_lots(there: MarketWorld, market: str) -> None:
    other = there.reader(Market(market), other_door=True)
    assert_true(await everything(other), await there.truth(Market(market)))


async def test_news_are_the_true_events_that_the_market_tells(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    start = await reader.news(None)
    assert start.events == ()
    told = await happen(there, market)
    news = await reader.news(start.mark)
    assert happenings(news.events) == as_far_as(told, reader)
    assert news.whole
    assert (await reader.news(news.mark)).events == ()
    again = await there.reader(market).news(start.mark)
    assert happenings(again.events) == happenings(news.events)
    assert [one.ref for one in again.events] == [one.ref for one in news.events]


async def test_a_lot_that_came_in_the_news_is_shown_whole(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    start = await reader.news(None)
    gift = await there.gift(777, onchain=market in ON_CHAIN)
    await there.offer(market, gift, "12.9")
    news = await reader.news(start.mark)
    if EventKind.LISTED not in reader.told:
        assert news.events == ()
        return
    (event,) = news.events
    assert event.lot is not None
    assert_like(event.lot, (await there.truth(market))[event.lot.id])


async def test_many_events_at_one_time_are_told_once_each(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    """The world's clock stands still: all of them have one time."""
    start = await reader.news(None)
    gifts = [await there.gift(1000 + at, onchain=market in ON_CHAIN) for at in range(70)]
    for gift in gifts:
        await there.offer(market, gift, "50")
    news = await reader.news(start.mark)
    wanted = gifts if EventKind.LISTED in reader.told else []
    assert [event.gift for event in news.events] == wanted
    await there.offer(market, await there.gift(2000, onchain=market in ON_CHAIN), "50")
    last = await reader.news(news.mark)
    assert [event.gift for event in last.events] == ["plushpepe-2000"] * bool(wanted)


async def test_a_look_tells_which_lots_still_stand_and_at_what_price(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    lots = {lot.own_id: lot for lot in (await everything(reader)).values()}
    sold, repriced, left, *others = [lot for lot in lots.values() if lot.sale_kind == "fix"]
    await there.caller.post(f"/listings/{sold.id}/sale", {})
    await there.caller.delete(f"/listings/{left.id}")
    price = {"asset": money(repriced.price)["asset"], "amount": "77.5"}
    await there.caller.patch(f"/listings/{repriced.id}", {"price": price})
    now = await reader.look(list(lots.values()))
    assert (now[sold.own_id], now[left.own_id]) == (None, None)
    assert set(now) == set(lots)
    still = {str(lot.id): lot for lot in now.values() if lot is not None}
    assert_true(still, await there.truth(market))
    assert still[repriced.id].price.text == "77.5"
    assert others[0] == still[others[0].id]


async def test_a_market_tells_its_own_fees_or_nothing(
    there: MarketWorld, market: Market, reader: Adapter
) -> None:
    told = await reader.fees()
    items = {one["market"]: one["fees"] for one in (await there.caller.get("/markets"))["items"]}
    assert told is None or {name: getattr(told, name) for name in items[market]} == items[market]
    assert (told is not None) == (market is Market.PORTALS)


async def test_at_the_pace_of_the_market_no_call_is_refused(
    there: MarketWorld, market: Market
) -> None:
    await there.caller.patch("", {"pace": 20})
    reader = there.reader(market, pace=20)
    await everything(reader)
    await reader.news(None)
    calls = await there.calls(market)
    assert len(calls) > 3
    assert not [one for one in calls if one["status"] == 429]


async def happen(there: MarketWorld, market: Market) -> list[tuple[str, str, str | None]]:
    """One event of each kind, as the truth tells them."""
    onchain = market in ON_CHAIN
    gifts = [await there.gift(number, onchain=onchain) for number in (701, 702, 703)]
    lots = [(await there.offer(market, gift, "20"))["id"] for gift in gifts]
    price = {"price": {"asset": "TON", "amount": "19.5"}}
    await there.caller.patch(f"/listings/{lots[0]}", price)
    await there.caller.post(f"/listings/{lots[1]}/sale", {})
    await there.caller.delete(f"/listings/{lots[2]}")
    true = (await there.caller.get("/markets/events?limit=1000"))["items"]
    return [
        (one["kind"], one["gift"], one["price"]["amount"] if one["price"] else None)
        for one in true
        if one["market"] == market and one["gift"] in gifts
    ]


def as_far_as(
    events: list[tuple[str, str, str | None]], reader: Adapter
) -> list[tuple[str, str, str | None]]:
    """Those of the kinds that the market tells, as it tells them."""
    kept = [event for event in events if event[0] in reader.told]
    if reader.market is Market.GETGEMS:
        # A new price is put up for sale once more there.
        return [("listed" if one[0] == "repriced" else one[0], *one[1:]) for one in kept]
    return kept


async def test_a_gift_that_came_to_the_chain_meanwhile_is_not_sold_under_two_names(
    there: MarketWorld,
) -> None:
    """GetGems knows it by another address from then on; what was asked for is gone for good."""
    reader = there.reader(Market.GETGEMS)
    gift = await there.gift(888)
    old = await there.offer(Market.GETGEMS, gift, "40")
    listed = (await everything(reader))[old["id"]]
    await there.caller.delete(f"/listings/{old['id']}")
    # Only on the chain can it be sold there.
    sale = await there.offer(Market.TONAPI, gift, "41")
    await there.caller.delete(f"/listings/{sale['id']}")
    new = await there.offer(Market.GETGEMS, gift, "42")
    assert new["id"] != old["id"]
    assert await reader.look([listed]) == {listed.own_id: None}
    assert_true(await everything(reader), await there.truth(Market.GETGEMS))


async def test_mrkt_is_asked_for_many_lots_of_a_collection_by_their_models(
    there: MarketWorld,
) -> None:
    reader = there.reader(Market.MRKT)
    shelves = [await walk(reader, shelf) for shelf in await reader.shelves()]
    lots = list(max(shelves, key=len).values())
    assert len(lots) > 30
    for lot in lots[::3]:
        await there.caller.delete(f"/listings/{lot.id}")
    order = {"price": {"asset": "TON", "amount": "31.5"}}
    await there.caller.patch(f"/listings/{lots[1].id}", order)
    before = len(await there.calls(Market.MRKT))
    found = await reader.look(lots)
    assert len(await there.calls(Market.MRKT)) - before < len(lots) / 2
    truth = await there.truth(Market.MRKT)
    assert {own_id for own_id, lot in found.items() if lot is None} == {
        lot.own_id for lot in lots[::3]
    }
    assert_true(
        {lot.id: lot for lot in found.values() if lot is not None},
        {lot.id: truth[lot.id] for lot in lots if lot.id in truth},
    )
