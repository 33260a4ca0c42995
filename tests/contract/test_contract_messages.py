"""§3: messages of each kind, edits, deletes, reactions, buttons, inline, dice."""

import base64

import pytest

from tests.contract.outsider import Json, Outside, new_name

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADU"
    "lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def _send(outside: Outside, who: str, body: Json) -> Json:
    answer = outside.ask("POST", f"/chats/{who}/messages?as={who}", body)
    assert answer.status == 201, answer
    return answer.body


def _club(outside: Outside, *people: str) -> str:
    order = {"type": "supergroup", "title": "C", "owner": people[0], "username": new_name()}
    return str(outside.world.post("/chats", {**order, "members": list(people[1:])})["username"])


def test_a_message_is_the_bot_apis_own_with_the_key_world(outside: Outside) -> None:
    person = outside.person()
    sent = _send(outside, person["username"], {"text": "hello"})
    assert set(sent) >= {"message_id", "date", "chat", "from", "text", "world"}
    assert sent["from"]["id"] == person["id"]
    assert sent["chat"] == {**sent["chat"], "id": person["id"], "type": "private"}
    assert isinstance(sent["date"], int)
    world = sent["world"]
    assert set(world) >= {"seq", "edits", "deleted", "invoice"}
    assert (world["edits"], world["deleted"], world["invoice"]) == (0, False, None)
    assert outside.world.get(f"/chats/{person['username']}/messages")["items"][0] == sent


def test_text_has_its_entities_found(outside: Outside) -> None:
    name = outside.person()["username"]
    sent = _send(outside, name, {"text": "/topup 50 @bob https://example.org #tag"})
    kinds = {entity["type"] for entity in sent["entities"]}
    assert kinds == {"bot_command", "mention", "url", "hashtag"}


def test_a_deep_link_is_followed_with_its_payload(outside: Outside) -> None:
    name = outside.person()["username"]
    assert _send(outside, name, {"start": "ref_ab12"})["text"] == "/start ref_ab12"
    assert _send(outside, name, {"start": ""})["text"] == "/start"


@pytest.mark.parametrize("emoji", ["🎲", "🎯", "🎳", "🏀", "⚽", "🎰"])
def test_a_throw(outside: Outside, emoji: str) -> None:
    name = outside.person()["username"]
    dice = _send(outside, name, {"dice": emoji})["dice"]
    most = {"🏀": 5, "⚽": 5, "🎰": 64}.get(emoji, 6)
    assert dice["emoji"] == emoji
    assert 1 <= dice["value"] <= most


def test_the_next_values_of_dice_are_laid_and_used_up_in_order(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    outside.world.put("/dice", {alice: [6, 1], "bot": [3]})
    laid = outside.world.put("/dice", {bob: [2]})
    assert laid.items() >= {alice: [6, 1], bob: [2], "bot": [3]}.items()
    values = [_send(outside, alice, {"dice": "🎲"})["dice"]["value"] for _ in range(2)]
    assert values == [6, 1]
    assert outside.world.get("/dice").get(alice, []) == []
    chat = outside.world.get(f"/people/{alice}")["id"]
    assert outside.bot_api("sendDice", chat_id=chat)["result"]["dice"]["value"] == 3
    assert _send(outside, bob, {"dice": "🎲"})["dice"]["value"] == 2


def test_a_value_that_the_emoji_cannot_show_refuses_the_throw(outside: Outside) -> None:
    name = outside.person()["username"]
    outside.world.put("/dice", {name: [6]})
    refused = outside.ask("POST", f"/chats/{name}/messages", {"dice": "🏀"})
    assert (refused.status, refused.code) == (409, "dice-value")
    assert _send(outside, name, {"dice": "🎲"})["dice"]["value"] == 6
    outside.world.put("/dice", {name: [64]})
    assert _send(outside, name, {"dice": "🎰"})["dice"]["value"] == 64


def test_a_forward_with_its_origin_and_a_copy_without(outside: Outside) -> None:
    alice, bob = outside.person(), outside.person()
    club = _club(outside, alice["username"], bob["username"])
    first = outside.world.post(f"/chats/{club}/messages?as={alice['username']}", {"text": "news"})
    given = {"chat": club, "message_id": first["message_id"]}
    forward = _send(outside, bob["username"], {"forward": given})
    assert forward["text"] == "news"
    assert forward["forward_origin"]["sender_user"]["id"] == alice["id"]
    copy = _send(outside, bob["username"], {"copy": given})
    assert copy["text"] == "news"
    assert "forward_origin" not in copy
    refused = outside.ask(
        "POST",
        f"/chats/{alice['username']}/messages",
        {"forward": {"chat": club, "message_id": 99}},
    )
    assert refused.status == 404


def test_a_photo_a_document_a_contact_and_web_app_data(outside: Outside) -> None:
    name = outside.person()["username"]
    photo = _send(outside, name, {"photo": PIXEL, "caption": "me"})
    assert photo["photo"][-1]["file_id"]
    assert photo["caption"] == "me"
    raw = base64.b64encode(b"%PDF").decode()
    document = _send(outside, name, {"document": raw, "name": "a.pdf"})
    assert document["document"]["file_name"] == "a.pdf"
    contact = _send(outside, name, {"contact": True})
    assert contact["contact"]["user_id"] == contact["from"]["id"]
    data = _send(outside, name, {"web_app_data": "{}"})
    assert data["web_app_data"]["data"] == "{}"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "a", "dice": "🎲"},
        {"dice": "X"},
        {"photo": "no base64!"},
        {"text": 5},
    ],
)
def test_a_message_is_one_thing(outside: Outside, body: Json) -> None:
    name = outside.person()["username"]
    refused = outside.ask("POST", f"/chats/{name}/messages", body)
    assert (refused.status, refused.code) == (400, "invalid")


