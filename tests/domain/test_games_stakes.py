"""Which stakes are taken, as amounts and as typed."""

import pytest

from domain.games import catalogue
from domain.games.models import (
    CreateLobby,
    GameCode,
    GameSettings,
    Matching,
    Rule,
)
from domain.games.refusals import (
    AssetNotAllowed,
)
from domain.shared.money import POINTS, TON, XTR, Asset, Money, of, stars
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    DomainError,
    Invalid,
)

ALL_ON = GameSettings(assets=frozenset({"XTR", "POINTS", "TON"}))


@pytest.mark.parametrize(
    ("stake", "refusal"),
    [
        (stars(9), AmountTooSmall),
        (stars(10), None),
        (Money(1050, XTR), AmountNotWhole),
        (stars(10_000), None),
        (stars(10_001), AmountTooLarge),
        (of(POINTS, 10), None),
        (of(TON, 9), AmountTooSmall),
        (of(TON, 10), None),
        (Money(10_500_000_000, TON), AmountNotWhole),
        (of(TON, 1_001), AmountTooLarge),
        (of(Asset("jetton:0:ab", scale=6, edge_scale=6), 10), AssetNotAllowed),
    ],
)
def test_stakes(stake: Money, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        catalogue.accept_stake(stake, ALL_ON)
    else:
        with pytest.raises(refusal):
            catalogue.accept_stake(stake, ALL_ON)


def test_production_starts_with_points_only() -> None:
    catalogue.accept_stake(of(POINTS, 10), GameSettings())
    for stake in (stars(10), of(TON, 10)):
        with pytest.raises(AssetNotAllowed):
            catalogue.accept_stake(stake, GameSettings())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10", stars(10)),
        ("010", stars(10)),
        ("10.5", AmountNotWhole),
        ("+10", Invalid),
        ("-10", Invalid),
        ("1e3", Invalid),
        ("\u0661\u0660", Invalid),
        ("1 0", Invalid),
        ("ten", Invalid),
        ("", Invalid),
        ("0", AmountTooSmall),
        ("9" * 30, AmountTooLarge),
    ],
)
def test_stakes_as_typed(text: str, wanted: Money | type[DomainError]) -> None:
    if isinstance(wanted, Money):
        assert catalogue.read_stake(text, XTR, ALL_ON) == wanted
    else:
        with pytest.raises(wanted):
            catalogue.read_stake(text, XTR, ALL_ON)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("0", {"least": stars(10)}),
        ("9", {"least": stars(10)}),
        ("9" * 4000, {"most": stars(10_000)}),
    ],
)
def test_what_is_said_of_a_stake_out_of_bounds(text: str, bound: dict[str, Money]) -> None:
    with pytest.raises((AmountTooSmall, AmountTooLarge)) as refused:
        catalogue.read_stake(text, XTR, ALL_ON)
    assert refused.value.fields == bound


def test_the_race_is_for_the_target_only() -> None:
    order = CreateLobby(
        game=GameCode.DICE, rule=Rule.BULLSEYE_RACE, stake=stars(10), matching=Matching.OPEN
    )
    with pytest.raises(Invalid):
        catalogue.accept(order, ALL_ON)
