"""The inbox: every notice, also for those who blocked the bot; and the daily digest."""

from functools import partial
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Notices
from domain.shared.page import Page
from domain.users.events import InboxChanged
from domain.users.gate import Gate
from domain.users.models import Letter
from domain.users.ports import InboxStore

DIGESTS_AT_ONCE: Final = 200


class Inbox:
    def __init__(
        self, store: Store, inbox: InboxStore, gate: Gate, outbox: Notices, *, clock: Clock
    ) -> None:
        """`outbox` sends the digests: the plain one, since a digest is no letter itself."""
        self._store = store
        self._inbox = inbox
        self._gate = gate
        self._outbox = outbox
        self._clock = clock

    async def letters(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Letter]:
        """Newest first. Refusals: Banned, TermsNeeded; Invalid for a cursor not ours."""
        await self._gate.clear(actor)
        return await self._inbox.letters(actor.id, cursor=cursor, limit=limit)

    async def unread(self, actor: Actor) -> int:
        return await self._inbox.unread(actor.id)

    async def read(self, actor: Actor, upto: str) -> int:
        """Mark letters up to and including this id as read; answers how many are left unread.
        Refusals: Banned, TermsNeeded.
        """
        await self._gate.clear(actor)

        async def decide() -> Decision[None]:
            if not await self._inbox.unread(actor.id, upto):
                return Decision(None)
            change = self._inbox.read(actor.id, upto, self._clock.now())
            return Decision(None, change, events=(InboxChanged(actor.id),))

        await self._store.commit(decide)
        return await self._inbox.unread(actor.id)

    async def send_digests(self) -> int:
        """A job: one message to each person whose digest is due."""
        due = await self._inbox.due_digests(self._clock.now(), DIGESTS_AT_ONCE)
        for person, count in due:
            await self._store.commit(partial(self._digest, person, count))
        return len(due)

    async def _digest(self, person: UserId, count: int) -> Decision[None]:
        due = dict(await self._inbox.due_digests(self._clock.now(), DIGESTS_AT_ONCE))
        if person not in due:
            return Decision(None)
        told = Notice(
            to=person, kind="users-digest", text="notice-digest", fields={"count": count}
        )
        return Decision(
            None, self._inbox.digested(person, self._clock.now()), self._outbox.tell(told)
        )
