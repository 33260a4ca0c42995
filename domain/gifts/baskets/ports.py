"""What baskets need of the outside and of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.gifts.baskets.models import Basket
from domain.gifts.models import Lot, Market
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.refusals import GatewayRejected


class NotSold(GatewayRejected):
    """The market sells it no more, or not as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a market wants signed, as it told: nothing in it is believed before it is checked.
    `to` in any form of an address, `amount` in nano, bags of cells in base 64, Unix seconds.
    """

    to: str
    amount: int
    payload: str | None
    state_init: str | None
    until_s: int


class Purchases(Protocol):
    """A market that makes the transaction of a purchase."""

    @property
    def market(self) -> Market: ...

    async def offer(self, lot: Lot) -> Sequence[Offered]:
        """The messages that buy this lot as it is this moment. Raises NotSold, GatewayError."""
        ...


class BasketStore(Protocol):
    def add(self, basket: Basket, *, most: int) -> Changes:
        """Refusal LimitReached when the person has so many that have not ended."""
        ...

    def move(self, was: Basket, now: Basket) -> Change:
        """Stale when somebody was faster."""
        ...

    async def get(self, basket_id: str) -> Basket | None: ...

    async def of(self, person: UserId, limit: int) -> tuple[Basket, ...]:
        """Newest first."""
        ...

    async def overdue(self, now: Instant, limit: int) -> tuple[Basket, ...]: ...
