"""Chats: who is in them, who may write, what is thrown there; other bots' chats."""

import pytest

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller, club
from tests.sandbox.plain_bot import PlainBot


async def test_a_chat_is_made_with_its_members(caller: Caller) -> None:
    told = await club(caller)
    assert (told["type"], told["title"], told["username"]) == ("supergroup", "Club", "club")
    assert told["id"] < -1_000_000_000_000
    standing = {one["who"]: one["status"] for one in told["members"]}
    assert standing == {"alice": "creator", "bob": "member", "bot": "administrator"}
    rights = next(one["rights"] for one in told["members"] if one["who"] == "bot")
    assert "can_delete_messages" in rights
    assert await caller.get("/chats/club") == await caller.get(f"/chats/{told['id']}") == told


async def test_the_chats_of_a_person_are_listed(caller: Caller) -> None:
    group = await club(caller)
    await caller.make("/chats/alice/messages", {"start": ""})
    await caller.make("/chats/carol/messages", {"start": ""})

    async def of(who: str) -> list[int]:
        return [one["id"] for one in (await caller.get(f"/chats?person={who}"))["items"]]

    assert sorted(await of("alice")) == sorted([group["id"], 1001])
    assert await of("bob") == [group["id"]]
    assert await of("carol") == [1003]
    assert len((await caller.get("/chats"))["items"]) == 3
    first = await caller.get("/chats?limit=2")
    rest = await caller.get(f"/chats?limit=2&cursor={first['next']}")
    assert len(first["items"] + rest["items"]) == 3
    assert (await caller.refused("GET", "/chats?person=nobody"))[:2] == (404, "person-not-found")


async def test_a_private_chat_shows_the_bots_face(caller: Caller, bot: PlainBot) -> None:
    await caller.person("alice", language="ru")
    told = await caller.get("/chats/alice")
    assert (told["id"], told["type"], told["title"]) == (1001, "private", "Souk")
    assert [one["who"] for one in told["members"]] == ["alice", "bot"]
    assert (await caller.get())["counts"]["chats"] == 0
    await bot.call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    russian = [{"command": "help", "description": "Помощь"}]
    await bot.call("setMyCommands", commands=russian, language_code="ru")
    told = await caller.get("/chats/alice")
    assert told["commands"] == russian
    assert told["menu_button"]["type"] in ("default", "commands")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"type": "group", "title": "C"}, (400, "invalid")),
        ({"type": "crowd", "title": "C", "owner": "alice"}, (400, "invalid")),
        ({"type": "group", "title": "", "owner": "alice"}, (400, "invalid")),
        ({"type": "group", "title": "C", "owner": "nobody"}, (404, "person-not-found")),
        (
            {"type": "group", "title": "C", "owner": "alice", "members": ["x"]},
            (404, "person-not-found"),
        ),
        ({"type": "group", "title": "C", "owner": "alice", "username": "alice"}, (409, "taken")),
        ({"type": "group", "title": "C", "owner": "alice", "username": "bot"}, (409, "taken")),
    ],
)
async def test_a_chat_that_cannot_be_is_refused(
    caller: Caller, body: dict[str, object], expected: tuple[int, str]
) -> None:
    await caller.person("alice")
    assert (await caller.refused("POST", "/chats", body))[:2] == expected


async def test_people_come_and_go_promote_and_ban(caller: Caller) -> None:
    await club(caller)
    told = await caller.put("/chats/club/members/carol", {"status": "member"})
    assert (told["who"], told["status"]) == ("carol", "member")
    told = await caller.put(
        "/chats/club/members/carol?as=alice",
        {"status": "administrator", "rights": ["can_pin_messages"]},
    )
    assert told["status"] == "administrator"
    assert "can_pin_messages" in told["rights"]
    assert (await caller.put("/chats/club/members/carol", {"status": "left"}))["status"] == "left"
    told = await caller.put("/chats/club/members/bob?as=alice", {"status": "kicked"})
    assert told["status"] == "kicked"
    for path, body, expected in (
        ("club/members/bob", {"status": "member"}, (403, "not-allowed")),
        ("club/members/alice?as=carol", {"status": "kicked"}, (403, "not-a-member")),
        ("club/members/alice", {"status": "king"}, (400, "invalid")),
        ("club/members/bot", {"status": "kicked"}, (400, "invalid")),
        ("club/members/alice?as=bot", {"status": "kicked"}, (403, "not-allowed")),
        ("alice/members/bob?as=alice", {"status": "member"}, (403, "not-allowed")),
        ("nowhere/members/bob?as=alice", {"status": "member"}, (404, "chat-not-found")),
        ("club/members/nobody?as=alice", {"status": "member"}, (404, "person-not-found")),
    ):
        assert (await caller.refused("PUT", f"/chats/{path}", body))[:2] == expected, path


