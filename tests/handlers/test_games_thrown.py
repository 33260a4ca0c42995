"""The full matrix of dice messages that are no throws: each is told why, and none counts."""

from collections.abc import Callable

import pytest

from tests.handlers.duel import (
    DART,
    DIE,
    THROW_S,
    api,
    holds,
    lay,
    match,
    not_counted,
    player,
    points,
    seated,
    shown,
    throw,
    verdict,
)
from tests.program import Json, Program
from tests.talk import Somebody

Act = Callable[[Program, Somebody, Somebody], None]


def forwarded(program: Program, alice: Somebody, bob: Somebody) -> None:
    """A six of Bob's, thrown before both their eyes."""
    club(program)
    lay(program, bob=[6])
    program.world.post("/chats/club/messages?as=bob", {"dice": DIE})
    thrown = program.world.get("/chats/club/messages?as=alice&wait_s=20")["items"]
    six = next(m["message_id"] for m in thrown if "dice" in m)
    alice.send({"forward": {"chat": "club", "message_id": six}})


def scheduled(program: Program, alice: Somebody, bob: Somebody) -> None:
    alice.send({"dice": DIE, "scheduled": True})


def via_bot(program: Program, alice: Somebody, bob: Somebody) -> None:
    program.world.post("/bots", {"username": "other_bot"})
    alice.send({"dice": DIE, "via_bot": "other_bot"})


def in_album(program: Program, alice: Somebody, bob: Somebody) -> None:
    alice.send({"dice": DIE, "album": "a1"})


def wrong_emoji(program: Program, alice: Somebody, bob: Somebody) -> None:
    throw(alice, DART)


def in_a_group(program: Program, alice: Somebody, bob: Somebody) -> None:
    club(program)
    alice.send({"dice": DIE}, chat="club")


def club(program: Program) -> None:
    made = {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice"}
    program.world.post("/chats", {**made, "members": ["bob"], "admins": ["bot"]})


BAD: list[tuple[Act, str]] = [
    (forwarded, "forwarded"),
    (scheduled, "scheduled"),
    (via_bot, "another bot"),
    (in_album, "of its own"),
    (wrong_emoji, f"played with {DIE}"),
]


@pytest.mark.parametrize(("act", "words"), BAD, ids=[act.__name__ for act, _ in BAD])
def test_a_bad_throw_is_told_why_and_a_good_one_still_counts(
    program: Program, act: Act, words: str
) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    act(program, alice, bob)
    assert words in not_counted(alice)[-1]
    assert shown(alice, lobby)["players"][0]["throws"] == []
    lay(program, alice=[5], bob=[2])
    throw(alice)
    throw(bob)
    verdict(program)
    assert [t["value"] for t in shown(bob, lobby)["players"][0]["throws"]] == [5]
    assert len(not_counted(alice)) == 1
    holds(program)


def test_a_throw_in_a_group_is_none(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    in_a_group(program, alice, bob)
    said = group_texts(program)
    assert "throw in our private chat" in said[-1]
    throw(player(program, "carol"))
    assert len(group_texts(program)) == len(said)
    assert shown(alice, lobby)["players"][0]["throws"] == []


def test_groups_hear_nothing_of_dice_without_a_match(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    in_a_group(program, alice, bob)
    assert group_texts(program) == []


def group_texts(program: Program) -> list[str]:
    items: list[Json] = program.world.get("/chats/club/messages?as=alice&wait_s=20")["items"]
    return [m["text"] for m in items if m.get("from", {}).get("is_bot") and "text" in m]


def test_a_throw_before_the_word_and_without_a_match(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    throw(alice)
    assert "you are in no match" in not_counted(alice)[-1]
    lobby = seated(alice)
    throw(alice)
    assert "in no match" in not_counted(alice)[-1]
    fault = {"face": "bot_api", "match": "sendMessage", "kind": "error", "status": 500}
    made = program.world.post("/faults", {**fault, "times": None})
    api(bob).act(f"/lobbies/{lobby}/join")
    program.world.post("/chats/alice/messages?as=alice", {"dice": DIE})
    program.world.delete(f"/faults/{made['id']}")
    program.world.idle()
    assert "before my word" in not_counted(alice)[-1]
    assert shown(alice, lobby)["players"][0]["throws"] == []


def test_a_second_throw_is_none(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    lay(program, alice=[1, 6], bob=[2])
    throw(alice, times=2)
    assert "your throws are in" in not_counted(alice)[-1]
    throw(bob)
    verdict(program)
    assert [t["value"] for t in shown(bob, lobby)["players"][0]["throws"]] == [1]
    assert points(bob) == ("109.4", "0")


def test_a_throw_after_the_end_is_late(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    match(alice, bob)
    throw(alice)
    throw(bob)
    throw(bob)
    assert "the time was over" in not_counted(bob)[-1]
    verdict(program)
    throw(alice)
    assert "the time was over" in not_counted(alice)[-1]
    program.world.advance(1800)
    throw(alice)
    assert "in no match" in not_counted(alice)[-1]


def test_a_throw_after_the_deadline_is_late(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob)
    lay(program, alice=[3], bot=[6])
    throw(alice)
    program.world.advance(THROW_S + 1)
    throw(bob)
    assert "the time was over" in not_counted(bob)[-1]
    verdict(program)
    thrown = shown(alice, lobby)["players"][1]["throws"]
    assert [(t["value"], t["by"]) for t in thrown] == [(6, "bot")]


def test_a_redelivered_throw_counts_once_and_silently(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    lobby = match(alice, bob, "dice sum_of_3 10 POINTS open")
    throw(alice)
    update = program.world.get("/updates?limit=1000")["items"][-1]["update"]
    assert "dice" in update["message"]
    said = alice.count()
    for _ in range(3):
        program.world.post(f"/updates/{update['update_id']}/redeliver")
        program.world.idle()
    assert len(shown(alice, lobby)["players"][0]["throws"]) == 1
    assert alice.count() == said
