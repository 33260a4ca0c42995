"""The live feed's door, and the OpenAPI document."""

from aiohttp import web

from domain.shared.refusals import LimitReached, NotAllowed
from webapp.keys import DOCUMENT, LIVE
from webapp.routing import JSON, Call, File, Route


async def follow(call: Call) -> web.StreamResponse:
    """Follow topics live by WebSocket

    Send `{"auth":"<token>"}` where needed and `{"sub":"balances","after":17}`.
    """
    return await call.request.app[LIVE].serve(call)


async def show_openapi(call: Call) -> File:
    """This document"""
    return File(body=call.request.app[DOCUMENT].body, media=JSON)


def _socket(path: str) -> Route:
    return Route(
        method="GET",
        path=path,
        handler=follow,
        status=101,
        early=True,
        refusals=(NotAllowed, LimitReached),
    )


ROUTES = (
    _socket("/api/v1/live"),
    _socket("/ws"),
    Route(method="GET", path="/api/v1/openapi.json", handler=show_openapi, early=True),
)
