"""§3: people, chats, members, who acts."""

import pytest

from tests.contract.outsider import Outside, new_name

ROLES = ("user", "organizer", "moderator", "support", "finance", "admin", "owner")


def test_a_person_needs_only_a_username(outside: Outside) -> None:
    name = new_name()
    made = outside.ask("POST", "/people", {"username": name})
    assert made.status == 201
    person = made.body
    keys = {"id", "username", "name", "language", "premium", "role", "stars", "blocked", "wallets"}
    assert set(person) >= keys
    assert person["username"] == name
    assert isinstance(person["id"], int)
    assert (person["role"], person["premium"]) == ("user", False)
    assert (person["blocked"], person["wallets"]) == (False, [])


def test_a_person_is_made_as_told(outside: Outside) -> None:
    given = {
        "username": new_name(),
        "name": "Алиса",
        "language": "ru",
        "premium": True,
        "role": "finance",
        "stars": "777",
        "id": 987654,
    }
    assert outside.world.post("/people", given).items() >= given.items()
    found = outside.world.get(f"/people/{given['username']}")
    assert found.items() >= given.items()
    assert outside.world.get("/people/987654") == found


def test_a_username_or_id_that_is_taken_is_refused(outside: Outside) -> None:
    person = outside.person()
    refused = outside.ask("POST", "/people", {"username": person["username"]})
    assert (refused.status, refused.code) == (409, "taken")
    refused = outside.ask("POST", "/people", {"username": new_name(), "id": person["id"]})
    assert (refused.status, refused.code) == (409, "taken")
    assert outside.ask("POST", "/people", {"username": "souk_bot"}).code == "taken"


def test_a_person_is_patched_in_any_field(outside: Outside) -> None:
    name = outside.person()["username"]
    given = {"name": "Other", "language": "ru", "premium": True, "role": "admin", "stars": "5"}
    changed = outside.world.patch(f"/people/{name}", given)
    assert changed.items() >= given.items()
    assert outside.world.get(f"/people/{name}") == changed
    other = new_name()
    assert outside.world.patch(f"/people/{name}", {"username": other})["username"] == other
    assert outside.world.get(f"/people/{other}")["id"] == changed["id"]


def test_blocked_blocks_the_bot_and_false_unblocks_it(outside: Outside) -> None:
    guest = outside.guest()
    assert outside.world.patch(f"/people/{guest.name}", {"blocked": True})["blocked"] is True
    refused = outside.bot_api("sendMessage", chat_id=guest.id, text="hello")
    assert refused["error_code"] == 403
    assert "blocked" in refused["description"]
    write = outside.ask("POST", f"/chats/{guest.name}/messages", {"text": "hi"})
    assert (write.status, write.code) == (409, "bot-blocked")
    assert outside.world.patch(f"/people/{guest.name}", {"blocked": False})["blocked"] is False
    assert "Guest" in guest.say("/profile")


@pytest.mark.parametrize("role", ROLES[1:])
def test_a_role_is_in_force_when_the_answer_comes(outside: Outside, role: str) -> None:
    guest = outside.guest(role=role)
    client = outside.sign_in(guest)
    assert client.get("/me")["role"] == role
    outside.world.patch(f"/people/{guest.name}", {"role": "user"})
    assert client.get("/me")["role"] == "user"
    outside.world.patch(f"/people/{guest.name}", {"role": role})
    assert client.get("/me")["role"] == role


def test_an_unknown_role_does_not_fit(outside: Outside) -> None:
    refused = outside.ask("POST", "/people", {"username": new_name(), "role": "king"})
    assert (refused.status, refused.code) == (400, "invalid")
    assert "role" in refused.fields


def test_a_role_stays_over_a_restart_of_the_app(outside: Outside) -> None:
    guest = outside.guest(role="moderator")
    client = outside.sign_in(guest)
    outside.program.kill()
    outside.program.start()
    assert client.get("/me")["role"] == "moderator"


