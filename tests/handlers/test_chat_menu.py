"""The menu: one message that buttons edit, help, unknown input, leaving, groups, haste."""

import json

import pytest

from tests.program import Json, Program
from tests.talk import Somebody, arrive, meet

BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} "
MONEY = "wallet topup topup:own topup wallet topups wallet statement wallet back"
SELF = (
    "profile profile:language profile profile:zone profile profile:currency profile "
    "profile:notices notices:kinds profile:notices notices:digest notices:quiet inbox "
    "profile:notices profile profile:sessions profile profile:data data:delete profile:data "
    "profile back help back"
)
STAFF = (
    "admin admin:approvals admin admin:jobs job:page:1 job:page:0 admin admin:health admin "
    "admin:areas admin admin:audit admin back"
)
"""Each is a button of the screen before it, from the menu and back."""


def rows(message: Json) -> list[list[Json]]:
    return list(message["reply_markup"]["inline_keyboard"])


@pytest.mark.parametrize("walk", [MONEY, SELF, STAFF], ids=["money", "self", "staff"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_buttons_edit_one_message_and_keep_the_measure(
    program: Program, language: str, walk: str
) -> None:
    """At most eight buttons and six lines under a title in bold; back comes last."""
    alice = meet(program, "alice", role="owner", language=language)
    assert alice.count() == 1
    for data in walk.split():
        before = (alice.newest, alice.labels())
        alice.press(data)
        assert (alice.newest, alice.labels()) != before, data
        assert alice.count() == 1, data
        lines = [line for line in alice.newest.split("\n")[1:] if line]
        assert len(lines) <= 6, (data, lines)
        assert len(alice.buttons()) <= 8, data
        title = alice.screen["entities"][0]
        assert (title["type"], title["offset"]) == ("bold", 0), data
        assert data == "back" or alice.labels()[-1].startswith(BACK), data
    assert alice.buttons()[0] == "play"


def test_help_and_menu_are_commands_too(program: Program) -> None:
    alice = meet(program, "alice")
    told = alice.say("/help")
    for command in ("/gifts", "/alerts", "/portfolio", "/keys", "/paysupport"):
        assert command in told
    assert "Hello, Alice" in alice.say("/menu")
    assert alice.say("/start@souk_bot") == alice.say("/menu")


def test_unknown_input_is_answered_with_the_menu(program: Program) -> None:
    alice = meet(program, "alice")
    for said, part in (
        ("/nosuch 5", "no command /nosuch"),
        ("/<b>", "no command /<b>"),
        ("what can you do?", "did not understand"),
        ("/" + "x" * 300, "no command /xxx"),
    ):
        assert part in alice.say(said)
        assert "topup" in alice.buttons()
    assert "did not understand" in alice.send({"document": "aGVsbG8=", "name": "a.pdf"})
    for data in ("nosuch", "nosuch:1", "refund", "x" * 64):
        alice.press(data, forged=True)
        assert "topup" in alice.buttons() or "Nothing" in alice.newest, data


def test_a_forged_button_says_what_happened(program: Program) -> None:
    alice = meet(program, "alice")
    for data in ("refund:nosuch", "confirm:nosuch", "cancel:nosuch", "session:end:nosuch"):
        assert "Nothing was changed" in alice.answer(data, forged=True), data
    for data in ("approve:nosuch", "area:pause:payments", "job:run:mature_stars", "admin"):
        assert "may not" in alice.answer(data, forged=True), data
    for data in ("statement:nosuch", "inbox:nosuch"):
        assert "open it again" in alice.answer(data, forged=True), data


def test_cancel_says_whether_there_was_something_to_leave(program: Program) -> None:
    alice = meet(program, "alice")
    assert "Nothing is in progress" in alice.say("/cancel")
    for opened, left in (
        ("topup:own", "50"),
        ("profile:zone", "Europe/Berlin"),
        ("paysupport:ask", "where is my money?"),
    ):
        alice.press(opened, forged=True)
        assert "/cancel" in alice.newest, opened
        assert "Nothing was changed" in alice.say("/cancel")
        assert "did not understand" in alice.say(left)
    assert alice.invoices() == 0


def test_groups_hear_one_line_and_nothing_private(program: Program) -> None:
    alice = meet(program, "alice", stars="777")
    alice.top_up(50)
    bob = arrive(program, "bob")
    club = {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice"}
    program.world.post("/chats", {**club, "members": ["bob"], "admins": ["bot"]})
    for who in (alice, bob):
        for text in ("hello all", "/wallet", "/topup 50", "50", "/nosuch"):
            who.send({"text": text}, chat="club")
        who.send({"document": "aGVsbG8=", "name": "a.pdf"}, chat="club")
    assert said(program, bob) == []
    asked = program.world.post("/chats/club/messages?as=alice", {"text": "/wallet@souk_bot"})
    program.world.post("/chats/club/messages?as=bob", {"text": "/start"})
    answers = said(program, bob)
    assert len(answers) == 2
    assert answers[0]["reply_to_message"]["message_id"] == asked["message_id"]
    assert rows(answers[0])[0][0]["url"].startswith("https://t.me/souk_bot")
    for data in ("wallet", "profile", "statement", "menu", "topup:50"):
        press = {"data": data, "message_id": answers[0]["message_id"], "forged": True}
        program.world.post("/chats/club/press?as=alice", press)
        program.world.idle()
    text = json.dumps([m["text"] for m in said(program, bob)])
    assert "50" not in text
    assert "Alice" not in text


def said(program: Program, reader: Somebody) -> list[Json]:
    found = program.world.get(f"/chats/club/messages?as={reader.name}&wait_s=30")["items"]
    return [message for message in found if message["from"].get("is_bot")]


def test_haste_is_slowed_politely_and_money_is_not(program: Program) -> None:
    """A burst of thirty passes; of what comes then one is answered, and payments all are."""
    alice = meet(program, "alice")
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    for _ in range(40):
        program.world.post("/chats/alice/messages?as=alice", {"text": "/help"})
    assert alice.pay(slug)["status"] == "paid"
    texts = [message["text"] for message in alice.from_bot() if "text" in message]
    assert sum("slower" in text for text in texts) == 1
    assert sum(text.startswith("❓") for text in texts) <= 31
    assert alice.balance() == "50"


def test_commands_are_listed_in_each_language(program: Program) -> None:
    sent = program.world.get("/calls?face=bot_api&match=setMyCommands&limit=1000&wait_s=30")[
        "items"
    ]
    listed = {
        (call["params"]["scope"]["type"], call["params"].get("language_code", "")): [
            one["command"] for one in call["params"]["commands"]
        ]
        for call in sent
    }
    for language in ("", "en", "ru"):
        private = listed["all_private_chats", language]
        assert {"start", "wallet", "topup", "terms", "privacy", "paysupport"} <= set(private)
        in_groups = set(listed["all_group_chats", language])
        assert "start" in in_groups
        assert in_groups.isdisjoint({"wallet", "topup", "statement", "profile", "admin"})


def test_each_letter_of_an_inline_query_is_answered(program: Program) -> None:
    """None of them waits, and none counts against the person."""
    alice = meet(program, "alice")
    for typed in ("", "p", "pl", "plu", "plus", "plush", "plush p", "plush pe", "plush pep"):
        program.world.post("/inline?as=alice", {"query": typed, "offset": ""})
    calls = program.world.get("/calls?face=bot_api&match=answerInlineQuery&limit=100")["items"]
    assert len(calls) == 9
    button = json.loads(calls[-1]["params"]["button"])
    assert button["start_parameter"] == "gifts"
    before = alice.count()
    assert "Gifts" in alice.start("gifts")
    assert alice.count() == before + 1
