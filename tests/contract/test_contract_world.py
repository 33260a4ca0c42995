"""§2: the world itself, its time, chance, logs, idle."""

import time
from datetime import datetime

import pytest

from tests.contract.outsider import TIME, Outside, ask


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_world_tells_of_itself(outside: Outside) -> None:
    world = outside.world.get()
    assert set(world) >= {"id", "seed", "pace", "seq", "clock", "bot", "app", "ton", "counts"}
    assert set(world["clock"]) == {"now", "rate"}
    assert set(world["bot"]) >= {"id", "username", "token"}
    assert world["bot"]["id"] == 7000000001
    assert world["bot"]["username"] == "souk_bot"
    assert world["app"]["url"] == outside.program.url
    assert outside.program.process is not None
    assert world["app"]["pid"] == outside.program.process.pid
    assert world["app"]["state"] == "up"
    assert world["ton"]["network"] == "-3"
    assert isinstance(world["ton"]["jettons"], list)
    assert set(world["counts"]) >= {"people", "chats", "listings"}


def test_pace_is_patched(outside: Outside) -> None:
    changed = outside.world.patch("", {"pace": 40})
    assert (changed["pace"], outside.world.get()["pace"]) == (40, 40)
    assert outside.ask("PATCH", "", {"pace": 0}).code == "invalid"
    assert outside.ask("PATCH", "", {"pace": "fast"}).code == "invalid"
    assert outside.world.patch("", {"pace": 50})["pace"] == 50


def test_reset_makes_a_new_world_without_people(outside: Outside) -> None:
    outside.guest()
    before = outside.world.get()
    order = {"seed": 7, "pace": 50, "clock": {"now": "2026-12-01T09:00:00.000Z", "rate": 0}}
    reset = outside.ask("POST", "/reset", order)
    assert reset.status == 200
    world = reset.body
    assert set(world) == set(outside.world.get())
    assert world["id"] != before["id"]
    assert (world["seed"], world["pace"]) == (7, 50)
    assert world["clock"] == {"now": "2026-12-01T09:00:00.000Z", "rate": 0}
    assert world["counts"]["people"] == 0
    assert outside.world.get("/people") == {"items": [], "next": None}
    assert world["app"]["state"] == "up"
    assert world["app"]["pid"] == before["app"]["pid"]
    assert ask("GET", f"{outside.program.url}/readyz").status == 200


def test_after_a_reset_the_app_has_an_empty_store(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    client, guest_id = either.sign_in(guest), guest.id
    either.world.reset()
    assert client.ask("GET", "/me").status == 401
    assert either.guest(id=guest_id).balance() == "0"


def test_a_reset_without_parts_is_seed_one_pace_one_and_the_real_time(outside: Outside) -> None:
    try:
        world = outside.world.post("/reset", {})
        assert (world["seed"], world["pace"], world["clock"]["rate"]) == (1, 1, 1)
        now = _moment(world["clock"]["now"]).timestamp()
        assert abs(now - time.time()) < 10
        assert world["counts"]["people"] == 0
    finally:
        outside.world.reset()


@pytest.mark.parametrize(
    "order",
    [
        {"seed": 3},
        {"pace": 7},
        {"clock": {"now": "2027-01-01T00:00:00.000Z"}},
        {"clock": {"rate": 0}},
        {"demo": False},
        {"markets": {"collections": 2, "gifts": 20, "listings": 5, "rate": 0}},
        {"markets": {"listings": 5}},
    ],
)
def test_each_part_of_a_reset_is_optional(outside: Outside, order: dict[str, object]) -> None:
    try:
        world = outside.world.post("/reset", order)
        assert world["seed"] == order.get("seed", 1)
        assert world["pace"] == order.get("pace", 1)
        clock = order.get("clock", {})
        assert isinstance(clock, dict)
        assert world["clock"]["rate"] == clock.get("rate", 1)
        if "now" in clock:
            assert world["clock"]["now"].startswith("2027-01-01T00:00:0")
    finally:
        outside.world.reset()


def test_a_reset_with_demo_has_the_people_of_the_first_start(outside: Outside) -> None:
    try:
        assert outside.world.post("/reset", {"demo": True})["counts"]["people"] > 0
    finally:
        outside.world.reset()


def test_same_seed_same_dice_and_other_seed_other_dice(outside: Outside) -> None:
    def thrown(seed: int) -> list[int]:
        outside.world.reset(seed=seed)
        name = outside.person()["username"]
        path = f"/chats/{name}/messages"
        return [outside.world.post(path, {"dice": "🎲"})["dice"]["value"] for _ in range(12)]

    first, other, again = thrown(7), thrown(8), thrown(7)
    assert first == again
    assert first != other
    outside.world.reset()


def test_chance_is_set_anew(outside: Outside) -> None:
    name = outside.person()["username"]

    def thrown() -> list[int]:
        assert outside.world.put("/chance", {"seed": 99}) == {"seed": 99}
        path = f"/chats/{name}/messages"
        return [outside.world.post(path, {"dice": "🎲"})["dice"]["value"] for _ in range(12)]

    assert thrown() == thrown()
    assert outside.world.get("/chance") == {"seed": 99}


def test_the_clock_is_read_and_set_forward_only(outside: Outside) -> None:
    clock = outside.world.get("/clock")
    assert set(clock) == {"now", "rate"}
    assert TIME.fullmatch(clock["now"])
    assert outside.world.put("/clock", {"now": "2026-12-24T18:00:00.000Z"}) == {
        "now": "2026-12-24T18:00:00.000Z",
        "rate": 0,
    }
    back = outside.ask("PUT", "/clock", {"now": "2026-12-01T09:00:00.000Z"})
    assert (back.status, back.code) == (409, "clock-backwards")
    assert outside.ask("PUT", "/clock", {"rate": -1}).status == 400
    assert outside.ask("PUT", "/clock", {"now": "yesterday"}).status == 400
    outside.world.reset()


def test_at_rate_zero_time_stands_still_and_at_a_rate_it_goes_faster(outside: Outside) -> None:
    first = outside.world.get("/clock")["now"]
    time.sleep(0.05)
    assert outside.world.get("/clock")["now"] == first
    outside.world.put("/clock", {"rate": 1000})
    time.sleep(0.2)
    went = _moment(outside.world.get("/clock")["now"]) - _moment(first)
    assert 100 < went.total_seconds() < 5000
    assert outside.world.put("/clock", {"rate": 0})["rate"] == 0
    outside.world.reset()


def test_advancing_jumps_and_the_app_sees_the_new_time(either: Outside) -> None:
    before = _moment(either.world.get("/clock")["now"])
    after = either.world.post("/clock/advance", {"seconds": 600})
    assert (_moment(after["now"]) - before).total_seconds() == 600
    assert after["rate"] == 0
    expires = either.app("POST", "/auth/nonce", {}).body["expires_at"]
    assert _moment(expires) > _moment(after["now"])
    assert either.ask("POST", "/clock/advance", {"seconds": -1}).code == "clock-backwards"
    assert either.ask("POST", "/clock/advance", {}).status == 400
