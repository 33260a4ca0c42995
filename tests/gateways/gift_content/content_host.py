"""A server on this machine that answers as it is told, and remembers what it was asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson
from aiohttp import web


@dataclass(slots=True)
class Told:
    """What a path answers with. `hangs`: never, as long as anybody waits."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False


class Host:
    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self._told: dict[str, Told] = {}

    def tell(
        self,
        path: str,
        body: bytes | object = b"",
        *,
        status: int = 200,
        **headers: str,
    ) -> None:
        """From now on the path answers so; underscores in names of headers are dashes."""
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._told[path] = Told(raw, status, named)

    def hang(self, path: str) -> None:
        self._told[path] = Told(hangs=True)

    def at(self, path: str) -> str:
        return f"{self.url}{path}"

    async def serve(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        self.headers.append(dict(request.headers))
        told = self._told.get(request.path, Told(status=404))
        if told.hangs:
            await asyncio.Event().wait()
        return web.Response(body=told.body, status=told.status, headers=told.headers)


@asynccontextmanager
async def hosting() -> AsyncIterator[Host]:
    host = Host("")
    app = web.Application()
    app.router.add_get("/{path:.*}", host.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield host
    finally:
        await runner.cleanup()
