"""What every service of payments stands on."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.payments.models import PaymentSettings, TopUp
from domain.payments.ports import StarsGateway, TopUpStore
from domain.shared.actor import Actor, house
from domain.shared.audit import Audit
from domain.shared.change import Change, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, UserId
from domain.shared.outbox import Notices
from domain.shared.refusals import GatewayError, GatewayRejected, Throttled
from domain.users.gate import Gate
from domain.users.models import NoticeKind
from domain.users.people import People

logger = logging.getLogger(__name__)

T = TypeVar("T")

ASKS: Final = 3
PAYMENT_KINDS: Final = tuple(
    NoticeKind(code=code, fixed=True)
    for code in (
        "payments-receipt",
        "payments-refund",
        "payments-chargeback",
        "payments-approval",
        "payments-adjustment",
        "payments-reconcile",
    )
)
TELEGRAM: Final = house("telegram")
"""The house acting on what Telegram told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    store: Store
    topups: TopUpStore
    gateway: StarsGateway
    gate: Gate
    people: People
    audit: Audit
    notices: Notices
    clock: Clock
    ids: Ids
    settings: PaymentSettings

    def log(self, actor: Actor, action: str, was: TopUp | None, now: TopUp) -> Change:
        """The audit row of a top-up that changed."""
        return self.audit.entry(
            actor,
            action,
            entity=("topup", now.id),
            before={"state": was.state.value} if was is not None else None,
            after={"state": now.state.value, "value": str(now.value), "charge": now.charge},
        )

    async def name(self, person: UserId) -> str:
        """How staff are told of somebody: name and id."""
        known = await self.people.known(person)
        return f"{known.name} ({person})" if known is not None else str(person)


async def insist(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask the outside again at once when no answer came. Only where repeating is harmless; a
    longer outage is for a job.
    """
    for _ in range(ASKS - 1):
        try:
            return await ask()
        except (GatewayRejected, Throttled):
            raise
        except GatewayError as failed:
            logger.info("asked again: %s", failed)
    return await ask()
