"""What staff do about games: look, void with a reason, pause, flags; and what was played."""

from tests.handlers.duel import (
    holds,
    lay,
    match,
    player,
    points,
    receipts,
    seated,
    shown,
    throw,
    verdict,
)
from tests.program import Api, Program, call
from tests.talk import Somebody, meet


def duel(program: Program, alice: Somebody, bob: Somebody) -> str:
    """One match that Alice wins."""
    lobby = match(alice, bob)
    lay(program, alice=[6], bob=[1])
    throw(alice)
    throw(bob)
    verdict(program)
    return lobby


def test_a_match_is_looked_up_and_voided_with_a_reason(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    olga = meet(program, "olga", role="finance")
    lobby = match(alice, bob)
    lay(program, alice=[6])
    throw(alice)
    assert "Alice" in olga.say(f"/admin match {lobby}")
    assert "6 (player)" in olga.newest
    assert "may not" in alice.say(f"/admin void {lobby} mine")
    assert "It is written like this" in olga.say(f"/admin void {lobby}")
    assert "Void the match of Alice — Bob" in olga.say(f"/admin void {lobby} a broken phone")
    olga.press("cancel:*")
    assert shown(alice, lobby)["state"] == "throwing"
    olga.say(f"/admin void {lobby} a broken phone")
    olga.press("confirm:*")
    assert "Done: 20" in olga.newest
    assert shown(alice, lobby)["state"] == "void"
    for one in (alice, bob):
        assert "closed by our people: a broken phone" in receipts(one)[-1]
        assert points(one) == ("100", "0")
    assert "already" in olga.say(f"/admin void {lobby} again")
    assert "match-voided" in meet(program, "ada", role="admin").say("/admin audit match-voided")
    holds(program)


def test_a_large_match_takes_two_to_void(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    olga, fred = (meet(program, name, role="finance") for name in ("olga", "fred"))
    for staff, one in ((olga, alice), (fred, bob)):
        staff.say(f"/admin adjust @{one.name} 900 POINTS to test")
        staff.press("confirm:*")
    lobby = match(alice, bob, "dice single 600 POINTS open")
    olga.say(f"/admin void {lobby} a broken phone")
    olga.press("confirm:*")
    assert "needs a second person" in olga.newest
    assert "void a match with 1,200\u00a0pts at stake" in fred.newest
    assert shown(alice, lobby)["state"] == "throwing"
    fred.press("approve:*")
    assert shown(alice, lobby)["state"] == "void"
    assert points(alice) == points(bob) == ("1000", "0")
    holds(program)


def test_paused_games_take_no_stake_and_finish_what_runs(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    carol, ada = player(program, "carol"), meet(program, "ada", role="admin")
    lobby = match(alice, bob)
    waiting = seated(carol)
    ada.say("/admin pause games a repair")
    dave = meet(program, "dave")
    dave.say("/play dice single 10 POINTS")
    assert "paused" in dave.answer("confirm:*")
    assert "paused" in dave.answer(f"lobby:join:{waiting}", forged=True)
    lay(program, alice=[6], bob=[1])
    throw(alice)
    throw(bob)
    verdict(program)
    assert shown(alice, lobby)["state"] == "resolved"
    areas = {one["name"]: one["state"] for one in Api(program.url).get("/status")["areas"]}
    assert areas["games"] == "paused"
    carol.press(f"lobby:leave:{waiting}")
    assert "You left" in carol.newest
    ada.say("/admin resume games")
    holds(program)


def test_pairs_that_play_each_other_all_day_are_flagged(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    olga = meet(program, "olga", role="moderator")
    assert "No pair is flagged" in olga.say("/admin flags")
    for _ in range(6):
        duel(program, alice, bob)
    assert "many matches in a day" in olga.say("/admin flags")
    olga.press("flag:*")
    assert "No pair is flagged" in olga.newest
    alice.say("/play")
    alice.press("board")
    assert "1. Alice" in alice.newest
    assert "(5 of 5 won)" in alice.newest, "the sixth does not count"
    alice.press("play")
    alice.press("stats")
    assert "6 played, 6 won" in alice.newest
    alice.press("history")
    assert alice.newest.count("won") == 6
    assert alice.newest.count("with Bob") == 6


def test_figures_tell_of_every_state(program: Program) -> None:
    alice, bob, carol = (player(program, name) for name in ("alice", "bob", "carol"))
    duel(program, alice, bob)
    seated(carol)
    text = call("GET", f"{program.url}/metrics").body
    assert 'souk_lobbies{state="resolved"} 1.0' in text
    assert 'souk_lobbies{state="open"} 1.0' in text
    assert 'souk_lobbies{state="cancelled"} 3.0' in text
    assert 'souk_holds_open{asset="POINTS"} 0.0' in text
    figures = call("GET", f"{program.url}/api/metrics").body
    assert figures["lobbies_by_state"]["resolved"] == 1
