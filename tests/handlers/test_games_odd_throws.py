"""Dice messages that no person of the sandbox can write, pushed as Telegram would push them."""

import itertools
from collections.abc import Iterator

import pytest

from tests.handlers.duel import (
    DIE,
    api,
    holds,
    lay,
    match,
    not_counted,
    player,
    shown,
    throw,
    verdict,
)
from tests.program import Json, Program, call
from tests.talk import Somebody

SECRET = "s3cret-of-the-test"
NUMBERS = itertools.count(900_000_001)


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program that takes its updates by webhook."""
    program = Program(tmp_path_factory.mktemp("pushed"))
    program.settings["SOUK_WEBHOOK_URL"] = f"{program.url}/bot/webhook"
    program.settings["SOUK_WEBHOOK_SECRET"] = SECRET
    try:
        program.open_world()
        program.start()
        yield program
    finally:
        program.close()


def dice(one: Somebody, message_id: int, *, value: int = 6, **more: Json) -> Json:
    """A dice message in the private chat, of now."""
    now_s = 1_796_115_600
    who = {"id": one.id, "is_bot": False, "first_name": one.name, "username": one.name}
    plain = {"message_id": message_id, "date": now_s, "chat": {"id": one.id, "type": "private"}}
    return {**plain, "from": who, "dice": {"emoji": DIE, "value": value}, **more}


def push(program: Program, kind: str, message: Json) -> None:
    call(
        "POST",
        f"{program.url}/bot/webhook",
        {"update_id": next(NUMBERS), kind: message},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET},
    )
    program.world.idle()


ODD: list[tuple[str, Json, str]] = [
    ("edited_message", {"edit_date": 1_796_115_600}, "an edited message"),
    ("message", {"edit_date": 1_796_115_600}, "an edited message"),
    ("message", {"dice": {"emoji": DIE, "value": 0}}, "no value"),
    ("message", {"dice": {"emoji": DIE, "value": 7}}, "no value"),
    ("message", {"sender_chat": {"id": -1005, "type": "channel", "title": "C"}}, "your own name"),
]


def test_an_odd_throw_is_told_why_and_a_good_one_still_counts(pushed: Program) -> None:
    pushed.world.reset()
    alice, bob = player(pushed, "alice"), player(pushed, "bob")
    lobby = match(alice, bob)
    for number, (kind, more, words) in enumerate(ODD):
        push(pushed, kind, {**dice(alice, 500 + number), **more})
        assert len(not_counted(alice)) == number + 1
        assert words in not_counted(alice)[-1]
        assert shown(alice, lobby)["players"][0]["throws"] == []
    lay(pushed, alice=[5], bob=[2])
    throw(alice)
    throw(bob)
    verdict(pushed)
    assert shown(bob, lobby)["winner"] == alice.id
    holds(pushed)


def test_nobody_throws_for_another(pushed: Program) -> None:
    """In Alice's chat, and not by her."""
    pushed.world.reset()
    alice, bob = player(pushed, "alice"), player(pushed, "bob")
    lobby = match(alice, bob)
    foreign = {**dice(bob, 500), "chat": {"id": alice.id, "type": "private"}}
    push(pushed, "message", foreign)
    assert [one["made"] for one in shown(alice, lobby)["players"]] == [0, 0]
    carol = player(pushed, "carol")
    push(pushed, "message", {**dice(carol, 501), "chat": {"id": alice.id, "type": "private"}})
    assert [one["made"] for one in shown(alice, lobby)["players"]] == [0, 0]


def test_an_edit_changes_no_throw_that_counted(pushed: Program) -> None:
    pushed.world.reset()
    alice, bob = player(pushed, "alice"), player(pushed, "bob")
    lobby = match(alice, bob)
    lay(pushed, alice=[2])
    throw(alice)
    thrown = api(alice).get(f"/lobbies/{lobby}")["players"][0]["throws"][0]
    edited = dice(alice, thrown["message_id"], value=6, edit_date=1_796_115_600)
    push(pushed, "edited_message", edited)
    assert shown(alice, lobby)["players"][0]["throws"] == [thrown]
    assert "an edited message" in not_counted(alice)[-1]


def test_pushes_without_the_secret_are_nobodys(pushed: Program) -> None:
    pushed.world.reset()
    alice, bob = player(pushed, "alice"), player(pushed, "bob")
    lobby = match(alice, bob)
    with pytest.raises(Exception, match="401"):
        call(
            "POST",
            f"{pushed.url}/bot/webhook",
            {"update_id": next(NUMBERS), "message": dice(alice, 500)},
            {"X-Telegram-Bot-Api-Secret-Token": "guess"},
        )
    assert shown(alice, lobby)["players"][0]["throws"] == []
