"""What people write: each kind of message, its log, edits, reactions, files."""

import base64

import pytest

from tests.sandbox.caller import Caller, club
from tests.sandbox.plain_bot import PlainBot

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_each_kind_of_message_is_written(caller: Caller) -> None:
    await caller.person("alice")
    encoded = base64.b64encode(PNG).decode()
    text = await caller.make("/chats/alice/messages", {"text": "/topup 50 https://a.b"})
    assert [one["type"] for one in text["entities"]] == ["bot_command", "url"]
    start = await caller.make("/chats/alice/messages", {"start": "ref_ab12"})
    assert start["text"] == "/start ref_ab12"
    dice = await caller.make("/chats/alice/messages", {"dice": "🎯"})
    assert 1 <= dice["dice"]["value"] <= 6
    photo = await caller.make("/chats/alice/messages", {"photo": encoded, "caption": "me"})
    assert photo["photo"][0]["width"] == 1
    assert photo["caption"] == "me"
    order = {"document": encoded, "name": "a.pdf", "album": "a1", "reply_to": text["message_id"]}
    document = await caller.make("/chats/alice/messages", order)
    assert document["document"]["file_name"] == "a.pdf"
    assert document["media_group_id"]
    assert document["reply_to_message"]["message_id"] == text["message_id"]
    contact = await caller.make("/chats/alice/messages", {"contact": True})
    assert contact["contact"]["user_id"] == 1001
    data = await caller.make("/chats/alice/messages", {"web_app_data": "{}"})
    assert data["web_app_data"]["data"] == "{}"
    source = {"chat": "alice", "message_id": dice["message_id"]}
    forward = await caller.make("/chats/alice/messages", {"forward": source})
    assert forward["forward_origin"]["type"] == "user"
    assert forward["dice"] == dice["dice"]
    copied = await caller.make("/chats/alice/messages", {"copy": source})
    assert "forward_origin" not in copied
    late = await caller.make("/chats/alice/messages", {"text": "x", "scheduled": True})
    assert late["is_from_offline"] is True
    await caller.make("/bots", {"username": "other_bot"})
    via = await caller.make("/chats/alice/messages", {"text": "x", "via_bot": "other_bot"})
    assert via["via_bot"]["username"] == "other_bot"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (400, "invalid")),
        ({"text": "a", "dice": "🎲"}, (400, "invalid")),
        ({"text": ""}, (400, "invalid")),
        ({"text": "x" * 4097}, (400, "text-too-long")),
        ({"text": 5}, (400, "invalid")),
        ({"start": "a b"}, (400, "invalid")),
        ({"dice": "🐟"}, (400, "invalid")),
        ({"photo": "not base64!"}, (400, "invalid")),
        ({"photo": "aGk="}, (400, "invalid")),
        ({"contact": False}, (400, "invalid")),
        ({"caption": "alone"}, (400, "invalid")),
        ({"text": "x", "loud": True}, (400, "invalid")),
        ({"text": "x", "reply_to": 2**64}, (400, "invalid")),
        ({"forward": {"chat": 10**30, "message_id": 1}}, (400, "invalid")),
        ({"text": "x", "reply_to": 99}, (404, "message-not-found")),
        ({"text": "x", "via_bot": "nobody"}, (404, "person-not-found")),
        ({"forward": {"chat": "alice", "message_id": 99}}, (404, "message-not-found")),
        ({"forward": {"chat": "bob", "message_id": 1}}, (403, "not-a-member")),
        ({"forward": {"chat": "nobody", "message_id": 1}}, (404, "chat-not-found")),
        ({"inline": {"id": "1", "result": "1"}}, (404, "query-not-found")),
    ],
)
async def test_a_message_that_cannot_be_is_refused(
    caller: Caller, body: dict[str, object], expected: tuple[int, str]
) -> None:
    await caller.person("alice")
    await caller.person("bob")
    await caller.make("/chats/bob/messages", {"text": "mine"})
    assert (await caller.refused("POST", "/chats/alice/messages", body))[:2] == expected
    assert (await caller.get("/chats/alice/messages"))["items"] == []


