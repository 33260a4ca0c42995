"""Pure rules of games: the transition table, verdicts, shares, chi-square, weeks."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest

from domain.games import rules, verdicts
from domain.games.models import (
    GameCode,
    GameSettings,
    LobbyEvent,
    LobbyState,
    Rule,
    Terms,
)
from domain.games.records import fairness
from domain.games.records.service import week_of
from domain.games.refusals import (
    AlreadyPlaying,
    BeforePrompt,
    Late,
    LobbyGone,
    MatchLocked,
    NoMatch,
)
from domain.games.verdicts import Outcome
from domain.shared.ids import DAY, HOUR
from domain.shared.money import POINTS, TON, Money, of, stars
from domain.shared.refusals import (
    AlreadyDone,
    DomainError,
)
from tests.fakes.clock import MORNING

S, E = LobbyState, LobbyEvent
ALL_ON = GameSettings(assets=frozenset({"XTR", "POINTS", "TON"}))
OVER = (S.RESOLVED, S.SPLIT, S.VOID, S.CANCELLED)

STEPS = {
    (S.OPEN, E.JOIN): S.LOCKED,
    (S.OPEN, E.LEAVE): S.CANCELLED,
    (S.OPEN, E.EXPIRE): S.CANCELLED,
    (S.OPEN, E.DROP): S.CANCELLED,
    (S.OPEN, E.VOID): S.VOID,
    (S.LOCKED, E.PROMPTED): S.THROWING,
    (S.LOCKED, E.UNREACHED): S.LOCKED,
    (S.LOCKED, E.VOID): S.VOID,
    **{
        (S.THROWING, event): S.THROWING
        for event in (
            E.PROMPTED,
            E.UNREACHED,
            E.THROW,
            E.ASK_HOUSE,
            E.HOUSE_THROW,
            E.HOUSE_LOST,
            E.RETHROW,
        )
    },
    (S.THROWING, E.SETTLE): S.RESOLVED,
    (S.THROWING, E.SPLIT): S.SPLIT,
    (S.THROWING, E.VOID): S.VOID,
    (S.RESOLVED, E.ANNOUNCE): S.RESOLVED,
    (S.SPLIT, E.ANNOUNCE): S.SPLIT,
    (S.RESOLVED, E.REMATCH): S.RESOLVED,
    (S.SPLIT, E.REMATCH): S.SPLIT,
    (S.VOID, E.REMATCH): S.VOID,
}
REFUSED: dict[tuple[LobbyState, LobbyEvent], type[DomainError]] = {
    **{(state, E.JOIN): LobbyGone for state in (S.LOCKED, S.THROWING, *OVER)},
    **{(state, E.LEAVE): MatchLocked for state in (S.LOCKED, S.THROWING)},
    **{(state, E.LEAVE): LobbyGone for state in OVER},
    (S.OPEN, E.THROW): NoMatch,
    (S.LOCKED, E.THROW): BeforePrompt,
    **{(state, E.THROW): Late for state in OVER},
    **{(state, E.REMATCH): AlreadyPlaying for state in (S.OPEN, S.LOCKED, S.THROWING)},
    (S.CANCELLED, E.REMATCH): LobbyGone,
}


@pytest.mark.parametrize(("state", "event"), list(product(S, E)))
def test_every_state_and_event(state: LobbyState, event: LobbyEvent) -> None:
    wanted = STEPS.get((state, event))
    if wanted is not None:
        assert rules.TABLE.step(state, event).to is wanted
        return
    with pytest.raises(REFUSED.get((state, event), AlreadyDone)):
        rules.TABLE.step(state, event)


def test_money_moves_where_the_table_says() -> None:
    """Held once, and settled once: whatever leaves `locked` or `throwing` for an end."""
    effects = {key: step.effect for key, step in rules.TABLE.steps.items() if step.effect}
    assert effects[S.OPEN, E.JOIN] == "hold"
    steps = rules.TABLE.steps.items()
    ends = {key for key, step in steps if key[0] in rules.RUNNING and step.to in OVER}
    assert {key for key, effect in effects.items() if effect in {"pay", "release"}} == ends


@pytest.mark.parametrize(
    ("rule", "turn", "first", "second", "wanted"),
    [
        (Rule.SINGLE, 0, (), (), Outcome.UNDECIDED),
        (Rule.SINGLE, 0, (6,), (), Outcome.UNDECIDED),
        (Rule.SINGLE, 0, (6,), (1,), Outcome.FIRST),
        (Rule.SINGLE, 0, (1,), (6,), Outcome.SECOND),
        (Rule.SINGLE, 0, (4,), (4,), Outcome.TIE),
        (Rule.SUM_OF_3, 0, (6, 6), (1, 1, 1), Outcome.UNDECIDED),
        (Rule.SUM_OF_3, 0, (1, 2, 3), (6, 1, 1), Outcome.SECOND),
        (Rule.SUM_OF_3, 0, (1, 2, 3), (3, 2, 1), Outcome.TIE),
        (Rule.SUM_OF_3, 1, (2,), (1,), Outcome.FIRST),
        (Rule.BEST_OF_3, 0, (6, 6), (1,), Outcome.UNDECIDED),
        (Rule.BEST_OF_3, 0, (6, 6), (1, 1), Outcome.FIRST),
        (Rule.BEST_OF_3, 0, (6, 6, 6), (1, 1), Outcome.FIRST),
        (Rule.BEST_OF_3, 0, (6, 1), (1, 6), Outcome.UNDECIDED),
        (Rule.BEST_OF_3, 0, (6, 1, 2), (1, 6, 3), Outcome.SECOND),
        (Rule.BEST_OF_3, 0, (6, 1, 2), (1, 6, 2), Outcome.TIE),
        (Rule.BEST_OF_3, 0, (6, 2, 2), (1, 2, 2), Outcome.FIRST),
        (Rule.BEST_OF_3, 0, (2, 2, 2), (2, 2, 2), Outcome.TIE),
        (Rule.BEST_OF_3, 2, (2,), (3,), Outcome.SECOND),
        (Rule.BULLSEYE_RACE, 0, (6,), (5,), Outcome.FIRST),
        (Rule.BULLSEYE_RACE, 0, (6,), (), Outcome.UNDECIDED),
        (Rule.BULLSEYE_RACE, 0, (6, 1), (6, 6), Outcome.SECOND),
        (Rule.BULLSEYE_RACE, 0, (5, 5, 5, 5), (1, 1, 1, 1), Outcome.UNDECIDED),
        (Rule.BULLSEYE_RACE, 0, (5, 5, 5, 5, 5), (1, 1, 1, 1, 1), Outcome.TIE),
        (Rule.BULLSEYE_RACE, 1, (5,), (4,), Outcome.FIRST),
    ],
)
def test_verdicts(
    rule: Rule, turn: int, first: Sequence[int], second: Sequence[int], wanted: Outcome
) -> None:
    assert verdicts.outcome(rule, turn, first, second) is wanted
    mirrored = {Outcome.FIRST: Outcome.SECOND, Outcome.SECOND: Outcome.FIRST}
    assert verdicts.outcome(rule, turn, second, first) is mirrored.get(wanted, wanted)


def test_one_throw_is_even() -> None:
    """Of 36 pairs 15 are won by each side and 6 are ties."""
    pairs = list(product(range(1, 7), repeat=2))
    found = [verdicts.outcome(Rule.SINGLE, 0, (a,), (b,)) for a, b in pairs]
    assert [found.count(o) for o in (Outcome.FIRST, Outcome.SECOND, Outcome.TIE)] == [15, 15, 6]


@pytest.mark.parametrize("rake_bps", [0, 1, 300, 333, 9_999, 10_000])
@pytest.mark.parametrize("stake", [stars(10), stars(11), of(TON, 10), of(POINTS, 9_999)])
def test_shares_are_exact(rake_bps: int, stake: Money) -> None:
    terms = Terms(game=GameCode.DICE, rule=Rule.SINGLE, stake=stake, rake_bps=rake_bps)
    payout, rake, rest = verdicts.shares(terms)
    assert payout + rake + rest == stake + stake
    assert rest.units in {0, 1}
    assert rake.units == 2 * stake.units * rake_bps // 10_000


def test_the_payout_of_the_contract() -> None:
    terms = Terms(game=GameCode.DICE, rule=Rule.SINGLE, stake=stars(10), rake_bps=300)
    assert verdicts.shares(terms)[0].text == "19.4"


def test_chi_square_is_exact() -> None:
    even = dict.fromkeys(range(1, 7), 40)
    assert fairness.chi_square(even) == 0
    assert fairness.chi_square({**even, 1: 46, 2: 34}) == Fraction(72, 40)


@pytest.mark.parametrize(
    ("x", "p"), [(0.0, 1.0), (11.0705, 0.05), (15.0863, 0.01), (20.515, 0.001), (3.1, 0.6846)]
)
def test_the_tail_agrees_with_the_tables(x: float, p: float) -> None:
    assert fairness.tail(x) == pytest.approx(p, abs=5e-5)


def test_the_distribution_of_nothing_and_of_something() -> None:
    none = fairness.distribution("🎲", range(1, 7), {})
    assert (none.n, none.chi_square, none.p) == (0, None, None)
    some = fairness.distribution("🎲", range(1, 7), {1: 46, 2: 34, 3: 40, 4: 40, 5: 40, 6: 40})
    assert (some.n, some.chi_square, some.p) == (240, "1.8", "0.8761")


def test_weeks_begin_on_monday() -> None:
    since, until = week_of(MORNING)
    # 2026-12-01 is a Tuesday.
    assert since == MORNING - 33 * HOUR
    assert until - since == 7 * DAY
    assert week_of(since) == (since, until)
    assert week_of(until)[0] == until


@pytest.mark.parametrize(
    ("bps", "text"), [(0, "0"), (1, "0.01"), (250, "2.5"), (300, "3"), (10_000, "100")]
)
def test_basis_points_as_per_cent_are_exact(bps: int, text: str) -> None:
    assert verdicts.percent(bps) == text
