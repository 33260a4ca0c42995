"""Ten people at once: everybody finds somebody, and each stake is settled once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.engines import both_engines
from tests.handlers.duel import DIE, api, holds, player, points, receipts, verdict
from tests.program import Program
from tests.talk import Somebody

pytestmark = both_engines

NAMES = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy")


def all_at_once(people: Sequence[Somebody], act: Callable[[Somebody], None]) -> None:
    with ThreadPoolExecutor(len(people)) as pool:
        for done in [pool.submit(act, one) for one in people]:
            done.result()
    people[0].program.world.idle()


def test_ten_people_meet_play_and_settle(program: Program) -> None:
    people = [player(program, name) for name in NAMES]

    def ask(one: Somebody) -> None:
        program.world.post(
            f"/chats/{one.name}/messages", {"text": "/play dice sum_of_3 10 POINTS any"}
        )

    def confirm(one: Somebody) -> None:
        program.world.post(f"/chats/{one.name}/press", {"data": "confirm:*"})

    def throw(one: Somebody) -> None:
        program.world.post(f"/chats/{one.name}/messages", {"dice": DIE})

    all_at_once(people, ask)
    all_at_once(people, confirm)
    states = [api(one).get("/lobbies?mine=true")["items"][0] for one in people]
    assert {one["state"] for one in states} == {"throwing"}
    assert len({one["id"] for one in states}) == 5
    for _ in range(3):
        all_at_once(people, throw)
    for _ in range(4):
        verdict(program)
        open_ = [
            one
            for one in people
            if api(one).get("/lobbies?mine=true")["items"][0]["state"] == "throwing"
        ]
        if not open_:
            break
        all_at_once(open_, throw)
    verdict(program)
    ends = [api(one).get("/lobbies?mine=true")["items"][0] for one in people]
    assert {one["state"] for one in ends} <= {"resolved", "split"}
    assert all(len(receipts(one)) == 1 for one in people)
    for one, end in zip(people, ends, strict=True):
        won = {None: "100", one.id: "109.4"}.get(end["winner"], "90")
        assert points(one) == (won, "0")
    holds(program)


def test_ten_people_at_one_lobby_are_two(program: Program) -> None:
    people = [player(program, name) for name in NAMES]
    host, guests = people[0], people[1:]
    program.world.post("/chats/alice/messages", {"text": "/play dice single 10 POINTS open"})
    program.world.idle()
    program.world.post("/chats/alice/press", {"data": "confirm:*"})
    program.world.idle()
    lobby = api(host).get("/lobbies?mine=true")["items"][0]["id"]

    def join(one: Somebody) -> None:
        path = f"/chats/{one.name}/press"
        program.world.post(path, {"data": f"lobby:join:{lobby}", "forged": True})

    all_at_once(guests, join)
    held = [one for one in people if points(one) == ("90", "10")]
    assert len(held) == 2
    assert host in held
    assert [points(one) for one in people if one not in held] == [("100", "0")] * 8
    holds(program)
