"""What the services of escrows stand on, and how they tell of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.shared.actor import Actor
from domain.shared.change import Change, Changes, Event
from domain.shared.ids import SECOND, Instant
from domain.shared.refusals import NotFound
from domain.ton.address import friendly
from domain.ton.escrows.models import Escrow, EscrowSettings, EscrowState
from domain.ton.escrows.ports import Controller, EscrowContract, EscrowStore, HeadReader
from domain.ton.escrows.rules import shown
from domain.ton.frame import Frame
from domain.ton.ports import Sender


@dataclass(frozen=True, slots=True)
class EscrowChanged(Event):
    """Told after the commit; `was` is None when it has just been made."""

    escrow: Escrow
    was: EscrowState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowOutside:
    """The chain as escrows need it. New escrows name `controller`; those that were made before
    its key was changed listen to one of `retired` only.
    """

    reader: HeadReader
    sender: Sender
    contract: EscrowContract
    controller: Controller
    retired: tuple[Controller, ...] = ()

    def controller_of(self, escrow: Escrow) -> Controller | None:
        """None when its key is not here any more: then only the deadline ends it."""
        address = escrow.terms.controller
        every = (self.controller, *self.retired)
        return next((one for one in every if one.address == address), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscrowFrame:
    """`base` is what every service of TON stands on."""

    base: Frame
    rows: EscrowStore
    outside: EscrowOutside
    settings: EscrowSettings

    async def escrow(self, escrow_id: str) -> Escrow:
        """Refusal: NotFound."""
        found = await self.rows.get(escrow_id)
        if found is None:
            raise NotFound(escrow=escrow_id)
        return found

    def log(self, actor: Actor, action: str, now: Escrow, was: Escrow | None = None) -> Change:
        return self.base.audit.entry(
            actor,
            action,
            entity=("escrow", now.id),
            before={"state": was.state.value} if was is not None else None,
            after={
                "state": now.state.value,
                "deal": now.deal,
                "amount": str(now.amount),
                "address": now.address,
            },
        )

    async def tell_staff(self, text: str, escrow: Escrow, **more: object) -> Changes:
        return await self.base.tell_staff("ton-odd", text, {**self._fields(escrow), **more})

    def _fields(self, escrow: Escrow) -> Mapping[str, object]:
        return {
            "amount": escrow.amount,
            "escrow": escrow.id,
            "deal": escrow.deal,
            "address": friendly(escrow.address, bounceable=True),
            "state": shown(escrow.state).value,
        }


def deadline(escrow: Escrow) -> Instant:
    return Instant(escrow.terms.deadline_s * SECOND)
