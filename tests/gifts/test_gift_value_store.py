"""Floors over time, estimates and summaries on real stores."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from domain.gifts.models import Listing, Market
from domain.gifts.search import SaleKind
from domain.gifts.shown.models import TraitStock
from domain.gifts.shown.traits import OF_GIFTS
from domain.gifts.value.floor_history import instants
from domain.gifts.value.floor_rolling import BEHIND
from domain.gifts.value.floors import Floor, counts, floor_of
from domain.gifts.value.spans import USED_FOR, FloorPoint
from domain.shared.ids import DAY, HOUR, MINUTE, Instant
from domain.shared.money import TON, XTR
from domain.shared.refusals import Invalid
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.fakes.clock import MORNING
from tests.fakes.gift_stock import trait_stock
from tests.gifts.lots import PEPE, listing
from tests.gifts.value_house import ValueHouse


def _floor(*totals: float) -> Floor:
    return floor_of([round(total * 10**9) for total in totals])


def _by_hand(values: ValueHouse, at: Instant, model: str | None) -> Floor:
    """What stood at an instant, counted plainly."""
    there = [
        one.buyer_total.units
        for one, since, until in values.stood
        if since <= at
        and (until is None or at < until)
        and counts(one, at)
        and (model is None or (one.lot.model is not None and one.lot.model.name == model))
    ]
    return floor_of(there)


def _by_trait(stock: TraitStock) -> tuple[int, str]:
    return OF_GIFTS.index(stock.trait), stock.name


async def _live(values: ValueHouse, chance: random.Random, hours: int) -> None:
    """People list, change their mind, leave; bots lay bait; both markets are read all the time."""
    there: list[Listing] = []
    for number in range(hours * 6):
        values.clock.advance(chance.randint(1, 20) * MINUTE)
        values.read()
        now = values.clock.now()
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
            await values.show(lot)
            there.append(lot)
        elif draw < 0.8:
            place = chance.randrange(len(there))
            there[place] = await values.reprice(there[place], chance.choice([8, 10, 14]))
        else:
            await values.end(there.pop(chance.randrange(len(there))))


async def test_charts_equal_what_stood_at_each_instant(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    await _live(values, random.Random(5), hours=24)
    standing = [one for one, _, until in values.stood if until is None]
    stock = await values.listings.traits(PEPE, values.clock.now())
    assert tuple(sorted(stock, key=_by_trait)) == trait_stock(standing, values.clock.now())
    await values.rolling.roll_up()
    for model in (None, "Zebra", "Frog"):
        for step in (HOUR, 7 * MINUTE):
            points = await values.floors.series(PEPE, model=model, since=began, step=step)
            assert points[-1].at == values.clock.now()
            assert [point.floor for point in points] == [
                _by_hand(values, point.at, model) for point in points
            ]


async def test_points_of_full_hours_answer_when_the_lots_are_forgotten(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    await _live(values, random.Random(6), hours=30)
    before = await _by_the_hour(values, began)
    assert len({point.floor for point in before}) > 5
    values.clock.advance(9 * DAY)
    values.read()
    await values.rolling.roll_up()
    left = await values.spans.of_collection(
        PEPE, model=None, since=began, until=Instant(began + DAY)
    )
    assert all(span.until > values.clock.now() - 9 * DAY for span in left)
    assert await _by_the_hour(values, began) == before
    finer = await values.floors.at(PEPE, [Instant(before[3].at + 10 * MINUTE)])
    assert finer[0].floor == before[3].floor


async def _by_the_hour(values: ValueHouse, began: Instant) -> Sequence[FloorPoint]:
    until = Instant(began + 30 * HOUR)
    return await values.floors.series(PEPE, since=began, until=until, step=HOUR)


async def test_rolling_up_again_or_bit_by_bit_writes_the_same(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    chance = random.Random(7)
    for _ in range(4):
        await _live(values, chance, hours=4)
        await values.rolling.roll_up()
        await values.rolling.roll_up()
    rolled = await values.points.rolled(PEPE)
    assert rolled is not None
    assert rolled >= values.clock.now() - BEHIND - HOUR
    kept = await values.points.of(PEPE, model=None, since=began, until=rolled)
    assert [point.floor for point in kept] == [_by_hand(values, p.at, None) for p in kept]
    floors = [point.floor for point in kept]
    assert all(one != other for one, other in pairwise(floors))


async def test_what_nobody_read_is_a_gap(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    await values.show(listing(1, 10, at=began))
    await values.coverage.note()
    values.fail()
    await values.coverage.note()
    values.clock.advance(3 * HOUR)
    values.read()
    await values.coverage.note()
    points = await values.floors.series(PEPE, since=Instant(began - HOUR), step=HOUR)
    assert [point.floor for point in points] == [_floor(10), None, None, _floor(10)]


async def test_a_jump_of_the_clock_while_markets_are_read_is_no_gap(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    await values.coverage.note()
    await values.show(listing(1, 10, at=began))
    values.clock.advance(6 * HOUR)
    values.read()
    points = await values.floors.series(PEPE, since=began, step=HOUR)
    assert [point.floor for point in points] == [_floor(10)] * 6


async def test_a_stop_of_the_program_is_a_gap_only_when_it_was_long(
    values: ValueHouse, database: SqliteDatabase | PostgresDatabase, writer: Writer
) -> None:
    began = values.clock.now()
    values.read()
    await values.show(listing(1, 10, at=began))
    await values.coverage.note()
    again = values
    for pause in (20 * MINUTE, 2 * HOUR):
        values.clock.advance(pause)
        again = ValueHouse(database, writer, values.clock)
        await again.coverage.load()
        again.read()
        await again.coverage.note()
    at = [Instant(began + minutes * MINUTE) for minutes in (10, 20, 50, 51, 139, 140)]
    points = await again.floors.at(PEPE, at)
    assert [point.floor is not None for point in points] == [True, True, True, False, False, True]


async def test_a_blocked_market_leaves_the_floor_after_half_an_hour(values: ValueHouse) -> None:
    now = values.clock.now()
    values.read()
    await values.show(listing(1, 5, at=now), listing(2, 9, at=now, market=Market.PORTALS))
    values.fail(Market.TONNEL)
    values.clock.advance(USED_FOR)
    values.read(Market.PORTALS)
    assert (await _now(values)).floor == _floor(5, 9)
    values.clock.advance(1)
    values.read(Market.PORTALS)
    assert (await _now(values)).floor == _floor(9)
    values.read(Market.TONNEL)
    assert (await _now(values)).floor == _floor(5, 9)


async def _now(values: ValueHouse) -> FloorPoint:
    return (await values.floors.at(PEPE, [values.clock.now()]))[0]


async def test_what_is_not_yet_is_not_known(values: ValueHouse) -> None:
    now = values.clock.now()
    values.read()
    await values.show(listing(1, 10, at=now))
    until = Instant(now + 2 * HOUR)
    points = await values.floors.series(PEPE, since=Instant(now - HOUR), until=until)
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
