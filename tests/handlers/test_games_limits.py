"""`/limits`: set, raised after a day and a second yes, breaks, self-exclusion, reality checks."""

from tests.handlers.duel import (
    api,
    ask,
    holds,
    join,
    lay,
    lobby_of,
    match,
    player,
    points,
    receipts,
    refused,
    seated,
    shown,
    throw,
    verdict,
)
from tests.program import Program
from tests.talk import Somebody, meet

DAY_S = 86_400
HOUR_S = 3600


def set_limit(one: Somebody, what: str, typed: str) -> str:
    """`stake:day:POINTS` to what is typed."""
    kind, period, _ = what.split(":")
    one.say("/limits")
    for data in (f"limits:{kind}", f"limits:{kind}:{period}"):
        one.press(data)
    if kind != "deposit":
        one.press(f"limits:{what}")
    return one.say(typed)


def quick(one: Somebody, limit: str) -> str:
    """The same by the one button at its end: `stake:day:POINTS:100`."""
    one.press(f"limits:{limit}", forged=True)
    return one.newest


def test_a_limit_holds_at_once_and_before_any_stake(program: Program) -> None:
    alice = player(program, "alice")
    set_limit(alice, "stake:day:POINTS", "words")
    for typed in ("0", "-5", "1e3", "10.5", "\N{ARABIC-INDIC DIGIT FIVE}", "five"):
        said = alice.say(typed)
        assert "whole number" in said or "at least" in said, typed
    assert "Stakes: 15\u00a0pts a day" in alice.say("15")
    alice.say("/play dice single 16 POINTS")
    assert "your own limit on stakes for 24 hours: 15\u00a0pts" in alice.answer("confirm:*")
    bob = player(program, "bob")
    lobby = seated(bob, "dice single 16 POINTS open")
    assert "limit on stakes" in join(alice, lobby)
    assert shown(bob, lobby)["state"] == "open"
    alice.say("/play dice single 15 POINTS")
    alice.press("confirm:*")
    assert "Waiting" in alice.newest


def test_a_loss_counts_and_a_limit_goes_up_after_a_day_and_a_second_yes(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    quick(alice, "loss:week:POINTS:15")
    match(alice, bob)
    lay(program, alice=[1], bob=[6])
    throw(alice)
    throw(bob)
    verdict(program)
    assert "Your stake was 10" in receipts(alice)[-1]
    said = refused(alice, "dice single 10 POINTS")
    assert "limit on losses for 7 days: 15\u00a0pts, of which 5\u00a0pts is left" in said
    assert "waits until" in quick(alice, "loss:week:POINTS:100")
    assert "limit on losses" in refused(alice, "dice single 10 POINTS")
    program.world.advance(DAY_S + 1)
    assert "waits for your second yes" in alice.say("/limits")
    alice.press("limits:yes:loss:week:POINTS")
    assert "100\u00a0pts a week" in alice.newest
    alice.say("/play")
    ask(alice, "dice single 10 POINTS")
    alice.press("seen:*")
    assert "Waiting" in alice.newest
    assert "20\u00a0pts a week" in quick(alice, "loss:week:POINTS:20"), "down at once"
    holds(program)


def test_deposits_have_a_limit_too(program: Program) -> None:
    alice = meet(program, "alice")
    assert "Deposits: 60\u00a0⭐ a day" in set_limit(alice, "deposit:day:XTR", "60")
    assert alice.top_up(50)["status"] == "paid"
    alice.say("/topup 15")
    assert "your own limit on deposits" in alice.newest
    alice.say("/limits")
    set_limit(alice, "deposit:day:XTR", "300")
    alice.say("/topup 15")
    assert "your own limit on deposits" in alice.newest
    program.world.advance(DAY_S + 1)
    alice.say("/limits")
    alice.press("limits:yes:*")
    assert alice.top_up(200)["status"] == "paid"
    assert alice.balance() == "250"


def test_an_invoice_from_before_the_limit_is_not_paid(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/topup 100")
    slug = alice.invoice()["slug"]
    set_limit(alice, "deposit:day:XTR", "50")
    paid = alice.pay(slug)
    assert paid["status"] == "failed"
    assert "limit on deposits" in paid["reason"]
    assert alice.stars == "1000"


def test_a_break_begins_at_once_and_nobody_shortens_it(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    olga = meet(program, "olga", role="owner")
    lobby = seated(alice)
    alice.say("/limits")
    alice.press("limits:break")
    alice.press("limits:break:24")
    assert "Your break lasts until 2 Dec 2026, 09:00" in alice.newest
    assert shown(bob, lobby)["state"] == "cancelled", "an open lobby is taken off the list"
    said = refused(alice, "dice single 10 POINTS")
    assert "Your break from play lasts until 2 Dec" in said
    bobs = seated(bob)
    assert "Your break from play" in join(alice, bobs)
    assert "already" in olga.say("/admin resume games")
    assert "Your break from play" in refused(alice, "dice single 10 POINTS")
    program.world.advance(DAY_S + 1)
    alice.say("/play")
    ask(alice, "dice single 10 POINTS")
    alice.press("seen:*")
    assert lobby_of(alice) != lobby


def test_self_exclusion_asks_twice_and_lasts(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/limits")
    alice.press("limits:exclude")
    alice.press("limits:exclude:6")
    assert "Are you sure?" in alice.newest
    alice.press("limits")
    assert "excluded" not in alice.newest
    alice.press("limits:exclude")
    alice.press("limits:exclude:6")
    alice.press("limits:excluded:6")
    assert "You are excluded from play until" in alice.newest
    assert "You excluded yourself" in refused(alice, "dice single 10 POINTS")
    alice.press("limits:break:24", forged=True)
    program.world.advance(180 * DAY_S)
    alice.say("/play")
    said = refused(alice, "dice single 10 POINTS")
    assert "You excluded yourself" in said, "a shorter break shortens nothing"
    assert points(alice)[1] == "0"
    alice.say("/topup 50")
    assert "You excluded yourself" in alice.newest, "nor does money come in to be played with"


def test_play_stops_for_a_look_at_time_and_money(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    alice.say("/limits")
    alice.press("limits:reality")
    alice.press("limits:reality:15")
    assert "every 15 min" in alice.newest
    match(alice, bob)
    lay(program, alice=[1], bob=[6])
    throw(alice)
    throw(bob)
    verdict(program)
    program.world.advance(16 * 60)
    ask(alice, "dice single 10 POINTS")
    assert "A look at time and money" in alice.newest
    assert "Staked: 10\u00a0pts. Came back: 0\u00a0pts. Difference: -10\u00a0pts." in alice.newest
    alice.press("checked:*")
    assert "Waiting" in alice.newest
    alice.press("lobby:leave:*")
    ask(alice, "dice single 10 POINTS")
    assert "Waiting" in alice.newest


def test_matches_on_the_way_are_played_to_their_end(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    alice.press("limits:excluded:6", forged=True)
    lay(program, alice=[6], bob=[1])
    throw(alice)
    throw(bob)
    verdict(program)
    assert shown(bob, lobby)["state"] == "resolved"
    assert points(alice) == ("109.4", "0")
    assert api(alice).get("/limits")["items"] == []
    holds(program)
