"""What people own: wallets and what they tell, each gift once, at its true cost and worth."""

from dataclasses import replace

import pytest

from domain.gifts.events import HistoryGrew
from domain.gifts.portfolio.models import Source, WorthBasis
from domain.gifts.portfolio.refusals import ToldAlready
from domain.shared.actor import Actor
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.refusals import Invalid, NotFound
from tests.fakes.clock import MORNING
from tests.fakes.markets import lot
from tests.gifts.owning.fakes import FIRST, SECOND_ONE, contract_of
from tests.gifts.owning.house import OwningHouse
from tests.gifts.owning.trades import told, ton
from tests.payments.house import ALICE, BOB, at_once

A, B = Actor(id=ALICE), Actor(id=BOB)
GIFT = "plushpepe-777"


async def test_a_listed_gift_counts_once_at_its_cost_and_its_sale_brings_what_the_market_leaves(
    house: OwningHouse,
) -> None:
    await house.happened(GIFT, price=ton("12"), giver=f"0:{'9' * 64}", taker=FIRST)
    house.holdings.put(FIRST, GIFT, price=ton("30"))
    clock = house.tools.clock
    clock.advance(HOUR)
    (position,) = (await house.show(ALICE)).positions
    assert (position.quantity, position.cost) == (1, ton("12"))
    assert position.acquired_at == MORNING
    assert position.where is not None
    assert (position.where.wallet, position.where.contract) == (FIRST, contract_of(GIFT))
    # The owner tells of the same purchase: still one gift, at what the owner says.
    await house.trades.add(A, told("bought", GIFT, "12.5", at=MORNING))
    (position,) = (await house.show(ALICE)).positions
    assert (position.quantity, position.cost) == (1, ton("12.5"))
    assert set(position.sources) == {Source.MANUAL, Source.WALLET}
    clock.advance(HOUR)
    await house.happened(GIFT, price=ton("20"), giver=FIRST, taker=f"0:{'8' * 64}")
    house.holdings.take(GIFT)
    portfolio = await house.show(ALICE)
    assert portfolio.positions == ()
    (gain,) = portfolio.gains
    # Portals takes 2 % from the seller.
    assert (gain.proceeds, gain.cost, gain.profit) == (ton("19.6"), ton("12.5"), ton("7.1"))
    assert portfolio.totals.realised == ton("7.1")


