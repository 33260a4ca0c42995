"""Pictures of gifts from our own host: art as it was published, else drawn here.

Art comes from strangers: the reader behind it bounds its size and lets only pictures through, and
our own host is all that a browser learns of it.
"""

from hashlib import sha256
from html import escape
from typing import Final

from aiohttp import hdrs, web

from domain.gifts.content_ports import Picture
from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.names import parse_gift
from domain.gifts.search import Query
from domain.shared.refusals import GatewayError, Invalid, NotFound
from webapp.gifts.deps import GiftServices

_KEPT: Final = "public, max-age=86400"
_KEPT_SHORTLY: Final = "public, max-age=60"
_LETTERS: Final = 20
_DRAWN: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<rect width="512" height="512" fill="hsl({hue} 45% 30%)"/>
<g fill="none" stroke="#fff" stroke-width="14" stroke-linejoin="round" opacity=".9">
<rect x="136" y="206" width="240" height="160" rx="14"/>
<path d="M116 146h280v60H116zM256 146v220"/>
<path d="M256 146c-70 0-92-34-78-60s66-10 78 60c12-70 64-86 78-60s-8 60-78 60"/></g>
<text x="256" y="446" fill="#fff" font-family="sans-serif" font-size="38" text-anchor="middle">
{title}</text></svg>"""


class GiftPictures:
    def __init__(self, gifts: GiftServices) -> None:
        self._gifts = gifts

    async def of_gift(self, request: web.Request, text: str) -> web.Response:
        """Refusal: NotFound for a gift that we never met: strangers make us fetch nothing."""
        try:
            key = GiftKey("{}-{}".format(*parse_gift(text)))
        except Invalid:
            raise NotFound(item=text) from None
        met = await self._gifts.showcase.met(key)
        found = await self._art(key)
        if found is not None:
            return _answer(request, found)
        return _drawn(met.collection, f"{met.title} #{met.number}")

    async def of_collection(self, request: web.Request, key: str) -> web.Response:
        """The art of its cheapest gift. Refusal: NotFound."""
        collection = await self._gifts.showcase.known(key)
        found = await self._gifts.showcase.find(Query(collection=(key,), limit=1))
        for shown in found.items:
            art = await self._art(shown.listing.lot.gift)
            if art is not None:
                return _answer(request, art)
        return _drawn(CollectionKey(key), collection.title)

    async def _art(self, key: GiftKey) -> Picture | None:
        """None where there is none, or none just now."""
        if self._gifts.pictures is None:
            return None
        try:
            return await self._gifts.pictures.picture_of(key)
        except GatewayError:
            return None


def _answer(request: web.Request, picture: Picture) -> web.Response:
    tag = f'"{picture.tag}"'
    headers = {hdrs.CACHE_CONTROL: _KEPT, hdrs.ETAG: tag}
    if request.headers.get(hdrs.IF_NONE_MATCH) == tag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=picture.body, content_type=picture.kind, headers=headers)


def _drawn(collection: CollectionKey, title: str) -> web.Response:
    """The same colour for all of a collection. Asked for again soon, since art may come."""
    hue = sha256(collection.encode()).digest()[0] * 360 // 256
    short = title if len(title) <= _LETTERS else f"{title[: _LETTERS - 1]}\N{HORIZONTAL ELLIPSIS}"
    body = _DRAWN.format(hue=hue, title=escape(short)).encode()
    return web.Response(
        body=body, content_type="image/svg+xml", headers={hdrs.CACHE_CONTROL: _KEPT_SHORTLY}
    )
