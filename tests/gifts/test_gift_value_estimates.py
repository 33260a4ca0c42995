"""Estimates and summaries on real stores."""

from dataclasses import replace

import pytest

from domain.gifts.models import GiftKey, Market, TraitValue
from domain.gifts.names import parse_gift
from domain.gifts.shown.models import Basis, Gift
from domain.gifts.value import summaries
from domain.gifts.value.floors import Floor, floor_of
from domain.gifts.value.spans import USED_FOR
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import TON, Money
from storage.gifts import history
from tests.gifts.lots import PEPE, listing, sale
from tests.gifts.value_house import ValueHouse


def _floor(*totals: float) -> Floor:
    return floor_of([round(total * 10**9) for total in totals])


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


async def test_estimates_follow_lots_and_sales(values: ValueHouse) -> None:
    now = values.clock.now()
    values.read()
    mine = listing(1234, 3, at=now)
    others = [listing(5010 + n, 10 + n / 10, at=now) for n in range(3)]
    await values.show(mine, *others[:2])
    assert await values.estimates.of_gift(_gift(1234)) is None
    await values.show(others[2])
    value = await values.estimates.of_gift(_gift(1234))
    assert value is not None
    assert value.value == Money(9_090_000_000, TON)
    assert await values.estimates.of([mine]) == {mine.id: value}
    assert GiftKey("plushpepe-1234") not in {one.gift for one in value.comparables}
    await values.tell(*(sale(6010 + n, 7, at=now - n) for n in range(3)))
    by_sales = await values.estimates.of_gift(_gift(1234))
    assert by_sales is not None
    assert (by_sales.basis, by_sales.value) == (Basis.SALES, Money(7 * 10**9, TON))
    await values.end(others[0])
    assert (await values.estimates.of([mine]))[mine.id].basis is Basis.SALES


async def test_sales_that_look_like_wash_trade_carry_no_estimate(values: ValueHouse) -> None:
    now = values.clock.now()
    values.read()
    await values.tell(*(sale(6010 + n, 90, at=now - n, wash=True) for n in range(5)))
    assert await values.estimates.of_gift(_gift(1234)) is None


async def test_prices_of_a_market_that_is_long_away_are_not_used(values: ValueHouse) -> None:
    now = values.clock.now()
    values.read()
    await values.show(*(listing(5010 + n, 10, at=now) for n in range(3)))
    assert await values.estimates.of_gift(_gift(1)) is not None
    values.fail(Market.TONNEL)
    values.clock.advance(USED_FOR + 1)
    assert await values.estimates.of_gift(_gift(1)) is None


async def test_sales_without_a_model_count_once_it_is_known(values: ValueHouse) -> None:
    """As they do after a start: the store knows a gift's model for all that was told of it."""
    now = values.clock.now()
    values.read()
    await values.show(*(listing(5010 + n, 50, at=now) for n in range(4)))
    asked = await values.estimates.of_gift(_gift(1))
    sold = [replace(sale(n, 3, at=now), model=None) for n in range(20, 24)]
    await values.tell(*sold)
    assert asked == await values.estimates.of_gift(_gift(1))
    again = [listing(n, 60, at=now) for n in range(20, 24)]
    await values.meet(*again)
    await values.show(*again)
    known = await values.estimates.of_gift(_gift(1))
    assert known is not None
    assert known.basis is Basis.SALES


async def test_a_summary_leaves_wash_trades_out(values: ValueHouse) -> None:
    values.clock.advance(10 * DAY)
    now = values.clock.now()
    values.read()
    await values.show(*(listing(n, 10 + n, at=now) for n in range(4)))
    ping = sale(77, 500, at=now - 2 * HOUR, giver="ann", taker="ben")
    pong = sale(77, 600, at=now - HOUR, giver="ben", taker="ann")
    today = sale(78, 10, at=now - 3 * HOUR)
    earlier = sale(79, 20, at=now - 3 * DAY)
    await values.tell(ping, pong, today, earlier, sale(80, 40, at=now - 8 * DAY))
    summary = await values.summaries.of(PEPE)
    assert summary.floor == _floor(10, 11, 12, 13)
    assert (summary.day.total, summary.day.sales, summary.day.wash) == (
        Money(10 * 10**9, TON),
        1,
        2,
    )
    assert (summary.week.total, summary.week.sales) == (Money(30 * 10**9, TON), 2)
    assert [one.id for one in summary.last_sales] == [today.id, earlier.id]


async def test_a_summary_counts_more_sales_than_one_read_holds(
    values: ValueHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (history, summaries):
        monkeypatch.setattr(module, "EVENTS_MOST", 3)
    values.clock.advance(10 * DAY)
    now = values.clock.now()
    sales = [sale(n, 10, at=Instant(now - 2 * DAY + n * HOUR)) for n in range(11)]
    # Several of one time lie where a read ends.
    sales += [sale(20 + n, 10, at=now - HOUR) for n in range(2)]
    await values.tell(*sales)
    summary = await values.summaries.of(PEPE)
    assert summary.week.sales == 13
    assert summary.day.sales == 2


async def test_movers_are_models_whose_robust_floor_moved_in_a_day(values: ValueHouse) -> None:
    began = values.clock.now()
    values.read()
    frogs = [listing(n, 10, at=began, model="Frog") for n in range(3)]
    zebras = [listing(10 + n, 10, at=began) for n in range(3)]
    await values.show(*frogs, *zebras)
    values.clock.advance(DAY)
    values.read()
    await values.show(
        *(
            replace(one, buyer_total=Money(12 * 10**9, TON), changed_at=values.clock.now())
            for one in frogs
        )
    )
    summary = await values.summaries.of(PEPE)
    assert [(mover.model, mover.permille) for mover in summary.movers] == [("Frog", 200)]
