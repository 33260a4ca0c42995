"""Exact numbers, times and rarities; what is odd about them is said by one word."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.markets import exact, prices
from bot.gateways.markets.exact import OddRow
from bot.gateways.markets.health import Odd
from domain.gifts.market_ports import Unreadable
from domain.gifts.models import TraitValue
from domain.gifts.real_prices import PRICE_WHOLE_MOST
from domain.shared.money import TON, Money
from tests.fakes.clock import MORNING


def test_numbers_of_json_stay_exact() -> None:
    told = exact.read_json(b'{"a": 12.9, "b": 5900000000000000001, "c": 1e-9}', "x")
    assert told == {"a": Decimal("12.9"), "b": 5_900_000_000_000_000_001, "c": Decimal("1e-9")}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb'{"a": "x\ud800y"}', "x\ufffdy"),
        (rb'{"a": "\ud83d\ude00"}', "\U0001f600"),
        (b'{"a": "x\xed\xa0\x80"}', "x\ufffd"),
        (rb'{"a": "\uDFFF"}', "\ufffd"),
    ],
)
def test_half_a_surrogate_pair_breaks_nothing(body: bytes, text: str) -> None:
    told = exact.read_json(body, "x")
    assert told == {"a": text}
    assert json.dumps(told, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "broken",
    [b'{"a": 1', b"", b"<html>", b'{"a": NaN}', b"\xff", b"[" * 100_000, b"9" * 5000],
)
def test_what_is_no_json_is_unreadable(broken: bytes) -> None:
    with pytest.raises(Unreadable):
        exact.read_json(broken, "x")


@given(st.integers(1, PRICE_WHOLE_MOST * 10**9))
def test_a_price_is_read_to_the_nano_in_all_four_forms(nano: int) -> None:
    money = Money(nano, TON)
    as_number = json.loads(money.text, parse_float=Decimal)
    assert prices.units_of_number(nano, TON) == money
    assert prices.units_of_text(str(nano), TON) == money
    assert prices.whole_of_text(money.text, TON) == money
    assert prices.whole_of_number(as_number, TON) == money


@given(st.integers(1, 10**6 * 100))
def test_what_floats_of_a_market_leave_behind_changes_nothing(hundredths: int) -> None:
    """As Tonnel writes them: the shortest text of a float, or one that went through a sum."""
    money = Money(hundredths * 10**7, TON)
    for told in (repr(hundredths / 100), repr(hundredths / 100 + 0.1 - 0.1)):
        assert prices.whole_of_number(Decimal(told), TON) == money


@pytest.mark.parametrize(
    ("value", "odd"),
    [
        (0, Odd.PRICE_ZERO),
        (-5, Odd.PRICE_NEGATIVE),
        (2**60 + 1, Odd.PRICE_ABSURD),
        (PRICE_WHOLE_MOST * 10**9 + 1, Odd.PRICE_ABSURD),
        (Decimal("1e30"), Odd.PRICE_ABSURD),
        (Decimal("1e999999"), Odd.PRICE_ABSURD),
        (Decimal("12.5"), Odd.PRICE_FORM),
        (" 129 TON", Odd.PRICE_FORM),
        ("129", Odd.PRICE_FORM),
        ("free", Odd.PRICE_FORM),
        (True, Odd.PRICE_FORM),
        (None, Odd.PRICE_FORM),
        ([129], Odd.PRICE_FORM),
    ],
)
def test_an_odd_price_in_nano_is_left_out_by_its_reason(value: object, odd: Odd) -> None:
    with pytest.raises(OddRow) as refused:
        prices.units_of_number(value, TON)
    assert refused.value.odd is odd


@pytest.mark.parametrize(
    ("value", "odd"),
    [
        ("0", Odd.PRICE_ZERO),
        ("0.0000000001", Odd.PRICE_FORM),
        ("-5", Odd.PRICE_NEGATIVE),
        ("9000000.000000001", Odd.PRICE_ABSURD),
        ("1.0000000015", Odd.PRICE_FORM),
        (" 12.9 TON", Odd.PRICE_FORM),
        ("1e3", Odd.PRICE_FORM),
        ("12,9", Odd.PRICE_FORM),
        ("١٢", Odd.PRICE_FORM),
        (12, Odd.PRICE_FORM),
        (0, Odd.PRICE_ZERO),
        (-5, Odd.PRICE_NEGATIVE),
    ],
)
def test_an_odd_price_in_text_is_left_out_by_its_reason(value: object, odd: Odd) -> None:
    with pytest.raises(OddRow) as refused:
        prices.whole_of_text(value, TON)
    assert refused.value.odd is odd


@pytest.mark.parametrize(
    ("told", "instant"),
    [
        ("2026-12-01T09:00:00.000Z", MORNING),
        ("2026-12-01T12:00:00+03:00", MORNING),
        (1_796_115_600, MORNING),
        (1_796_115_600_000, MORNING),
    ],
)
def test_times_are_read_in_every_form(told: object, instant: int) -> None:
    assert exact.moment(told) == instant


@pytest.mark.parametrize("told", ["yesterday", "2026-12-01", "2026-12-01T09:00:00", 0, -1, 2**70])
def test_what_is_no_time_is_odd(told: object) -> None:
    with pytest.raises(OddRow):
        exact.moment(told)


def test_rarity_is_read_in_percent_and_per_mille() -> None:
    assert exact.permille(15) == 15
    assert exact.permille("1.5", per=10) == 15
    assert exact.permille("0.01", per=10) == 1
    assert [exact.permille(odd) for odd in (None, 0, -1, 1001, "rare", True)] == [None] * 6


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Steel Frog", "Steel Frog"),
        ("  Steel\tFrog ", "Steel Frog"),
        ("a\nb\x00c", "a b c"),
        ("\u202eFrog\u2066", "Frog"),
        ("\ud800Frog", "Frog"),
        ("Лягушка", "Лягушка"),
    ],
)
def test_a_trait_keeps_what_can_be_seen(told: str, kept: str) -> None:
    assert exact.trait(told, 5) == TraitValue(name=kept, rarity_permille=5)


@pytest.mark.parametrize("told", ["", " \u200b\x00", None, 7, "x" * 1000])
def test_a_trait_that_cannot_be_seen_is_none(told: object) -> None:
    assert exact.trait(told, 5) is None
