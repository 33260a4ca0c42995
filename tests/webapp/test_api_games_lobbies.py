"""Games and lobbies through the API: forms, acts, every refusal; no stake moves with one."""

import uuid

import pytest

from domain.shared.ids import UserId
from tests.webapp.games import ORDER
from tests.webapp.table import act, held, seated, stake
from tests.webapp.world import ALICE, BOB, CAROL, World
from webapp.limits import Limit, LimitSettings
from webapp.routes import TABLE


async def test_the_games_say_what_may_be_played_and_staked(world: World) -> None:
    answer = await world.call("GET", "/games")
    dice, target = answer.body["items"]
    assert (dice["game"], dice["rules"]) == ("dice", ["single", "best_of_3", "sum_of_3"])
    assert (target["game"], target["rules"][-1]) == ("target", "bullseye_race")
    assert dice["rake_bps"] == 300
    stars_bounds = next(one for one in dice["assets"] if one["asset"] == "XTR")
    assert stars_bounds == {"asset": "XTR", "least": "10", "most": "10000", "decimals": 2}


async def test_a_lobby_has_its_form_and_holds_nothing(any_world: World) -> None:
    world = any_world
    await seated(world, ALICE)
    answer = await act(world, "/lobbies", ALICE, ORDER)
    assert answer.status == 201
    lobby = answer.body
    assert lobby["state"] == "open"
    assert lobby["stake"] == {"asset": "XTR", "amount": "10"}
    assert (lobby["rake_bps"], lobby["prize"]) == (300, {"asset": "XTR", "amount": "19.4"})
    assert lobby["players"] == [{"person": ALICE, "name": "Alice", "made": 0, "throws": []}]
    assert (lobby["winner"], lobby["payout"], lobby["allowed"]) == (None, None, ["leave"])
    assert lobby["deadline"] == "2026-12-01T09:10:00.000Z"
    assert await held(world, ALICE) == ("100", "0")


async def test_a_match_from_its_lobby_to_the_payout(any_world: World) -> None:
    world = any_world
    table = await seated(world, ALICE, BOB)
    lobby = await table.open(ALICE)
    joined = await act(world, f"/lobbies/{lobby}/join", BOB)
    assert (joined.status, joined.body["state"]) == (200, "locked")
    assert await held(world, ALICE) == await held(world, BOB) == ("90", "10")
    await table.ask(lobby, ALICE, BOB)
    asked = (await world.call("GET", f"/lobbies/{lobby}", by=ALICE)).body
    assert (asked["state"], asked["allowed"], asked["left"]) == ("throwing", ["throw"], 1)
    assert asked["now"] == "2026-12-01T09:00:00.000Z"
    await table.throw(ALICE, 6)
    await table.throw(BOB, 2)
    await table.later(4)
    done = (await world.call("GET", f"/lobbies/{lobby}", by=ALICE)).body
    assert (done["state"], done["winner"], done["payout"]["amount"]) == ("resolved", ALICE, "19.4")
    assert done["players"][1]["throws"] == [{"value": 2, "by": "player", "message_id": 2}]
    assert done["allowed"] == ["rematch"]
    assert await held(world, ALICE) == ("109.4", "0")
    assert await held(world, BOB) == ("90", "0")


async def test_each_side_sees_its_own_throw_and_not_the_others_before_both_are_in(
    world: World,
) -> None:
    table = await seated(world, ALICE, BOB, CAROL)
    lobby = await table.match(ALICE, BOB)
    await table.throw(ALICE, 6)

    async def seen_by(person: int) -> dict[int, tuple[int, list[int]]]:
        body = (await world.call("GET", f"/lobbies/{lobby}", by=person)).body
        return {
            one["person"]: (one["made"], [throw["value"] for throw in one["throws"]])
            for one in body["players"]
        }

    assert await seen_by(ALICE) == {ALICE: (1, [6]), BOB: (0, [])}
    assert await seen_by(BOB) == await seen_by(CAROL) == {ALICE: (1, []), BOB: (0, [])}
    listed = (await world.call("GET", "/lobbies?mine=true", by=BOB)).body["items"][0]
    assert listed["players"][0]["throws"] == []
    await table.throw(BOB, 2)
    during = (await world.call("GET", f"/lobbies/{lobby}", by=BOB)).body
    assert await seen_by(BOB) == {ALICE: (1, [6]), BOB: (1, [2])}
    assert (during["state"], during["winner"], during["payout"]) == ("throwing", None, None)


async def test_right_away_joins_an_equal_lobby(world: World) -> None:
    table = await seated(world, ALICE, BOB)
    first = await table.open(ALICE, match="any")
    second = await act(world, "/lobbies", BOB, {**ORDER, "match": "any"})
    assert (second.status, second.body["id"], second.body["state"]) == (201, first, "locked")


async def test_private_lobbies_are_found_by_their_link_only(world: World) -> None:
    table = await seated(world, ALICE, BOB)
    lobby = await table.open(ALICE, match="private")
    assert (await world.call("GET", "/lobbies", by=BOB)).body["items"] == []
    mine = (await world.call("GET", "/lobbies?mine=1", by=ALICE)).body["items"]
    assert [one["id"] for one in mine] == [lobby]
    seen = await world.call("GET", f"/lobbies/{lobby}", by=BOB)
    assert seen.body["allowed"] == ["join"]


