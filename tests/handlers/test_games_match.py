"""A match of two in the private chats: seats, throws, the verdict, and every wrong move."""

import json

import pytest

from tests.engines import both_engines
from tests.handlers.duel import (
    DART,
    DIE,
    ask,
    holds,
    join,
    lay,
    lobby_of,
    match,
    player,
    points,
    prompts,
    receipts,
    seated,
    shown,
    texts,
    throw,
    verdict,
)
from tests.program import Program
from tests.talk import Somebody, arrive, meet


@pytest.fixture
def alice(program: Program) -> Somebody:
    return player(program, "alice")


@pytest.fixture
def bob(program: Program) -> Somebody:
    return player(program, "bob")


@both_engines
def test_a_match_from_the_list_to_the_receipt(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = seated(alice)
    bob.say("/play")
    bob.press("lobby:list")
    assert "Alice" in bob.newest
    assert "winner gets 19.4\u00a0pts" in bob.newest
    bob.press(f"lobby:join:{lobby}")
    assert points(alice) == points(bob) == ("90", "10")
    assert [len(prompts(one)) for one in (alice, bob)] == [1, 1]
    assert f"Send {DIE} here now" in prompts(bob)[0]["text"]
    lay(program, alice=[6], bob=[2])
    throw(alice)
    mine, theirs = shown(alice, lobby), shown(bob, lobby)
    assert [t["value"] for t in mine["players"][0]["throws"]] == [6]
    assert theirs["players"][0]["throws"] == [], "hidden until both are in"
    bob.press(f"lobby:show:{lobby}", forged=True)
    assert "6" not in bob.newest.split("\n", 2)[2]
    throw(bob)
    assert not receipts(alice), "the dice are still rolling"
    assert shown(alice, lobby)["winner"] is None
    verdict(program)
    assert "You won 19.4\u00a0pts" in receipts(alice)[-1]
    assert "6 to 2" in receipts(alice)[-1]
    assert "Alice won" in receipts(bob)[-1]
    assert "2 to 6" in receipts(bob)[-1]
    assert lobby in receipts(bob)[-1]
    assert (points(alice), points(bob)) == (("109.4", "0"), ("90", "0"))
    sent = [len(one.from_bot()) for one in (alice, bob)]
    assert max(sent) <= 8, "a prompt and a verdict each, besides screens"
    holds(program)


def test_a_rematch_is_asked_for_and_joined(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    lay(program, alice=[6], bob=[2])
    throw(alice)
    throw(bob)
    verdict(program)
    receipt = receipts(bob)[-1]
    bob.press(f"lobby:rematch:{lobby}")
    again = lobby_of(bob)
    assert again != lobby
    assert "nobody else can join" in bob.newest
    assert "t.me" not in json.dumps(bob.screen), "there is no link to hand on"
    assert receipts(bob)[-1] == receipt, "receipts are never edited away"
    assert "asks for a rematch" in alice.newest
    assert "winner gets 19.4\u00a0pts; the house keeps 3 %" in alice.newest
    alice.press(f"lobby:rematch:{lobby}")
    assert shown(alice, again)["state"] == "throwing"
    lay(program, alice=[1], bob=[5])
    throw(alice)
    throw(bob)
    verdict(program)
    assert "You won" in receipts(bob)[-1]
    carol = player(program, "carol")
    assert "belongs to others" in carol.answer(f"lobby:rematch:{lobby}", forged=True)
    holds(program)


def test_ties_are_thrown_again_three_times_and_then_split(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    lay(program, alice=[3, 4, 5, 6], bob=[3, 4, 5, 6])
    for round_ in range(4):
        throw(alice)
        throw(bob)
        ties = [text for text in texts(bob) if text.startswith("A tie with")]
        assert len(ties) == min(round_ + 1, 3)
    verdict(program)
    assert "A tie to the end" in receipts(alice)[-1]
    assert "3 / 4 / 5 / 6" in receipts(alice)[-1]
    assert shown(alice, lobby)["state"] == "split"
    assert points(alice) == points(bob) == ("100", "0")
    holds(program)


@pytest.mark.parametrize(
    ("order", "emoji", "thrown", "won"),
    [
        ("dice best_of_3", DIE, ([6, 1, 5], [1, 6, 2]), "alice"),
        ("dice sum_of_3", DIE, ([1, 1, 6], [3, 3, 3]), "bob"),
        ("target single", DART, ([6], [5]), "alice"),
        ("target bullseye_race", DART, ([1, 5, 2], [6, 6, 6]), "bob"),
    ],
    ids=["best", "sum", "target", "race"],
)
def test_each_rule_has_its_winner(  # noqa: PLR0913, PLR0917  two people and a row of the table
    program: Program,
    alice: Somebody,
    bob: Somebody,
    order: str,
    emoji: str,
    thrown: tuple[list[int], list[int]],
    won: str,
) -> None:
    game, rule = order.split()
    lobby = match(alice, bob, f"{game} {rule} 10 POINTS open")
    lay(program, alice=thrown[0], bob=thrown[1])
    for number in range(len(thrown[0])):
        if shown(alice, lobby)["state"] == "throwing":
            throw(alice, emoji)
            throw(bob, emoji)
        assert number < 3
    verdict(program)
    named = {"alice": alice, "bob": bob}
    assert "You won 19.4" in receipts(named[won])[-1]
    holds(program)


@both_engines
def test_leaving_while_nobody_joined(program: Program, alice: Somebody, bob: Somebody) -> None:
    lobby = seated(alice)
    alice.press(f"lobby:leave:{lobby}")
    assert "Nothing was taken" in alice.newest
    assert "no longer open" in join(bob, lobby)
    assert "no longer open" in alice.answer(f"lobby:leave:{lobby}", forged=True)
    assert points(alice) == points(bob) == ("100", "0")
    match(alice, bob)
    locked = lobby_of(alice)
    for one in (alice, bob):
        assert "Somebody joined" in one.answer(f"lobby:leave:{locked}", forged=True)
    holds(program)


def test_every_wrong_move_is_refused_and_no_stake_moves(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    carol = player(program, "carol")
    lobby = seated(alice)
    before = {one.name: points(one) for one in (alice, bob, carol)}
    assert "your own game" in alice.answer(f"lobby:join:{lobby}", forged=True)
    alice.say("/play dice single 10 POINTS open")
    assert "already have a seat" in alice.answer("confirm:*")
    assert "belongs to others" in bob.answer(f"lobby:leave:{lobby}", forged=True)
    assert "does not cover" in carol_with_little(carol, lobby, alice)
    assert {one.name: points(one) for one in (alice, bob)} == {
        name: value for name, value in before.items() if name != "carol"
    }
    join(bob, lobby)
    assert "no longer open" in join(carol, lobby)
    assert "already have a seat" in bob.answer(f"lobby:join:{lobby}", forged=True)
    holds(program)


def carol_with_little(carol: Somebody, lobby: str, alice: Somebody) -> str:
    """All of her points go into a lobby that Bob never joins: she asks for more than she has."""
    carol.say("/play dice single 101 POINTS")
    return carol.answer("confirm:*")


@both_engines
def test_whoever_asks_for_the_same_at_once_meets(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    ask(alice, "dice single 10 POINTS")
    ask(bob, "dice single 10 POINTS any")
    lobby = lobby_of(alice)
    assert lobby_of(bob) == lobby
    assert shown(alice, lobby)["state"] == "throwing"


def test_a_link_waits_for_the_terms(program: Program, alice: Somebody) -> None:
    lobby = seated(alice, "dice single 10 POINTS private")
    assert f"start=match_{lobby}" in alice.newest
    carol = arrive(program, "carol")
    carol.start(f"match_{lobby}")
    assert "terms:accept" in carol.buttons()
    carol.press("terms:accept")
    assert "Alice invites you" in carol.newest
    assert "The winner gets 19.4" in carol.newest
    carol.press(f"lobby:join:{lobby}")
    assert "18 and over" in carol.newest
    carol.press("seen:*")
    assert shown(alice, lobby)["state"] == "throwing"
    bob = meet(program, "bob")
    bob.start(f"match_{lobby}")
    assert "are playing" in bob.newest
    bob.start("match_nothing")
    assert "nothing here" in bob.newest


def test_a_private_game_stands_in_no_list(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    seated(alice, "dice single 10 POINTS private")
    bob.press("lobby:list", forged=True)
    assert "Nobody waits" in bob.newest
    ask(bob, "dice single 10 POINTS any")
    assert lobby_of(bob) != lobby_of(alice)


def test_both_languages_at_one_table(program: Program, alice: Somebody) -> None:
    vera = meet(program, "vera", language="ru")
    lobby = seated(alice)
    vera.start(f"match_{lobby}")
    assert "Alice приглашает вас" in vera.newest
    vera.press(f"lobby:join:{lobby}")
    vera.press("seen:*")
    assert any(f"Пришлите {DIE} сюда" in text for text in texts(vera))
    lay(program, alice=[6], vera=[2])
    throw(alice)
    throw(vera)
    verdict(program)
    assert "You won" in receipts(alice)[-1]
    assert any("Победа за соперником: Alice" in text for text in texts(vera))