async def test_the_log_has_each_message_once_in_the_order_of_its_last_change(
    caller: Caller,
) -> None:
    await caller.person("alice")
    sent = [await caller.make("/chats/alice/messages", {"text": f"m{n}"}) for n in range(3)]
    first, second, third = (one["message_id"] for one in sent)
    edited = await caller.patch(f"/chats/alice/messages/{first}", {"text": "m0 again"})
    assert edited["world"]["edits"] == 1
    assert edited["edit_date"]
    told = await caller.get("/chats/alice/messages")
    assert [one["message_id"] for one in told["items"]] == [second, third, first]
    since = told["seq"]
    await caller.delete(f"/chats/alice/messages/{second}")
    assert (await caller.get(f"/chats/alice/messages?since={since}"))["items"] == []
    there = await caller.get("/chats/alice/messages")
    assert [one["message_id"] for one in there["items"]] == [third, first]
    gone = await caller.get(f"/chats/alice/messages?since={since}&deleted=true")
    assert [one["message_id"] for one in gone["items"]] == [second]
    assert gone["items"][0]["world"]["deleted"] is True


async def test_only_ones_own_messages_are_edited(caller: Caller, bot: PlainBot) -> None:
    await club(caller)
    sent = await caller.make("/chats/club/messages?as=bob", {"text": "hi"})
    path = f"/chats/club/messages/{sent['message_id']}"
    assert (await caller.refused("PATCH", f"{path}?as=alice", {"text": "x"}))[:2] == (
        403,
        "not-allowed",
    )
    assert (await caller.refused("PATCH", f"{path}?as=bob", {"text": ""}))[:2] == (400, "invalid")
    assert (await caller.refused("PATCH", f"{path}?as=bob", {}))[:2] == (400, "invalid")
    missing = "/chats/club/messages/99?as=bob"
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", None)):
        assert (await caller.refused(method, missing, body))[:2] == (404, "message-not-found")
    assert (await caller.refused("DELETE", "/chats/club/messages/x?as=bob"))[:2] == (
        400,
        "invalid",
    )
    refused = await caller.refused("DELETE", "/chats/carol/messages/1")
    assert refused[:2] == (404, "message-not-found")


async def test_people_react(caller: Caller) -> None:
    await club(caller)
    sent = await caller.make("/chats/club/messages?as=bob", {"text": "hi"})
    path = f"/chats/club/messages/{sent['message_id']}/reactions?as=alice"
    told = await caller.put(path, {"emoji": ["👍"]})
    assert told["world"]["reactions"] == [{"emoji": "👍", "count": 1, "who": [1001]}]
    told = await caller.put(path, {"emoji": []})
    assert told["world"]["reactions"] == []
    assert (await caller.refused("PUT", path, {"emoji": "👍"}))[:2] == (400, "invalid")
    mine = await caller.make("/chats/alice/messages", {"text": "hi"})
    path = f"/chats/alice/messages/{mine['message_id']}/reactions"
    refused = await caller.refused("PUT", f"{path}?as=bob", {"emoji": ["👍"]})
    assert refused[:2] == (403, "not-a-member")


async def test_the_bytes_of_a_file_are_served(caller: Caller) -> None:
    await caller.person("alice")
    encoded = base64.b64encode(PNG).decode()
    photo = await caller.make("/chats/alice/messages", {"photo": encoded})
    path = f"{caller.url}/world/files/{photo['photo'][0]['file_id']}"
    async with caller.session.get(path) as response:
        assert response.content_type == "image/png"
        assert await response.read() == PNG
    html = base64.b64encode(b"<script>1</script>").decode()
    sent = await caller.make("/chats/alice/messages", {"document": html, "name": 'a".html'})
    path = f"{caller.url}/world/files/{sent['document']['file_id']}"
    async with caller.session.get(path) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == 'attachment; filename="a_.html"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (await caller.refused("GET", "/files/none"))[:2] == (404, "not-found")


async def test_a_copied_dice_is_thrown_anew_and_a_forwarded_one_is_not(caller: Caller) -> None:
    await caller.make("/people", {"username": "alice"})
    await caller.put("/dice", {"alice": [6, 2]})
    thrown = await caller.make("/chats/alice/messages", {"dice": "🎲"})
    source = {"chat": "alice", "message_id": thrown["message_id"]}
    copied = await caller.make("/chats/alice/messages", {"copy": source})
    assert copied["dice"] == {"emoji": "🎲", "value": 2}
    forwarded = await caller.make("/chats/alice/messages", {"forward": source})
    assert forwarded["dice"]["value"] == 6