async def test_a_private_chat_needs_no_actor_and_a_group_does(caller: Caller) -> None:
    await club(caller)
    sent = await caller.make("/chats/alice/messages", {"text": "hi"})
    assert sent["from"]["id"] == 1001
    sent = await caller.make("/chats/club/messages?as=bob", {"text": "hi all"})
    assert sent["from"]["username"] == "bob"
    sent = await caller.make("/chats/club/messages?as=1001", {"text": "hi bob"})
    assert sent["from"]["username"] == "alice"
    for method, path, body, expected in (
        ("POST", "/chats/club/messages", {"text": "x"}, (400, "invalid")),
        ("GET", "/chats/club/messages", None, (400, "invalid")),
        ("POST", "/chats/club/messages?as=carol", {"text": "x"}, (403, "not-a-member")),
        ("POST", "/chats/alice/messages?as=bob", {"text": "x"}, (403, "not-a-member")),
        ("GET", "/chats/alice/messages?as=bob", None, (403, "not-a-member")),
        ("POST", "/chats/club/messages?as=nobody", {"text": "x"}, (404, "person-not-found")),
        ("POST", "/chats/nobody/messages", {"text": "x"}, (404, "chat-not-found")),
        ("POST", "/chats/alice:nobody/messages", {"text": "x"}, (404, "chat-not-found")),
    ):
        assert (await caller.refused(method, path, body))[:2] == expected, path


async def test_in_a_channel_an_admin_writes_as_the_channel(caller: Caller) -> None:
    told = await club(caller, "channel")
    sent = await caller.make("/chats/club/messages?as=alice", {"text": "news"})
    assert sent["sender_chat"]["id"] == told["id"]
    assert "from" not in sent
    refused = await caller.refused("POST", "/chats/club/messages?as=bob", {"text": "x"})
    assert refused[:2] == (403, "not-allowed")


async def test_laid_out_dice_are_thrown_in_order(caller: Caller, bot: PlainBot) -> None:
    await caller.person("alice")
    await caller.person("bob")
    told = await caller.put("/dice", {"alice": [6, 1], "bot": [3]})
    assert told == {"alice": [6, 1], "bot": [3]}
    assert await caller.put("/dice", {"bob": [2]}) == {"alice": [6, 1], "bot": [3], "bob": [2]}
    for value in (6, 1):
        sent = await caller.make("/chats/alice/messages", {"dice": "🎲"})
        assert sent["dice"]["value"] == value
    assert (await bot.call("sendDice", chat_id=1001))["dice"]["value"] == 3
    assert await caller.get("/dice") == {"bob": [2]}
    await caller.put("/dice", {"alice": [6]})
    refused = await caller.refused("POST", "/chats/alice/messages", {"dice": "⚽"})
    assert refused[:2] == (409, "dice-value")
    assert (await caller.get("/dice"))["alice"] == [6]
    for body, expected in (
        ({"nobody": [1]}, (404, "person-not-found")),
        ({"alice": [1.5]}, (400, "invalid")),
        ({"alice": 1}, (400, "invalid")),
    ):
        assert (await caller.refused("PUT", "/dice", body))[:2] == expected


async def test_another_bot_has_chats_of_its_own(world: World, caller: Caller) -> None:
    await caller.person("alice")
    made = await caller.make("/bots", {"username": "other_bot"})
    assert made["token"].startswith(f"{made['id']}:sandbox-")
    await caller.make("/chats/alice:other_bot/messages", {"text": "hi other"})
    assert (await caller.get("/chats/alice/messages"))["items"] == []
    assert len((await caller.get("/chats/alice:other_bot/messages"))["items"]) == 1
    assert (await caller.get("/updates"))["items"] == []
    async with PlainBot(world.core.url, made["token"]) as other:
        assert (await other.call("getMe"))["username"] == "other_bot"
        updates = await other.call("getUpdates")
        assert updates[0]["message"]["text"] == "hi other"
    refused = await caller.refused("POST", "/bots", {"username": "other_bot"})
    assert refused[:2] == (409, "taken")
    assert (await caller.refused("POST", "/bots", {"username": "x"}))[:2] == (400, "invalid")
