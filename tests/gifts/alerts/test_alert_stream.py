"""Feature 5: alerts worth reading. A stream with duplicates, price flapping and a sold lot gives
exactly the expected messages, and a restart tells nothing again and loses nothing.
"""

import asyncio

import pytest

from domain.gifts.alerts.models import RuleKind
from domain.gifts.events import ListingsChanged
from domain.gifts.models import Market
from domain.shared.ids import MINUTE, SECOND, Instant
from tests.fakes.stars import Died
from tests.gifts.alerts.house import ONE_ENGINE, AlertHouse
from tests.gifts.alerts.lots import lot
from tests.gifts.alerts.markets import AlertWorld
from tests.payments.dying import DyingStore, When
from tests.payments.house import ALICE, BOB

UNDER = "notice-gift-under"


async def restarted(world: AlertWorld) -> AlertHouse:
    home = AlertHouse(world)
    await home.start()
    return home


async def watch_and_tell(home: AlertHouse) -> None:
    await home.watch.run()
    await home.sender.run_due()


async def test_a_stream_gives_exactly_the_expected_messages(
    world: AlertWorld, home: AlertHouse
) -> None:
    clock = world.clock
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    # Dear, then under the limit: the first message.
    one = await home.put(lot(1, 60, clock.now()))
    await home.settle()
    clock.advance(5 * MINUTE)
    one = await home.reprice(one, 45)
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-1")]
    # The same change told again, and again.
    for _ in range(3):
        home.watch.on_listings(ListingsChanged(put=(one,)))
        await home.settle()
    # Flapping: by less than a percent, above the limit and back, within the hour.
    for ton in (44.9, 55, 45, 44.8, 52, 45):
        clock.advance(2 * MINUTE)
        one = await home.reprice(one, ton)
        await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-1")]
    # Sold before we look: no message.
    clock.advance(MINUTE)
    two = await home.put(lot(2, 40, clock.now()))
    await home.take_away(two)
    await home.settle()
    # Sold at the market, of which we have not heard yet: none either.
    three = await home.put(lot(3, 40, clock.now()))
    del world.markets[Market.PORTALS].lots[three.lot.own_id]
    await home.settle()
    # Another collection, a locked lot, an auction are not meant.
    await home.put(lot(4, 10, clock.now(), collection="toybear"))
    await home.put(lot(5, 10, clock.now(), locked_until=Instant(clock.now() + MINUTE)))
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-1")]
    # A lot of its own right is told at once; Tonnel's fee counts (46 * 1.1 > 50).
    await home.put(lot(6, 46, clock.now(), market=Market.TONNEL))
    await home.put(lot(7, 45, clock.now(), market=Market.TONNEL))
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-1"), (UNDER, "plushpepe-7")]
    # After the restart the same stream, told again, tells nothing.
    again = await restarted(world)
    for listing in (one, two, three):
        again.watch.on_listings(ListingsChanged(put=(listing,)))
    await again.settle()
    assert await again.messages(ALICE) == [(UNDER, "plushpepe-1"), (UNDER, "plushpepe-7")]


