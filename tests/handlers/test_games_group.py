"""Challenges in a group: one message, a button, short words, nothing private."""

import pytest

from tests.handlers.duel import (
    holds,
    lay,
    lobby_of,
    player,
    points,
    prompts,
    receipts,
    shown,
    throw,
    verdict,
)
from tests.program import Json, Program
from tests.talk import Somebody, arrive


@pytest.fixture
def alice(program: Program) -> Somebody:
    return player(program, "alice")


@pytest.fixture
def bob(program: Program, alice: Somebody) -> Somebody:
    one = player(program, "bob")
    club = {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice"}
    program.world.post("/chats", {**club, "members": ["bob"], "admins": ["bot"]})
    return one


def said(program: Program) -> list[Json]:
    """What the bot has said in the group, as it stands now."""
    items = program.world.get("/chats/club/messages?as=alice&wait_s=20")["items"]
    return [m for m in items if m.get("from", {}).get("is_bot")]


def challenge(one: Somebody, order: str = "dice single 10 POINTS") -> Json:
    one.send({"text": f"/play {order}"}, chat="club")
    return said(one.program)[-1]


def press(one: Somebody, data: str) -> str:
    path = f"/chats/club/press?as={one.name}"
    answer = one.program.world.post(path, {"data": data})["answer"]
    one.program.world.idle()
    return str(answer["text"]) if answer else ""


def test_a_challenge_is_joined_by_its_button(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    message = challenge(alice)
    assert "Alice plays" in message["text"]
    assert "winner gets 19.4\u00a0pts; the house keeps 3 %" in message["text"]
    assert "reply_to_message" in message
    assert "your own game" in press(alice, "lobby:join:*")
    assert press(bob, "lobby:join:*") == "The match is on!"
    matched = said(program)[-1]
    assert matched["message_id"] == message["message_id"], "the challenge itself says so"
    assert "Alice — Bob" in matched["text"]
    assert [len(prompts(one)) for one in (alice, bob)] == [1, 1]
    lay(program, alice=[2], bob=[6])
    throw(alice)
    throw(bob)
    verdict(program)
    assert "You won 19.4" in receipts(bob)[-1]
    assert len(said(program)) == 1, "verdicts are private"
    holds(program)


def test_somebody_new_comes_by_the_second_button(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    message = challenge(alice)
    carol = arrive(program, "carol")
    program.world.put("/chats/club/members/carol?as=carol", {"status": "member"})
    assert "First open our private chat" in press(carol, "lobby:join:*")
    url = message["reply_markup"]["inline_keyboard"][-1][0]["url"]
    lobby = lobby_of(alice)
    assert url.endswith(f"?start=match_{lobby}")
    carol.start(f"match_{lobby}")
    carol.press("terms:accept")
    carol.press(f"lobby:join:{lobby}")
    carol.press("seen:*")
    assert shown(alice, lobby)["state"] == "throwing"
    assert "no longer open" in press(bob, f"lobby:join:{lobby}")
    assert points(bob) == ("100", "0")


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("", "Write /play dice single 10 POINTS"),
        ("chess", "Write /play dice single 10 POINTS"),
        ("dice single 9 POINTS", "Not possible just now"),
        ("dice single 5000 POINTS", "Not possible just now"),
        ("dice single 10 XTR", "Not possible just now"),
    ],
)
def test_what_is_refused_there_tells_nothing_private(
    program: Program, alice: Somebody, bob: Somebody, order: str, words: str
) -> None:
    message = challenge(alice, order)
    assert words in message["text"]
    assert len(said(program)) == 1


def test_other_buttons_and_words_stay_silent_there(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    challenge(alice)
    for data in ("play", "wallet", "limits", "lobby:list", "confirm:play:u1:d:s:o:POINTS:10"):
        path = "/chats/club/press?as=bob"
        program.world.post(path, {"data": data, "forged": True})
        program.world.idle()
    assert len(said(program)) == 1
    assert "Alice plays" in said(program)[0]["text"]
