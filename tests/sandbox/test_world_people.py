"""The people of the world."""

import pytest

from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Caller


async def test_only_the_username_is_needed(caller: Caller) -> None:
    assert await caller.person("alice") == {
        "id": 1001,
        "username": "alice",
        "name": "Alice",
        "language": "en",
        "premium": False,
        "role": "user",
        "stars": "1000",
        "blocked": False,
        "wallets": [],
    }


async def test_everything_can_be_given(caller: Caller) -> None:
    order = {
        "id": 4242,
        "username": "Bob_1",
        "name": "Боб",
        "language": "ru",
        "premium": True,
        "role": "organizer",
        "stars": "0",
    }
    told = await caller.make("/people", order)
    assert {name: told[name] for name in order} == order
    assert await caller.get("/people/4242") == told
    assert await caller.get("/people/bob_1") == told
    assert (await caller.person("carol"))["id"] == 4243


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "username"),
        ({"username": "a"}, "username"),
        ({"username": "@alice"}, "username"),
        ({"username": "1alice"}, "username"),
        ({"username": "x" * 33}, "username"),
        ({"username": 5}, "username"),
        ({"username": "alice", "stars": 5}, "stars"),
        ({"username": "alice", "stars": "1.5"}, "stars"),
        ({"username": "alice", "stars": "-1"}, "stars"),
        ({"username": "alice", "stars": "5.0"}, "stars"),
        ({"username": "alice", "role": "king"}, "role"),
        ({"username": "alice", "language": "English"}, "language"),
        ({"username": "alice", "premium": "yes"}, "premium"),
        ({"username": "alice", "premium": 1}, "premium"),
        ({"username": "alice", "id": 0}, "id"),
        ({"username": "alice", "id": "7"}, "id"),
        ({"username": "alice", "name": ""}, "name"),
        ({"username": "alice", "age": 30}, "age"),
        ({"username": "alice", "blocked": True}, "blocked"),
    ],
)
async def test_what_does_not_fit_is_named_by_its_path(
    caller: Caller, body: dict[str, object], field: str
) -> None:
    status, code, fields = await caller.refused("POST", "/people", body)
    assert (status, code) == (400, "invalid")
    assert list(fields) == [field]


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"x"', b"null", b"\xff", b'{"username":NaN}'])
async def test_a_body_that_is_no_object_is_refused(caller: Caller, raw: bytes) -> None:
    async with caller.session.post(f"{caller.url}/world/people", data=raw) as response:
        assert response.status == 400
        assert (await response.json())["error"]["code"] == "invalid"


async def test_a_name_or_number_is_given_once(caller: Caller) -> None:
    await caller.person("alice", id=5000)
    await caller.make("/bots", {"username": "other_bot"})
    await caller.make("/chats", {"type": "group", "title": "C", "username": "club", "owner": 5000})
    for body in (
        {"username": "alice"},
        {"username": "ALICE"},
        {"username": "someone", "id": 5000},
        {"username": "someone", "id": 7_000_000_001},
        {"username": "souk_bot"},
        {"username": "other_bot"},
        {"username": "club"},
        {"username": "bot"},
    ):
        assert (await caller.refused("POST", "/people", body))[:2] == (409, "taken"), body
    assert (await caller.person("someone"))["id"] == 5001


async def test_the_people_are_listed_by_id_page_by_page(caller: Caller) -> None:
    for n in range(5):
        await caller.person(f"p{n}")
    await caller.person("early", id=7)
    got: list[str] = []
    cursor = ""
    while True:
        told = await caller.get(f"/people?limit=2{cursor}")
        got += [one["username"] for one in told["items"]]
        if told["next"] is None:
            break
        cursor = f"&cursor={told['next']}"
    assert got == ["early", "p0", "p1", "p2", "p3", "p4"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "cursor=%21", "who=1", "limit=1&limit=2"]
)
async def test_a_list_refuses_what_it_does_not_know(caller: Caller, query: str) -> None:
    assert (await caller.refused("GET", f"/people?{query}"))[:2] == (400, "invalid")


async def test_a_person_is_changed_by_the_fields_given(caller: Caller) -> None:
    await caller.person("alice", stars="7")
    told = await caller.patch("/people/alice", {"stars": "5", "name": "Al", "username": "al_1"})
    assert (told["stars"], told["name"], told["username"]) == ("5", "Al", "al_1")
    told = await caller.patch("/people/1001", {"premium": True, "language": "ru"})
    assert told["premium"] is True
    assert told["language"] == "ru"
    assert told["stars"] == "5"
    assert (await caller.refused("GET", "/people/alice"))[:2] == (404, "person-not-found")
    assert (await caller.person("alice"))["id"] == 1002


async def test_a_change_is_refused_whole(caller: Caller) -> None:
    await caller.person("alice")
    await caller.person("bob", stars="3")
    refused = await caller.refused("PATCH", "/people/bob", {"username": "alice", "stars": "9"})
    assert refused[:2] == (409, "taken")
    assert (await caller.get("/people/bob"))["stars"] == "3"
    assert (await caller.refused("PATCH", "/people/bob", {"id": 5}))[:2] == (400, "invalid")
    assert (await caller.refused("PATCH", "/people/nobody", {}))[:2] == (404, "person-not-found")


async def test_a_person_blocks_and_unblocks_the_bot(caller: Caller) -> None:
    await caller.person("alice")
    await caller.make("/chats/alice/messages", {"start": ""})
    assert (await caller.patch("/people/alice", {"blocked": True}))["blocked"] is True
    refused = await caller.refused("POST", "/chats/alice/messages", {"text": "hi"})
    assert refused[:2] == (409, "bot-blocked")
    assert (await caller.patch("/people/alice", {"blocked": False}))["blocked"] is False
    await caller.make("/chats/alice/messages", {"text": "hi"})
    kinds = [
        next(kind for kind in row["update"] if kind != "update_id")
        for row in (await caller.get("/updates"))["items"]
    ]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_a_role_is_in_force_when_the_answer_comes(caller: Caller, app: FakeApp) -> None:
    told = await caller.person("alice", role="admin")
    assert app.last("roles")["roles"] == {str(told["id"]): "admin"}
    await caller.patch("/people/alice", {"role": "user"})
    assert app.last("roles")["roles"] == {str(told["id"]): "user"}
    n = len(app.all("roles"))
    await caller.person("bob")
    assert len(app.all("roles")) == n


async def test_an_app_that_comes_later_hears_of_all_roles(world: World, caller: Caller) -> None:
    await caller.person("alice", role="owner")
    await caller.person("bob")
    async with FakeApp(world.core.url) as app:
        assert app.last("roles")["roles"] == {"1001": "owner"}