@ONE_ENGINE
async def test_what_a_markets_first_reading_finds_may_have_stood_there_for_long(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    locked = Instant(world.clock.now() + MINUTE)
    found = [lot(1, 40, world.clock.now()), lot(2, 40, world.clock.now(), locked_until=locked)]
    await home.find(found)
    await home.settle()
    assert await home.messages(ALICE) == []
    # Whose lock ends is for sale only then, and a new price is news of either.
    world.clock.advance(2 * MINUTE)
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-2")]
    await home.reprice(found[0], 30)
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-2"), (UNDER, "plushpepe-1")]


@ONE_ENGINE
async def test_a_lot_of_which_its_market_says_nothing_is_asked_for_again_later(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    market = world.markets[Market.PORTALS]
    one = await home.put(lot(1, 40, world.clock.now()))
    await home.put(lot(2, 40, world.clock.now()))
    market.unsaid.add(one.lot.own_id)
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-2")]
    looked = market.looks
    await home.settle()
    assert (market.looks, await home.sender.open()) == (looked, 0)
    home.real_s += 10
    market.unsaid.clear()
    await home.settle()
    assert await home.messages(ALICE) == [(UNDER, "plushpepe-2"), (UNDER, "plushpepe-1")]


@ONE_ENGINE
async def test_a_real_cut_breaks_the_cool_down_and_noise_does_not(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    one = await home.put(lot(1, 48, world.clock.now()))
    await home.settle()
    told = [1]
    for ton, messages in ((47.9, 1), (47, 2), (46.9, 2)):
        world.clock.advance(5 * MINUTE)
        one = await home.reprice(one, ton)
        await home.settle()
        told.append(len(await home.messages(ALICE)))
        assert told[-1] == messages, ton
    # The third cut within a day is a ladder's: it waits for the hour to be over.
    world.clock.advance(5 * MINUTE)
    one = await home.reprice(one, 45)
    world.clock.advance(5 * MINUTE)
    one = await home.reprice(one, 43)
    await home.settle()
    assert len(await home.messages(ALICE)) == 2
    marks = [set(one.marks) for one in await home.firings(ALICE)]
    assert {"ladder"} in marks


async def test_one_gift_on_two_rules_and_two_markets_is_one_message(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.rule(alice, RuleKind.LISTED, model="Zebra")
    await home.put(lot(1, 40, world.clock.now()))
    await home.put(lot(1, 40, world.clock.now(), market=Market.GETGEMS))
    await home.settle()
    assert len(await home.messages(ALICE)) == 1
    assert sorted(await home.states(ALICE)) == ["cooled", "cooled", "cooled", "told"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("dies", [1, 3])
async def test_a_kill_between_firing_and_sending_tells_once(
    world: AlertWorld, home: AlertHouse, when: When, dies: int
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    dying = AlertHouse(world, store=DyingStore(world.writer, dies, when))
    await dying.start()
    await dying.put(lot(1, 40, world.clock.now()))
    dying.hear()
    with pytest.raises(Died):
        await watch_and_tell(dying)
    again = await restarted(world)
    await again.settle()
    assert await again.messages(ALICE) == [(UNDER, "plushpepe-1")]


@ONE_ENGINE
async def test_what_changed_while_nobody_listened_is_told_after_the_restart(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.put(lot(1, 40, world.clock.now()))
    await home.settle()
    # Committed, and the process ends before anybody has heard.
    world.clock.advance(MINUTE)
    await home.put(lot(2, 41, world.clock.now()))
    again = await restarted(world)
    await again.settle()
    assert [gift for _, gift in await again.messages(ALICE)] == ["plushpepe-1", "plushpepe-2"]


async def test_ten_senders_at_once_tell_once(world: AlertWorld, home: AlertHouse) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    for person in (alice, bob):
        await home.rule(person, RuleKind.UNDER, collection="plushpepe", price_max="50")
        await home.rule(person, RuleKind.LISTED, collection="plushpepe")
    await home.put(lot(1, 40, world.clock.now()))
    home.hear()
    await home.watch.run()
    await asyncio.gather(*(home.sender.run_due() for _ in range(10)))
    assert len(await home.messages(ALICE)) == len(await home.messages(BOB)) == 1


@ONE_ENGINE
async def test_a_blocked_market_is_waited_for_and_old_news_is_given_up(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    world.markets[Market.PORTALS].blocked = True
    await home.put(lot(1, 40, world.clock.now()))
    await home.put(lot(2, 40, world.clock.now(), market=Market.GETGEMS))
    await home.settle()
    # The other market is not held up, and the blocked one is not asked again and again.
    assert [gift for _, gift in await home.messages(ALICE)] == ["plushpepe-2"]
    asked = world.markets[Market.PORTALS].looks
    await home.sender.run_due()
    assert world.markets[Market.PORTALS].looks == asked
    assert await home.sender.open() == 0
    home.real_s += 61
    world.markets[Market.PORTALS].blocked = False
    await home.settle()
    assert [gift for _, gift in await home.messages(ALICE)] == ["plushpepe-2", "plushpepe-1"]
    world.markets[Market.PORTALS].blocked = True
    await home.put(lot(3, 40, world.clock.now()))
    await home.settle()
    world.clock.advance(61 * MINUTE)
    home.real_s += 61
    await home.sender.run_due()
    assert (await home.states(ALICE))[-1] == "expired"


@ONE_ENGINE
async def test_two_cuts_within_a_minute_and_a_deep_one_are_marked(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    one = await home.put(lot(1, 400, world.clock.now()))
    world.clock.advance(10 * SECOND)
    one = await home.reprice(one, 300)
    world.clock.advance(10 * SECOND)
    await home.reprice(one, 40)
    await home.settle()
    (firing,) = await home.firings(ALICE)
    assert firing.marks == {"step", "burst"}
    assert (await home.fields(ALICE))[0]["mark"] == "step"
