"""The topics of the live feed. Each area adds its own by `Hub.register`."""

from typing import Final

from domain.ledger import accounts
from domain.ledger.events import MoneyMoved
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.ids import UserId
from domain.users.events import InboxChanged
from domain.users.inbox import Inbox
from webapp.balances import balances_of
from webapp.feed import Hub

BALANCES: Final = "balances"


class BalancesTopic:
    """One's own balances. Snapshot: all assets; delta: those that changed, as they are now."""

    name = BALANCES
    private = True

    def __init__(self, ledger: Ledger, hub: Hub) -> None:
        self._ledger = ledger
        self._hub = hub

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        return topic == BALANCES

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert topic == BALANCES, "the hub asks for what exists"
        assert person is not None, "balances are somebody's"
        return {"items": list((await self._forms(person)).values())}

    async def moved(self, event: MoneyMoved) -> None:
        """Subscribe this to the bus."""
        for person in filter(None, map(accounts.person_of, event.paths)):
            await self._tell(person)

    async def _tell(self, person: UserId) -> None:
        """The assets that differ from what was told last."""
        channel = self._hub.channel(BALANCES, person)
        if channel is None:
            return
        forms = await self._forms(person)
        items = [form for code, form in forms.items() if channel.told.get(code) != form]
        if items:
            channel.told.update(forms)
            self._hub.publish(BALANCES, {"items": items}, person)

    async def _forms(self, person: UserId) -> dict[str, dict[str, str]]:
        return {one.asset: one.model_dump() for one in await balances_of(self._ledger, person)}


class InboxTopic:
    """How many letters are unread."""

    name = "inbox"
    private = True

    def __init__(self, inbox: Inbox, hub: Hub) -> None:
        self._inbox = inbox
        self._hub = hub

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        return topic == self.name

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        assert topic == self.name, "the hub asks for what exists"
        assert person is not None, "an inbox is somebody's"
        return await self._form(person)

    async def changed(self, event: InboxChanged) -> None:
        """Subscribe this to the bus."""
        person = event.person
        if self._hub.channel(self.name, person) is not None:
            self._hub.publish(self.name, await self._form(person), person)

    async def _form(self, person: UserId) -> object:
        return {"unread": await self._inbox.unread(Actor(id=person))}
