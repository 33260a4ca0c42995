"""Buttons and inline queries, between a person's script and a bot."""

from urllib.parse import parse_qsl

import pytest
from aiogram.utils.web_app import check_webapp_signature

from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Answer, Caller
from tests.sandbox.plain_bot import PlainBot, Wire

pytestmark = pytest.mark.usefixtures("short_waits")

BUTTONS = [
    [{"text": "Accept", "callback_data": "terms:accept"}],
    [{"text": "Read", "url": "http://127.0.0.1:8080/terms"}],
    [{"text": "Open", "web_app": {"url": "http://127.0.0.1:8080/app"}}],
    [{"text": "Copy", "copy_text": {"text": "ab12"}}],
    [{"text": "Share", "switch_inline_query": "plush"}],
]
LABELS = ["Accept", "Read", "Open", "Copy", "Share"]


async def answer_with_data(bot: PlainBot, query: Wire) -> None:
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text=query["data"])


async def menu(caller: Caller, bot: PlainBot) -> int:
    """A message of the bot with a button of each kind; its id."""
    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"start": ""})
    sent = await bot.call(
        "sendMessage", chat_id=1001, text="Menu", reply_markup={"inline_keyboard": BUTTONS}
    )
    message_id: int = sent["message_id"]
    return message_id


async def test_a_press_waits_for_the_bots_answer(caller: Caller, bot: PlainBot) -> None:
    message_id = await menu(caller, bot)
    bot.on["callback_query"] = answer_with_data
    bot.start()
    told = await caller.post("/chats/alice/press", {"data": "terms:accept"})
    assert told == {
        "kind": "callback",
        "message_id": message_id,
        "answer": {"text": "terms:accept", "show_alert": False},
    }
    for order in ({"data": "terms:*"}, {"label": "Accept"}, {"label": "Accept", "message_id": 2}):
        assert (await caller.post("/chats/alice/press", order))["kind"] == "callback"


async def test_a_press_that_nobody_answers_says_so(caller: Caller, bot: PlainBot) -> None:
    await menu(caller, bot)
    told = await caller.post("/chats/alice/press", {"label": "Accept"})
    assert told["answer"] is None


async def test_each_kind_of_button_does_its_thing(
    world: World, caller: Caller, bot: PlainBot
) -> None:
    message_id = await menu(caller, bot)

    async def press(label: str) -> Answer:
        told = await caller.post("/chats/alice/press", {"label": label})
        assert told["message_id"] == message_id
        return told

    told = await press("Read")
    assert (told["kind"], told["url"]) == ("url", "http://127.0.0.1:8080/terms")
    told = await press("Copy")
    assert (told["kind"], told["text"]) == ("copy", "ab12")
    told = await press("Share")
    assert (told["kind"], told["query"], told["bot"]) == ("inline", "plush", "souk_bot")
    told = await press("Open")
    assert told["kind"] == "web_app"
    launch = told["launch"]
    assert launch["url"].startswith("http://127.0.0.1:8080/app#tgWebAppData=")
    assert check_webapp_signature(world.token, launch["auth"]["init_data"])
    query_id = dict(parse_qsl(launch["auth"]["init_data"]))["query_id"]
    result = {
        "type": "article",
        "id": "1",
        "title": "T",
        "input_message_content": {"message_text": "from the app"},
    }
    await bot.call("answerWebAppQuery", web_app_query_id=query_id, result=result)
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert items[-1]["text"] == "from the app"
    assert items[-1]["via_bot"]["username"] == "souk_bot"


async def test_the_keyboard_below_is_pressed_too(caller: Caller, bot: PlainBot) -> None:
    await menu(caller, bot)
    keyboard = [
        [{"text": "Top up"}, {"text": "Me", "request_contact": True}],
        [{"text": "App", "web_app": {"url": "http://127.0.0.1:8080/app"}}],
        [{"text": "Pick", "request_chat": {"request_id": 7, "chat_is_channel": False}}],
    ]
    await bot.call("sendMessage", chat_id=1001, text="Keys", reply_markup={"keyboard": keyboard})
    told = await caller.post("/chats/alice/press", {"label": "Top up"})
    assert (told["kind"], told["message"]["text"]) == ("text", "Top up")
    told = await caller.post("/chats/alice/press", {"label": "Me"})
    assert told["message"]["contact"]["user_id"] == 1001
    told = await caller.post("/chats/alice/press", {"label": "App"})
    assert told["kind"] == "web_app"
    assert "query_id" not in dict(parse_qsl(told["launch"]["auth"]["init_data"]))
    refused = await caller.refused("POST", "/chats/alice/press", {"label": "Pick"})
    assert refused[:2] == (400, "choose-needed")
    club = await caller.make(
        "/chats", {"type": "group", "title": "C", "username": "club", "owner": "alice"}
    )
    told = await caller.post("/chats/alice/press", {"label": "Pick", "choose": "club"})
    assert told["message"]["chat_shared"]["chat_id"] == club["id"]


