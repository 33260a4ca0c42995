"""Whether the dice are even: thrown values of our own matches against the even distribution.

Pearson's chi-square over the six values, five degrees of freedom, in exact fractions; its tail by
the closed form for odd degrees of freedom (Abramowitz and Stegun 26.4.4):

    p = erfc(s / sqrt 2) + sqrt(2 / pi) * exp(-x / 2) * (s + s**3 / 3),  s = sqrt x
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from domain.games.catalogue import DUELS
from domain.games.models import GameCode
from domain.games.ports import LobbyStore
from domain.games.record_models import Distribution

_DECIMALS: Final = 4
_DEGREES: Final = 5


class Fairness:
    def __init__(self, lobbies: LobbyStore) -> None:
        self._lobbies = lobbies

    async def dice(self, game: GameCode = GameCode.DICE) -> Distribution:
        """Public. Every throw that counted, of players and of the bot."""
        emoji = DUELS[game].emoji
        return distribution(emoji, DUELS[game].values, await self._lobbies.values(emoji))


def distribution(emoji: str, shown: range, thrown: Mapping[int, int]) -> Distribution:
    values = {value: thrown.get(value, 0) for value in shown}
    n = sum(values.values())
    if n == 0:
        return Distribution(emoji=emoji, values=values, n=0, chi_square=None, p=None)
    statistic = chi_square(values)
    return Distribution(
        emoji=emoji,
        values=values,
        n=n,
        chi_square=_text(statistic),
        p=_text(Fraction(tail(float(statistic)))),
    )


def chi_square(values: Mapping[int, int]) -> Fraction:
    """Exact: the sum of (count - n/k)^2 / (n/k)."""
    n, k = sum(values.values()), len(values)
    return Fraction(k * sum(count * count for count in values.values()), n) - n


def tail(x: float) -> float:
    """P(chi-square with 5 degrees of freedom >= x)."""
    s = math.sqrt(x)
    rest = math.sqrt(2 / math.pi) * math.exp(-x / 2) * (s + s**3 / 3)
    return math.erfc(s / math.sqrt(2)) + rest


def _text(value: Fraction) -> str:
    """Rounded to four decimals, shortest form."""
    units = round(value * 10**_DECIMALS)
    whole, rest = divmod(units, 10**_DECIMALS)
    return f"{whole}.{rest:0{_DECIMALS}d}".rstrip("0").rstrip(".")
