"""One call of a bot: its parameters as text, and what methods look up by them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from scripts.sandbox.telegram.errors import bad, forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.sandbox.telegram.rows import Bot, Chat, Loose, Member, Person, StoredMessage
    from scripts.sandbox.telegram.state import Telegram

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"

# What the real server says when a parameter is missing; for others: parameter "x" is required.
MISSING = {
    "chat_id": "chat_id is empty",
    "user_id": "invalid user_id specified",
    "text": "message text is empty",
    "message_ids": "message identifiers are not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "animation": "there is no animation in the request",
    "sticker": "there is no sticker in the request",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
    "commands": "can't parse commands JSON object",
    "callback_query_id": _TOO_OLD,
    "pre_checkout_query_id": _TOO_OLD,
    "inline_query_id": _TOO_OLD,
    "web_app_query_id": "QUERY_ID_INVALID",
    "permissions": "can't parse permissions JSON object",
    "results": "can't parse JSON encoded inline query results",
    "invite_link": "INVITE_HASH_EMPTY",
    "gift_id": "STARGIFT_INVALID",
    "business_connection_id": "BUSINESS_CONNECTION_INVALID",
}
TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file in a multipart body."""

    content: bytes
    name: str
    mime: str


@dataclass(slots=True, kw_only=True)
class Args:
    """Parameters as the real server holds them: all text, objects as JSON.

    `broken` are the words for a body that could not be read at all.
    """

    values: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)
    broken: str = ""

    def has(self, name: str) -> bool:
        return bool(self.values.get(name)) or name in self.parts

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def need(self, name: str) -> str:
        """The parameter, or the server's words for its absence."""
        if not self.has(name):
            raise bad(MISSING.get(name, f'parameter "{name}" is required'))
        return self.values.get(name, "")

    def integer(
        self, name: str, default: int = 0, *, least: int | None = None, most: int | None = None
    ) -> int:
        """As the real server reads numbers: what is none is the default, the rest is cut."""
        try:
            value = int(self.values.get(name, "") or default)
        except ValueError:
            value = default
        if least is not None:
            value = max(least, value)
        return value if most is None else min(most, value)

    def flag(self, name: str) -> bool:
        return self.values.get(name, "").lower() in TRUE

    def json(self, name: str, words: str | None = None) -> Loose:
        """The parsed value, None when it was not given."""
        given = self.values.get(name, "")
        if not given:
            return None
        try:
            return orjson.loads(given)
        except orjson.JSONDecodeError as error:
            raise bad(words or f"can't parse {name} JSON object") from error


@dataclass(slots=True, kw_only=True)
class Call:
    """A method being called; `chat` is remembered for the log of calls.

    `alive` tells whether the caller still waits at the other end.
    """

    tg: Telegram
    bot: Bot
    method: str
    args: Args
    chat: Chat | None = None
    alive: Callable[[], bool] = lambda: True

    def find_chat(self, name: str = "chat_id", *, inside: bool = True) -> Chat:
        """The chat of a parameter, the bot being `inside` it."""
        chat = self._chat_of(self.args.need(name).strip())
        if name == "chat_id":
            self.chat = chat
        if not chat.private and inside:
            self._check_inside(chat)
        return chat

    def find_message(self, chat: Chat, what: str, name: str = "message_id") -> StoredMessage:
        """The message of a parameter; `what` is how the server calls it, e.g. message to edit."""
        row = self.tg.messages.get(chat, self.args.integer(name))
        if row is None:
            raise bad(f"{what} not found")
        return row

    def user_id(self, name: str = "user_id") -> int:
        value = self.args.integer(name, least=0)
        if value == 0:
            raise bad(f"invalid {name} specified")
        return value

    def person(self, name: str = "user_id") -> Person:
        """A person whom the bot may know."""
        person = self.tg.people.by_id(self.user_id(name))
        if person is None:
            raise bad("user not found")
        return person

    def membership(self, chat: Chat) -> Member | None:
        return self.tg.chats.member(chat, self.bot.id)

    def need_right(self, chat: Chat, right: str, words: str) -> None:
        """The bot's own right in a group or channel."""
        member = self.membership(chat)
        allowed = member is not None and (
            member.status == "creator"
            or (member.status == "administrator" and right in member.rights)
        )
        if not allowed:
            raise bad(words)

    def _chat_of(self, given: str) -> Chat:
        tg = self.tg
        found: Chat | None = None
        if given.startswith("@"):
            found = tg.chats.by_username(given)
        elif given.lstrip("-").isdigit():
            number = int(given)
            found = tg.chats.private(number, self.bot.id) if number > 0 else tg.chats.by_id(number)
        if found is None or (not found.private and not self._may_know(found)):
            raise bad("chat not found")
        return found

    def _may_know(self, chat: Chat) -> bool:
        return bool(chat.username) or self.membership(chat) is not None

    def _check_inside(self, chat: Chat) -> None:
        member = self.membership(chat)
        kind = {"group": "group chat", "supergroup": "supergroup chat"}.get(
            chat.type, "channel chat"
        )
        if member is not None and member.status == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        if member is None or not member.inside:
            raise forbidden(f"bot is not a member of the {kind}")
