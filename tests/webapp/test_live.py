"""The live feed: snapshots, numbered deltas, resume, slow readers, sessions that end."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvloop
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from domain.shared.actor import house
from domain.shared.change import IdempotencyKey
from domain.shared.ids import UserId
from domain.shared.money import stars
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.webapp.ground import made_parts
from tests.webapp.wiring import settings
from tests.webapp.world import ALICE, BOB, World, start_world
from webapp.keys import HUB, LIVE
from webapp.live import Live

Said = dict[str, Any]


@asynccontextmanager
async def socket(world: World, by: int | None = None) -> AsyncIterator[ClientWebSocketResponse]:
    async with world.client.ws_connect("/api/v1/live") as ws:
        if by is not None:
            await ws.send_json({"auth": await world.token(by)})
            assert await heard(ws) == {"auth": "ok"}
        yield ws


async def heard(ws: ClientWebSocketResponse) -> Said:
    answer: Said = await ws.receive_json(timeout=5)
    return answer


async def test_balances_come_as_a_snapshot_and_then_as_numbered_deltas(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances"})
        first = await heard(ws)
        assert first["snapshot"] == {"items": [{"asset": "XTR", "available": "0", "held": "0"}]}
        for n in range(1, 4):
            await world.fund(ALICE, stars(10))
            delta = await heard(ws)
            assert delta == {
                "topic": "balances",
                "seq": first["seq"] + n,
                "delta": {"items": [{"asset": "XTR", "available": str(10 * n), "held": "0"}]},
            }


async def test_nobody_hears_of_other_peoples_money(world: World) -> None:
    await world.welcome(ALICE)
    await world.welcome(BOB)
    async with socket(world, ALICE) as alice, socket(world, BOB) as bob:
        for ws in (alice, bob):
            await ws.send_json({"sub": "balances"})
            await heard(ws)
        await world.fund(BOB, stars(5))
        assert (await heard(bob))["delta"]["items"][0]["available"] == "5"
        with pytest.raises(TimeoutError):
            await alice.receive(timeout=0.1)


async def test_whoever_comes_back_hears_what_was_missed(world: World) -> None:
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances"})
        seq = (await heard(ws))["seq"]
    for _ in range(3):
        await world.fund(ALICE, stars(10))
    await world.settled()
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances", "after": seq})
        missed = [await heard(ws) for _ in range(3)]
        assert [one["seq"] for one in missed] == [seq + 1, seq + 2, seq + 3]
        await ws.send_json({"sub": "balances", "after": seq + 2})
        assert (await heard(ws))["seq"] == seq + 3


@pytest.mark.parametrize("after", [0, 17, 2**53])
async def test_a_number_that_is_not_ours_begins_anew(world: World, after: int) -> None:
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances", "after": after})
        assert "snapshot" in await heard(ws)


async def test_unsubscribed_is_silent(world: World) -> None:
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances"})
        await heard(ws)
        await ws.send_json({"unsub": "balances"})
        await ws.send_json({"sub": "inbox"})
        assert (await heard(ws))["topic"] == "inbox"
        await world.fund(ALICE, stars(5))
        with pytest.raises(TimeoutError):
            await ws.receive(timeout=0.1)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{", "invalid"),
        ("[]", "invalid"),
        ("{}", "invalid"),
        ('{"sub":"balances","unsub":"balances"}', "invalid"),
        ('{"sub":5}', "invalid"),
        ('{"sub":"balances","after":"1"}', "invalid"),
        ('{"sub":"balances","after":-1}', "invalid"),
        ('{"shout":"x"}', "invalid"),
        ('{"sub":"balances"}', "not-signed-in"),
        ('{"sub":"nothing"}', "not-found"),
        ('{"sub":"balances:1002"}', "not-found"),
        ('{"unsub":"balances"}', None),
    ],
)
async def test_a_frame_that_does_not_fit_is_refused_and_the_socket_stays(
    world: World, said: str, code: str | None
) -> None:
    async with socket(world) as ws:
        await ws.send_str(said)
        if code is not None:
            assert (await heard(ws))["error"]["code"] == code
        await ws.send_json({"sub": "nothing"})
        assert (await heard(ws))["error"]["code"] == "not-found"


async def test_before_the_terms_nothing_is_followed(world: World) -> None:
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances"})
        answer = await heard(ws)
        assert (answer["error"]["code"], answer["topic"]) == ("terms-needed", "balances")


async def test_a_bad_token_closes_the_socket(world: World) -> None:
    async with socket(world) as ws:
        await ws.send_json({"auth": "x"})
        assert (await heard(ws))["error"]["code"] == "not-signed-in"
        assert (await ws.receive(timeout=5)).type is WSMsgType.CLOSE
        assert ws.close_code == 4401


async def test_one_socket_is_one_person(world: World) -> None:
    async with socket(world, ALICE) as ws:
        await ws.send_json({"auth": await world.token(BOB)})
        assert (await heard(ws))["error"]["code"] == "not-allowed"


async def test_a_ban_and_a_logout_close_the_socket(world: World) -> None:
    await world.token(ALICE)
    async with socket(world, ALICE) as ws:
        key = IdempotencyKey("b1")
        await world.bans.ban(house("test"), UserId(ALICE), "cheating", key=key)
        assert (await ws.receive(timeout=5)).data == 4401
    await world.token(BOB)
    async with socket(world, BOB) as ws:
        sessions = (await world.call("GET", "/sessions", by=BOB)).body["items"]
        await world.call("DELETE", f"/sessions/{sessions[0]['id']}", by=BOB)
        assert (await ws.receive(timeout=5)).data == 4401
    assert world.app[LIVE].sockets == 0


async def test_whoever_talks_too_much_is_cut(world: World) -> None:
    async with socket(world) as ws:
        for _ in range(100):
            await ws.send_json({"unsub": "x"})
        while (message := await ws.receive(timeout=5)).type is WSMsgType.TEXT:
            continue
        assert message.data == 1008


async def test_a_large_message_closes_the_socket(world: World) -> None:
    async with socket(world) as ws:
        await ws.send_str("x" * 10_000)
        assert (await ws.receive(timeout=5)).data == 1009


async def test_pages_of_other_origins_may_not_connect(world: World) -> None:
    for origin in ("https://evil.example", "null"):
        with pytest.raises(WSServerHandshakeError) as refused:
            await world.client.ws_connect("/api/v1/live", headers={"Origin": origin})
        assert refused.value.status == 403
    own = f"http://127.0.0.1:{world.client.port}"
    for origin in (own, "http://127.0.0.1:8080"):
        ws = await world.client.ws_connect("/api/v1/live", headers={"Origin": origin})
        await ws.close()


async def test_the_seeds_socket_is_the_same(world: World) -> None:
    async with world.client.ws_connect("/ws") as ws:
        await ws.send_json({"sub": "nothing"})
        assert (await heard(ws))["error"]["code"] == "not-found"
    plain = await world.call("GET", "/live")
    assert (plain.status, plain.code) == (400, "invalid")


async def test_the_inbox_tells_how_many_are_unread(world: World) -> None:
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "inbox"})
        assert (await heard(ws))["snapshot"] == {"unread": 0}


async def test_the_hub_of_a_world_counts_its_channels(world: World) -> None:
    await world.welcome(ALICE)
    async with socket(world, ALICE) as ws:
        await ws.send_json({"sub": "balances"})
        await heard(ws)
        assert world.app[HUB].channels == 1


def test_the_feed_works_on_uvloop_too(sqlite_template: Path, tmp_path: Path) -> None:
    """Its transports are no asyncio.Transport."""

    async def scene() -> None:
        path = tmp_path / "souk.db"
        shutil.copy(sqlite_template, path)
        async with made_parts(f"sqlite:///{path}", FakeClock(), FakeIds(), FakeChance()) as parts:
            world, end = await start_world(parts, settings())
            await world.welcome(ALICE)
            async with socket(world, ALICE) as ws:
                await ws.send_json({"sub": "balances"})
                assert "snapshot" in await heard(ws)
                await world.fund(ALICE, stars(5))
                assert (await heard(ws))["delta"]["items"][0]["available"] == "5"
            await end()

    uvloop.run(scene())


async def test_an_error_after_the_upgrade_closes_the_socket(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Live, "_heed", broken)
    async with socket(world) as ws:
        await ws.send_json({"sub": "balances"})
        assert (await ws.receive(timeout=5)).type in {WSMsgType.CLOSED, WSMsgType.CLOSE}
    for _ in range(500):
        if "ZeroDivisionError" in caplog.text:
            return
        await asyncio.sleep(0.01)
    pytest.fail("the error was not logged")
