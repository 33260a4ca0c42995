"""Feature 6, the arithmetic: a spread that is eaten by all costs is no signal."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.gifts.arbitrage.models import Level
from domain.gifts.arbitrage.rules import (
    PaperSettings,
    hours_between,
    may_pay,
    net_of,
    offers,
    sums,
)
from domain.gifts.costs import FEES, Fees
from domain.gifts.models import Listing, Market
from domain.gifts.search import SaleKind
from domain.gifts.value.comparables import LotShelf, price_of
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money
from tests.fakes.clock import MORNING
from tests.gifts.alerts.lots import lot

COSTS = PaperSettings()
FREE = PaperSettings(
    gas_onchain=Money(0, TON),
    withdrawal=Money(0, TON),
    risk_bps_per_day=0,
    profit_least=Money(1, TON),
)


def there(*tons: float, market: Market = Market.PORTALS, backdrop: str = "Black") -> list[Listing]:
    return [
        lot(100 + number, ton, MORNING, market=market, backdrop=backdrop)
        for number, ton in enumerate(tons)
    ]


def offered(one: Listing, pool: Sequence[Listing], settings: PaperSettings = COSTS) -> object:
    lots, price = shelf(pool), price_of(one)
    found = offers(one, lots, Market.PORTALS, FEES[Market.PORTALS], settings, MORNING)
    if found is not None:
        assert price is not None
        assert may_pay(price, lots, Market.PORTALS, settings, MORNING)
    return found


def shelf(pool: Sequence[Listing]) -> LotShelf:
    return LotShelf(price for one in pool if (price := price_of(one)) is not None)


def test_a_spread_that_costs_eat_is_no_signal() -> None:
    # Raw 10 on Tonnel, 12 on Portals; 11 with Tonnel's fee, and 12 bring 0.9 * 12 * 0.98 = 10.58.
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    pool = [one, *there(12, 12, 12)]
    assert offered(one, pool) is None
    assert offered(one, pool, FREE) is None


def test_what_is_left_after_everything() -> None:
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    lots, fees = shelf([one, *there(20, 21, 22)]), FEES[Market.PORTALS]
    found = offers(one, lots, Market.PORTALS, fees, COSTS, MORNING)
    assert found is not None
    made = found.sums
    assert (made.cost.text, made.ask.text, made.net.text) == ("11", "18", "17.64")
    assert (made.gas.text, made.moving.text, made.lock.text) == ("0", "0.35", "1.0584")
    assert made.profit.text == "5.2316"
    assert (found.level, found.hours) == (Level.PAIR, 24)


@pytest.mark.parametrize(
    ("tons", "signal"),
    [
        ((20,), False),
        ((20, 20), False),
        ((20, 20, 20), True),
        # A bait lot is no floor, and two honest ones are too few.
        ((2, 20, 20), False),
        ((2, 20, 20, 20), True),
        # More than four times the price is an artefact.
        ((45, 45, 45), False),
    ],
)
def test_three_comparable_lots_at_least(tons: tuple[float, ...], *, signal: bool) -> None:
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    assert (offered(one, [one, *there(*tons)]) is not None) is signal


def test_the_two_levels_are_never_mixed() -> None:
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    pair, others = there(30, 31), there(20, 21, 22, backdrop="Ruby")
    lots = shelf([one, *pair, *others])
    found = offers(one, lots, Market.PORTALS, Fees(), COSTS, MORNING)
    assert found is not None
    assert found.level is Level.MODEL
    assert {one.listing for one in found.compared} == {one.id for one in (*pair, *others)[:5]}
    three = [*pair, *there(32, 33, 34)[2:], *others]
    alone = offers(one, shelf([one, *three]), Market.PORTALS, Fees(), COSTS, MORNING)
    assert alone is not None
    assert alone.level is Level.PAIR
    assert len(alone.compared) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"kind": SaleKind.AUCTION},
        {"kind": SaleKind.BUNDLE},
        {"kind": SaleKind.PREMARKET},
        {"locked_until": Instant(MORNING + HOUR)},
    ],
)
def test_what_cannot_be_bought_or_sold_now_counts_nowhere(more: dict[str, object]) -> None:
    special = lot(1, 10, MORNING, market=Market.TONNEL, **more)  # type: ignore[arg-type]  # as named
    assert offered(special, [special, *there(20, 20, 20)]) is None
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    pool = [one, *there(20, 20)]
    pool.append(lot(200, 20, MORNING, **more))  # type: ignore[arg-type]  # as named
    assert offered(one, pool) is None


def test_a_gift_is_not_compared_with_itself() -> None:
    one = lot(1, 10, MORNING, market=Market.TONNEL)
    assert offered(one, [one, *there(20, 20), lot(1, 20, MORNING)]) is None


def test_a_market_is_not_its_own_other_side() -> None:
    one = lot(1, 10, MORNING)
    assert offered(one, [one, *there(20, 20, 20)]) is None


@settings(max_examples=150, deadline=None)
@given(
    ton=st.integers(1, 10**12),
    ask=st.integers(1, 10**12),
    on_top=st.integers(0, 2_000),
    inside=st.integers(0, 1_000),
    seller=st.integers(0, 1_000),
    market=st.sampled_from(list(Market)),
)
def test_sums_are_whole_nano_and_nothing_is_made_of_nothing(
    ton: int, ask: int, on_top: int, inside: int, seller: int, market: Market
) -> None:
    fees = Fees(on_top_bps=on_top, inside_bps=inside, seller_bps=seller)
    one = lot(1, 1, MORNING, market=Market.TONNEL)
    made = sums(one, Money(ask, TON), market, fees, COSTS)
    assert 0 <= made.net.units <= ask
    assert made.profit == made.net - made.cost - made.gas - made.moving - made.lock
    assert all(isinstance(part.units, int) for part in (made.net, made.lock, made.profit))
    assert net_of(fees.buyer_total(Money(ton, TON)), fees).units <= ton
    assert hours_between(one, market, COSTS) == COSTS.custody_hours
