"""The local Telegram's state in one place, and what every act in it needs.

Acts of people stand in `acts/`, calls of bots in `methods/`; both change rows through the tables
held here, so each change is numbered, stored and told to the page once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from scripts.sandbox.telegram.files import Files
from scripts.sandbox.telegram.gift_rows import OwnedGift
from scripts.sandbox.telegram.limits import Limits
from scripts.sandbox.telegram.messages import Messages
from scripts.sandbox.telegram.money import Money
from scripts.sandbox.telegram.people import Bots, Chats, Names, People
from scripts.sandbox.telegram.queries import Queries
from scripts.sandbox.telegram.table import Table
from scripts.sandbox.telegram.throws import Throws
from scripts.sandbox.telegram.updates import ENDED_BY_POLL, Updates

if TYPE_CHECKING:
    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.rows import Bot, UpdateRow


class Deliverer(Protocol):
    """Takes updates to bots that have a webhook; `forget` without a bot means all of them."""

    first_pause_s: float

    def wake(self, bot: Bot, order: int) -> None: ...

    def wake_all(self) -> None: ...

    def forget(self, bot: Bot | None = None) -> None: ...

    async def close(self) -> None: ...


class Telegram:
    """One world of people, bots and chats. `clear` empties it for a new world."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.webhooks: Deliverer | None = None
        self._begin()

    def _begin(self) -> None:
        names = Names()
        self.names = names
        self.bots = Bots(self.core, names)
        self.people = People(self.core, names, self.bots)
        self.chats = Chats(self.core, names)
        self.messages = Messages(self.core, self.bots, self.chats)
        self.updates = Updates(self.core, self.bots)
        self.updates.heard = self._wake_webhook
        self.money = Money(self.core, self.bots)
        self.queries = Queries(self.core)
        self.files = Files(self.core)
        self.gifts: Table[OwnedGift] = Table(self.core, "gifts", OwnedGift)
        self.throws = Throws(self.core)
        self.limits = Limits(self.core)
        self.paying: list[str] = []

    def load(self) -> None:
        """Takes the world out of the store."""
        for part in (
            self.people,
            self.bots,
            self.chats,
            self.messages,
            self.updates,
            self.money,
            self.queries,
            self.files,
            self.throws,
        ):
            part.load()
        self.gifts.load()

    def clear(self) -> None:
        """An empty world. The store's own rows are the store's to drop."""
        for bot in self.bots.all():
            self.updates.queue(bot.id).end_poll(ENDED_BY_POLL)
        self.queries.give_up()
        if self.webhooks is not None:
            self.webhooks.forget()
        self._begin()

    def deliver_by(self, webhooks: Deliverer) -> None:
        """From now on updates go to the webhooks that are set."""
        self.webhooks = webhooks
        webhooks.wake_all()

    async def stop(self) -> None:
        if self.webhooks is not None:
            await self.webhooks.close()
            self.webhooks = None

    def _wake_webhook(self, row: UpdateRow) -> None:
        bot = self.bots.by_id(row.bot)
        if bot is not None and self.webhooks is not None:
            self.webhooks.wake(bot, row.order)
