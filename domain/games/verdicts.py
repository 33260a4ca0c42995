"""Who wins: pure functions of the thrown values, each rule by itself.

A match is turn 0, with as many throws of each side as its rule has; a tie is thrown again, one
throw each, at most three times; a fourth tie splits.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from domain.games.models import Rule, Terms
from domain.shared.money import Money

BULLSEYE: Final = 6
"""🎯 shows 1 (off the board) to 6 (the bull's-eye)."""
MOST_RETHROWS: Final = 3
THROWS: Final = {Rule.SINGLE: 1, Rule.BEST_OF_3: 3, Rule.SUM_OF_3: 3, Rule.BULLSEYE_RACE: 5}
PAIRS_TO_WIN: Final = 2

Values = Sequence[int]


class Outcome(StrEnum):
    """`undecided`: more throws are needed."""

    FIRST = "first"
    SECOND = "second"
    TIE = "tie"
    UNDECIDED = "undecided"

    @property
    def winner(self) -> int | None:
        """The number of the seat."""
        return {Outcome.FIRST: 0, Outcome.SECOND: 1}.get(self)


def quota(rule: Rule, turn: int) -> int:
    """Throws of each side in this turn."""
    return THROWS[rule] if turn == 0 else 1


def outcome(rule: Rule, turn: int, first: Values, second: Values) -> Outcome:
    """What the throws of one turn decide."""
    if turn > 0 or rule in {Rule.SINGLE, Rule.SUM_OF_3}:
        return _sums(quota(rule, turn), first, second)
    if rule is Rule.BEST_OF_3:
        return _pairs(first, second)
    return _race(first, second)


def _sums(needed: int, first: Values, second: Values) -> Outcome:
    if min(len(first), len(second)) < needed:
        return Outcome.UNDECIDED
    return _higher(sum(first), sum(second))


def _pairs(first: Values, second: Values) -> Outcome:
    """Two pairs won end it; after three the side with more."""
    pairs = list(zip(first, second, strict=False))
    wins = sum(a > b for a, b in pairs), sum(b > a for a, b in pairs)
    if max(wins) < PAIRS_TO_WIN and len(pairs) < THROWS[Rule.BEST_OF_3]:
        return Outcome.UNDECIDED
    return _higher(*wins)


def _race(first: Values, second: Values) -> Outcome:
    """The first pair in which one side alone hits the bull's-eye."""
    pairs = list(zip(first, second, strict=False))
    for a, b in pairs:
        if (a == BULLSEYE) != (b == BULLSEYE):
            return _higher(a, b)
    return Outcome.TIE if len(pairs) >= THROWS[Rule.BULLSEYE_RACE] else Outcome.UNDECIDED


def _higher(a: int, b: int) -> Outcome:
    if a == b:
        return Outcome.TIE
    return Outcome.FIRST if a > b else Outcome.SECOND


def percent(bps: int) -> str:
    """Basis points as per cent, an exact decimal: 300 is `3`, 250 is `2.5`."""
    whole, rest = divmod(bps, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def shares(terms: Terms) -> tuple[Money, Money, Money]:
    """Payout, rake and rounding of both stakes: exact, the smallest unit that is left over (at
    most one) goes to `house:rounding`.
    """
    both = terms.stake + terms.stake
    payout = both.share(10_000 - terms.rake_bps)
    rake = both.share(terms.rake_bps)
    return payout, rake, both - payout - rake