async def test_what_is_said_of_a_worth_rests_on_other_gifts(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    for number, price in ((1, "10"), (2, "11"), (3, "12"), (777, "1")):
        house.markets[lot().market].offer(lot(number=number, price=ton(price)))
    await house.read(lot().market)
    (position,) = (await house.show(ALICE)).positions
    worth = position.worth
    # The median of the other three; selling at once brings 90 % of the cheapest, less 2 %.
    assert (worth.ask, worth.ask_basis) == (ton("11"), WorthBasis.MODEL)
    assert (worth.sell_now, worth.sell_basis) == (ton("8.82"), WorthBasis.DEPTH)
    house.markets[lot().market].delist("plushpepe-1")
    await house.read(lot().market)
    (position,) = (await house.show(ALICE)).positions
    assert (position.worth.ask, position.value) == (None, None)


async def test_between_own_wallets_nothing_is_bought_or_sold(house: OwningHouse) -> None:
    await house.happened(GIFT, price=ton("12"), taker=FIRST)
    house.holdings.put(FIRST, GIFT)
    await house.show(ALICE)
    house.holdings.take(GIFT)
    house.holdings.put(SECOND_ONE, GIFT)
    portfolio = await house.show(ALICE)
    (position,) = portfolio.positions
    assert position.where is not None
    assert (position.where.wallet, position.cost, portfolio.gains) == (SECOND_ONE, ton("12"), ())
    assert len(await house.trades.trades(A)) == 1


async def test_a_gift_that_comes_and_goes_while_time_stands_still(house: OwningHouse) -> None:
    for _ in range(3):
        house.holdings.put(FIRST, GIFT)
        assert len((await house.show(ALICE)).positions) == 1
        house.holdings.take(GIFT)
        assert (await house.show(ALICE)).positions == ()
    assert [one.side.value for one in await house.trades.trades(A)].count("bought") == 3


async def test_a_price_that_the_market_tells_late_is_taken_in(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    portfolio = await house.show(ALICE)
    assert (portfolio.totals.unknown_cost, portfolio.positions[0].cost) == (1, None)
    await house.happened(GIFT, price=ton("12"), taker=FIRST)
    portfolio = await house.show(ALICE)
    assert (portfolio.totals.unknown_cost, portfolio.positions[0].cost) == (0, ton("12"))
    house.holdings.take(GIFT)
    await house.show(ALICE)
    await house.happened(GIFT, price=ton("20"), giver=FIRST, taker=f"0:{'8' * 64}")
    assert (await house.show(ALICE)).totals.realised == ton("7.6")


async def test_a_wallet_that_cannot_be_read_stays_as_it_was_seen(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    await house.show(ALICE)
    house.holdings.away = True
    house.holdings.take(GIFT)
    clock = house.tools.clock
    first = clock.advance(HOUR)
    await house.show(ALICE)
    clock.advance(HOUR)
    portfolio = await house.show(ALICE)
    assert [one.subject.gift for one in portfolio.positions] == [GIFT]
    assert {(one.read_at, one.failed_at) for one in portfolio.wallets} == {(MORNING, first)}
    house.holdings.away = False
    portfolio = await house.show(ALICE)
    assert portfolio.positions == ()
    assert {(one.read_at, one.failed_at) for one in portfolio.wallets} == {(clock.now(), None)}


async def test_an_unlinked_wallet_takes_its_gifts_along_and_brings_them_back(
    house: OwningHouse,
) -> None:
    await house.happened(GIFT, price=ton("12"), taker=FIRST)
    house.holdings.put(FIRST, GIFT)
    await house.show(ALICE)
    await house.put(house.wallet_rows.remove(ALICE, FIRST))
    portfolio = await house.show(ALICE)
    assert (portfolio.positions, portfolio.gains) == ((), ())
    assert [one.wallet for one in portfolio.wallets] == [SECOND_ONE]
    await house.link(ALICE, FIRST)
    (position,) = (await house.show(ALICE)).positions
    assert position.cost == ton("12")
    assert len(await house.trades.trades(A)) == 1
    assert (await house.show(BOB)).positions == ()


async def test_ten_who_look_at_once_read_the_wallets_once(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    house.seconds = 100
    shown = await at_once(10, lambda _: house.portfolios.show(A))
    assert house.holdings.reads == 2
    assert {len(one.positions) for one in shown} == {1}  # type: ignore[attr-defined]  # Portfolios
    await house.portfolios.show(A)
    assert house.holdings.reads == 2


async def test_what_a_market_tells_of_ones_gift_is_looked_at_at_once(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    await house.portfolios.show(A)
    house.holdings.take(GIFT)
    # Nothing was told, and the wallets were read just now.
    assert len((await house.portfolios.show(A)).positions) == 1
    other = await house.happened("plushpepe-5", price=ton("20"), giver=f"0:{'8' * 64}")
    house.portfolios.heard(HistoryGrew(events=(other,)))
    assert len((await house.portfolios.show(A)).positions) == 1
    sale = await house.happened(GIFT, price=ton("20"), giver=FIRST)
    house.portfolios.heard(HistoryGrew(events=(sale,)))
    assert (await house.portfolios.show(A)).positions == ()
    await house.link(ALICE, f"0:{'3' * 64}")
    house.holdings.put(f"0:{'3' * 64}", "plushpepe-6")
    assert len((await house.portfolios.show(A)).positions) == 1


async def test_what_is_told_by_hand_can_be_corrected_by_its_owner_only(
    house: OwningHouse,
) -> None:
    made = await house.trades.add(A, told("bought", "PlushPepe-777", "10"))
    assert made.subject.gift == GIFT
    changed = await house.trades.amend(A, made.id, price=ton("11"), note="from a friend")
    assert (changed.price, changed.note, changed.at) == (ton("11"), "from a friend", made.at)
    assert (await house.trades.amend(A, made.id, no_price=True)).price is None
    with pytest.raises(ToldAlready):
        await house.trades.add(A, told("bought", GIFT, "12"))
    for act in (
        lambda: house.trades.amend(B, made.id, price=ton("1")),
        lambda: house.trades.remove(B, made.id),
        lambda: house.trades.remove(A, "nothing"),
    ):
        with pytest.raises(NotFound):
            await act()
    await house.trades.remove(A, made.id)
    assert await house.trades.trades(A) == ()


SENSELESS = (
    {"quantity": 2},
    {"quantity": 0},
    {"at": Instant(MORNING + DAY)},
    {"at": Instant(0)},
    {"note": "x" * 201},
    {"note": "two\nlines"},
    {"gift": "no gift"},
    {"gift": None, "collection": None},
)


async def test_what_makes_no_sense_is_not_written_down(house: OwningHouse) -> None:
    for change in SENSELESS:
        order = replace(told("bought", GIFT, "10"), **change)
        with pytest.raises(Invalid):
            await house.trades.add(A, order)
    assert await house.trades.trades(A) == ()


async def test_what_the_chain_told_is_not_changed_by_hand(house: OwningHouse) -> None:
    house.holdings.put(FIRST, GIFT)
    await house.show(ALICE)
    (by_chain,) = await house.trades.trades(A)
    with pytest.raises(NotFound):
        await house.trades.remove(A, by_chain.id)
