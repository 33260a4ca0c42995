"""Who does not throw, cannot be reached, or is thrown for; and deaths of the app in between."""

import time
from collections.abc import Callable

import pytest

from tests.engines import both_engines
from tests.handlers.duel import (
    DIE,
    HOUSE_S,
    THROW_S,
    api,
    ask,
    holds,
    lay,
    lobby_of,
    match,
    player,
    points,
    receipts,
    seated,
    shown,
    texts,
    throw,
    verdict,
)
from tests.program import Json, Program, Refused
from tests.talk import Somebody

ASK_S = 120
LOBBY_S = 600
EVEN = ("100", "0")


@pytest.fixture
def alice(program: Program) -> Somebody:
    return player(program, "alice")


@pytest.fixture
def bob(program: Program) -> Somebody:
    return player(program, "bob")


def fault(program: Program, method: str, kind: str, **more: Json) -> str:
    order = {"face": "bot_api", "match": method, "kind": kind, "times": None, **more}
    return str(program.world.post("/faults", order)["id"])


def ended(program: Program, lobby: str, alice: Somebody) -> tuple[str, str]:
    state = shown(alice, lobby)["state"]
    return state, points(alice)[0]


def test_the_bot_throws_for_who_is_late(program: Program, alice: Somebody, bob: Somebody) -> None:
    lobby = match(alice, bob)
    lay(program, alice=[3], bot=[5])
    throw(alice)
    program.world.advance(THROW_S + 1)
    dice = [m for m in bob.from_bot() if "dice" in m]
    assert [m["dice"]["value"] for m in dice] == [5]
    verdict(program)
    assert "You won 19.4" in receipts(bob)[-1]
    assert shown(bob, lobby)["players"][1]["throws"] == [
        {"value": 5, "by": "bot", "message_id": dice[0]["message_id"]}
    ]
    holds(program)


