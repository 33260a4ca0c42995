"""How a visit is answered: messages leave as outbox rows, pressed buttons directly."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from bot.ports import Outgoing, Payload
from domain.shared.change import Change, Decision, Store
from domain.shared.outbox import Priority
from domain.shared.refusals import GatewayError
from handlers.inline import InlineAnswer
from handlers.screens import Screen, safe
from handlers.visit import Visit

logger = logging.getLogger(__name__)

KIND: Final = "chat-answer"
TOAST_MAX: Final = 200
"""answerCallbackQuery takes no longer text: https://core.telegram.org/bots/api#answercallbackquery"""

Leave = Callable[[Visit, str, Payload], Awaitable[None]]


class Answers(Protocol):
    """The answers that Telegram waits for and that mean nothing later."""

    async def callback(self, callback_id: str, text: str, *, alert: bool) -> None: ...

    async def pre_checkout(self, query_id: str, *, refusal: str | None) -> None: ...

    async def inline(self, form: Payload) -> None: ...


class ChatDesks:
    """Opens a desk per visit."""

    def __init__(self, store: Store, outgoing: Outgoing, answers: Answers) -> None:
        self._store = store
        self._outgoing = outgoing
        self._answers = answers

    def open(self) -> "ChatDesk":
        return ChatDesk(self._leave, self._answers)

    async def _leave(self, visit: Visit, method: str, payload: Payload) -> None:
        async def decide() -> Decision[None]:
            change: Change = self._outgoing.put(
                visit.chat_id,
                method,
                {"chat_id": visit.chat_id, **payload},
                kind=KIND,
                priority=Priority.ANSWER,
                to_user=visit.actor.id if visit.private else None,
            )
            return Decision(None, change)

        await self._store.commit(decide)


class ChatDesk:
    """Implements handlers.visit.Desk for one visit."""

    def __init__(self, leave: Leave, answers: Answers) -> None:
        self._leave = leave
        self._answers = answers
        self._answered = False

    async def show(self, visit: Visit, screen: Screen) -> None:
        if visit.pressed is None or screen.pictured:
            await self.send(visit, screen)
            return
        payload = {"message_id": visit.pressed, **screen.wire()}
        await self._leave(visit, "editMessageText", payload)

    async def send(self, visit: Visit, screen: Screen) -> None:
        await self._leave(visit, "sendPhoto" if screen.pictured else "sendMessage", screen.wire())

    async def toast(self, visit: Visit, text: str, *, alert: bool = False) -> None:
        short = len(text) <= TOAST_MAX
        if visit.callback_id and short and not self._answered:
            self._answered = True
            await self._answer(visit.callback_id, text, alert=alert)
        else:
            await self.send(visit, Screen(text=safe(text)))

    async def verdict(self, query_id: str, *, refusal: str | None) -> None:
        await self._answers.pre_checkout(query_id, refusal=refusal)

    async def inline(self, answer: InlineAnswer) -> None:
        try:
            await self._answers.inline(answer.wire())
        except GatewayError as error:
            # What was typed has moved on by then, and is asked for again.
            logger.warning("an inline query stayed without answer: %s", error)

    async def close(self, visit: Visit) -> None:
        if visit.callback_id and not self._answered:
            self._answered = True
            await self._answer(visit.callback_id, "", alert=False)

    async def _answer(self, callback_id: str, text: str, *, alert: bool) -> None:
        try:
            await self._answers.callback(callback_id, text, alert=alert)
        except GatewayError as error:
            # The button stops spinning by itself; nothing depends on it.
            logger.warning("a press stayed without answer: %s", error)
