"""People, bots and chats: who is there, by id and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram.rows import Bot, Chat, Member, Person
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from scripts.sandbox.core import Core

FIRST_PERSON = 1001
FIRST_BOT = 7_000_000_001
FIRST_CHANNEL = 1_000_000_000_000
FIRST_GROUP = 4_000_000
TOKEN_BYTES = 16


class Names:
    """One name space for people, bots and public chats, as in Telegram: lower case, without @."""

    def __init__(self) -> None:
        self._owners: dict[str, int] = {}

    def find(self, username: str) -> int | None:
        return self._owners.get(username.lstrip("@").lower())

    def take(self, username: str, owner: int) -> None:
        """Refuses `taken` when somebody else has the name."""
        if not username:
            return
        if self._owners.setdefault(username.lower(), owner) != owner:
            raise Refusal("taken", username=username)

    def free(self, username: str) -> None:
        self._owners.pop(username.lower(), None)


class People:
    def __init__(self, core: Core, names: Names, bots: Bots) -> None:
        self.table = Table(core, "people", Person)
        self._names = names
        self._bots = bots
        self._next = FIRST_PERSON

    def load(self) -> None:
        for person in self.table.load():
            self._index(person)

    def all(self) -> list[Person]:
        return list(self.table.rows.values())

    def by_id(self, person_id: int) -> Person | None:
        return self.table.get(str(person_id))

    def by_username(self, username: str) -> Person | None:
        owner = self._names.find(username)
        return None if owner is None else self.by_id(owner)

    def create(self, person: Person) -> Person:
        """`person.id` 0 takes the next free id. Refuses `taken` (id or username)."""
        person.id = person.id or self._next
        if self.by_id(person.id) is not None or self._bots.by_id(person.id) is not None:
            raise Refusal("taken", id=person.id)
        self._names.take(person.username, person.id)
        self._index(person)
        self.table.save(person)
        return person

    def rename(self, person: Person, username: str) -> None:
        self._names.take(username, person.id)
        if username.lower() != person.username.lower():
            self._names.free(person.username)
        person.username = username

    def _index(self, person: Person) -> None:
        self._names.take(person.username, person.id)
        if self._next <= person.id < FIRST_BOT:
            self._next = person.id + 1


class Bots:
    def __init__(self, core: Core, names: Names) -> None:
        self.table = Table(core, "bots", Bot)
        self._core = core
        self._names = names
        self._by_token: dict[str, Bot] = {}

    @property
    def app(self) -> Bot:
        """The app's own bot: the first that was made."""
        return next(iter(self.table.rows.values()))

    def load(self) -> None:
        for bot in sorted(self.table.load(), key=lambda one: one.id):
            self._index(bot)
        self.table.rows = dict(sorted(self.table.rows.items(), key=lambda item: int(item[0])))

    def all(self) -> list[Bot]:
        return list(self.table.rows.values())

    def by_id(self, bot_id: int) -> Bot | None:
        return self.table.get(str(bot_id))

    def by_token(self, token: str) -> Bot | None:
        return self._by_token.get(token)

    def by_username(self, username: str) -> Bot | None:
        owner = self._names.find(username)
        return None if owner is None else self.by_id(owner)

    def create(self, username: str, *, name: str = "", bot_id: int = 0, token: str = "") -> Bot:
        """A new bot; its token has the sandbox form `<id>:sandbox-<32 hex>`. Refuses `taken`."""
        bot_id = bot_id or FIRST_BOT + len(self.table.rows)
        if self.by_id(bot_id) is not None:
            raise Refusal("taken", id=bot_id)
        token = token or f"{bot_id}:sandbox-{self._core.chance.hex(TOKEN_BYTES, 'tokens')}"
        bot = Bot(id=bot_id, username=username, name=name or username, token=token)
        self._names.take(username, bot_id)
        self._index(bot)
        self.table.save(bot)
        return bot

    def _index(self, bot: Bot) -> None:
        self._names.take(bot.username, bot.id)
        self._by_token[bot.token] = bot


class Chats:
    def __init__(self, core: Core, names: Names) -> None:
        self.table = Table(core, "chats", Chat)
        self.member_table = Table(core, "members", Member)
        self._names = names
        self._members: dict[int, dict[int, Member]] = {}
        self._of: dict[int, dict[str, Chat]] = {}
        self._made = 0

    def load(self) -> None:
        for chat in self.table.load():
            self._index(chat)
        for member in self.member_table.load():
            self._index_member(member)

    def all(self) -> list[Chat]:
        return list(self.table.rows.values())

    def by_key(self, key: str) -> Chat | None:
        return self.table.get(key)

    def by_id(self, chat_id: int) -> Chat | None:
        """A group or channel; a private chat has two sides, see `private`."""
        return self.table.get(str(chat_id))

    def by_username(self, username: str) -> Chat | None:
        owner = self._names.find(username)
        return None if owner is None else self.by_id(owner)

    def private(self, person_id: int, bot_id: int) -> Chat | None:
        """The person's chat with the bot; None until the person has turned to the bot."""
        return self.table.get(f"{person_id}:{bot_id}")

    def open_private(self, person_id: int, bot_id: int) -> Chat:
        chat = self.private(person_id, bot_id)
        if chat is None:
            chat = Chat(id=person_id, type="private", person=person_id, bot=bot_id)
            self._index(chat)
            self.table.save(chat)
        return chat

    def create(self, *, kind: str, title: str, username: str = "") -> Chat:
        """A group, supergroup or channel without members. Refuses `taken`."""
        self._made += 1
        first = FIRST_GROUP if kind == "group" else FIRST_CHANNEL
        chat = Chat(id=-(first + self._made), type=kind, title=title, username=username)
        self._names.take(username, chat.id)
        self._index(chat)
        self.table.save(chat)
        return chat

    def member(self, chat: Chat, who: int) -> Member | None:
        return self._members.get(chat.id, {}).get(who)

    def members(self, chat: Chat) -> list[Member]:
        return list(self._members.get(chat.id, {}).values())

    def save_member(self, member: Member) -> None:
        self._index_member(member)
        self.member_table.save(member)

    def of(self, who: int) -> list[Chat]:
        """Chats that the person or bot is in, private ones included, oldest first."""
        return list(self._of.get(who, {}).values())

    def _index(self, chat: Chat) -> None:
        if chat.private:
            self._of.setdefault(chat.person, {})[chat.key] = chat
            self._of.setdefault(chat.bot, {})[chat.key] = chat
            return
        self._names.take(chat.username, chat.id)
        first = FIRST_GROUP if chat.type == "group" else FIRST_CHANNEL
        self._made = max(self._made, -chat.id - first)

    def _index_member(self, member: Member) -> None:
        self._members.setdefault(member.chat, {})[member.who] = member
        chat = self.by_id(member.chat)
        if chat is None:
            return
        if member.inside:
            self._of.setdefault(member.who, {})[chat.key] = chat
        else:
            self._of.get(member.who, {}).pop(chat.key, None)
