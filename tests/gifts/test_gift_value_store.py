"""Floors over time, estimates and summaries on real stores."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from domain.gifts.floor_history import instants
from domain.gifts.floor_rolling import BEHIND
from domain.gifts.floors import Floor, counts, floor_of
from domain.gifts.models import GiftKey, Listing, Market, TraitValue
from domain.gifts.names import parse_gift
from domain.gifts.search import SaleKind
from domain.gifts.shown_models import Basis, Gift
from domain.gifts.spans import USED_FOR, FloorPoint
from domain.shared.ids import DAY, HOUR, MINUTE, Instant
from domain.shared.money import TON, XTR, Money
from domain.shared.refusals import Invalid
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import MORNING, FakeClock
from tests.gifts.lots import PEPE, listing, sale
from tests.gifts.value_house import ValueHouse


@pytest.fixture
async def house(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, clock: FakeClock
) -> ValueHouse:
    made = ValueHouse(database, writer, clock)
    await made.coverage.load()
    return made


def _floor(*totals: float) -> Floor:
    return floor_of([round(total * 10**9) for total in totals])


def _by_hand(house: ValueHouse, at: Instant, model: str | None) -> Floor:
    """What stood at an instant, counted plainly."""
    there = [
        one.buyer_total.units
        for one, since, until in house.stood
        if since <= at
        and (until is None or at < until)
        and counts(one, at)
        and (model is None or (one.lot.model is not None and one.lot.model.name == model))
    ]
    return floor_of(there)


async def _live(house: ValueHouse, chance: random.Random, hours: int) -> None:
    """People list, change their mind, leave; bots lay bait; both markets are read all the time."""
    there: list[Listing] = []
    for number in range(hours * 6):
        house.clock.advance(chance.randint(1, 20) * MINUTE)
        house.read()
        now = house.clock.now()
        draw = chance.random()
        if draw < 0.5 or len(there) < 4:
            lot = listing(
                number,
                chance.choice([1, 9, 10, 11, 12, 15, 30]),
                at=now,
                market=chance.choice([Market.TONNEL, Market.PORTALS]),
                model=chance.choice(["Zebra", "Frog", None]),
                kind=chance.choice([SaleKind.FIX] * 9 + [SaleKind.AUCTION]),
                asset=chance.choice([TON] * 9 + [XTR]),
                locked_until=chance.choice([None] * 4 + [now + 3 * HOUR]),
            )
            await house.show(lot)
            there.append(lot)
        elif draw < 0.8:
            place = chance.randrange(len(there))
            there[place] = await house.reprice(there[place], chance.choice([8, 10, 14]))
        else:
            await house.end(there.pop(chance.randrange(len(there))))


async def test_charts_equal_what_stood_at_each_instant(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    await _live(house, random.Random(5), hours=24)
    await house.rolling.roll_up()
    for model in (None, "Zebra", "Frog"):
        for step in (HOUR, 7 * MINUTE):
            points = await house.floors.series(PEPE, model=model, since=began, step=step)
            assert points[-1].at == house.clock.now()
            assert [point.floor for point in points] == [
                _by_hand(house, point.at, model) for point in points
            ]


async def test_points_of_full_hours_answer_when_the_lots_are_forgotten(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    await _live(house, random.Random(6), hours=30)
    before = await _by_the_hour(house, began)
    assert len({point.floor for point in before}) > 5
    house.clock.advance(9 * DAY)
    house.read()
    await house.rolling.roll_up()
    left = await house.spans.of_collection(
        PEPE, model=None, since=began, until=Instant(began + DAY)
    )
    assert all(span.until > house.clock.now() - 9 * DAY for span in left)
    assert await _by_the_hour(house, began) == before
    finer = await house.floors.at(PEPE, [Instant(before[3].at + 10 * MINUTE)])
    assert finer[0].floor == before[3].floor


async def _by_the_hour(house: ValueHouse, began: Instant) -> Sequence[FloorPoint]:
    until = Instant(began + 30 * HOUR)
    return await house.floors.series(PEPE, since=began, until=until, step=HOUR)


async def test_rolling_up_again_or_bit_by_bit_writes_the_same(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    chance = random.Random(7)
    for _ in range(4):
        await _live(house, chance, hours=4)
        await house.rolling.roll_up()
        await house.rolling.roll_up()
    rolled = await house.points.rolled(PEPE)
    assert rolled is not None
    assert rolled >= house.clock.now() - BEHIND - HOUR
    kept = await house.points.of(PEPE, model=None, since=began, until=rolled)
    assert [point.floor for point in kept] == [_by_hand(house, p.at, None) for p in kept]
    floors = [point.floor for point in kept]
    assert all(one != other for one, other in pairwise(floors))


async def test_what_nobody_read_is_a_gap(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    await house.show(listing(1, 10, at=began))
    await house.coverage.note()
    house.fail()
    await house.coverage.note()
    house.clock.advance(3 * HOUR)
    house.read()
    await house.coverage.note()
    points = await house.floors.series(PEPE, since=Instant(began - HOUR), step=HOUR)
    assert [point.floor for point in points] == [_floor(10), None, None, _floor(10)]


async def test_a_jump_of_the_clock_while_markets_are_read_is_no_gap(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    await house.coverage.note()
    await house.show(listing(1, 10, at=began))
    house.clock.advance(6 * HOUR)
    house.read()
    points = await house.floors.series(PEPE, since=began, step=HOUR)
    assert [point.floor for point in points] == [_floor(10)] * 6


async def test_a_stop_of_the_program_is_a_gap_only_when_it_was_long(
    house: ValueHouse, database: SqliteDatabase | PostgresDatabase, writer: Writer
) -> None:
    began = house.clock.now()
    house.read()
    await house.show(listing(1, 10, at=began))
    await house.coverage.note()
    again = house
    for pause in (20 * MINUTE, 2 * HOUR):
        house.clock.advance(pause)
        again = ValueHouse(database, writer, house.clock)
        await again.coverage.load()
        again.read()
        await again.coverage.note()
    at = [Instant(began + minutes * MINUTE) for minutes in (10, 20, 50, 51, 139, 140)]
    points = await again.floors.at(PEPE, at)
    assert [point.floor is not None for point in points] == [True, True, True, False, False, True]


async def test_a_blocked_market_leaves_the_floor_after_half_an_hour(house: ValueHouse) -> None:
    now = house.clock.now()
    house.read()
    await house.show(listing(1, 5, at=now), listing(2, 9, at=now, market=Market.PORTALS))
    house.fail(Market.TONNEL)
    house.clock.advance(USED_FOR)
    house.read(Market.PORTALS)
    assert (await _now(house)).floor == _floor(5, 9)
    house.clock.advance(1)
    house.read(Market.PORTALS)
    assert (await _now(house)).floor == _floor(9)
    house.read(Market.TONNEL)
    assert (await _now(house)).floor == _floor(5, 9)


async def _now(house: ValueHouse) -> FloorPoint:
    return (await house.floors.at(PEPE, [house.clock.now()]))[0]


async def test_what_is_not_yet_is_not_known(house: ValueHouse) -> None:
    now = house.clock.now()
    house.read()
    await house.show(listing(1, 10, at=now))
    until = Instant(now + 2 * HOUR)
    points = await house.floors.series(PEPE, since=Instant(now - HOUR), until=until)
    assert [point.floor for point in points] == [_floor(10), None, None]


@pytest.mark.parametrize(
    ("since", "until", "step", "field"),
    [
        (None, None, MINUTE - 1, "step"),
        (0, 2_001 * HOUR, HOUR, "step"),
        (MORNING, MORNING - 1, HOUR, "from"),
    ],
)
async def test_odd_questions_are_refused(
    since: Instant | None, until: Instant | None, step: int, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        instants(since, until, step, now=MORNING)
    assert refusal.value.fields == {"field": field}


def _gift(number: int, model: str = "Zebra", backdrop: str = "Black") -> Gift:
    key = GiftKey(f"plushpepe-{number}")
    collection, _ = parse_gift(key)
    return Gift(
        key=key,
        collection=collection,
        number=number,
        title="Plush Pepe",
        model=TraitValue(name=model),
        backdrop=TraitValue(name=backdrop),
        symbol=None,
    )


async def test_estimates_follow_lots_and_sales(house: ValueHouse) -> None:
    now = house.clock.now()
    house.read()
    mine = listing(1234, 3, at=now)
    others = [listing(5010 + n, 10 + n / 10, at=now) for n in range(3)]
    await house.show(mine, *others[:2])
    assert await house.estimates.of_gift(_gift(1234)) is None
    await house.show(others[2])
    value = await house.estimates.of_gift(_gift(1234))
    assert value is not None
    assert value.value == Money(9_090_000_000, TON)
    assert await house.estimates.of([mine]) == {mine.id: value}
    assert GiftKey("plushpepe-1234") not in {one.gift for one in value.comparables}
    await house.tell(*(sale(6010 + n, 7, at=now - n) for n in range(3)))
    by_sales = await house.estimates.of_gift(_gift(1234))
    assert by_sales is not None
    assert (by_sales.basis, by_sales.value) == (Basis.SALES, Money(7 * 10**9, TON))
    await house.end(others[0])
    assert (await house.estimates.of([mine]))[mine.id].basis is Basis.SALES


async def test_sales_that_look_like_wash_trade_carry_no_estimate(house: ValueHouse) -> None:
    now = house.clock.now()
    house.read()
    await house.tell(*(sale(6010 + n, 90, at=now - n, wash=True) for n in range(5)))
    assert await house.estimates.of_gift(_gift(1234)) is None


async def test_prices_of_a_market_that_is_long_away_are_not_used(house: ValueHouse) -> None:
    now = house.clock.now()
    house.read()
    await house.show(*(listing(5010 + n, 10, at=now) for n in range(3)))
    assert await house.estimates.of_gift(_gift(1)) is not None
    house.fail(Market.TONNEL)
    house.clock.advance(USED_FOR + 1)
    assert await house.estimates.of_gift(_gift(1)) is None


async def test_a_summary_leaves_wash_trades_out(house: ValueHouse) -> None:
    house.clock.advance(10 * DAY)
    now = house.clock.now()
    house.read()
    await house.show(*(listing(n, 10 + n, at=now) for n in range(4)))
    ping = sale(77, 500, at=now - 2 * HOUR, giver="ann", taker="ben")
    pong = sale(77, 600, at=now - HOUR, giver="ben", taker="ann")
    today = sale(78, 10, at=now - 3 * HOUR)
    earlier = sale(79, 20, at=now - 3 * DAY)
    await house.tell(ping, pong, today, earlier, sale(80, 40, at=now - 8 * DAY))
    summary = await house.summaries.of(PEPE)
    assert summary.floor == _floor(10, 11, 12, 13)
    assert (summary.day.total, summary.day.sales, summary.day.wash) == (
        Money(10 * 10**9, TON),
        1,
        2,
    )
    assert (summary.week.total, summary.week.sales) == (Money(30 * 10**9, TON), 2)
    assert [one.id for one in summary.last_sales] == [today.id, earlier.id]


async def test_movers_are_models_whose_robust_floor_moved_in_a_day(house: ValueHouse) -> None:
    began = house.clock.now()
    house.read()
    frogs = [listing(n, 10, at=began, model="Frog") for n in range(3)]
    zebras = [listing(10 + n, 10, at=began) for n in range(3)]
    await house.show(*frogs, *zebras)
    house.clock.advance(DAY)
    house.read()
    await house.show(
        *(
            replace(one, buyer_total=Money(12 * 10**9, TON), changed_at=house.clock.now())
            for one in frogs
        )
    )
    summary = await house.summaries.of(PEPE)
    assert [(mover.model, mover.permille) for mover in summary.movers] == [("Frog", 200)]
