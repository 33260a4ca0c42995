"""One act of one person at the chat entrance: what a handler is given, and how it answers."""

from dataclasses import dataclass
from typing import Protocol

from domain.shared.actor import Actor
from domain.shared.change import IdempotencyKey
from domain.shared.ids import Instant
from handlers.inline import InlineAnswer
from handlers.screens import Screen
from locales.speech import Speech


class Desk(Protocol):
    """How answers leave: each is an outbox row first, and keeps its order within the chat."""

    async def show(self, visit: "Visit", screen: Screen) -> None:
        """Edit the message whose button was pressed, or send a new one when nothing was."""
        ...

    async def send(self, visit: "Visit", screen: Screen) -> None:
        """A message of its own, never edited away."""
        ...

    async def toast(self, visit: "Visit", text: str, *, alert: bool = False) -> None:
        """Answer the pressed button; a message where none was pressed."""
        ...

    async def inline(self, answer: InlineAnswer) -> None:
        """Answer an inline query."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`args` is what stands after the command, or after the prefix of the callback data.

    `pressed` is the message whose button was pressed, `replied` that which was replied to.
    """

    actor: Actor
    speech: Speech
    now: Instant
    chat_id: int
    private: bool
    key: IdempotencyKey
    args: str
    desk: Desk
    message_id: int
    pressed: int | None = None
    callback_id: str = ""

    async def show(self, screen: Screen) -> None:
        await self.desk.show(self, screen)

    async def send(self, screen: Screen) -> None:
        await self.desk.send(self, screen)

    async def toast(self, text: str, *, alert: bool = False) -> None:
        await self.desk.toast(self, text, alert=alert)

    def say(self, key: str, /, **fields: object) -> str:
        return self.speech.say(key, fields)
