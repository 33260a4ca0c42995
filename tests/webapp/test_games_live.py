"""The live topics of the games: snapshots and deltas, and nothing in them that is still hidden."""

from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse

from tests.webapp.games import SETTINGS, Table
from tests.webapp.test_live import heard, socket
from tests.webapp.world import ALICE, BOB, World


async def silent(ws: ClientWebSocketResponse) -> bool:
    with pytest.raises(TimeoutError):
        await ws.receive(timeout=0.1)
    return True


async def test_lobbies_come_and_go(any_world: World) -> None:
    world = any_world
    table = Table(world)
    await table.seat(ALICE, BOB)
    standing = await table.open(ALICE)
    async with socket(world) as ws:
        await ws.send_json({"sub": "lobbies"})
        first = await heard(ws)
        assert [one["id"] for one in first["snapshot"]["items"]] == [standing]
        opened = await table.open(BOB, game="target")
        told = await heard(ws)
        assert told["seq"] == first["seq"] + 1
        assert [(one["id"], one["state"]) for one in told["delta"]["items"]] == [(opened, "open")]
        await world.call("POST", f"/lobbies/{opened}/leave", by=BOB, key="new", json={})
        assert (await heard(ws))["delta"]["items"][0]["state"] == "cancelled"
        await world.call("POST", f"/lobbies/{standing}/join", by=BOB, key="new", json={})
        assert (await heard(ws))["delta"]["items"][0]["state"] == "locked"
        await table.ask(standing, ALICE, BOB)
        await table.throw(ALICE, 6)
        assert await silent(ws)


async def test_private_lobbies_and_challenges_stay_out_of_the_list(world: World) -> None:
    table = Table(world)
    await table.seat(ALICE, BOB)
    lobby = await table.played(ALICE, BOB)
    async with socket(world) as ws:
        await ws.send_json({"sub": "lobbies"})
        assert (await heard(ws))["snapshot"]["items"] == []
        await table.open(ALICE, match="private")
        await world.call("POST", f"/lobbies/{lobby}/rematch", by=BOB, key="new", json={})
        assert await silent(ws)
        await ws.send_json({"unsub": "lobbies"})
        await ws.send_json({"sub": "lobbies"})
        assert (await heard(ws))["snapshot"]["items"] == []


async def test_the_topic_of_a_match_never_holds_a_hidden_value(any_world: World) -> None:
    world = any_world
    table = Table(world)
    await table.seat(ALICE, BOB)
    lobby = await table.match(ALICE, BOB, rule="sum_of_3")
    pairs = [(6, 2), (5, 1), (4, 3)]
    async with socket(world, BOB) as ws:
        await ws.send_json({"sub": f"lobby:{lobby}"})
        frame = await heard(ws)
        assert frame["snapshot"]["id"] == lobby
        for n, (one, other) in enumerate(pairs):
            await table.throw(ALICE, one)
            delta = (await heard(ws))["delta"]
            assert seen(delta) == {
                ALICE: [a for a, _ in pairs[:n]],
                BOB: [b for _, b in pairs[:n]],
            }
            assert [player["made"] for player in delta["players"]] == [n + 1, n]
            await table.throw(BOB, other)
            delta = (await heard(ws))["delta"]
            assert seen(delta)[ALICE] == [a for a, _ in pairs[: n + 1]]
            assert (delta["state"], delta["winner"], delta["payout"]) == ("throwing", None, None)
            assert delta["settled_at"] is None
        # Whoever comes now, before the dice have come to rest, learns no more.
        async with socket(world) as late:
            await late.send_json({"sub": f"lobby:{lobby}"})
            assert (await heard(late))["snapshot"]["winner"] is None
        await table.later(SETTINGS.pause_s)
        told = (await heard(ws))["delta"]
        assert (told["state"], told["winner"], told["payout"]["amount"]) == (
            "resolved",
            ALICE,
            "19.4",
        )


def seen(lobby: dict[str, Any]) -> dict[int, list[int]]:
    return {
        player["person"]: [throw["value"] for throw in player["throws"]]
        for player in lobby["players"]
    }


async def test_frames_are_nobodys_own(world: World) -> None:
    """The same bytes go to both sides, so they allow nothing and hold no side's own throw."""
    table = Table(world)
    await table.seat(ALICE, BOB)
    lobby = await table.match(ALICE, BOB)
    async with socket(world, ALICE) as one, socket(world, BOB) as other:
        for ws in (one, other):
            await ws.send_json({"sub": f"lobby:{lobby}"})
            await heard(ws)
        await table.throw(ALICE, 6)
        frame = await heard(one)
        assert frame == await heard(other)
        assert frame["delta"]["allowed"] == []
        assert seen(frame["delta"]) == {ALICE: [], BOB: []}


async def test_a_match_that_is_not_there_is_not_followed(world: World) -> None:
    async with socket(world) as ws:
        for topic in ("lobby:nowhere", "lobby:"):
            await ws.send_json({"sub": topic})
            assert (await heard(ws))["error"]["code"] == "not-found"
