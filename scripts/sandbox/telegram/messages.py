"""The messages of all chats, numbered as Telegram numbers them, with a log per chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram.rows import StoredMessage
from scripts.sandbox.telegram.table import ChangeLog, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.people import Bots, Chats
    from scripts.sandbox.telegram.rows import Chat, Wire


class Messages:
    def __init__(self, core: Core, bots: Bots, chats: Chats) -> None:
        self.table = Table(core, "messages", StoredMessage)
        self._core = core
        self._bots = bots
        self._chats = chats
        self._by_chat: dict[str, dict[int, StoredMessage]] = {}
        self._logs: dict[str, ChangeLog[int]] = {}
        self._inline: dict[str, StoredMessage] = {}
        self._buttons: dict[str, dict[int, None]] = {}
        self._keyboards: dict[str, list[int]] = {}

    def load(self) -> None:
        rows = self.table.load()
        for message in sorted(rows, key=lambda one: one.message_id):
            self._place(message)
        for message in rows:
            self._note(message)

    def new(self, chat: Chat, content: Wire) -> StoredMessage:
        """A message with its id and date, not yet in the chat: `save` puts it there.

        A bot's private chats share one row of ids, every other chat has its own.
        """
        return StoredMessage(
            chat=chat.key,
            message_id=self._next_id(chat),
            date=self._core.clock.unix(),
            content=content,
        )

    def save(self, message: StoredMessage) -> None:
        chat = self._chats.by_key(message.chat)
        assert chat is not None, "a message is in a chat"
        self.table.save(message)
        self._place(message)
        self._note(message)
        self._core.live.tell("message", chat=chat.id, person=chat.person or None)

    def get(self, chat: Chat, message_id: int) -> StoredMessage | None:
        """The message unless it was deleted."""
        message = self._by_chat.get(chat.key, {}).get(message_id)
        return None if message is None or message.deleted else message

    def by_inline_id(self, inline_id: str) -> StoredMessage | None:
        return self._inline.get(inline_id)

    def newest(self, chat: Chat) -> Iterator[StoredMessage]:
        """What stands in the chat, the newest message first."""
        there = self._by_chat.get(chat.key, {})
        return (one for one in reversed(there.values()) if not one.deleted)

    def with_buttons(self, chat: Chat) -> Iterator[StoredMessage]:
        """Messages that have inline buttons or an invoice, the newest first."""
        there = self._by_chat.get(chat.key, {})
        found = (there[key] for key in reversed(self._buttons.get(chat.key, {})))
        return (one for one in found if not one.deleted)

    def keyboard(self, chat: Chat) -> StoredMessage | None:
        """The message whose reply keyboard is shown now, if any."""
        there = self._by_chat.get(chat.key, {})
        for key in reversed(self._keyboards.get(chat.key, [])):
            one = there[key]
            if not one.deleted and one.markup is not None:
                return one if "keyboard" in one.markup else None
        return None

    def log(
        self, chat: Chat, *, since: int = 0, limit: int = 50, deleted: bool = False
    ) -> tuple[list[StoredMessage], int]:
        """Messages changed after `since`, oldest change first, and the number to go on with."""
        log = self._logs.get(chat.key)
        if log is None:
            return [], since
        there = self._by_chat[chat.key]
        found, last = log.since(since, limit, lambda key: deleted or not there[key].deleted)
        return [there[key] for key in found], last

    def _next_id(self, chat: Chat) -> int:
        if chat.private:
            bot = self._bots.by_id(chat.bot)
            assert bot is not None, "a private chat has a bot"
            bot.last_message_id += 1
            self._bots.table.keep(bot)
            return bot.last_message_id
        chat.last_message_id += 1
        self._chats.table.keep(chat)
        return chat.last_message_id

    def _note(self, message: StoredMessage) -> None:
        self._logs.setdefault(message.chat, ChangeLog()).note(message.message_id, message.seq)

    def _place(self, message: StoredMessage) -> None:
        self._by_chat.setdefault(message.chat, {})[message.message_id] = message
        self._index_markup(message)
        if message.inline_id:
            self._inline[message.inline_id] = message

    def _index_markup(self, message: StoredMessage) -> None:
        markup = message.markup or {}
        buttons = self._buttons.setdefault(message.chat, {})
        if "inline_keyboard" in markup or message.invoice:
            buttons.setdefault(message.message_id)
        else:
            buttons.pop(message.message_id, None)
        if "keyboard" in markup or "remove_keyboard" in markup:
            shown = self._keyboards.setdefault(message.chat, [])
            if not shown or shown[-1] < message.message_id:
                shown.append(message.message_id)
