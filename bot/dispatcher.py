"""aiogram's dispatcher as we use it: tables are looked up in one asynchronous filter.

Each synchronous filter of aiogram, a bare `F` too, costs a thread hop, so there is none on the
way of an ordinary update. First the tables; then the ordinary routers for the rare rest; last the
answer to unknown input.
"""

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from aiogram import BaseMiddleware, Bot, Dispatcher, Router
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import CallbackQuery, Message, PreCheckoutQuery, TelegramObject, Update
from pydantic import ValidationError

from bot.intake import Unreadable
from bot.ports import RawUpdate
from domain.payments.models import Verdict
from domain.shared.refusals import DomainError
from handlers.middlewares.errors import MONEY, refusal_text
from handlers.middlewares.visit import Data, desk_of, visit_of
from handlers.routes import Handler, Routes
from handlers.visit import Visit

logger = logging.getLogger(__name__)

ALWAYS: Final = ("message", "callback_query", "my_chat_member")
"""Update kinds that we ask Telegram for even when no table names them."""
PROVIDED: Final = frozenset({"visit", "state", "event"})
"""Handler arguments that come from the update; every other one is a service of the wiring."""


class UnprovidedArgument(Exception):
    """A handler asks for something that the wiring does not give."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A handler found in the tables, and the arguments that the text carries."""

    handler: Handler
    args: str = ""


class Tables:
    """Looks an update up in the tables."""

    def __init__(self, routes: Routes, *, username: Callable[[], str]) -> None:
        self._routes = routes
        self._username = username
        self._message_kinds = tuple(k for k in routes.kinds if k not in Update.model_fields)

    def message(self, message: Message, state: str | None) -> _Match | None:
        text = message.text
        private = message.chat.type == "private"
        if text is None:
            found = self._content(message)
        elif text.startswith("/"):
            found = self._command(text) if private else self._group_command(text)
        else:
            found = None
        if found is not None or not private or state is None:
            return found
        handler = self._routes.dialogues.get(state)
        return _Match(handler, text or "") if handler is not None else None

    def callback(self, query: CallbackQuery) -> _Match | None:
        if query.data is None:
            return None
        private = query.message is not None and query.message.chat.type == "private"
        found = self._routes.callback(query.data, private=private)
        return _Match(*found) if found is not None else None

    def kind(self, kind: str) -> _Match | None:
        handler = self._routes.kinds.get(kind)
        return _Match(handler) if handler is not None else None

    def _content(self, message: Message) -> _Match | None:
        for kind in self._message_kinds:
            if getattr(message, kind, None) is not None:
                return _Match(self._routes.kinds[kind])
        return None

    def _command(self, text: str) -> _Match | None:
        name, mention, args = _split(text)
        if mention and not self._is_us(mention):
            return None
        if name == "start":
            handler = self._routes.deep_link(args) if args else None
            if handler is not None:
                return _Match(handler, args)
        found = self._routes.commands.get(name)
        return _Match(found, args) if found is not None else None

    def _group_command(self, text: str) -> _Match | None:
        """Nothing private is shown in a group: all but a few commands get the same short line."""
        name, mention, args = _split(text)
        if mention and not self._is_us(mention):
            return None
        found = self._routes.group_commands.get(name)
        if found is not None:
            return _Match(found, args)
        unknown = self._routes.unknown
        return _Match(unknown, text) if unknown and (mention or name == "start") else None

    def _is_us(self, mention: str) -> bool:
        return mention == self._username().lower()


def _split(text: str) -> tuple[str, str, str]:
    """Command, mentioned bot and arguments, the first two in lower case."""
    head, *rest = text[1:].split(maxsplit=1) or [""]
    name, _, mention = head.lower().partition("@")
    return name, mention, rest[0].strip() if rest else ""


class Calls:
    """Calls handlers with what they ask for by name, and answers every pre-checkout."""

    def __init__(self, routes: Routes, services: Mapping[str, object]) -> None:
        self._services = services
        self._asked = {h: _asked(h, services) for h in routes.handlers()}

    async def call(self, match: _Match, event: TelegramObject, data: Data) -> object:
        visit = visit_of(data)
        assert visit is not None, "the tables are for updates of people"
        visit = replace(visit, args=match.args)
        given = {**self._services, "visit": visit, "event": event, "state": data.get("state")}
        asked = {name: given[name] for name in self._asked[match.handler]}
        if isinstance(event, PreCheckoutQuery):
            refusal = await _refusal(match.handler(**asked), visit)
            await desk_of(data).verdict(event.id, refusal=refusal)
            return None
        return await match.handler(**asked)