def test_nobody_throws_and_both_get_their_stakes_back(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    match(alice, bob)
    program.world.advance(THROW_S + 1)
    assert "nobody threw in time" in receipts(alice)[-1]
    assert points(alice) == points(bob) == EVEN
    holds(program)


def test_a_lobby_that_nobody_joins_is_closed(program: Program, alice: Somebody) -> None:
    lobby = seated(alice)
    program.world.advance(LOBBY_S + 1)
    assert "Nobody joined your game" in alice.newest
    assert ended(program, lobby, alice) == ("cancelled", "100")
    assert "Waiting" in ask(alice, "dice single 10 POINTS open")


def test_who_blocked_the_bot_in_the_middle_loses_to_who_threw(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    throw(alice)
    program.world.patch("/people/bob", {"blocked": True})
    program.world.advance(THROW_S + 1)
    program.world.advance(HOUSE_S + 1)
    verdict(program)
    assert ended(program, lobby, alice) == ("resolved", "109.4")
    assert "who could not be reached" in receipts(alice)[-1]
    program.world.patch("/people/bob", {"blocked": False})
    bob.say("/inbox")
    assert "you could not be reached" in bob.newest
    assert points(bob) == ("90", "0")
    holds(program)


def test_who_blocked_the_bot_before_cannot_be_played(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = seated(alice)
    program.world.patch("/people/alice", {"blocked": True})
    program.world.idle()
    with pytest.raises(Refused) as refused:
        api(bob).act(f"/lobbies/{lobby}/join")
    assert refused.value.code == "lobby-gone"
    assert points(bob) == EVEN
    holds(program)


def test_a_throw_of_the_bot_whose_fate_is_unknown_is_never_made_again(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    fault(program, "sendDice", "lose_answer", times=1)
    throw(alice)
    program.world.advance(THROW_S + 1)
    assert shown(alice, lobby)["state"] == "throwing"
    program.world.advance(HOUSE_S + 1)
    assert "never learned what I threw" in receipts(alice)[-1]
    assert ended(program, lobby, alice) == ("void", "100")
    assert points(bob) == EVEN
    calls = program.world.get("/calls?face=bot_api&match=sendDice")["items"]
    assert len(calls) == 1
    holds(program)


def test_a_throw_of_the_bot_that_telegram_delays_is_made_once(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    fault(program, "sendDice", "error", status=429, retry_after_s=1, times=2)
    throw(alice)
    program.world.advance(THROW_S + 1)
    verdict(program)
    assert shown(alice, lobby)["state"] in {"resolved", "throwing"}
    assert len([m for m in bob.from_bot() if "dice" in m]) == 1
    holds(program)


def test_prompts_that_cannot_leave_in_time_void_the_match(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = seated(alice)
    made = fault(program, "sendMessage", "error", status=500)
    api(bob).act(f"/lobbies/{lobby}/join")
    program.world.post("/clock/advance", {"seconds": ASK_S + 1})
    program.world.delete(f"/faults/{made}")
    program.world.idle()
    assert "could not ask both of you" in receipts(alice)[-1]
    assert points(alice) == points(bob) == EVEN
    assert shown(bob, lobby)["state"] == "void"
    holds(program)


Step = Callable[[Program, Somebody, Somebody, str], None]


def after_the_lock(program: Program, alice: Somebody, bob: Somebody, lobby: str) -> None:
    """Nobody has thrown."""


def after_one_throw(program: Program, alice: Somebody, bob: Somebody, lobby: str) -> None:
    throw(alice)


def with_a_throw_in_flight(program: Program, alice: Somebody, bob: Somebody, lobby: str) -> None:
    """Telegram holds it; the app is killed before or after it has read it."""
    program.world.post("/chats/alice/messages?as=alice", {"dice": DIE})


def after_both_threw(program: Program, alice: Somebody, bob: Somebody, lobby: str) -> None:
    throw(alice)
    throw(bob)


STEPS: list[tuple[Step, tuple[str, ...]]] = [
    (after_the_lock, ("alice", "bob")),
    (after_one_throw, ("bob",)),
    (with_a_throw_in_flight, ("bob",)),
    (after_both_threw, ()),
]


@both_engines
@pytest.mark.parametrize(("step", "left"), STEPS, ids=[step.__name__ for step, _ in STEPS])
def test_a_death_at_any_step_leaves_one_settlement(
    program: Program, alice: Somebody, bob: Somebody, step: Step, left: tuple[str, ...]
) -> None:
    lobby = match(alice, bob)
    lay(program, alice=[6], bob=[2])
    step(program, alice, bob, lobby)
    program.kill()
    program.start()
    program.world.idle()
    people = {"alice": alice, "bob": bob}
    for name in left:
        throw(people[name])
    verdict(program)
    assert ended(program, lobby, alice) == ("resolved", "109.4")
    assert points(bob) == ("90", "0")
    assert len(receipts(alice)) == len(receipts(bob)) == 1
    holds(program)


@both_engines
def test_deadlines_pass_while_the_app_is_dead(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    lay(program, alice=[4], bot=[1])
    throw(alice)
    program.kill()
    program.world.post("/clock/advance", {"seconds": THROW_S + 1})
    program.start()
    program.world.idle()
    verdict(program)
    assert ended(program, lobby, alice) == ("resolved", "109.4")
    holds(program)


@both_engines
def test_a_death_while_the_bot_throws_never_throws_twice(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    lobby = match(alice, bob)
    throw(alice)
    made = fault(program, "sendDice", "delay", delay_ms=3000)
    program.world.post("/clock/advance", {"seconds": THROW_S + 1})
    waited(program, "bob")
    program.kill()
    program.world.delete(f"/faults/{made}")
    program.start()
    program.world.idle()
    program.world.advance(HOUSE_S + 1)
    verdict(program)
    assert shown(alice, lobby)["state"] in {"void", "resolved"}
    assert len([m for m in bob.from_bot() if "dice" in m]) == 1
    holds(program)


def waited(program: Program, chat: str) -> None:
    """Until Telegram has taken the bot's throw there; its answer is still on the way."""
    for _ in range(200):
        items = program.world.get(f"/chats/{chat}/messages?as={chat}&limit=1000")["items"]
        if any("dice" in m and m["from"]["is_bot"] for m in items):
            return
        time.sleep(0.05)
    raise AssertionError("the bot did not throw")


@both_engines
def test_what_was_said_before_a_death_is_said_once(
    program: Program, alice: Somebody, bob: Somebody
) -> None:
    match(alice, bob)
    lay(program, alice=[6], bob=[2])
    throw(alice)
    throw(bob)
    verdict(program)
    before = texts(alice)
    program.kill()
    program.start()
    program.world.idle()
    assert texts(alice) == before
    assert lobby_of(alice)
