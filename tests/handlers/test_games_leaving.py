"""Deleting an account is no way around what protects people, nor to more points."""

from tests.handlers.duel import api, lay, match, player, points, throw, verdict
from tests.program import Program
from tests.talk import Somebody

LIMIT = {"kind": "stake", "period": "week", "asset": "POINTS", "amount": "50"}


def _lose_everything(program: Program, alice: Somebody, bob: Somebody) -> None:
    match(alice, bob, "dice single 100 POINTS open")
    lay(program, alice=[1], bob=[6])
    throw(alice)
    throw(bob)
    verdict(program)
    assert points(alice) == ("0", "0")


def _gone_and_back(one: Somebody) -> None:
    api(one).send("DELETE", "/me")
    one.program.world.idle()
    one.start()
    one.press("terms:accept")


def test_a_new_beginning_brings_nothing_again_and_lifts_nothing(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    _lose_everything(program, alice, bob)
    api(alice).send("PUT", "/limits", LIMIT)
    api(alice).send("POST", "/limits/exclusion", {"months": 6})
    _gone_and_back(alice)
    alice.say("/play")
    assert "points are yours" not in alice.newest
    assert points(alice) == ("0", "0")
    told = api(alice).get("/limits")
    assert told["items"] == [{**LIMIT, "pending": None}]
    assert told["pause"]["kind"] == "exclusion"
    program.world.advance(24 * 3600)
    alice.say("/play")
    assert points(alice) == ("100", "0"), "another day brings its own"