def test_a_chat_is_made_with_its_members(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    handle = new_name()
    made = outside.world.post(
        "/chats",
        {
            "type": "supergroup",
            "title": "Club",
            "username": handle,
            "owner": alice,
            "members": [bob],
            "admins": ["bot"],
        },
    )
    assert isinstance(made["id"], int)
    assert made["id"] < 0
    assert made.items() >= {"type": "supergroup", "title": "Club", "username": handle}.items()
    assert all(set(member) >= {"who", "status", "rights"} for member in made["members"])
    statuses = {member["who"]: member["status"] for member in made["members"]}
    assert statuses == {alice: "creator", bob: "member", "bot": "administrator"}
    assert outside.world.get(f"/chats/{handle}") == made
    assert outside.world.get(f"/chats/{made['id']}") == made
    assert made["id"] in [c["id"] for c in outside.world.get(f"/chats?person={bob}")["items"]]
    other = outside.person()["username"]
    assert made["id"] not in [
        c["id"] for c in outside.world.get(f"/chats?person={other}")["items"]
    ]


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_the_types_of_chats(outside: Outside, kind: str) -> None:
    alice = outside.person()["username"]
    made = outside.world.post("/chats", {"type": kind, "title": "T", "owner": alice})
    assert made["type"] == kind


def test_members_join_leave_are_promoted_demoted_and_banned(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    club = outside.world.post(
        "/chats", {"type": "supergroup", "title": "C", "owner": alice, "username": new_name()}
    )["username"]

    def put(who: str, by: str, body: dict[str, object]) -> dict[str, object]:
        answer = outside.ask("PUT", f"/chats/{club}/members/{who}?as={by}", body)
        assert answer.status == 200, answer
        members = outside.world.get(f"/chats/{club}")["members"]
        found: list[dict[str, object]] = [m for m in members if m["who"] == who]
        return found[0] if found else {"status": "left"}

    assert put(bob, bob, {"status": "member"})["status"] == "member"
    promoted = put(bob, alice, {"status": "administrator", "rights": ["can_pin_messages"]})
    assert (promoted["status"], promoted["rights"]) == ("administrator", ["can_pin_messages"])
    assert put(bob, alice, {"status": "member"})["status"] == "member"
    assert put(bob, bob, {"status": "left"})["status"] == "left"
    assert put(bob, bob, {"status": "member"})["status"] == "member"
    assert put(bob, alice, {"status": "kicked"})["status"] == "kicked"
    refused = outside.ask("POST", f"/chats/{club}/messages?as={bob}", {"text": "hi"})
    assert (refused.status, refused.code) in {(409, "not-a-member"), (403, "not-a-member")}
    assert (
        outside.ask("PUT", f"/chats/{club}/members/{bob}?as={alice}", {"status": "king"}).status
        == 400
    )


def test_bot_is_the_apps_bot_as_a_member(outside: Outside) -> None:
    alice = outside.person()["username"]
    club = outside.world.post(
        "/chats", {"type": "supergroup", "title": "C", "owner": alice, "username": new_name()}
    )["username"]
    path = f"/chats/{club}/members/bot?as={alice}"
    assert outside.ask("PUT", path, {"status": "member"}).status == 200
    assert outside.ask("PUT", path, {"status": "administrator"}).status == 200
    chat = outside.world.get(f"/chats/{club}")
    told = outside.bot_api("getChatMember", chat_id=chat["id"], user_id=7000000001)
    assert told["result"]["status"] == "administrator"


def test_as_is_needed_where_it_is_not_plain(outside: Outside) -> None:
    alice = outside.person()["username"]
    club = outside.world.post(
        "/chats", {"type": "group", "title": "C", "owner": alice, "username": None}
    )["id"]
    refused = outside.ask("POST", f"/chats/{club}/messages", {"text": "hi"})
    assert (refused.status, refused.code) == (400, "invalid")
    assert "as" in refused.fields
    sent = outside.ask("POST", f"/chats/{club}/messages?as={alice}", {"text": "hi"})
    assert sent.status == 201
    assert outside.ask("POST", f"/chats/{alice}/messages", {"text": "hi"}).status == 201


def test_a_stranger_cannot_write_in_a_group_or_read_it(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    club = outside.world.post("/chats", {"type": "group", "title": "C", "owner": alice})["id"]
    refused = outside.ask("POST", f"/chats/{club}/messages?as={bob}", {"text": "hi"})
    assert refused.code == "not-a-member"


def test_in_a_channel_an_admin_writes_as_the_channel(outside: Outside) -> None:
    alice, bob = outside.person()["username"], outside.person()["username"]
    news = outside.world.post(
        "/chats", {"type": "channel", "title": "News", "owner": alice, "members": [bob]}
    )["id"]
    post = outside.world.post(f"/chats/{news}/messages?as={alice}", {"text": "today"})
    assert post["sender_chat"]["id"] == news
    assert "from" not in post
    assert outside.ask("POST", f"/chats/{news}/messages?as={bob}", {"text": "no"}).status in {
        403,
        409,
    }
    read = outside.world.get(f"/chats/{news}/messages?as={bob}")["items"]
    assert [m["text"] for m in read] == ["today"]


def test_another_bot_talks_through_any_library(outside: Outside) -> None:
    alice = outside.person()["username"]
    name = f"{new_name()}_bot"
    bot = outside.world.post("/bots", {"username": name})
    assert set(bot) >= {"id", "username", "token"}
    assert outside.bot_api("getMe", token=bot["token"])["result"]["username"] == name
    outside.world.post(f"/chats/{alice}:{name}/messages", {"start": ""})
    updates = outside.bot_api("getUpdates", token=bot["token"])["result"]
    assert updates[-1]["message"]["text"] == "/start"
    chat = updates[-1]["message"]["chat"]["id"]
    outside.bot_api("sendMessage", token=bot["token"], chat_id=chat, text="I am another")
    read = outside.world.get(f"/chats/{alice}:{name}/messages")["items"]
    assert read[-1]["text"] == "I am another"
    assert outside.ask("POST", "/bots", {"username": name}).code == "taken"
