"""Limits that people set: down at once, up after a day and a second yes; breaks only grow."""

from domain.games import care_rules
from domain.games.care_models import LimitKind, Pause, PauseKind, Period, PlayLimit, SetLimit
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import XTR, stars
from tests.fakes.clock import MORNING


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
