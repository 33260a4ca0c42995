"""Partners who play for people: only for those who agreed, and only by named acts."""

import uuid

import pytest

from domain.shared.ids import UserId
from domain.shared.money import stars
from domain.users.partners.models import Agreed
from tests.webapp.games import ORDER
from tests.webapp.partner import Partner, partner
from tests.webapp.table import seated
from tests.webapp.world import ALICE, BOB, CAROL, Reply, World


async def ask(desk: Partner, person: int) -> Reply:
    return await desk.call("POST", "/partner/people", {"person": person}, key=new())


async def agree(desk: Partner, person: int, *, agrees: bool = True) -> None:
    world = desk.world
    await seated(world, person)
    assert (await ask(desk, person)).status == 201
    known = await world.deps.people.known(UserId(person))
    assert known is not None
    await world.deps.partner_people.answer(known.acts(origin="chat"), desk.id, agrees=agrees)


async def start(desk: Partner, person: int, body: object = ORDER) -> Reply:
    return await desk.call("POST", f"/partner/people/{person}/lobbies", body, key=new())


def new() -> str:
    return str(uuid.uuid4())


async def test_a_match_is_played_for_two_who_agreed(any_world: World) -> None:
    world = any_world
    desk = await partner(world, CAROL, "games")
    for person in (ALICE, BOB):
        await agree(desk, person)
    base = "/partner/people"
    opened = await start(desk, ALICE)
    assert (opened.status, opened.body["state"]) == (201, "open")
    lobby = opened.body["id"]
    joined = await desk.call("POST", f"{base}/{BOB}/lobbies/{lobby}/join", {}, key=new())
    assert joined.status == 200, joined.body
    assert {one["person"] for one in joined.body["players"]} == {ALICE, BOB}
    shown = await desk.call("GET", f"{base}/{ALICE}/lobbies/{lobby}")
    assert shown.body["state"] in {"locked", "throwing"}
    balances = (await desk.call("GET", f"{base}/{ALICE}/balances")).body["items"]
    assert balances == [{"asset": "XTR", "available": "90", "held": "10"}]


async def test_a_lobby_is_left_for_the_person(world: World) -> None:
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    lobby = (await start(desk, ALICE)).body["id"]
    path = f"/partner/people/{ALICE}/lobbies/{lobby}/leave"
    assert (await desk.call("POST", path, {}, key=new())).body["state"] == "cancelled"


async def test_nothing_is_done_for_somebody_who_has_not_agreed(world: World) -> None:
    desk = await partner(world, CAROL, "games")
    await world.welcome(ALICE)
    for state in ("unasked", "asked"):
        answer = await start(desk, ALICE)
        assert (answer.status, answer.code) == (403, "consent-needed")
        assert answer.body["error"]["fields"] == {"state": state}
        assert (await desk.call("GET", f"/partner/people/{ALICE}/balances")).code == (
            "consent-needed"
        )
        await ask(desk, ALICE)
    await agree(desk, ALICE, agrees=False)
    assert (await start(desk, ALICE)).body["error"]["fields"] == {"state": "refused"}


async def test_an_agreement_is_taken_back_at_once(world: World) -> None:
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    assert (await desk.call("GET", f"/partner/people/{ALICE}/balances")).status == 200
    await agree(desk, ALICE, agrees=False)
    assert (await desk.call("GET", f"/partner/people/{ALICE}/balances")).code == "consent-needed"
    shown = await desk.call("GET", f"/partner/people/{ALICE}")
    assert shown.body["consent"] == Agreed.REFUSED


async def test_somebody_new_is_registered_with_nothing_and_asked_by_a_link(world: World) -> None:
    desk = await partner(world, CAROL, "games")
    asked = await ask(desk, 5_000_000_001)
    assert asked.body["consent"] == "asked"
    assert asked.body["link"] == f"https://t.me/souk_bot?start=partner_{desk.id}"
    again = await ask(desk, 5_000_000_001)
    assert again.body == asked.body
    assert await world.deps.people.known(UserId(5_000_000_001)) is None
    told = [one for one, _ in world.outbox.told if one.kind == "users-partner"]
    assert told == []


async def test_somebody_known_is_asked_in_chat_once(world: World) -> None:
    desk = await partner(world, CAROL, "games")
    await world.welcome(ALICE)
    await ask(desk, ALICE)
    await ask(desk, ALICE)
    told = [one for one, _ in world.outbox.told if one.kind == "users-partner"]
    assert [one.to for one in told] == [ALICE]
    assert [data for _, data in told[0].buttons] == [
        f"partner:agree:{desk.id}",
        f"partner:refuse:{desk.id}",
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"winner": ALICE},
        {"result": 6},
        {"balance": "1000"},
        {"throws": [6, 6]},
        {"payout": {"asset": "XTR", "amount": "19.4"}},
    ],
)
async def test_a_result_or_a_balance_sent_along_is_refused(
    world: World, more: dict[str, object]
) -> None:
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    answer = await start(desk, ALICE, {**ORDER, **more})
    assert (answer.status, answer.code) == (400, "invalid")
    items = (await world.call("GET", "/balances", by=ALICE)).body["items"]
    assert items == [{"asset": "XTR", "available": "100", "held": "0"}]


async def test_people_answer_for_themselves_only(world: World) -> None:
    """A key without the scope, one of somebody else, and a token instead of a signature."""
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    plain = await partner(world, CAROL, "read", "write", name="Plain")
    other = await partner(world, BOB, "games")
    path = f"/partner/people/{ALICE}/balances"
    assert (await plain.call("GET", path)).code == "scope-missing"
    assert (await other.call("GET", path)).code == "consent-needed"
    by_token = await world.call("GET", path, by=CAROL)
    assert (by_token.status, by_token.code) == (401, "not-signed-in")


async def test_a_repeated_start_opens_one_lobby(any_world: World) -> None:
    world = any_world
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    key, path = new(), f"/partner/people/{ALICE}/lobbies"
    first = await desk.call("POST", path, ORDER, key=key)
    again = await desk.call("POST", path, ORDER, key=key)
    assert again.body == first.body
    assert again.headers["Idempotent-Replay"] == "true"


async def test_deleting_the_account_ends_what_was_agreed(any_world: World) -> None:
    world = any_world
    desk = await partner(world, CAROL, "games")
    await agree(desk, ALICE)
    await world.spend(ALICE, stars(100))
    assert (await world.call("DELETE", "/me", by=ALICE)).status == 204
    assert (await desk.call("GET", f"/partner/people/{ALICE}")).code == "not-found"
