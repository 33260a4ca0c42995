"""How updates reach a bot that polls: offsets, conflicts, faults; and the limits on sending."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    for number, name in enumerate(("alice", "bob")):
        await caller.person(name, id=1001 + number)
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


async def _say(caller: Caller, name: str, *texts: str) -> None:
    for text in texts:
        await caller.make(f"/chats/{name}/messages", {"text": text})


def _texts(batch: list[Any]) -> list[str]:
    return [one["message"]["text"] for one in batch]


async def test_an_offset_confirms_what_lies_before_it(bot: RawBot, caller: Caller) -> None:
    await _say(caller, "alice", "1", "2", "3")
    first = await bot.ok("getUpdates", limit=2)
    assert _texts(first) == ["1", "2"]
    assert _texts(await bot.ok("getUpdates")) == ["1", "2", "3"]
    after = first[0]["update_id"] + 1
    assert _texts(await bot.ok("getUpdates", offset=after)) == ["2", "3"]
    log = (await caller.get("/updates"))["items"]
    assert [(one["deliveries"], one["acknowledged"]) for one in log] == [
        (2, True),
        (3, False),
        (2, False),
    ]
    assert _texts(await bot.ok("getUpdates", offset=-1)) == ["3"]
    assert _texts(await bot.ok("getUpdates")) == ["3"]


async def test_a_long_poll_ends_with_the_first_update(bot: RawBot, caller: Caller) -> None:
    polling = asyncio.create_task(bot.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not polling.done()
    await _say(caller, "alice", "hello")
    assert _texts(await asyncio.wait_for(polling, 2)) == ["hello"]
    assert await bot.updates(timeout=0) == []


async def test_a_second_poller_ends_the_first(bot: RawBot, caller: Caller) -> None:
    first = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.updates(timeout=30))
    assert await asyncio.wait_for(first, 2) == (
        409,
        (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        ),
    )
    await _say(caller, "alice", "hello")
    assert _texts(await asyncio.wait_for(second, 2)) == ["hello"]


async def test_a_poller_that_went_away_takes_nothing_with_it(bot: RawBot, caller: Caller) -> None:
    """A killed app's poll is still open at this end when its successor comes."""
    async with aiohttp.ClientSession() as gone:
        dead = asyncio.create_task(
            gone.post(f"{bot.url}/bot{bot.token}/getUpdates", json={"timeout": 30})
        )
        await asyncio.sleep(0.05)
        dead.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await dead
    await _say(caller, "alice", "hello")
    assert _texts(await bot.updates(timeout=2)) == ["hello"]
    (entry,) = (await caller.get("/updates"))["items"]
    assert entry["deliveries"] == 1


async def test_kinds_are_given_as_asked(bot: RawBot, caller: Caller) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query", "message_reaction"])
    await _say(caller, "alice", "not wanted")
    await caller.put("/chats/alice/messages/1/reactions?as=alice", {"emoji": ["👍"]})
    (update,) = await bot.updates()
    assert "message_reaction" in update
    await bot.ok("getUpdates", allowed_updates=[])
    await _say(caller, "alice", "wanted again")
    await caller.put("/chats/alice/messages/1/reactions?as=alice", {"emoji": []})
    assert _texts(await bot.updates()) == ["wanted again"]


async def test_an_old_update_comes_again(bot: RawBot, caller: Caller) -> None:
    await _say(caller, "alice", "1", "2")
    batch = await bot.updates()
    assert await bot.updates() == []
    await caller.post(f"/updates/{batch[0]['update_id']}/redeliver")
    assert _texts(await bot.updates()) == ["1"]
    assert await bot.updates() == []
    assert (await caller.get("/updates"))["items"][0]["deliveries"] == 2


@pytest.mark.parametrize(
    ("kind", "given"), [("duplicate", ["1", "1", "2"]), ("reorder", ["2", "1"])]
)
async def test_faults_in_the_order_of_updates(
    bot: RawBot, caller: Caller, kind: str, given: list[str]
) -> None:
    fault = {"face": "updates", "match": "message", "kind": kind, "times": 1}
    await caller.make("/faults", fault)
    await _say(caller, "alice", "1", "2")
    assert _texts(await bot.ok("getUpdates")) == given
    assert _texts(await bot.ok("getUpdates")) == ["1", "2"]


async def test_a_lost_answer_is_given_again(bot: RawBot, caller: Caller) -> None:
    await caller.make("/faults", {"face": "updates", "kind": "lose_answer", "times": 1})
    await _say(caller, "alice", "1")
    with pytest.raises(aiohttp.ClientError):
        await bot.ok("getUpdates")
    assert _texts(await bot.ok("getUpdates")) == ["1"]


async def test_faults_of_calls(bot: RawBot, caller: Caller) -> None:
    await _say(caller, "alice", "hello")
    hello = {"chat_id": 1001, "text": "x"}
    fault = {"face": "bot_api", "match": "send*", "times": 1}
    await caller.make("/faults", {**fault, "kind": "error", "status": 429, "retry_after_s": 3})
    status, body = await bot.post("sendMessage", **hello)
    assert (status, body["parameters"]) == (429, {"retry_after": 3})
    for kind, said in (("lose_request", 0), ("lose_answer", 1)):
        before = len((await caller.get("/chats/alice/messages"))["items"])
        await caller.make("/faults", {**fault, "kind": kind})
        with pytest.raises(aiohttp.ClientError):
            await bot.post("sendMessage", **hello)
        assert len((await caller.get("/chats/alice/messages"))["items"]) == before + said
    calls = (await caller.get("/calls?match=sendMessage"))["items"]
    assert [one["fault"] for one in calls] == ["error", "lose_request", "lose_answer"]
    assert bot.token not in str(calls)


async def test_sending_too_fast_is_refused(bot: RawBot, caller: Caller) -> None:
    await _say(caller, "alice", "hello")
    for _ in range(5):
        await bot.ok("sendMessage", chat_id=1001, text="x")
    status, body = await bot.post("sendMessage", chat_id=1001, text="x")
    assert (status, body["description"]) == (429, "Too Many Requests: retry after 1")
    assert body["parameters"] == {"retry_after": 1}
    await caller.patch("", {"pace": 50})
    for _ in range(20):
        await bot.ok("sendMessage", chat_id=1001, text="x")


async def test_a_group_takes_twenty_a_minute(bot: RawBot, caller: Caller) -> None:
    club = {"type": "supergroup", "title": "Club", "owner": "alice", "admins": ["bot"]}
    chat = (await caller.make("/chats", club))["id"]
    for _ in range(20):
        await bot.ok("sendMessage", chat_id=chat, text="x")
    status, body = await bot.post("sendMessage", chat_id=chat, text="x")
    assert (status, body["parameters"]) == (429, {"retry_after": 3})