async def _refusal(deciding: Awaitable[object], visit: Visit) -> str | None:
    """Why not, in the person's words; None for yes. Telegram waits 10 s for one of the two, so
    whatever fails here is a no.
    """
    try:
        verdict = await deciding
        assert isinstance(verdict, Verdict), "a pre-checkout handler returns a Verdict"
        refusal = verdict.refusal
    except DomainError as refused:
        refusal = refused
    except Exception:
        logger.exception("a pre-checkout of user %s failed", visit.actor.id)
        return visit.say("error-later")
    return None if refusal is None else refusal_text(visit.speech, refusal)


def build_dispatcher(
    routes: Routes,
    services: Mapping[str, object],
    *,
    username: Callable[[], str],
    storage: BaseStorage,
    middlewares: Sequence[BaseMiddleware],
    rest: Iterable[Router] = (),
) -> Dispatcher:
    """`username` answers the bot's. Raises UnprovidedArgument when a handler asks for a service
    that is not there.
    """
    dispatcher = Dispatcher(storage=storage, events_isolation=SimpleEventIsolation())
    dispatcher.workflow_data.update(services)
    for middleware in middlewares:
        dispatcher.update.outer_middleware(middleware)
    dispatcher.include_router(_first_router(routes, Calls(routes, services), username))
    for router in rest:
        dispatcher.include_router(router)
    if routes.unknown is not None:
        dispatcher.include_router(_last_router(routes.unknown, Calls(routes, services)))
    return dispatcher


def update_kinds(routes: Routes) -> tuple[str, ...]:
    """What to ask Telegram for (allowed_updates)."""
    named = (kind for kind in routes.kinds if kind in Update.model_fields)
    return tuple(dict.fromkeys((*ALWAYS, *named)))


class Feeder:
    """Hands stored updates to the dispatcher: the Intake's `feed`."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot) -> None:
        self._dispatcher = dispatcher
        self._bot = bot

    async def __call__(self, update: RawUpdate) -> None:
        if update.kind not in Update.model_fields:
            raise Unreadable(f"unknown kind {update.kind}")
        try:
            parsed = Update.model_validate(update.body, context={"bot": self._bot})
        except ValidationError as error:
            raise Unreadable(f"{error.error_count()} fields do not fit") from error
        await self._dispatcher.feed_update(self._bot, parsed)


def _first_router(routes: Routes, calls: Calls, username: Callable[[], str]) -> Router:
    router = Router(name="tables")
    tables = Tables(routes, username=username)

    async def find_message(
        event: Message, raw_state: str | None = None, visit: Visit | None = None
    ) -> bool | dict[str, Any]:
        return _found(tables.message(event, raw_state), visit)

    async def find_callback(
        event: CallbackQuery, visit: Visit | None = None
    ) -> bool | dict[str, Any]:
        return _found(tables.callback(event), visit)

    async def call(event: TelegramObject, match: _Match, **data: object) -> object:
        return await calls.call(match, event, data)

    router.message.register(call, find_message)
    router.callback_query.register(call, find_callback)
    for kind in update_kinds(routes):
        if kind not in {"message", "callback_query"}:
            router.observers[kind].register(call, _finder(tables, kind))
    return router


def _finder(tables: Tables, kind: str) -> Callable[..., Awaitable[bool | dict[str, Any]]]:
    async def find(_: TelegramObject, visit: Visit | None = None) -> bool | dict[str, Any]:
        return _found(tables.kind(kind), visit)

    return find


def _found(match: _Match | None, visit: Visit | None) -> bool | dict[str, Any]:
    return {"match": match} if match is not None and visit is not None else False


def _last_router(unknown: Handler, calls: Calls) -> Router:
    """Unknown input gets an answer in a private chat, and silence in a group."""
    router = Router(name="unknown")

    async def ours(event: TelegramObject, visit: Visit | None = None) -> bool:
        pressed = isinstance(event, CallbackQuery)
        return visit is not None and (visit.private or pressed) and not _about_money(event)

    async def call(event: TelegramObject, **data: object) -> object:
        text = event.data if isinstance(event, CallbackQuery) else getattr(event, "text", None)
        return await calls.call(_Match(unknown, text or ""), event, data)

    router.message.register(call, ours)
    router.callback_query.register(call, ours)
    return router


def _about_money(event: TelegramObject) -> bool:
    return isinstance(event, Message) and any(getattr(event, kind) is not None for kind in MONEY)


def _asked(handler: Handler, services: Mapping[str, object]) -> tuple[str, ...]:
    """The names of a handler's arguments, each of which must be provided."""
    asked = inspect.signature(handler).parameters
    names = tuple(n for n, p in asked.items() if p.default is inspect.Parameter.empty)
    missing = [name for name in names if name not in PROVIDED and name not in services]
    if missing:
        where = f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"
        raise UnprovidedArgument(f"{where} asks for {', '.join(missing)}")
    return names
