"""What somebody makes up: data of buttons, stakes in odd texts, links to throws."""

import pytest

from tests.handlers.duel import (
    api,
    holds,
    lay,
    match,
    player,
    points,
    seated,
    throw,
    verdict,
)
from tests.program import Json, Program, Refused
from tests.talk import Somebody

MADE_UP = {
    "confirm:play:u2:d:s:o:POINTS:99999999999999999999": "too much",
    "confirm:play:u1:d:s:o:POINTS:0": "too little",
    "confirm:play::d:s:o:POINTS:10": "does not fit",
    "confirm:play:u1:d:r:o:POINTS:10": "does not fit",
    "confirm:play:u3:d:s:o:BTC:10": "does not fit",
    "seen:seen:play": "nothing here",
    "lobby:rematch:nope": "nothing here",
    "limits:excluded:1": "does not fit",
    "limits:stake:day:POINTS:-5": "not a whole number",
}


def test_data_that_no_button_has_moves_no_stake(program: Program) -> None:
    alice = player(program, "alice")
    for data, words in MADE_UP.items():
        alice.say("/cancel")
        assert words in alice.answer(data, forged=True), data
    assert points(alice) == ("100", "0")
    assert api(alice).get("/lobbies?mine=true&state=open")["items"] == []


def test_a_stake_in_an_odd_text_leaves_the_dialogue_open(program: Program) -> None:
    alice = player(program, "alice")
    alice.say("/play dice single")
    alice.press("play:dice:single:POINTS")
    assert "at least 10\u00a0pts" in alice.say("0")
    assert "at most 10,000\u00a0pts" in alice.say("9" * 50)
    assert "4 of 4" in alice.say("0010")


def test_the_api_names_the_bounds_of_a_stake(program: Program) -> None:
    alice = player(program, "alice")
    for amount, field in (("0", {"least": "10"}), ("9" * 20, {"most": "10000"})):
        order = {"game": "dice", "rule": "single", "match": "open"}
        with pytest.raises(Refused) as refused:
            api(alice).act("/lobbies", {**order, "stake": {"asset": "POINTS", "amount": amount}})
        told = refused.value.body["error"]["fields"]
        assert {name: money["amount"] for name, money in told.items()} == field


def _forwards(one: Somebody) -> list[Json]:
    return [m for m in one.from_bot() if "forward_origin" in m and "dice" in m]


def test_a_receipts_link_shows_the_dice_message_itself(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    lay(program, alice=[6], bob=[2])
    throw(alice)
    throw(bob)
    verdict(program)
    receipt = api(bob).get(f"/lobbies/{lobby}/receipt")
    links = [one["link"] for side in receipt["players"] for one in side["throws"]]
    payloads = [link.partition("start=")[2] for link in links]
    for payload in payloads:
        bob.start(payload)
    shown_again = _forwards(bob)
    assert [m["dice"]["value"] for m in shown_again] == [6, 2]
    origin = shown_again[0]["forward_origin"]
    assert origin["sender_user"]["id"] == alice.id, "Telegram marks whose it was"
    carol = player(program, "carol")
    assert "nothing here" in carol.start(payloads[0])
    assert "nothing here" in bob.start(f"throw_{lobby}_{alice.id}_1")
    assert "nothing here" in bob.start("throw_x")
    assert (_forwards(carol), len(_forwards(bob))) == ([], 2)


def test_a_throw_is_not_shown_before_the_verdict(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    throw(alice)
    thrown = next(m["message_id"] for m in alice.messages() if "dice" in m)
    assert "nothing here" in bob.start(f"throw_{lobby}_{alice.id}_{thrown}")
    assert _forwards(bob) == []
    holds(program)


def test_nobody_leaves_for_another(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = seated(alice)
    assert "belongs to others" in bob.answer(f"lobby:leave:{lobby}", forged=True)
    assert api(alice).get(f"/lobbies/{lobby}")["state"] == "open"