async def test_lobbies_are_filtered_and_paged(world: World) -> None:
    table = await seated(world, ALICE, BOB, CAROL)
    dice = await table.open(ALICE)
    target = await table.open(BOB, game="target", rule="bullseye_race")
    gone = await table.open(CAROL)
    await act(world, f"/lobbies/{gone}/leave", CAROL)

    async def found(query: str) -> list[str]:
        answer = await world.call("GET", f"/lobbies{query}", by=ALICE)
        return [one["id"] for one in answer.body["items"]]

    assert await found("?state=open") == [target, dice]
    assert await found("?game=dice&state=open") == [dice]
    assert await found("?state=cancelled") == [gone]
    page = (await world.call("GET", "/lobbies?limit=1", by=ALICE)).body
    rest = await world.call("GET", f"/lobbies?limit=100&cursor={page['next']}", by=ALICE)
    assert [one["id"] for one in (*page["items"], *rest.body["items"])] == [gone, target, dice]
    assert rest.body["next"] is None
    assert (await world.call("GET", "/lobbies?cursor=x", by=ALICE)).code == "invalid"


async def test_a_rematch_is_offered_and_taken(world: World) -> None:
    table = await seated(world, ALICE, BOB, CAROL)
    lobby = await table.played(ALICE, BOB)
    assert (await act(world, f"/lobbies/{lobby}/rematch", CAROL)).code == "not-your-match"
    offered = (await act(world, f"/lobbies/{lobby}/rematch", BOB)).body
    assert (offered["state"], offered["rematch_of"]) == ("open", lobby)
    assert offered["invited"] == ALICE
    assert (await act(world, f"/lobbies/{offered['id']}/join", CAROL)).code == "not-your-match"
    taken = (await act(world, f"/lobbies/{lobby}/rematch", ALICE)).body
    assert (taken["id"], taken["state"]) == (offered["id"], "locked")


@pytest.mark.parametrize(
    "path", ["/lobbies", "/lobbies/x/join", "/lobbies/x/leave", "/lobbies/x/rematch"]
)
async def test_each_act_needs_a_person_and_a_key(world: World, path: str) -> None:
    body = ORDER if path == "/lobbies" else {}
    assert (await world.call("POST", path, json=body)).status == 401
    await world.token(ALICE)
    assert (await world.call("POST", path, by=ALICE, key="new", json=body)).code == "terms-needed"
    await world.welcome(ALICE)
    assert (await world.call("POST", path, by=ALICE, json=body)).code == "key-needed"


async def test_an_act_under_a_key_is_done_once(world: World) -> None:
    await seated(world, ALICE, BOB)
    key = str(uuid.uuid4())
    first, again = [
        await world.call("POST", "/lobbies", by=ALICE, key=key, json=ORDER) for _ in range(2)
    ]
    assert first.body == again.body
    assert again.headers["Idempotent-Replay"] == "true"
    lobby = first.body["id"]
    joined = str(uuid.uuid4())
    for _ in range(2):
        answer = await world.call("POST", f"/lobbies/{lobby}/join", by=BOB, key=joined, json={})
        assert (answer.status, answer.body["state"]) == (200, "locked")
    assert await held(world, BOB) == ("90", "10")
    other = await world.call("POST", "/lobbies", by=ALICE, key=key, json=stake("20"))
    assert (other.status, other.code) == (409, "key-reused")


def test_starting_joining_and_leaving_share_a_limit_of_their_own() -> None:
    limited = {route.name for route in TABLE if route.limit is Limit.PLAY}
    assert limited == {
        "POST /api/v1/lobbies",
        *(f"POST /api/v1/lobbies/{{id}}/{name}" for name in ("join", "leave", "rematch")),
        "POST /api/v1/partner/people/{person}/lobbies",
        "POST /api/v1/partner/people/{person}/lobbies/{id}/join",
        "POST /api/v1/partner/people/{person}/lobbies/{id}/leave",
    }
    assert LimitSettings().play == 10


async def test_the_days_points_come_once(world: World) -> None:
    await world.welcome(ALICE)
    first = await world.call("POST", "/games/visit", by=ALICE, json={})
    assert first.body == {"granted": {"asset": "POINTS", "amount": "100"}}
    again = await world.call("POST", "/games/visit", by=ALICE, json={})
    assert again.body == {"granted": None}


async def test_home_tells_of_the_match_that_waits(world: World) -> None:
    table = await seated(world, ALICE, BOB)
    assert (await world.call("GET", "/home", by=ALICE)).body["games"] == {"open": 0, "match": None}
    lobby = await table.open(ALICE)
    told = (await world.call("GET", "/home", by=ALICE)).body["games"]
    assert (told["open"], told["match"]["id"]) == (1, lobby)
    assert (await world.call("GET", "/home", by=BOB)).body["games"]["match"] is None
    assert UserId(told["match"]["players"][0]["person"]) == ALICE
