"""Who brought whom: attribution once, at the first start."""

from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Changes
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.page import Page
from domain.users.gate import Gate
from domain.users.models import Referral
from domain.users.ports import PeopleStore, ReferralStore

RING_DEPTH: Final = 16
"""How far up the line of inviters a ring is looked for."""


class Referrals:
    def __init__(
        self, people: PeopleStore, referrals: ReferralStore, gate: Gate, *, clock: Clock
    ) -> None:
        self._people = people
        self._referrals = referrals
        self._gate = gate
        self._clock = clock

    async def attribute(self, person: UserId, code: str) -> Changes:
        """The Changes that tie a new person to the owner of the code. None for an unknown code,
        for one's own, and for a banned inviter. A ring is kept, and flagged: it earns nothing.
        """
        inviter = await self._people.by_referral(code)
        if inviter is None or inviter.id == person or inviter.ban is not None:
            return ()
        return self._referrals.add(
            Referral(
                person=person,
                inviter=inviter.id,
                flagged=await self._is_ring(person, inviter.id),
                at=self._clock.now(),
            )
        )

    async def invited(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Referral]:
        """Whom the actor brought, newest first. Refusals: Banned, TermsNeeded."""
        await self._gate.clear(actor)
        return await self._referrals.invited(actor.id, cursor=cursor, limit=limit)

    async def count(self, actor: Actor) -> int:
        """How many came by the actor's code, flagged ones left out. Refusals as `invited`."""
        await self._gate.clear(actor)
        return await self._referrals.count(actor.id)

    async def _is_ring(self, person: UserId, inviter: UserId) -> bool:
        """Whether the line above the inviter comes back to the person. That happens to somebody
        who invited people from the Mini App before their own first start in chat.
        """
        above: UserId | None = inviter
        for _ in range(RING_DEPTH):
            if above is None:
                return False
            above = await self._referrals.inviter(above)
            if above == person:
                return True
        return False
