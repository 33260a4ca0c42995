"""The address book: where people send their money, and since when."""

from dataclasses import replace
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Decision
from domain.shared.ids import Instant
from domain.shared.refusals import Invalid, NotFound
from domain.ton.address import usable
from domain.ton.frame import Frame
from domain.ton.refusals import OwnAddress
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import Contact

MOST_NAME: Final = 40
MOST_CONTACTS: Final = 200


class AddressBook:
    """A new address waits before large amounts may go there, so that a stolen session cannot
    empty an account at once.
    """

    def __init__(self, frame: Frame, treasury: Treasury) -> None:
        self._frame = frame
        self._treasury = treasury

    async def mine(self, actor: Actor) -> tuple[Contact, ...]:
        """By name."""
        return await self._frame.rows.contacts.of(actor.id)

    async def add(self, actor: Actor, address: str, name: str) -> Contact:
        """One that is there gets the name and keeps its time. Refusals: AddressInvalid,
        WrongNetwork, OwnAddress, Invalid (name; too many), Banned, TermsNeeded.
        """
        await self._frame.gate.clear(actor)
        kept = _name(name)
        raw = usable(address, network=self._frame.settings.network).raw
        if raw in await self._treasury.own():
            raise OwnAddress(address=raw)
        if len(await self._frame.rows.contacts.of(actor.id)) >= MOST_CONTACTS:
            raise Invalid(field="address")
        contact = await known_contact(self._frame, actor, raw)
        return await self._named(actor, contact, kept)

    async def rename(self, actor: Actor, address: str, name: str) -> Contact:
        """Refusals: NotFound, AddressInvalid, Invalid, Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        raw = usable(address, network=self._frame.settings.network).raw
        contact = await self._frame.rows.contacts.get(actor.id, raw)
        if contact is None:
            raise NotFound(address=raw)
        return await self._named(actor, contact, _name(name))

    async def remove(self, actor: Actor, address: str) -> None:
        """Its time begins anew when it comes back. Refusals: NotFound, AddressInvalid."""
        raw = usable(address, network=self._frame.settings.network).raw

        async def decide() -> Decision[None]:
            return Decision(
                None,
                self._frame.rows.contacts.remove(actor.id, raw),
                self._frame.audit.entry(
                    actor, "contact-removed", entity=("contact", raw), before={"address": raw}
                ),
            )

        await self._frame.store.commit(decide)

    async def _named(self, actor: Actor, contact: Contact, name: str) -> Contact:
        async def decide() -> Decision[Contact]:
            return Decision(
                replace(contact, name=name),
                self._frame.rows.contacts.rename(actor.id, contact.address, name),
            )

        return await self._frame.store.commit(decide)


async def known_contact(frame: Frame, actor: Actor, address: str) -> Contact:
    """The address in the person's book; put there now when it is new, which is on record."""

    async def decide() -> Decision[Contact]:
        known = await frame.rows.contacts.get(actor.id, address)
        if known is not None:
            return Decision(known)
        now = frame.clock.now()
        contact = Contact(
            person=actor.id,
            address=address,
            name="",
            created_at=now,
            usable_at=Instant(now + frame.settings.quarantine),
        )
        return Decision(
            contact,
            frame.rows.contacts.add(contact),
            frame.audit.entry(
                actor, "contact-added", entity=("contact", address), after={"address": address}
            ),
        )

    return await frame.store.commit(decide)


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if len(kept) > MOST_NAME or not kept.isprintable():
        raise Invalid(field="name")
    return kept
