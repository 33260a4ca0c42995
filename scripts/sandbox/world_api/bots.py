"""Bots beside the app's own, for any Bot API library; and files that were sent."""

import base64

from aiohttp import web

from scripts.sandbox.forms import Json, Refusal
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.world_api.shapes import Name, Told, Username

_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")


class BotOrder(Body):
    username: Username
    name: Name | None = None


class BotMade(Told):
    id: int
    username: str
    token: str


async def make(call: Call) -> Json:
    order = call.given(BotOrder)
    bot = call.world.telegram.bots.create(order.username, name=order.name or "")
    return {"id": bot.id, "username": bot.username, "token": bot.token}


async def file(call: Call) -> web.Response:
    row = call.world.telegram.files.get(call.part("file_id"))
    if row is None:
        raise Refusal("not-found", file_id=call.part("file_id"))
    shown = row.mime in _SHOWN
    return web.Response(
        body=base64.b64decode(row.base64),
        content_type=row.mime if shown else "application/octet-stream",
        headers={
            "Content-Disposition": "inline" if shown else _attached(row.name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _attached(name: str) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name[:100])
    stem, _, suffix = plain.rpartition("_") if "." in name else (plain, "", "")
    told = f"{stem}.{suffix}" if suffix else plain or "file"
    return f'attachment; filename="{told}"'


ROUTES = (
    Route(
        method="POST",
        path="/world/bots",
        act=make,
        says="Another bot and its token.",
        body=BotOrder,
        answer=BotMade,
        status=201,
        refusals=("taken",),
    ),
    Route(
        method="GET",
        path="/world/files/{file_id}",
        act=file,
        says="The bytes of a photo or document that was sent.",
        refusals=("not-found",),
    ),
)
