"""The webhook: the same intake, entered by HTTP. 200 is said only for what is stored.

Telegram proves itself by the secret that we gave it with setWebhook, in the header
X-Telegram-Bot-Api-Secret-Token. Wire form: https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import logging
from typing import Final

import orjson
from aiohttp import web

from bot.intake import Intake
from bot.ports import raw_update

logger = logging.getLogger(__name__)

PATH: Final = "/bot/webhook"
# The name of a header, not a secret.
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
BODY_BYTES_MAX: Final = 1 << 20


class WebhookEntrance:
    def __init__(self, intake: Intake, *, secret: str) -> None:
        assert secret, "a webhook without a secret would take updates from anybody"
        self._intake = intake
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """401 without the secret, 400 for what is no update, 503 when full, else 200."""
        given = request.headers.get(SECRET_HEADER, "")
        # Bytes, since compare_digest refuses text that is not ASCII.
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=401)
        if (request.content_length or 0) > BODY_BYTES_MAX:
            return web.Response(status=413)
        try:
            body = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        update = raw_update(body) if isinstance(body, dict) else None
        if update is None:
            return web.Response(status=400)
        if self._intake.full:
            return web.Response(status=503, headers={"Retry-After": "1"})
        await self._intake.take([update])
        return web.json_response({})
