"""The games as data, and what may be staked on them."""

import re
from typing import Final

from domain.games.models import (
    CreateLobby,
    Game,
    GameCard,
    GameCode,
    GameSettings,
    Rule,
    StakeBounds,
)
from domain.games.refusals import AssetNotAllowed
from domain.shared.money import ASSETS, Asset, Money, of
from domain.shared.refusals import AmountNotWhole, AmountTooLarge, AmountTooSmall, Invalid

DICE: Final = Game(
    code=GameCode.DICE, emoji="🎲", rules=(Rule.SINGLE, Rule.BEST_OF_3, Rule.SUM_OF_3)
)
TARGET: Final = Game(
    code=GameCode.TARGET,
    emoji="🎯",
    rules=(Rule.SINGLE, Rule.BEST_OF_3, Rule.SUM_OF_3, Rule.BULLSEYE_RACE),
)
DUELS: Final = {game.code: game for game in (DICE, TARGET)}
"""Games of two, each with dice messages of their own."""

_DIGITS_MAX: Final = 20
"""Longer numbers are beyond any bound and need not be read."""
_DECIMAL: Final = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)


def emoji_of(game: GameCode) -> str:
    return DUELS[game].emoji


def card(game: Game, settings: GameSettings) -> GameCard:
    assets = [asset for code, asset in ASSETS.items() if code in settings.assets]
    bounds = tuple(bounds_of(asset, settings) for asset in assets)
    return GameCard(game=game, bounds=bounds, rake_bps=settings.rake_bps)


def bounds_of(asset: Asset, settings: GameSettings) -> StakeBounds:
    """Refusal: AssetNotAllowed."""
    if asset.code not in settings.assets or asset.code not in settings.most:
        raise AssetNotAllowed(asset=asset, allowed=sorted(settings.assets))
    return StakeBounds(least=of(asset, settings.least), most=of(asset, settings.most[asset.code]))


def read_stake(text: str, asset: Asset, settings: GameSettings) -> Money:
    """A stake as typed: whole ASCII digits and nothing else.

    Refusals: AssetNotAllowed; AmountNotWhole for a decimal; Invalid for signs, exponents, spaces
    inside, words and other scripts' digits; AmountTooSmall, AmountTooLarge.
    """
    bounds = bounds_of(asset, settings)
    if _DECIMAL.fullmatch(text):
        raise AmountNotWhole(amount=text, asset=asset.code)
    if not (text.isascii() and text.isdigit()):
        raise Invalid(field="amount")
    digits = text.lstrip("0") or "0"
    if len(digits) > _DIGITS_MAX:
        raise AmountTooLarge(most=bounds.most)
    stake = of(asset, int(digits))
    accept_stake(stake, settings)
    return stake


def accept(order: CreateLobby, settings: GameSettings) -> None:
    """Refusals: Invalid for a rule that the game has not, AssetNotAllowed, AmountNotWhole,
    AmountTooSmall, AmountTooLarge.
    """
    if order.rule not in DUELS[order.game].rules:
        raise Invalid(field="rule")
    accept_stake(order.stake, settings)


def accept_stake(stake: Money, settings: GameSettings) -> None:
    bounds = bounds_of(stake.asset, settings)
    if stake < bounds.least:
        raise AmountTooSmall(least=bounds.least)
    if stake.units % 10**stake.asset.scale:
        raise AmountNotWhole(amount=stake, asset=stake.asset.code)
    if stake > bounds.most:
        raise AmountTooLarge(most=bounds.most)
