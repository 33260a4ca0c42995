"""The Caddyfile of the papers, run by a real Caddy in front of a small upstream."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.program import free_port

CADDYFILE = Path(__file__).parents[2] / "docs" / "deploy" / "Caddyfile"
READY_S_MAX = 20.0


@pytest.fixture
def caddy() -> str:
    found = shutil.which("caddy")
    if found is None:
        if os.environ.get("SOUK_REQUIRE_ALL") == "1":
            pytest.fail("caddy is not installed")
        pytest.skip("caddy is not installed (Debian: apt install caddy)")
    return found


@pytest.fixture
async def upstream() -> AsyncIterator[int]:
    """Answers with the headers it was given; echoes on a WebSocket."""

    async def headers(request: web.Request) -> web.Response:
        return web.json_response(dict(request.headers))

    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(message.data)
        return socket

    app = web.Application()
    app.add_routes([web.get("/api/v1/live", echo), web.get("/{any:.*}", headers)])
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield port
    await runner.cleanup()


@pytest.fixture
async def front(caddy: str, upstream: int, tmp_path: Path) -> AsyncIterator[str]:
    url = f"http://127.0.0.1:{free_port()}"
    process = await asyncio.create_subprocess_exec(
        *(caddy, "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"),
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
            "SOUK_DOMAIN": url,
            "SOUK_UPSTREAM": f"127.0.0.1:{upstream}",
            "SOUK_CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(READY_S_MAX):
            await _answers(url)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def test_an_address_that_a_client_claims_does_not_get_through(front: str) -> None:
    claims = {"X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6"}
    async with aiohttp.ClientSession() as http, http.get(front, headers=claims) as answer:
        seen = await answer.json()
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert "6.6.6.6" not in str(seen)


@pytest.mark.parametrize("path", ["/metrics", "/api/metrics"])
async def test_figures_stay_inside(front: str, path: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(front + path) as answer:
        assert answer.status == 404


async def test_the_live_feed_passes(front: str) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{front}/api/v1/live") as socket,
    ):
        await socket.send_str("hello")
        assert await socket.receive_str() == "hello"


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