def test_reply_schedule_via_bot_and_album_are_added_to_any(outside: Outside) -> None:
    name = outside.person()["username"]
    first = _send(outside, name, {"text": "first"})
    reply = _send(outside, name, {"text": "second", "reply_to": first["message_id"]})
    assert reply["reply_to_message"]["message_id"] == first["message_id"]
    assert _send(outside, name, {"text": "later", "scheduled": True})["is_from_offline"] is True
    bot = f"{new_name()}_bot"
    outside.world.post("/bots", {"username": bot})
    assert _send(outside, name, {"dice": "🎲", "via_bot": bot})["via_bot"]["username"] == bot
    album = [_send(outside, name, {"photo": PIXEL, "album": "a1"}) for _ in range(2)]
    assert album[0]["media_group_id"] == album[1]["media_group_id"]


def test_an_edit_a_delete_and_the_log_of_last_changes(outside: Outside) -> None:
    name = outside.person()["username"]
    outside.world.patch(f"/people/{name}", {"blocked": False})
    first = _send(outside, name, {"text": "one"})
    second = _send(outside, name, {"text": "two"})
    path = f"/chats/{name}/messages"
    edited = outside.world.patch(f"{path}/{first['message_id']}?as={name}", {"text": "uno"})
    assert (edited["text"], edited["world"]["edits"]) == ("uno", 1)
    assert edited["edit_date"]
    mine = [m for m in outside.world.get(f"{path}?wait_s=10")["items"] if not m["from"]["is_bot"]]
    assert [m["text"] for m in mine] == ["two", "uno"]
    since = outside.world.get(path)["seq"]
    assert outside.ask("DELETE", f"{path}/{second['message_id']}?as={name}").status == 204
    assert outside.world.get(f"{path}?since={since}")["items"] == []
    (gone,) = outside.world.get(f"{path}?since={since}&deleted=true")["items"]
    assert (gone["message_id"], gone["world"]["deleted"]) == (second["message_id"], True)
    assert outside.ask("PATCH", f"{path}/{second['message_id']}", {"text": "x"}).status == 404


def test_only_ones_own_message_is_edited(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    club = _club(outside, alice, bob)
    sent = outside.world.post(f"/chats/{club}/messages?as={alice}", {"text": "mine"})
    path = f"/chats/{club}/messages/{sent['message_id']}?as={bob}"
    assert outside.ask("PATCH", path, {"text": "yours"}).status in {403, 409}


def test_reactions_are_put(outside: Outside) -> None:
    guest = outside.guest()
    shown = guest.screen
    path = f"/chats/{guest.name}/messages/{shown['message_id']}/reactions?as={guest.name}"
    answer = outside.ask("PUT", path, {"emoji": ["👍"]})
    assert answer.status == 200, answer
    assert outside.ask("PUT", path, {"emoji": []}).status == 200


def test_inline_asks_the_bot_and_a_chosen_result_becomes_a_message(outside: Outside) -> None:
    guest = outside.guest()
    asked = outside.world.post(f"/inline?as={guest.name}", {"query": "plush pepe", "offset": ""})
    assert set(asked) >= {"id", "results", "next_offset"}
    if asked["results"]:
        body = {"inline": {"id": asked["id"], "result": asked["results"][0]["id"]}}
        sent = _send(outside, guest.name, body)
        assert sent["via_bot"]["username"] == "souk_bot"
    refused = outside.ask(
        "POST", f"/chats/{guest.name}/messages", {"inline": {"id": asked["id"], "result": "none"}}
    )
    assert refused.status in {400, 404, 409}
