"""The world as a whole: what it tells, its pace, a new one, and its link to the app."""

import asyncio
import time

import pytest

from scripts.sandbox import app_link
from scripts.sandbox.world import MARKETS, World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Caller, until

CLOCK = {"now": "2026-12-01T09:00:00.000Z", "rate": 0}


async def test_the_world_tells_what_it_is(caller: Caller) -> None:
    told = await caller.get()
    assert told["id"].startswith("w")
    assert (told["seed"], told["pace"]) == (1, 1)
    assert told["clock"]["rate"] == 1
    assert told["bot"]["id"] == 7_000_000_001
    assert told["bot"]["username"] == "souk_bot"
    assert told["bot"]["token"].startswith("7000000001:sandbox-")
    assert told["app"] == {"url": None, "pid": None, "state": "down"}
    (usdt,) = told["ton"]["jettons"]
    assert told["ton"]["network"] == "-3"
    assert (usdt["symbol"], usdt["decimals"], usdt["master"][:2]) == ("USDT", 6, "0:")
    assert told["counts"] == {"people": 0, "chats": 0, "listings": 2000}
    assert len(bytes.fromhex(told["launch_key"])) == 32
    seq = told["seq"]
    await caller.person("alice")
    later = await caller.get()
    assert later["seq"] > seq
    assert later["counts"]["people"] == 1


async def test_the_world_tells_how_the_app_is(caller: Caller, app: FakeApp) -> None:
    await caller.get("/people")
    told = (await caller.get())["app"]
    assert told == {"url": "http://127.0.0.1:8080", "pid": 4242, "state": "up"}
    await app.send({"state": "stopping"})
    await until(caller, "down")
    await app.die()
    told = await until(caller, "down")
    assert told == {"url": "http://127.0.0.1:8080", "pid": None, "state": "down"}
    await app.start(up=False)
    assert (await until(caller, "starting"))["pid"] == 4242


async def test_the_pace_is_told_to_the_app(caller: Caller, app: FakeApp) -> None:
    assert (await caller.patch("", {"pace": 50}))["pace"] == 50
    assert app.last("pace")["pace"] == 50
    for pace in (0, 0.5, -1, "50", 10_001, None):
        assert (await caller.refused("PATCH", "", {"pace": pace}))[:2] == (400, "invalid")
    assert (await caller.refused("PATCH", "", {}))[:2] == (400, "invalid")


async def test_a_reset_makes_a_new_world_without_people(caller: Caller) -> None:
    await caller.person("alice", stars="5")
    await caller.make("/chats/alice/messages", {"start": ""})
    await caller.make("/bots", {"username": "other_bot"})
    await caller.make("/faults", {"face": "bot_api", "kind": "error", "status": 500})
    before = await caller.get()
    told = await caller.post("/reset", {"seed": 7, "pace": 50, "clock": CLOCK, "demo": False})
    assert told["id"] != before["id"]
    assert told["bot"] == before["bot"]
    assert told["launch_key"] == before["launch_key"]
    assert (told["seed"], told["pace"], told["clock"]) == (7, 50, CLOCK)
    assert told["counts"] == {"people": 0, "chats": 0, "listings": 2000}
    assert (await caller.get("/people"))["items"] == []
    assert (await caller.get("/faults"))["items"] == []
    assert (await caller.get("/updates"))["items"] == []
    assert (await caller.get("/calls"))["items"] == []
    assert (await caller.person("alice"))["id"] == 1001
    assert (await caller.make("/bots", {"username": "other_bot"}))["id"] == 7_000_000_002


async def test_a_reset_without_wishes_is_in_real_time(caller: Caller) -> None:
    await caller.put("/clock", {"now": "2100-01-01T00:00:00.000Z", "rate": 0})
    told = await caller.post("/reset")
    assert (told["seed"], told["pace"], told["clock"]["rate"]) == (1, 1, 1)
    assert told["clock"]["now"] < "2100"
    assert told["markets"] == MARKETS


async def test_a_reset_keeps_what_markets_are_asked_for(caller: Caller) -> None:
    wanted = {"collections": 3, "gifts": 100, "listings": 10, "rate": 2}
    assert (await caller.post("/reset", {"markets": wanted}))["markets"] == wanted
    told = await caller.post("/reset", {"markets": {"gifts": 5}})
    assert told["markets"] == {**MARKETS, "gifts": 5}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"seed": "7"}, "seed"),
        ({"pace": 0}, "pace"),
        ({"clock": {"now": 5}}, "clock.now"),
        ({"clock": {"rate": -1}}, "clock.rate"),
        ({"clock": {"hour": 1}}, "clock.hour"),
        ({"markets": {"gifts": -1}}, "markets.gifts"),
        ({"demo": "yes"}, "demo"),
        ({"people": 5}, "people"),
    ],
)
async def test_a_reset_that_does_not_fit_changes_nothing(
    caller: Caller, body: dict[str, object], field: str
) -> None:
    before = await caller.get()
    status, code, fields = await caller.refused("POST", "/reset", body)
    assert (status, code, list(fields)) == (400, "invalid", [field])
    assert (await caller.get())["id"] == before["id"]


