"""The Bot API as our workers use it: updates in, messages out, the bot's own texts."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Final, cast

from bot.gateways.telegram.limits import Limits
from bot.gateways.telegram.session import TelegramSession
from bot.ports import Payload, RawUpdate, Sent, raw_update
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected, Throttled

FETCH_MAX: Final = 100
ANSWER_S_MAX: Final = 8.0
PRESS_S_MAX: Final = 3.0
ANSWER_PAUSE_S: Final = 0.2
"""Before an answer is given again; doubled each time."""
FETCH_EXTRA_S: Final = 10.0
"""Over the long poll's own wait, for the answer to come back."""


class TelegramCalls:
    """Implements bot.ports.UpdateSource and bot.ports.Sender."""

    def __init__(
        self,
        session: TelegramSession,
        token: str,
        limits: Limits,
        *,
        kinds: Sequence[str],
    ) -> None:
        """`kinds` are the update kinds to be told of (allowed_updates)."""
        self._session = session
        self._token = token
        self._limits = limits
        self._kinds = list(kinds)

    async def fetch(self, offset: int | None, *, wait_s: int) -> Sequence[RawUpdate]:
        form: dict[str, object] = {
            "timeout": wait_s,
            "limit": FETCH_MAX,
            "allowed_updates": self._kinds,
        }
        if offset is not None:
            form["offset"] = offset
        found = await self._call("getUpdates", form, call_s_max=wait_s + FETCH_EXTRA_S)
        if not isinstance(found, list):
            raise GatewayError("getUpdates: not a list")
        updates = (raw_update(cast("Payload", body)) for body in found if isinstance(body, dict))
        return [update for update in updates if update is not None]

    async def set_webhook(self, url: str, secret: str) -> None:
        form = {"url": url, "secret_token": secret, "allowed_updates": self._kinds}
        await self._call("setWebhook", form)

    async def delete_webhook(self) -> None:
        await self._call("deleteWebhook", {"drop_pending_updates": False})

    def wait_s(self, chat_id: int) -> float:
        return self._limits.wait_s(chat_id)

    def take(self, chat_id: int) -> None:
        self._limits.take(chat_id)

    async def send(self, method: str, chat_id: int, payload: Payload) -> Sent:
        try:
            result = await self._call(method, payload)
        except Throttled as error:
            self._limits.throttled(chat_id, error.retry_after_s)
            raise
        return _sent(result)

    async def callback(self, callback_id: str, text: str, *, alert: bool) -> None:
        """answerCallbackQuery. Raises GatewayRejected when the press is too old."""
        form = {"callback_query_id": callback_id, "text": text or None, "show_alert": alert}
        await self._answer("answerCallbackQuery", form, within_s=PRESS_S_MAX)

    async def pre_checkout(self, query_id: str, *, refusal: str | None) -> None:
        """answerPreCheckoutQuery, within 10 s of the query; a refusal is shown to the payer.

        A payment hangs on it, so it is given again and again while there is time.
        """
        form = {
            "pre_checkout_query_id": query_id,
            "ok": refusal is None,
            "error_message": refusal,
        }
        await self._answer("answerPreCheckoutQuery", form, within_s=ANSWER_S_MAX)

    async def inline(self, form: Payload) -> None:
        """answerInlineQuery. Raises GatewayRejected when the query is too old."""
        await self._answer("answerInlineQuery", form, within_s=PRESS_S_MAX)

    async def get_me(self) -> Payload:
        """The bot's own account: proves the token. Raises GatewayRejected for a wrong one."""
        return cast("Payload", await self._call("getMe", {}))

    async def set_commands(
        self, commands: Mapping[str, str], *, language: str, scope: str = "all_private_chats"
    ) -> None:
        """Commands shown in the chats of a scope (BotCommandScope); an empty language is the
        default.
        """
        listed = [{"command": name, "description": text} for name, text in commands.items()]
        form = {"commands": listed, "scope": {"type": scope}, "language_code": language}
        await self._call("setMyCommands", form)

    async def set_menu_button(self, *, text: str, url: str) -> None:
        """The button beside the input field opens the Mini App."""
        button = {"type": "web_app", "text": text, "web_app": {"url": url}}
        await self._call("setChatMenuButton", {"menu_button": button})

    async def set_description(self, *, long: str, short: str, language: str) -> None:
        await self._call("setMyDescription", {"description": long, "language_code": language})
        form = {"short_description": short, "language_code": language}
        await self._call("setMyShortDescription", form)

    async def _answer(self, method: str, form: Payload, *, within_s: float) -> None:
        """Answer a query that waits. Giving the same answer twice does no harm: the second is
        refused as too old, which after a lost one means that the first arrived.
        """
        until_s, pause_s, lost = time.monotonic() + within_s, ANSWER_PAUSE_S, False
        while True:
            try:
                await self._call(method, form, call_s_max=until_s - time.monotonic())
                return
            except GatewayRejected:
                if lost:
                    return
                raise
            except GatewayError as error:
                lost = lost or isinstance(error, FateUnknown)
                rest_s = error.retry_after_s if isinstance(error, Throttled) else pause_s
                if time.monotonic() + rest_s >= until_s:
                    raise
                await asyncio.sleep(rest_s)
                pause_s *= 2

    async def _call(
        self, method: str, form: Payload, *, call_s_max: float | None = None
    ) -> object:
        return await self._session.call(self._token, method, form, call_s_max=call_s_max)


def _sent(result: object) -> Sent:
    """Of a Message (https://core.telegram.org/bots/api#message), or of an answer without one."""
    if not isinstance(result, dict):
        return Sent()
    dice = result.get("dice")
    value = dice.get("value") if isinstance(dice, dict) else None
    return Sent(
        message_id=_number(result.get("message_id")),
        date_s=_number(result.get("date")) or 0,
        dice=_number(value),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