async def test_a_button_that_is_not_there_is_refused_with_those_that_are(
    caller: Caller, bot: PlainBot
) -> None:
    await menu(caller, bot)
    await caller.person("bob")
    refused = await caller.refused("POST", "/chats/bob/press", {"data": "menu"})
    assert refused[1:] == ("no-such-button", {"buttons": []})
    assert (await caller.get())["counts"]["chats"] == 1
    status, code, fields = await caller.refused("POST", "/chats/alice/press", {"data": "menu"})
    assert (status, code) == (404, "no-such-button")
    assert [one["label"] for one in fields["buttons"]] == LABELS
    assert fields["buttons"][0]["data"] == "terms:accept"
    for order in ({}, {"data": "a", "label": "b"}, {"label": "x", "forged": True}, {"data": 5}):
        assert (await caller.refused("POST", "/chats/alice/press", order))[:2] == (400, "invalid")


async def test_forged_data_reaches_the_bot(caller: Caller, bot: PlainBot) -> None:
    await menu(caller, bot)
    bot.on["callback_query"] = answer_with_data
    bot.start()
    told = await caller.post("/chats/alice/press", {"data": "refund:1", "forged": True})
    assert told["answer"]["text"] == "refund:1"


async def test_who_has_blocked_the_bot_presses_nothing(caller: Caller, bot: PlainBot) -> None:
    await menu(caller, bot)
    await caller.patch("/people/alice", {"blocked": True})
    refused = await caller.refused("POST", "/chats/alice/press", {"label": "Accept"})
    assert refused[:2] == (409, "bot-blocked")


async def test_an_inline_query_is_answered_and_chosen_from(caller: Caller, bot: PlainBot) -> None:
    async def answer(bot: PlainBot, query: Wire) -> None:
        result = {
            "type": "article",
            "id": "r1",
            "title": query["query"],
            "input_message_content": {"message_text": f"found {query['query']}"},
        }
        await bot.call(
            "answerInlineQuery", inline_query_id=query["id"], results=[result], next_offset="2"
        )

    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"start": ""})
    bot.on["inline_query"] = answer
    bot.start()
    told = await caller.post("/inline?as=alice", {"query": "plush pepe", "offset": ""})
    assert told["next_offset"] == "2"
    assert [one["title"] for one in told["results"]] == ["plush pepe"]
    assert "content" not in told["results"][0]
    order = {"inline": {"id": told["id"], "result": "r1"}}
    sent = await caller.make("/chats/alice/messages", order)
    assert sent["text"] == "found plush pepe"
    assert sent["via_bot"]["username"] == "souk_bot"
    assert (await caller.refused("POST", "/inline", {"query": "x"}))[:2] == (400, "invalid")
    refused = await caller.refused("POST", "/inline?as=alice", {"query": "x" * 257})
    assert refused[:2] == (400, "text-too-long")


async def test_an_inline_query_without_an_answer_is_empty(caller: Caller) -> None:
    await caller.person("alice")
    told = await caller.post("/inline?as=alice", {"query": "x"})
    assert told["results"] == []


async def test_calls_and_idle_of_a_real_poller(
    world: World, caller: Caller, bot: PlainBot, app: FakeApp
) -> None:
    """The update of a message is under way until the bot has asked for the next one."""
    await caller.person("alice")
    bot.start()
    await caller.make("/chats/alice/messages", {"start": ""})
    assert (await caller.get("/idle?wait_s=5"))["idle"] is True
    told = await caller.get("/updates")
    assert [(row["deliveries"], row["acknowledged"]) for row in told["items"]] == [(1, True)]
    await bot.call("sendMessage", chat_id=1001, text="hello")
    calls = (await caller.get("/calls?chat=alice"))["items"]
    assert [one["method"] for one in calls] == ["sendMessage"]
    assert world.token not in str(calls)
    assert (await caller.get("/chats/alice/messages?wait_s=5"))["items"][-1]["text"] == "hello"
