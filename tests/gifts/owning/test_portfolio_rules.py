"""What is left of purchases and what sales brought, first in first out, to the nano."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.portfolio.holding_ports import Held
from domain.gifts.portfolio.models import Side, Source, Subject, Trade, Worth, WorthBasis
from domain.gifts.portfolio.rules import add_up, match, told_already
from domain.gifts.portfolio.values import in_all
from domain.gifts.portfolio.view import kept_trades, owned, positions, totals
from domain.shared.ids import Instant
from domain.shared.money import TON, XTR, Money
from tests.fakes.clock import MORNING
from tests.gifts.owning.trades import ALICE, ton, trade

GIFT = "plushpepe-777"
WALLET = f"0:{'1' * 64}"


def test_the_oldest_purchase_goes_first_and_parts_add_up_to_the_nano() -> None:
    found = match(
        [
            trade("bought", "10", quantity=3, hour=0),
            trade("bought", "9", quantity=2, hour=1),
            trade("sold", "5", quantity=1, hour=2),
            trade("sold", "18", quantity=3, hour=3),
        ]
    )
    assert [(gain.quantity, gain.proceeds, gain.cost, gain.profit) for gain in found.gains] == [
        (1, ton("5"), ton("3.333333333"), ton("1.666666667")),
        (2, ton("12"), ton("6.666666667"), ton("5.333333333")),
        (1, ton("6"), ton("4.5"), ton("1.5")),
    ]
    assert [(lot.quantity, lot.cost) for lot in found.open] == [(1, ton("4.5"))]
    assert add_up(gain.profit for gain in found.gains) == ton("8.5")


@pytest.mark.parametrize(
    ("known", "twice"),
    [
        ([], False),
        ([trade("bought", "9", gift=GIFT, hour=1)], True),
        ([trade("bought", "9", gift=GIFT, hour=9)], True),
        ([trade("bought", "9", gift=GIFT, hour=1), trade("sold", "9", gift=GIFT, hour=2)], False),
        ([trade("bought", None, gift=GIFT, hour=1, source=Source.WALLET)], False),
        ([trade("bought", "9", gift="plushpepe-1", hour=1)], False),
        ([trade("sold", "9", gift=GIFT, hour=1)], False),
    ],
)
def test_one_gift_is_bought_once_until_it_is_sold(known: list[Trade], *, twice: bool) -> None:
    assert told_already(known, trade("bought", "10", gift=GIFT, hour=5)) is twice
    assert not told_already(known, trade("bought", "10", quantity=2, hour=5)), "of many kinds"


def test_a_loss_is_a_loss() -> None:
    (gain,) = match([trade("bought", "7"), trade("sold", "4.5", hour=1)]).gains
    assert gain.profit == ton("-2.5")


def test_what_was_never_bought_brings_no_profit_that_is_known() -> None:
    found = match([trade("bought", "2"), trade("sold", "9", quantity=3, hour=1)])
    assert [(gain.quantity, gain.proceeds, gain.profit) for gain in found.gains] == [
        (1, ton("3"), ton("1")),
        (2, ton("6"), None),
    ]
    assert found.open == ()


def test_models_are_pools_of_their_own() -> None:
    found = match(
        [
            trade("bought", "10", model="Zebra"),
            trade("bought", "1", model="Frog", hour=1),
            trade("sold", "3", model="Frog", hour=2),
        ]
    )
    assert [gain.profit for gain in found.gains] == [ton("2")]
    assert [lot.trade.subject.model for lot in found.open] == ["Zebra"]


def test_prices_in_different_assets_do_not_mix() -> None:
    (gain,) = match([trade("bought", "100", asset=XTR), trade("sold", "4", hour=1)]).gains
    assert (gain.proceeds, gain.profit) == (ton("4"), None)


def test_a_gift_that_its_owner_and_the_chain_tell_of_is_one_gift_at_the_told_price() -> None:
    by_hand = trade("bought", "12", gift=GIFT, hour=1)
    by_chain = trade("bought", None, gift=GIFT, source=Source.WALLET, wallet=WALLET)
    (lot,) = match([by_hand, by_chain]).open
    assert (lot.quantity, lot.cost, lot.trade.source) == (1, ton("12"), Source.MANUAL)
    assert set(lot.sources) == {Source.MANUAL, Source.WALLET}


def test_what_the_person_says_stands_before_what_the_chain_says() -> None:
    by_hand = trade("bought", "12", gift=GIFT)
    by_chain = trade("bought", "11", gift=GIFT, source=Source.WALLET, hour=1)
    (lot,) = match([by_chain, by_hand]).open
    assert lot.cost == ton("12")


def test_a_sale_told_twice_is_one_sale() -> None:
    trades = [
        trade("bought", "5", gift=GIFT),
        trade("sold", None, gift=GIFT, source=Source.WALLET, hour=2),
        trade("sold", "8", gift=GIFT, hour=3),
    ]
    (gain,) = match(trades).gains
    assert (gain.proceeds, gain.profit) == (ton("8"), ton("3"))
    # Told anew by the same side, it is another one, of which nobody told the purchase.
    again = match([*trades, trade("sold", "9", gift=GIFT, hour=4)])
    assert [gain.profit for gain in again.gains] == [ton("3"), None]


def test_a_gift_bought_again_is_a_new_lot() -> None:
    found = match(
        [
            trade("bought", "5", gift=GIFT),
            trade("sold", "8", gift=GIFT, hour=1),
            trade("bought", "7", gift=GIFT, hour=2),
        ]
    )
    assert [gain.profit for gain in found.gains] == [ton("3")]
    assert [lot.cost for lot in found.open] == [ton("7")]


amounts = st.none() | st.integers(1, 10**15).map(lambda units: Money(units, TON))


@st.composite
def days(draw: st.DrawFn) -> list[Trade]:
    """Any order of purchases and sales of one pool, some at prices that nobody knows."""
    made = []
    for place in range(draw(st.integers(1, 25))):
        one = trade(draw(st.sampled_from(["bought", "sold"])), None, hour=place)
        made.append(
            Trade(
                **{name: getattr(one, name) for name in Trade.__slots__}
                | {"price": draw(amounts), "quantity": draw(st.integers(1, 9)), "id": str(place)}
            )
        )
    return made


@given(days())
def test_nothing_is_lost_or_made_whatever_the_order(trades: list[Trade]) -> None:
    found = match(reversed(trades))
    for side in Side:
        own = {one.id: one for one in trades if one.side is side}
        spent = dict.fromkeys(own, 0)
        units = dict.fromkeys(own, 0)
        for gain in found.gains:
            one = gain.sale if side is Side.SOLD else gain.bought
            part = gain.proceeds if side is Side.SOLD else gain.cost
            if one is not None:
                spent[one.id] += gain.quantity
                units[one.id] += part.units if part is not None else 0
        for lot in found.open if side is Side.BOUGHT else ():
            spent[lot.trade.id] += lot.quantity
            units[lot.trade.id] += lot.cost.units if lot.cost is not None else 0
        assert spent == {name: one.quantity for name, one in own.items()}
        assert units == {
            name: one.price.units if one.price is not None else 0 for name, one in own.items()
        }
    profit = sum(gain.profit.units for gain in found.gains if gain.profit is not None)
    both = [gain for gain in found.gains if gain.proceeds is not None and gain.cost is not None]
    assert profit == sum(g.proceeds.units - g.cost.units for g in both if g.proceeds and g.cost)


def held(gift: str = GIFT, *, contract: str | None = None) -> Held:
    return Held(
        wallet=WALLET,
        gift=GiftKey(gift),
        collection=CollectionKey("plushpepe"),
        number=777,
        title="Plush Pepe",
        address=f"0:{'a' * 64}",
        model="Steel Frog",
        contract=contract,
        price=ton("30") if contract else None,
    )


def test_a_gift_in_a_sale_contract_is_counted_once_and_worth_what_one_is() -> None:
    listed = held(contract=f"0:{'c' * 64}")
    trades = [
        trade("bought", "12", gift=GIFT),
        trade("bought", None, gift=GIFT, source=Source.WALLET, hour=1, wallet=WALLET),
    ]
    matched = match(trades)
    found = owned(ALICE, matched, [listed], now=MORNING)
    worth = Worth(
        ask=ton("20"),
        ask_basis=WorthBasis.FAIR,
        sell_now=ton("15"),
        sell_basis=WorthBasis.DEPTH,
    )
    (position,) = shown = positions(found, {GIFT: worth})
    assert (position.quantity, position.value, position.unrealised) == (1, ton("20"), ton("8"))
    assert position.where is not None
    assert (position.where.contract, position.where.price) == (listed.contract, ton("30"))
    sums = totals(shown, matched.gains)
    assert (sums.gifts, sums.value, sums.sell_now, sums.cost) == (
        1,
        ton("20"),
        ton("15"),
        ton("12"),
    )
    assert (sums.unrealised, sums.unknown_cost, sums.unknown_value) == (ton("8"), 0, 0)


def test_what_the_wallet_no_longer_shows_counts_only_if_the_person_said_so() -> None:
    by_chain = trade("bought", "12", gift=GIFT, source=Source.WALLET, wallet=WALLET)
    assert owned(ALICE, match([by_chain]), [], now=MORNING) == ()
    both = match([by_chain, trade("bought", "11", gift=GIFT, hour=1)])
    assert len(owned(ALICE, both, [], now=MORNING)) == 1


def test_unknown_prices_are_counted_not_guessed() -> None:
    matched = match([trade("bought", None), trade("bought", "3", model="Zebra")])
    shown = positions(owned(ALICE, matched, [held()], now=MORNING), {})
    sums = totals(shown, ())
    assert (sums.gifts, sums.cost, sums.unknown_cost, sums.unknown_value) == (3, ton("3"), 2, 3)
    assert sums.unrealised == Money(0, TON)


def test_gifts_that_the_house_keeps_stand_with_the_others() -> None:
    subject = Subject(collection=CollectionKey("plushpepe"), gift=GiftKey(GIFT))
    kept = kept_trades(ALICE, [(subject, Instant(MORNING))])
    (position,) = positions(owned(ALICE, match(kept), [held()], now=MORNING), {})
    assert set(position.sources) == {Source.RECEIVED, Source.WALLET}


@pytest.mark.parametrize(
    ("amount", "ton_usd", "xtr_usd", "expected"),
    [
        ("2", "2.41", "0.013", {"TON": "2", "USD": "4.82", "XTR": "370"}),
        ("0.001", "2.41", "0.013", {"TON": "0.001", "USD": "0.00", "XTR": "0"}),
        ("-2", "2.41", "0.013", {"TON": "-2", "USD": "-4.82", "XTR": "-370"}),
        ("2", None, "0.013", {"TON": "2", "USD": None, "XTR": None}),
        ("2", "2.41", None, {"TON": "2", "USD": "4.82", "XTR": None}),
    ],
)
def test_an_amount_is_said_in_dollars_and_stars(
    amount: str, ton_usd: str | None, xtr_usd: str | None, expected: dict[str, str | None]
) -> None:
    assert in_all(ton(amount), ton_usd, xtr_usd) == expected
