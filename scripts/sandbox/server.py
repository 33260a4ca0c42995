"""All that answers on the sandbox's one port."""

import contextlib
import fcntl
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from aiohttp import WSMsgType, web

from scripts.sandbox import openapi, statics
from scripts.sandbox.guard import guard
from scripts.sandbox.live import Feed
from scripts.sandbox.markets.face import http as markets_http
from scripts.sandbox.routes import WORLD, Query, json_response, read_query, refusals, serve
from scripts.sandbox.telegram import http as telegram_http
from scripts.sandbox.ton.face import explorer
from scripts.sandbox.ton.face import http as ton_http
from scripts.sandbox.world import World
from scripts.sandbox.world_api import table

# Photos and documents come as base64 in JSON: a third more than Telegram's 50 MB.
BODY_MAX = 80 * 2**20
# How long calls that are under way may take when the sandbox stops; a long poll would stay.
_CALLS_END_S = 0.5


class FolderTaken(Exception):
    """Two worlds in one folder would overwrite each other."""


@contextlib.asynccontextmanager
async def serving(
    folder: Path, *, port: int, demo_people: bool = False, fresh: bool = False
) -> AsyncIterator[World]:
    """A world that answers on the port (0: a free one) while the context lasts."""
    with socket.create_server(("127.0.0.1", port)) as listening, _alone(folder):
        if fresh:
            _forget(folder)
        world = World(folder, listening.getsockname()[1])
        runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=_CALLS_END_S)
        await runner.setup()
        await world.start(demo_people=demo_people)
        await web.SockSite(runner, listening).start()
        try:
            yield world
        finally:
            await runner.cleanup()
            await world.stop()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises FolderTaken when another sandbox keeps its world there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "world.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderTaken(f"another sandbox keeps its world in {folder}") from error
        yield


def _forget(folder: Path) -> None:
    for name in ("world.db", "world.db-wal", "world.db-shm"):
        (folder / name).unlink(missing_ok=True)


def application(world: World) -> web.Application:
    """The routes of all faces, of `/world` and of the page."""
    app = web.Application(middlewares=[refusals, guard], client_max_size=BODY_MAX)
    app[WORLD] = world
    app.on_shutdown.append(_end_links)
    for route in table.ROUTES:
        app.router.add_route(route.method, route.path, serve(route))
    app.router.add_get("/world/openapi.json", _openapi, allow_head=False)
    app.router.add_get("/world/docs", _docs, allow_head=False)
    app.router.add_get("/world/docs.css", _docs_style, allow_head=False)
    app.router.add_get("/world/live", _live, allow_head=False)
    app.router.add_get("/app", world.link.serve, allow_head=False)
    app.router.add_routes(telegram_http.routes(world.telegram))
    app.router.add_routes(ton_http.routes(world.ton))
    app.router.add_routes(explorer.routes(world.ton))
    app.router.add_routes(markets_http.routes(world.markets))
    app.router.add_routes(statics.routes())
    return app


async def _end_links(app: web.Application) -> None:
    """Close what would otherwise stay open until its other side ends it."""
    await app[WORLD].link.close()
    app[WORLD].core.live.end()


async def _openapi(request: web.Request) -> web.StreamResponse:
    await _waited(request)
    return json_response(openapi.document(table.ROUTES))


async def _docs(request: web.Request) -> web.StreamResponse:
    await _waited(request)
    page = openapi.reference_page(table.ROUTES)
    policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy}
    return web.Response(text=page, content_type="text/html", headers=headers)


async def _docs_style(_request: web.Request) -> web.StreamResponse:
    return web.Response(text=openapi.REFERENCE_STYLE, content_type="text/css")


async def _live(request: web.Request) -> web.StreamResponse:
    """The feed of changes for the page."""
    await _waited(request)
    live = request.app[WORLD].core.live
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    feed = live.join()
    writing = request.app[WORLD].core.run(_write(feed, socket), "live")
    try:
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
    finally:
        live.leave(feed)
        writing.cancel()
    return socket


async def _write(feed: Feed, socket: web.WebSocketResponse) -> None:
    with contextlib.suppress(ConnectionError):
        while (frame := await feed.frames.get()) is not None:
            await socket.send_str(frame.decode())
        await socket.close(code=1001)


async def _waited(request: web.Request) -> None:
    query = read_query(request, Query)
    if query.wait_s is not None:
        await request.app[WORLD].idle.wait(query.wait_s)
