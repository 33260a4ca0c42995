"""What the real server refuses is refused here, in its words."""

from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.telegram.methods.table import METHODS
from scripts.sandbox.world import World
from tests.sandbox.bot_api_refusals import REFUSALS, inline_button
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    """The app's bot; alice (1001) has written to it: message 1 is hers."""
    await caller.person("alice", id=1001)
    await caller.make("/chats/alice/messages", {"text": "hello"})
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


async def test_the_real_servers_words(bot: RawBot) -> None:
    for method, params, words in REFUSALS:
        assert await bot.refused(method, **params) == (400, f"Bad Request: {words}"), params


async def test_a_refused_call_leaves_no_trace(bot: RawBot, caller: Caller) -> None:
    before = (await caller.get("/chats/alice/messages"))["items"]
    for method, params, _ in REFUSALS:
        await bot.refused(method, **params)
    assert (await caller.get("/chats/alice/messages"))["items"] == before
    assert await bot.ok("getMyStarBalance") == {"amount": 0}


async def test_unknown_methods_and_tokens(bot: RawBot) -> None:
    assert await bot.refused("sendTelepathy") == (404, "Not Found: method not found")
    bot.token = "7000000001:sandbox-wrong"
    assert await bot.refused("getMe") == (401, "Unauthorized")
    bot.token = "nonsense"
    assert await bot.refused("getMe") == (404, "Not Found")


async def test_method_names_do_not_mind_their_case(bot: RawBot) -> None:
    assert (await bot.ok("GETME"))["username"] == "souk_bot"


async def test_every_form_of_a_call_is_read(bot: RawBot) -> None:
    path = f"{bot.url}/bot{bot.token}/sendMessage"
    async with bot.session.get(path, params={"chat_id": 1001, "text": "query"}) as got:
        assert (await got.json())["result"]["text"] == "query"
    async with bot.session.post(path, data={"chat_id": "1001", "text": "form"}) as got:
        assert (await got.json())["result"]["text"] == "form"
    async with bot.session.post(path, json={"chat_id": 1001, "text": "json"}) as got:
        assert (await got.json())["result"]["text"] == "json"
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(path, data=b"{", headers=headers) as got:
        assert got.status == 400


async def test_nothing_that_a_method_needs_may_be_missing(bot: RawBot) -> None:
    """A call without parameters is refused wherever the table names one."""
    for method in METHODS.values():
        if method.needs:
            status, words = await bot.refused(method.name)
            assert (status, words.startswith("Bad Request: ")) == (400, True), method.name


async def test_only_https_and_this_machine_carry_mini_apps(bot: RawBot) -> None:
    for url in ("https://souk.example/app", "http://127.0.0.1:8080/app", "http://localhost:1/"):
        await bot.ok("sendMessage", **inline_button(text="a", web_app={"url": url}))


async def test_a_web_app_button_has_no_place_in_a_group(bot: RawBot, caller: Caller) -> None:
    await caller.make(
        "/chats",
        {
            "type": "supergroup",
            "title": "Club",
            "username": "club",
            "owner": "alice",
            "admins": ["bot"],
        },
    )
    button = {"text": "a", "web_app": {"url": "https://souk.example/"}}
    for board in ({"inline_keyboard": [[button]]}, {"keyboard": [[button]]}):
        refused = await bot.refused("sendMessage", chat_id="@club", text="x", reply_markup=board)
        assert refused == (400, "Bad Request: BUTTON_TYPE_INVALID")


async def test_rights_in_chats(bot: RawBot, caller: Caller) -> None:
    await caller.person("bob", id=1002)
    made = {"owner": "alice", "members": ["bob"]}
    club = await caller.make("/chats", {"type": "supergroup", "title": "Club", **made})
    assert await bot.refused("sendMessage", chat_id=club["id"], text="x") == (
        400,
        "Bad Request: chat not found",
    )
    await caller.put(f"/chats/{club['id']}/members/bot?as=alice", {"status": "member"})
    assert await bot.ok("sendMessage", chat_id=club["id"], text="x")
    assert await bot.refused("banChatMember", chat_id=club["id"], user_id=1002) == (
        400,
        "Bad Request: not enough rights to restrict/unrestrict chat member",
    )
    await caller.put(f"/chats/{club['id']}/members/bot?as=alice", {"status": "kicked"})
    assert await bot.refused("sendMessage", chat_id=club["id"], text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    news = await caller.make(
        "/chats",
        {
            "type": "channel",
            "title": "News",
            "username": "news",
            "owner": "alice",
            "admins": ["bot"],
        },
    )
    await caller.put(
        f"/chats/{news['id']}/members/bot?as=alice",
        {"status": "administrator", "rights": ["can_invite_users"]},
    )
    assert await bot.refused("sendMessage", chat_id="@news", text="x") == (
        400,
        "Bad Request: need administrator rights in the channel chat",
    )
