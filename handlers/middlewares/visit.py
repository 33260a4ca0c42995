"""Who writes, in which language, through which desk: the Visit that every handler is given."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from domain.shared.change import IdempotencyKey
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.trace import current_trace
from domain.users.models import Sighting
from handlers.middlewares.faces import Faces
from handlers.visit import Desk, Visit
from locales.speech import Speech
from locales.words import Words

Data = dict[str, Any]
"""What aiogram passes along beside the update."""
Next = Callable[[TelegramObject, Data], Awaitable[object]]


class OpenDesk(Desk, Protocol):
    """A desk for one visit: it knows whether the pressed button was answered."""

    async def verdict(self, query_id: str, *, refusal: str | None) -> None:
        """Answer a pre-checkout query: yes, or no with the reason in the person's words."""
        ...

    async def close(self, visit: Visit) -> None:
        """Let a pressed button stop spinning unless it was answered. Never raises."""
        ...


class Desks(Protocol):
    def open(self) -> OpenDesk: ...


class VisitMiddleware(BaseMiddleware):
    """Puts `visit`, `actor`, `person` and `speech` beside the update; nothing for updates that
    no person stands behind.
    """

    def __init__(self, faces: Faces, words: Words, clock: Clock, desks: Desks) -> None:
        self._faces = faces
        self._words = words
        self._clock = clock
        self._desks = desks

    async def __call__(self, handler: Next, event: TelegramObject, data: Data) -> object:
        user: User | None = data.get("event_from_user")
        if not isinstance(event, Update) or user is None or user.is_bot:
            return await handler(event, data)
        person = await self._faces.person(sighting_of(user))
        actor = person.acts(origin="chat", trace=current_trace())
        speech = Speech(self._words, person.speaks, person.time_zone)
        inner = event.event
        pressed = _pressed(inner)
        chat: Chat | None = data.get("event_chat")
        desk = self._desks.open()
        data |= {"actor": actor, "person": person, "speech": speech, "desk": desk}
        visit = data["visit"] = Visit(
            actor=actor,
            speech=speech,
            now=self._clock.now(),
            chat_id=chat.id if chat is not None else user.id,
            private=chat is None or chat.type == "private",
            key=IdempotencyKey(f"u{event.update_id}"),
            args="",
            desk=desk,
            message_id=inner.message_id if isinstance(inner, Message) else pressed or 0,
            pressed=pressed,
            callback_id=inner.id if isinstance(inner, CallbackQuery) else "",
        )
        try:
            return await handler(event, data)
        finally:
            await desk.close(visit)


def visit_of(data: Data) -> Visit | None:
    """The visit, or None for updates that no person stands behind."""
    return data.get("visit")


def desk_of(data: Data) -> OpenDesk:
    desk: OpenDesk = data["desk"]
    return desk


def sighting_of(user: User) -> Sighting:
    return Sighting(
        id=UserId(user.id),
        username=user.username,
        name=user.full_name,
        language_code=user.language_code,
        is_premium=bool(user.is_premium),
    )


def _pressed(event: TelegramObject) -> int | None:
    if isinstance(event, CallbackQuery) and event.message is not None:
        return event.message.message_id
    return None
