"""§3: presses on buttons of each kind, and what their answers show."""

from tests.contract.outsider import Json, Outside, new_name


def test_a_press_by_data_by_prefix_and_by_label(outside: Outside) -> None:
    somebody = outside.person()
    name = somebody["username"]
    outside.world.post(f"/chats/{name}/messages", {"start": ""})
    outside.world.idle()
    pressed = outside.world.post(f"/chats/{name}/press", {"data": "terms:acc*"})
    assert pressed["kind"] == "callback"
    assert isinstance(pressed["message_id"], int)
    assert set(pressed) >= {"kind", "message_id", "answer"}
    outside.world.idle()
    keys = _keys(outside, name)
    label = next(key["text"] for key in keys if "callback_data" in key)
    assert outside.world.post(f"/chats/{name}/press?as={name}", {"label": label})["kind"]


def _keys(outside: Outside, name: str) -> list[Json]:
    items = outside.world.get(f"/chats/{name}/messages?wait_s=10")["items"]
    shown = [m for m in items if "inline_keyboard" in m.get("reply_markup", {})][-1]
    return [key for row in shown["reply_markup"]["inline_keyboard"] for key in row]


def test_a_button_that_is_not_there_lists_those_there(outside: Outside) -> None:
    guest = outside.guest()
    refused = outside.ask("POST", f"/chats/{guest.name}/press", {"data": "no:such"})
    assert (refused.status, refused.code) == (404, "no-such-button")
    assert "menu" in str(refused.fields) or ":" in str(refused.fields)
    assert outside.ask("POST", f"/chats/{guest.name}/press", {}).status == 400
    refused = outside.ask("POST", f"/chats/{guest.name}/press", {"label": "Nowhere"})
    assert refused.code == "no-such-button"


def test_a_press_on_one_message(outside: Outside) -> None:
    guest = outside.guest()
    first = guest.screen["message_id"]
    guest.say("/topup")
    refused = outside.ask(
        "POST", f"/chats/{guest.name}/press", {"data": "topup:50", "message_id": first}
    )
    assert refused.status in {200, 404}
    pressed = guest.press("topup:*", message_id=guest.screen["message_id"])
    assert pressed["kind"] == "callback"


def test_forged_data_that_no_button_has_is_sent(outside: Outside) -> None:
    guest = outside.guest()
    pressed = guest.press("confirm:stolen", forged=True)
    assert pressed["kind"] == "callback"
    assert outside.app("GET", "/status").status == 200


def test_a_press_is_told_by_the_kind_of_its_button(outside: Outside) -> None:
    alice = outside.person()
    bot = outside.world.post("/bots", {"username": f"{new_name()}_bot"})
    chat = f"{alice['username']}:{bot['username']}"
    outside.world.post(f"/chats/{chat}/messages", {"start": ""})
    rows = [
        [{"text": "Site", "url": "https://example.org/"}],
        [{"text": "Copy", "copy_text": {"text": "K7Q2"}}],
        [{"text": "App", "web_app": {"url": "https://example.org/app"}}],
    ]
    outside.bot_api(
        "sendMessage",
        token=bot["token"],
        chat_id=alice["id"],
        text="Choose",
        reply_markup={"inline_keyboard": rows},
    )
    path = f"/chats/{chat}/press?as={alice['username']}"
    site = outside.world.post(path, {"label": "Site"})
    assert (site["kind"], site["url"]) == ("url", "https://example.org/")
    copied = outside.world.post(path, {"label": "Copy"})
    assert (copied["kind"], copied["text"]) == ("copy", "K7Q2")
    opened = outside.world.post(path, {"label": "App"})
    assert opened["kind"] == "web_app"
    assert opened["launch"]["url"].startswith("https://example.org/app")


def test_the_answer_of_a_callback_is_told(outside: Outside) -> None:
    guest = outside.guest()
    answer = guest.press("nobodys:data", forged=True)["answer"]
    assert set(answer) >= {"text", "show_alert"}


def test_a_reply_keyboard_sends_text_and_asks_for_chats(outside: Outside) -> None:
    alice = outside.person()
    bot = outside.world.post("/bots", {"username": f"{new_name()}_bot"})
    chat = f"{alice['username']}:{bot['username']}"
    order = {"type": "supergroup", "title": "C", "owner": alice["username"]}
    club = str(outside.world.post("/chats", {**order, "username": new_name()})["username"])
    outside.world.post(f"/chats/{chat}/messages", {"start": ""})
    keys = [
        [{"text": "Plain"}],
        [{"text": "Which?", "request_chat": {"request_id": 1, "chat_is_channel": False}}],
    ]
    outside.bot_api(
        "sendMessage",
        token=bot["token"],
        chat_id=alice["id"],
        text="Choose",
        reply_markup={"keyboard": keys},
    )
    path = f"/chats/{chat}/press"
    pressed = outside.world.post(path, {"label": "Plain"})
    assert pressed["kind"] == "text"
    assert pressed["message"]["text"] == "Plain"
    assert outside.ask("POST", path, {"label": "Which?", "choose": club}).status == 200
    updates = outside.bot_api("getUpdates", token=bot["token"])["result"]
    assert updates[-1]["message"]["chat_shared"]["request_id"] == 1
