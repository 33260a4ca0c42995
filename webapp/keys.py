"""What the application carries, by key."""

from typing import TYPE_CHECKING, Final

from aiohttp import web

from webapp.feed import Hub
from webapp.openapi import ApiDocument
from webapp.ready import Ready

if TYPE_CHECKING:
    from webapp.dispatch import Dispatch
    from webapp.live import Live

HUB: Final = web.AppKey("hub", Hub)
LIVE: "Final[web.AppKey[Live]]" = web.AppKey("live")
DISPATCH: "Final[web.AppKey[Dispatch]]" = web.AppKey("dispatch")
DOCUMENT: Final = web.AppKey("document", ApiDocument)
READY: Final = web.AppKey("ready", Ready)
