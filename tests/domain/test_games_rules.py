"""Pure rules of games: the transition table, verdicts, stakes, limits, chi-square."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest

from domain.games import care_rules, catalogue, fairness, rules, verdicts
from domain.games.care_models import LimitKind, Pause, PauseKind, Period, PlayLimit, SetLimit
from domain.games.models import (
    CreateLobby,
    GameCode,
    GameSettings,
    LobbyEvent,
    LobbyState,
    Matching,
    Rule,
    Terms,
)
from domain.games.records import week_of
from domain.games.refusals import (
    AlreadyPlaying,
    AssetNotAllowed,
    BeforePrompt,
    Late,
    LobbyGone,
    MatchLocked,
    NoMatch,
)
from domain.games.verdicts import Outcome
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import POINTS, TON, XTR, Asset, Money, of, stars
from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    DomainError,
    Invalid,
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


def _limit(whole: int | None) -> SetLimit:
    amount = stars(whole) if whole is not None else None
    return SetLimit(kind=LimitKind.LOSS, period=Period.DAY, asset=XTR, amount=amount)


def _after(was: PlayLimit | None, whole: int | None, hours: int = 0) -> PlayLimit | None:
    return care_rules.after(was, _limit(whole), Instant(MORNING + hours * HOUR))


def test_limits_go_down_at_once_and_up_after_a_day_and_a_second_yes() -> None:
    first = _after(None, 100)
    assert first is not None
    assert first.amount == stars(100)
    lower = _after(first, 50)
    assert lower is not None
    assert (lower.amount, lower.pending) == (stars(50), None)
    raised = _after(lower, 80)
    assert raised is not None
    assert raised.amount == stars(50)
    assert raised.pending is not None
    assert raised.pending.since == MORNING + DAY
    assert _after(raised, 80, hours=23) == raised
    done = _after(raised, 80, hours=24)
    assert done is not None
    assert (done.amount, done.pending) == (stars(80), None)
    other = _after(raised, 90, hours=24)
    assert other is not None
    assert other.amount == stars(50)
    late = _after(raised, 80, hours=24 * 9)
    assert late is not None
    assert late.amount == stars(50)
    assert _after(raised, 50) == lower


def test_a_limit_is_lifted_only_after_a_day() -> None:
    limit = _after(None, 100)
    asked = _after(limit, None)
    assert asked is not None
    assert asked.amount == stars(100)
    assert _after(asked, None, hours=24) is None
    assert _after(None, None) is None


def test_a_pause_only_grows() -> None:
    short = Pause(kind=PauseKind.BREAK, until=Instant(5))
    long = Pause(kind=PauseKind.EXCLUSION, until=Instant(9))
    assert care_rules.longer(None, short) == short
    assert care_rules.longer(short, long) == long
    assert care_rules.longer(long, short) == long


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