async def test_a_reset_answers_when_the_app_is_up_again(caller: Caller, app: FakeApp) -> None:
    app.start_s = 0.2
    began = time.monotonic()
    told = await caller.post("/reset", {"seed": 3, "clock": CLOCK, "pace": 9})
    assert time.monotonic() - began >= 0.2
    assert app.starts == 2
    assert told["app"]["state"] == "up"
    assert app.last("clock")["now"] == CLOCK["now"]
    assert app.last("pace")["pace"] == 9
    assert app.last("roles")["roles"] == {}


async def test_a_demo_has_two_people_one_of_whom_has_just_come(
    caller: Caller, app: FakeApp
) -> None:
    await caller.post("/reset", {"demo": True})
    people = (await caller.get("/people"))["items"]
    assert [(one["username"], one["language"]) for one in people] == [
        ("alice", "en"),
        ("bob", "ru"),
    ]
    updates = (await caller.get("/updates"))["items"]
    assert [row["update"]["message"]["text"] for row in updates] == ["/start"]
    assert updates[0]["update"]["message"]["from"]["username"] == "alice"


async def test_two_resets_at_once_come_one_after_the_other(caller: Caller, app: FakeApp) -> None:
    one, other = await asyncio.gather(
        caller.post("/reset", {"seed": 1}), caller.post("/reset", {"seed": 2})
    )
    assert one["id"] != other["id"]
    assert app.starts == 3


async def test_a_silent_app_is_not_waited_for_forever(
    world: World, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeApp(world.core.url) as app:
        app.answers = False
        monkeypatch.setattr(app_link, "ANSWER_S_MAX", 0.05)
        monkeypatch.setattr(app_link.AppLink.ask, "__kwdefaults__", {"timeout_s": 0.05})
        for method, path, body in (
            ("PATCH", "", {"pace": 2}),
            ("POST", "/clock/advance", {"seconds": 1}),
            ("PUT", "/clock", {"rate": 0}),
            ("POST", "/people", {"username": "alice", "role": "admin"}),
            ("POST", "/reset", {}),
        ):
            assert (await caller.refused(method, path, body))[:2] == (504, "app-silent")


async def test_an_app_that_dies_is_not_waited_for(world: World, caller: Caller) -> None:
    async with FakeApp(world.core.url) as app:
        app.answers = False
        waiting = asyncio.create_task(caller.patch("", {"pace": 2}))
        await asyncio.sleep(0.05)
        await app.die()
        assert (await asyncio.wait_for(waiting, 2))["pace"] == 2


async def test_a_later_app_takes_the_place_of_an_earlier_one(
    world: World, caller: Caller, app: FakeApp
) -> None:
    async with FakeApp(world.core.url) as later:
        await caller.patch("", {"pace": 3})
        assert later.last("pace")["pace"] == 3
        assert app.last("pace")["pace"] == 1
    await until(caller, "down")


async def test_a_link_that_does_not_say_hello_is_closed(caller: Caller) -> None:
    async with caller.session.ws_connect(f"{caller.url}/app") as socket:
        await socket.send_str('{"state":"up"}')
        message = await socket.receive(timeout=5)
        assert message.data == 4400
    assert (await caller.get())["app"]["state"] == "down"


async def test_a_path_that_is_not_there_is_told_in_the_one_form(caller: Caller) -> None:
    assert (await caller.refused("GET", "/nothing"))[:2] == (404, "not-found")
    assert (await caller.refused("DELETE", "/people"))[:2] == (405, "method-not-allowed")


async def test_a_refusal_is_in_the_language_of_who_acts(caller: Caller) -> None:
    await caller.person("bob", language="ru")
    _status, told = await caller.call("GET", "/chats/club/messages?as=bob")
    assert told["error"]["text"] == "Такого чата нет."
    _status, told = await caller.call("GET", "/chats/club", None, **{"Accept-Language": "ru"})
    assert told["error"]["text"] == "Такого чата нет."
    _status, told = await caller.call("GET", "/chats/club")
    assert told["error"]["text"] == "There is no such chat."
