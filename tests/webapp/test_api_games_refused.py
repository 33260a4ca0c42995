"""Orders and moves that are refused through the API, each with its own code; no stake moves."""

import pytest

from domain.shared.actor import house
from domain.shared.change import IdempotencyKey
from domain.shared.money import stars
from domain.users.models import Area
from tests.webapp.games import ORDER
from tests.webapp.table import act, but, held, seated, stake
from tests.webapp.world import ALICE, BOB, CAROL, World


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (stake("9"), 409, "amount-too-small"),
        (stake("0"), 409, "amount-too-small"),
        (stake("10001"), 409, "amount-too-large"),
        (stake("10.5"), 409, "amount-not-whole"),
        (stake("101"), 409, "not-enough-funds"),
        (stake("10.50"), 400, "invalid"),
        (stake("+10"), 400, "invalid"),
        (stake("-10"), 400, "invalid"),
        (stake("1e3"), 400, "invalid"),
        (stake("\u0661\u0660"), 400, "invalid"),
        (stake(" 10"), 400, "invalid"),
        (stake("ten"), 400, "invalid"),
        (stake(""), 400, "invalid"),
        (stake(10), 400, "invalid"),
        (stake("10", "GOLD"), 400, "invalid"),
        (stake("10", "jetton:0:" + "0" * 64), 400, "invalid"),
        (but(game="chess"), 400, "invalid"),
        (but(rule="bullseye_race"), 400, "invalid"),
        (but(rule="double"), 400, "invalid"),
        (but(match="closed"), 400, "invalid"),
        (but(result=6), 400, "invalid"),
        ({"game": "dice"}, 400, "invalid"),
        (b"{", 400, "invalid"),
    ],
)
async def test_an_order_that_does_not_fit_takes_nothing(
    world: World, body: object, status: int, code: str
) -> None:
    await seated(world, ALICE)
    answer = await act(world, "/lobbies", ALICE, body)
    assert (answer.status, answer.code) == (status, code)
    assert answer.body["error"]["text"] != code
    assert await held(world, ALICE) == ("100", "0")
    assert (await world.call("GET", "/lobbies?mine=1", by=ALICE)).body["items"] == []


async def test_every_wrong_move_has_its_own_refusal(world: World) -> None:
    table = await seated(world, ALICE, BOB, CAROL)
    lobby = await table.open(ALICE)
    refused = [
        (await act(world, "/lobbies", ALICE, ORDER), 409, "already-playing"),
        (await act(world, f"/lobbies/{lobby}/join", ALICE), 409, "own-lobby"),
        (await act(world, f"/lobbies/{lobby}/leave", BOB), 403, "not-your-match"),
        (await act(world, "/lobbies/nowhere/join", BOB), 404, "not-found"),
        (await act(world, "/lobbies/nowhere/leave", BOB), 404, "not-found"),
        (await act(world, "/lobbies/nowhere/rematch", BOB), 404, "not-found"),
        (await world.call("GET", "/lobbies/nowhere", by=BOB), 404, "not-found"),
        (await world.call("GET", f"/lobbies/{lobby}/receipt", by=ALICE), 404, "not-found"),
    ]
    await act(world, f"/lobbies/{lobby}/join", BOB)
    refused += [
        (await act(world, f"/lobbies/{lobby}/leave", ALICE), 409, "match-locked"),
        (await act(world, f"/lobbies/{lobby}/leave", BOB), 409, "match-locked"),
        (await act(world, f"/lobbies/{lobby}/join", CAROL), 409, "lobby-gone"),
        (await act(world, f"/lobbies/{lobby}/rematch", ALICE), 409, "already-playing"),
        (await act(world, "/lobbies", BOB, ORDER), 409, "already-playing"),
    ]
    assert [(one.status, one.code) for one, *_ in refused] == [
        (status, code) for _, status, code in refused
    ]
    assert await held(world, ALICE) == await held(world, BOB) == ("90", "10")
    assert await held(world, CAROL) == ("100", "0")


async def test_a_lobby_that_was_left_or_ran_out_is_gone(world: World) -> None:
    table = await seated(world, ALICE, BOB)
    left = await table.open(ALICE)
    gone = await act(world, f"/lobbies/{left}/leave", ALICE)
    assert (gone.status, gone.body["state"], gone.body["reason"]) == (200, "cancelled", "left")
    late = await table.open(ALICE)
    await table.later(601)
    for lobby in (left, late):
        assert (await act(world, f"/lobbies/{lobby}/join", BOB)).code == "lobby-gone"
        assert (await act(world, f"/lobbies/{lobby}/leave", ALICE)).code == "lobby-gone"


async def test_whoever_never_met_the_bot_is_told_to(world: World) -> None:
    await world.welcome(ALICE)
    await world.fund(ALICE, stars(50))
    assert (await act(world, "/lobbies", ALICE, ORDER)).code == "chat-needed"


async def test_a_paused_area_takes_no_stake(world: World) -> None:
    table = await seated(world, ALICE, BOB)
    lobby = await table.open(ALICE)
    await pause_games(world)
    assert (await act(world, f"/lobbies/{lobby}/join", BOB)).code == "area-paused"
    assert (await act(world, "/lobbies", BOB, ORDER)).code == "area-paused"
    assert (await act(world, f"/lobbies/{lobby}/leave", ALICE)).status == 200


async def pause_games(world: World) -> None:
    await world.deps.areas.pause(
        house("test"), Area.GAMES.value, "repairs", key=IdempotencyKey("p")
    )
