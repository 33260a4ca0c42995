"""Faults, and the logs of calls and updates."""

import pytest

from scripts.sandbox.calls import CallRow
from scripts.sandbox.faults import FACES, KINDS
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller


def row(method: str, *, face: str = "bot_api", chat: int | None = None, **more: object) -> CallRow:
    return CallRow(
        face=face,
        method=method,
        params=dict(more),
        status=200,
        answer={"ok": True},
        took_ms=1.26,
        chat=chat,
    )


async def test_a_fault_is_put_in_and_taken_out(caller: Caller) -> None:
    order = {
        "face": "bot_api",
        "match": "send*",
        "kind": "error",
        "status": 429,
        "retry_after_s": 3,
        "times": 2,
    }
    told = await caller.make("/faults", order)
    assert {name: told[name] for name in order} == order
    assert (told["left"], told["hits"]) == (2, 0)
    other = await caller.make("/faults", {"face": "updates", "kind": "duplicate"})
    assert (other["match"], other["times"], other["left"]) == ("*", None, None)
    assert [one["id"] for one in (await caller.get("/faults"))["items"]] == [
        told["id"],
        other["id"],
    ]
    await caller.delete(f"/faults/{told['id']}")
    refused = await caller.refused("DELETE", f"/faults/{told['id']}")
    assert refused[:2] == (404, "not-found")
    await caller.delete("/faults")
    assert (await caller.get("/faults"))["items"] == []


async def test_a_fault_strikes_so_often_and_where_it_should(world: World, caller: Caller) -> None:
    made = await caller.make(
        "/faults", {"face": "bot_api", "match": "send*", "kind": "lose_answer", "times": 2}
    )
    hit = world.core.faults.hit
    assert hit("bot_api", "getMe") is None
    assert hit("updates", "sendMessage") is None
    assert hit("bot_api", "sendMessage", kinds=("error",)) is None
    for _ in range(2):
        fault = hit("bot_api", "sendMessage")
        assert fault is not None
        assert fault.id == made["id"]
    assert hit("bot_api", "sendMessage") is None
    told = (await caller.get("/faults"))["items"][0]
    assert (told["left"], told["hits"]) == (0, 2)


async def test_the_oldest_fault_strikes_first(world: World, caller: Caller) -> None:
    first = await caller.make("/faults", {"face": "ton", "kind": "lag", "blocks": 2, "times": 1})
    later = await caller.make("/faults", {"face": "ton", "kind": "delay", "delay_ms": 5})
    struck = [world.core.faults.hit("ton", "/api/v3/transactions") for _ in range(3)]
    assert [one.id for one in struck if one] == [first["id"], later["id"], later["id"]]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"face": "bot_api"},
        {"face": "moon", "kind": "error"},
        {"face": "bot_api", "kind": "strange"},
        {"face": "bot_api", "kind": "html"},
        {"face": "bot_api", "kind": "lag"},
        {"face": "updates", "kind": "lose_message"},
        {"face": "ton", "kind": "html"},
        {"face": "bot_api", "kind": "error", "status": 200},
        {"face": "bot_api", "kind": "error", "times": 0},
        {"face": "bot_api", "kind": "delay", "delay_ms": -1},
        {"face": "bot_api", "kind": "error", "match": ""},
        {"face": "bot_api", "kind": "error", "id": "f1"},
    ],
)
async def test_a_fault_that_no_face_has_is_refused(
    caller: Caller, body: dict[str, object]
) -> None:
    assert (await caller.refused("POST", "/faults", body))[:2] == (400, "invalid")
    assert (await caller.get("/faults"))["items"] == []


async def test_every_kind_of_every_face_can_be_asked_for(caller: Caller) -> None:
    for face in FACES:
        for kind in KINDS[face]:
            await caller.make("/faults", {"face": face, "kind": kind, "times": 1})
    told = await caller.get("/faults?limit=100")
    assert len(told["items"]) == sum(len(kinds) for kinds in KINDS.values())


