"""How amounts and moments are written for one person."""

import pytest

from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.money import ASSETS, POINTS, SYMBOLS, XTR, Asset, Money, know
from locales.speech import Moment, Speech
from locales.words import Words


@pytest.mark.parametrize(
    ("language", "units", "written"),
    [
        ("en", 100, "1 pt"),
        ("en", 1940, "19.4 pts"),
        ("en", 1_000_000, "10,000 pts"),
        ("ru", 100, "1 балл"),
        ("ru", 2200, "22 балла"),
        ("ru", 1000, "10 баллов"),
        ("ru", 1940, "19,4 балла"),
        ("ru", -200, "-2 балла"),
    ],
)
def test_points_stand_in_the_form_that_their_number_asks_for(
    language: str, units: int, written: str
) -> None:
    said = Speech(Words(), language).money(Money(units, POINTS))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == written


def test_an_asset_without_forms_of_its_own_stands_by_its_name() -> None:
    assert Speech(Words(), "ru").money(Money(2500, XTR)) == "25\N{NO-BREAK SPACE}⭐"


@pytest.mark.parametrize(
    ("away", "written"),
    [
        (-30 * SECOND, "just now"),
        (0, "just now"),
        (30 * SECOND, "in a moment"),
        (2 * HOUR, "in 2 hours"),
        (-2 * HOUR, "2 hours ago"),
    ],
)
def test_what_is_to_come_is_not_just_now(away: int, written: str) -> None:
    now = Instant(1_796_115_600 * SECOND)
    assert Speech(Words(), "en").moment(Moment(Instant(now + away), now)) == written


def test_a_jetton_is_called_by_its_symbol() -> None:
    jetton = Asset(f"jetton:0:{'c' * 64}", scale=6, edge_scale=6)
    speech = Speech(Words(), "en")
    assert speech.money(Money(1_500_000, jetton)) == "1.5\u00a0jetton"
    know(jetton, "USDT")
    try:
        assert speech.money(Money(1_500_000, jetton)) == "1.5\u00a0USDT"
    finally:
        ASSETS.pop(jetton.code)
        SYMBOLS.pop(jetton.code)
