"""Groups, channels, inline messages, several bots: who gets what."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.telegram.table import ChangeLog
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot

ARTICLE = {
    "type": "article",
    "id": "a1",
    "title": "Pepe",
    "input_message_content": {"message_text": "<b>Pepe</b>", "parse_mode": "HTML"},
    "reply_markup": {"inline_keyboard": [[{"text": "Buy", "callback_data": "buy:1"}]]},
}


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    for number, name in enumerate(("alice", "bob")):
        await caller.person(name, id=1001 + number)
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


async def _club(caller: Caller, **more: object) -> int:
    club = {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice", **more}
    return int((await caller.make("/chats", club))["id"])


async def _texts(bot: RawBot, kind: str = "message") -> list[str]:
    return [one[kind]["text"] for one in await bot.updates() if "text" in one.get(kind, {})]


async def test_privacy_keeps_talk_in_groups_from_bots(bot: RawBot, caller: Caller) -> None:
    await _club(caller, members=["bob", "bot"])
    sent = await bot.ok("sendMessage", chat_id="@club", text="I am here")
    for text in ("hello all", "/help", "/help@other_bot", "hey @souk_bot"):
        await caller.make("/chats/club/messages?as=bob", {"text": text})
    reply = {"text": "a reply", "reply_to": sent["message_id"]}
    await caller.make("/chats/club/messages?as=bob", reply)
    assert await _texts(bot) == ["/help", "hey @souk_bot", "a reply"]
    await caller.put("/chats/club/members/bot?as=alice", {"status": "administrator"})
    await caller.make("/chats/club/messages?as=bob", {"text": "hello all"})
    assert await _texts(bot) == ["hello all"]


async def test_a_channel_speaks_as_itself(bot: RawBot, caller: Caller) -> None:
    news = {"type": "channel", "title": "News", "username": "news", "owner": "alice"}
    await caller.make("/chats", {**news, "admins": ["bot"]})
    post = await caller.make("/chats/news/messages?as=alice", {"text": "read this"})
    (update,) = [one for one in await bot.updates() if "channel_post" in one]
    told = update["channel_post"]
    assert ("from" in told, told["sender_chat"]["username"]) == (False, "news")
    await caller.patch(f"/chats/news/messages/{post['message_id']}?as=alice", {"text": "read it"})
    (update,) = await bot.updates()
    assert update["edited_channel_post"]["text"] == "read it"
    assert await caller.refused("POST", "/chats/news/messages?as=bob", {"text": "me too"})


async def test_a_chosen_inline_result_can_be_edited(bot: RawBot, caller: Caller) -> None:
    await bot.ok("getUpdates", allowed_updates=[])
    asking = asyncio.create_task(caller.post("/inline?as=alice", {"query": "pepe"}))
    (update,) = await bot.updates(timeout=5)
    asked = update["inline_query"]
    assert (asked["query"], asked["offset"]) == ("pepe", "")
    await bot.ok("answerInlineQuery", inline_query_id=asked["id"], results=[ARTICLE])
    found = await asking
    assert [one["id"] for one in found["results"]] == ["a1"]
    assert "content" not in found["results"][0]
    await _club(caller, members=["bob"])
    chosen = {"inline": {"id": found["id"], "result": "a1"}}
    sent = await caller.make("/chats/club/messages?as=alice", chosen)
    assert (sent["text"], sent["via_bot"]["username"]) == ("Pepe", "souk_bot")
    told = next(one for one in await bot.updates() if "chosen_inline_result" in one)
    inline_id = told["chosen_inline_result"]["inline_message_id"]
    pressing = asyncio.create_task(caller.post("/chats/club/press?as=bob", {"label": "Buy"}))
    (update,) = await bot.updates(timeout=5)
    query = update["callback_query"]
    assert (query["inline_message_id"], query["from"]["username"]) == (inline_id, "bob")
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"])
    assert (await pressing)["answer"] == {"text": "", "show_alert": False}
    assert await bot.ok("editMessageText", inline_message_id=inline_id, text="Sold") is True
    last = (await caller.get("/chats/club/messages?as=bob"))["items"][-1]
    assert (last["text"], last["world"]["edits"]) == ("Sold", 1)


async def test_each_bot_has_its_own_chats(bot: RawBot, caller: Caller, world: World) -> None:
    other = await caller.make("/bots", {"username": "other_bot"})
    async with raw_bot(world.core.url, other["token"]) as second:
        assert await second.refused("sendMessage", chat_id=1001, text="x") == (
            400,
            "Bad Request: chat not found",
        )
        await caller.make("/chats/alice:other_bot/messages", {"text": "to the other"})
        await caller.make("/chats/alice/messages", {"text": "to the first"})
        assert await _texts(second) == ["to the other"]
        assert await _texts(bot) == ["to the first"]
        sent = await second.ok("sendMessage", chat_id=1001, text="x")
        assert sent["message_id"] == 2


async def test_message_ids_are_one_row_over_a_bots_private_chats(
    bot: RawBot, caller: Caller
) -> None:
    ids = [
        (await caller.make(f"/chats/{name}/messages", {"text": "x"}))["message_id"]
        for name in ("alice", "bob", "alice")
    ]
    assert ids == [1, 2, 3]
    await _club(caller, admins=["bot"])
    first = await caller.make("/chats/club/messages?as=alice", {"text": "x"})
    assert first["message_id"] < 3


async def test_who_asks_to_join_is_let_in(bot: RawBot, caller: Caller) -> None:
    club = await _club(caller, admins=["bot"])
    await bot.ok("createChatInviteLink", chat_id=club, creates_join_request=True)
    await caller.put("/chats/club/members/bob?as=bob", {"status": "member"})
    asked = next(one for one in await bot.updates() if "chat_join_request" in one)
    assert asked["chat_join_request"]["from"]["id"] == 1002
    await bot.ok("approveChatJoinRequest", chat_id=club, user_id=1002)
    member = await bot.ok("getChatMember", chat_id=club, user_id=1002)
    assert member["status"] == "member"
    assert await bot.refused("approveChatJoinRequest", chat_id=club, user_id=1002) == (
        400,
        "Bad Request: USER_ALREADY_PARTICIPANT",
    )


async def test_what_was_written_is_there_after_a_restart(
    bot: RawBot, caller: Caller, world: World
) -> None:
    await caller.make("/chats/alice/messages", {"text": "one"})
    sent = await bot.ok(
        "sendMessage", chat_id=1001, text="two", reply_markup={"keyboard": [["Yes"]]}
    )
    await caller.put("/dice", {"alice": [6, 1]})
    await bot.ok("setMyCommands", commands=[{"command": "go", "description": "Go"}])
    before = await caller.get("/chats/alice/messages")
    telegram = world.telegram
    telegram.clear()
    telegram.load()
    assert await caller.get("/chats/alice/messages") == before
    world.telegram.throws.throw(1001, "🎲")
    assert (await caller.get("/dice")) == {"alice": [1]}
    assert _texts_of(await bot.updates()) == ["one"]
    assert await bot.ok("getMyCommands") == [{"command": "go", "description": "Go"}]
    await caller.post("/chats/alice/press", {"label": "Yes"})
    later = await caller.get(f"/chats/alice/messages?since={before['seq']}")
    assert [one["text"] for one in later["items"]] == ["Yes"]
    assert later["items"][0]["message_id"] == sent["message_id"] + 1


def _texts_of(batch: list[dict[str, dict[str, str]]]) -> list[str]:
    return [one["message"]["text"] for one in batch]


def test_a_change_log_shows_each_key_once_by_its_last_change() -> None:
    log: ChangeLog[str] = ChangeLog()
    for number in range(1, 1001):
        log.note(f"k{number % 7}", number)
    found, last = log.since(0, 100, lambda _: True)
    assert found == [f"k{number % 7}" for number in range(994, 1001)]
    assert last == 1000
    assert log.since(last, 100, lambda _: True) == ([], 1000)
    assert log.since(0, 2, lambda _: True)[0] == ["k0", "k1"]


def test_long_chats_are_read_from_their_end() -> None:
    """Reading what is new costs by what is new: the log is never walked from its start."""
    log: ChangeLog[int] = ChangeLog()
    for number in range(1, 100_001):
        log.note(number, number)
    looked: list[int] = []

    def wanted(key: int) -> bool:
        looked.append(key)
        return True

    found, _ = log.since(99_990, 5, wanted)
    assert (found, len(looked)) == ([99_991, 99_992, 99_993, 99_994, 99_995], 6)