async def test_calls_are_logged_and_filtered(world: World, caller: Caller) -> None:
    await caller.person("alice")
    calls = world.core.calls
    calls.record(row("sendMessage", chat=1001, text="hi"))
    calls.record(row("getUpdates"))
    calls.record(row("runGetMethod", face="ton"))
    calls.record(row("sendDice", chat=1001))
    told = await caller.get("/calls")
    assert [one["method"] for one in told["items"]] == [
        *("sendMessage", "getUpdates", "runGetMethod", "sendDice")
    ]
    first = told["items"][0]
    assert {name: first[name] for name in ("face", "params", "status", "answer", "fault")} == {
        "face": "bot_api",
        "params": {"text": "hi"},
        "status": 200,
        "answer": {"ok": True},
        "fault": None,
    }
    assert first["took_ms"] == 1.3
    for query, methods in (
        ("face=ton", ["runGetMethod"]),
        ("match=send*", ["sendMessage", "sendDice"]),
        ("match=send[!M]*", ["sendDice"]),
        ("chat=alice", ["sendMessage", "sendDice"]),
        ("chat=1001&match=*Dice", ["sendDice"]),
        (f"since={first['seq']}&face=bot_api", ["getUpdates", "sendDice"]),
    ):
        found = await caller.get(f"/calls?{query}")
        assert [one["method"] for one in found["items"]] == methods, query
    assert (await caller.refused("GET", "/calls?chat=nobody"))[:2] == (404, "chat-not-found")


async def test_a_log_is_read_on_without_gap_or_double(world: World, caller: Caller) -> None:
    for n in range(7):
        world.core.calls.record(row(f"m{n}"))
    got: list[str] = []
    since = 0
    for _ in range(4):
        told = await caller.get(f"/calls?since={since}&limit=3")
        got += [one["method"] for one in told["items"]]
        since = told["seq"]
    assert got == [f"m{n}" for n in range(7)]
    assert (await caller.get(f"/calls?since={since}"))["items"] == []
    world.core.calls.record(row("later"))
    later = (await caller.get(f"/calls?since={since}"))["items"]
    assert [one["method"] for one in later] == ["later"]


@pytest.mark.parametrize(
    "query", ["since=-1", "limit=0", "limit=1001", "since=x", "face=a&b=c", f"since={2**64}"]
)
async def test_a_log_refuses_what_does_not_fit(caller: Caller, query: str) -> None:
    assert (await caller.refused("GET", f"/calls?{query}"))[:2] == (400, "invalid")


async def test_long_texts_and_bytes_are_cut_in_the_log(world: World, caller: Caller) -> None:
    world.core.calls.record(row("sendPhoto", photo=b"12345", caption="x" * 10_000))
    params = (await caller.get("/calls"))["items"][0]["params"]
    assert params["photo"] == "5 bytes"
    assert len(params["caption"]) == 4_001


async def test_updates_are_logged_and_sent_again(world: World, caller: Caller) -> None:
    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"text": "one"})
    await caller.make("/chats/alice/messages", {"text": "two"})
    told = await caller.get("/updates")
    assert [one["update"]["message"]["text"] for one in told["items"]] == ["one", "two"]
    first = told["items"][0]
    assert (first["deliveries"], first["acknowledged"]) == (0, False)
    update_id = first["update"]["update_id"]
    world.telegram.updates.acknowledge_before(world.bot.id, update_id + 1)
    assert (await caller.get("/updates"))["items"][0]["acknowledged"] is True
    again = await caller.post(f"/updates/{update_id}/redeliver")
    assert again["acknowledged"] is False
    assert world.telegram.updates.pending(world.bot.id) == 2
    assert (await caller.get(f"/updates?since={first['seq']}"))["items"][0] == told["items"][1]
    assert (await caller.refused("POST", "/updates/1/redeliver"))[:2] == (404, "update-not-found")
    assert (await caller.refused("POST", "/updates/x/redeliver"))[:2] == (400, "invalid")


async def test_the_page_hears_of_every_change(caller: Caller) -> None:
    async with caller.session.ws_connect(f"{caller.url}/world/live") as feed:
        await caller.person("alice")
        await caller.make("/chats/alice/messages", {"text": "hi"})
        await caller.make("/faults", {"face": "ton", "kind": "error"})
        await caller.put("/clock", {"rate": 2})
        await caller.patch("", {"pace": 2})
        await caller.put("/chance", {"seed": 2})
        await caller.post("/reset")
        heard: list[dict[str, object]] = []
        while not heard or heard[-1]["kind"] != "reset":
            heard.append(await feed.receive_json(timeout=5))
    kinds = {str(frame["kind"]) for frame in heard}
    assert {"person", "message", "update", "faults", "clock", "pace", "chance", "reset"} <= kinds
    message = next(frame for frame in heard if frame["kind"] == "message")
    assert (message["chat"], message["person"]) == (1001, 1001)
    assert isinstance(message["seq"], int)


async def test_a_page_that_does_not_read_is_sent_away(world: World) -> None:
    feed = world.core.live.join()
    for _ in range(3_000):
        world.core.live.tell("clock")
    frames = 0
    while await feed.frames.get() is not None:
        frames += 1
    assert frames == 2_000
    assert feed.frames.empty()
