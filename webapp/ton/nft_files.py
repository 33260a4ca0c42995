"""Metadata and pictures of what the house mints, for wallets and explorers: public, for ever.

Their addresses stand in contracts (TEP-64), so these paths never change.
"""

from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Final

import orjson
from aiohttp import hdrs, web

from domain.shared.refusals import NotFound
from domain.ton.mints.service import Mints
from webapp.deps import WebDeps

_HEADERS: Final = {hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*", hdrs.CACHE_CONTROL: "no-cache"}
_LETTERS: Final = 22
"""So many of a title fit on a picture."""
_PICTURE: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<rect width="512" height="512" fill="hsl({hue} 55% 22%)"/>
<circle cx="{x}" cy="150" r="190" fill="hsl({hue} 70% 42%)"/>
<circle cx="{y}" cy="420" r="130" fill="hsl({other} 65% 50%)" opacity=".7"/>
<text x="32" y="430" fill="#fff" font-family="sans-serif" font-size="36">{title}</text>
<text x="32" y="478" fill="#fff" font-family="sans-serif" font-size="28" opacity=".8">{note}</text>
</svg>"""


class NftFiles:
    """Refuses NotFound for what is not minted here."""

    def __init__(self, deps: WebDeps) -> None:
        self._deps = deps

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/nft/{id}.json", self.collection),
            web.get("/nft/{id}.svg", self.cover),
            web.get("/nft/{id}/{index}.json", self.item),
            web.get("/nft/{id}/{index}.svg", self.picture),
        ]

    async def collection(self, request: web.Request) -> web.Response:
        return _json(await self._collection(request))

    async def item(self, request: web.Request) -> web.Response:
        return _json(await self._item(request))

    async def cover(self, request: web.Request) -> web.Response:
        card = await self._collection(request)
        return _picture(request.match_info["id"], str(card["name"]), "")

    async def picture(self, request: web.Request) -> web.Response:
        card = await self._item(request)
        note = f"#{_index(request)}"
        return _picture(request.match_info["id"], str(card["name"]), note)

    async def _collection(self, request: web.Request) -> Mapping[str, object]:
        return await self._mints().collection_card(request.match_info["id"])

    async def _item(self, request: web.Request) -> Mapping[str, object]:
        return await self._mints().item_card(request.match_info["id"], _index(request))

    def _mints(self) -> Mints:
        ton = self._deps.ton
        if ton is None or ton.mints is None:
            raise NotFound(item="")
        return ton.mints


def _index(request: web.Request) -> int:
    text = request.match_info["index"]
    if not (text.isascii() and text.isdigit() and len(text) <= 15):  # noqa: PLR2004  no larger index
        raise NotFound(item=text)
    return int(text)


def _json(card: Mapping[str, object]) -> web.Response:
    return web.Response(body=orjson.dumps(card), content_type="application/json", headers=_HEADERS)


def _picture(collection: str, title: str, note: str) -> web.Response:
    """The same colours for all of a collection; an item's number moves its shapes."""
    hue = sha256(collection.encode()).digest()[0] * 360 // 256
    places = sha256(f"{collection}{note}".encode()).digest()
    short = title if len(title) <= _LETTERS else f"{title[: _LETTERS - 1]}…"
    drawn = _PICTURE.format(
        hue=hue,
        other=(hue + 40 + places[2] // 2) % 360,
        x=150 + places[0],
        y=100 + places[1],
        title=escape(short),
        note=escape(note),
    )
    return web.Response(body=drawn.encode(), content_type="image/svg+xml", headers=_HEADERS)
