"""How an order is written: after `/play`, and inside the data of a button."""

from dataclasses import dataclass
from typing import Final

from domain.games.models import CreateLobby, Entrance, GameCode, Matching, Rule
from domain.shared.money import ASSETS, Asset, Money, parse
from domain.shared.refusals import Invalid

_LETTERS: Final = {
    Rule.SINGLE: "s",
    Rule.BEST_OF_3: "b",
    Rule.SUM_OF_3: "u",
    Rule.BULLSEYE_RACE: "r",
}
_RULES: Final = {letter: rule for rule, letter in _LETTERS.items()}
_GAMES: Final = {game.value[0]: game for game in GameCode}
_MATCHINGS: Final = {matching.value[0]: matching for matching in Matching}
_PARTS: Final = 5
_STAKE_ALONE: Final = 3
"""Words of an order that says how much and not of what."""
_ACT_PARTS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An order on its way: what was chosen so far. `typed` is the stake as it was written."""

    game: GameCode
    rule: Rule | None = None
    asset: Asset | None = None
    typed: str = ""
    matching: Matching | None = None

    @property
    def data(self) -> str:
        """The data of the button that leads here, such as `play:dice:single:XTR:10`."""
        asset = self.asset.code if self.asset is not None else ""
        parts = [self.game.value, self.rule or "", asset, self.typed, self.matching or ""]
        return ":".join(["play", *(part for part in parts if part)])


def read_line(text: str) -> Wish | None:
    """What stands after `/play`: `dice single 10 XTR open`, from the left as far as one likes.
    None when it does not have this form.
    """
    words = text.split()
    if len(words) == _STAKE_ALONE:
        return None
    return _wish([*words[:2], *reversed(words[2:4]), *words[4:]])


def read_data(text: str) -> Wish | None:
    """What stands in a button after `play:`; there the asset comes before the stake."""
    return _wish(text.split(":"))


def _wish(words: list[str]) -> Wish | None:
    if not 0 < len(words) <= _PARTS:
        return None
    game, rule, code, typed, matching = (words + [""] * _PARTS)[:_PARTS]
    known = (
        game.lower() in set(GameCode),
        not rule or rule.lower() in set(Rule),
        not code or code.upper() in ASSETS,
        not matching or matching.lower() in set(Matching),
    )
    if not all(known):
        return None
    return Wish(
        game=GameCode(game.lower()),
        rule=Rule(rule.lower()) if rule else None,
        asset=ASSETS[code.upper()] if code else None,
        typed=typed,
        matching=Matching(matching.lower()) if matching else None,
    )


def order_of(wish: Wish, stake: Money) -> CreateLobby:
    """With nothing said about whom, whoever is there."""
    assert wish.rule is not None, "an order names its rule"
    return CreateLobby(
        game=wish.game,
        rule=wish.rule,
        stake=stake,
        matching=wish.matching or Matching.ANY,
        entrance=Entrance.CHAT,
    )


def act_id(order: CreateLobby, key: str) -> str:
    """Names the question about an order: all of it, and which asking it was, so that pressing
    twice is one act. Short, since a button carries 64 bytes.
    """
    stake = order.stake
    letters = order.game.value[0], _LETTERS[order.rule], order.matching.value[0]
    return ":".join([key, *letters, stake.asset.code, stake.text])


def read_act(text: str) -> tuple[str, CreateLobby]:
    """The asking and the order of a question. Refusals: Invalid, AmountTooSmall and
    AmountTooLarge for what somebody made up.
    """
    parts = text.split(":")
    if len(parts) != _ACT_PARTS:
        raise Invalid(field="act")
    key, game, rule, matching, code, amount = parts
    known = game in _GAMES and rule in _RULES and matching in _MATCHINGS and code in ASSETS
    if not (key and known and amount.isascii() and amount.isdigit()):
        raise Invalid(field="act")
    order = CreateLobby(
        game=_GAMES[game],
        rule=_RULES[rule],
        stake=parse(amount, ASSETS[code]),
        matching=_MATCHINGS[matching],
        entrance=Entrance.CHAT,
    )
    return key, order
