"""What the application carries, by key."""

from typing import TYPE_CHECKING, Final

from aiohttp import web

from webapp.feed import Hub
from webapp.openapi import ApiDocument

if TYPE_CHECKING:
    from webapp.live import Live

HUB: Final = web.AppKey("hub", Hub)
LIVE: "Final[web.AppKey[Live]]" = web.AppKey("live")
DOCUMENT: Final = web.AppKey("document", ApiDocument)
