"""Baskets: the cheapest lots that match a search, checked again just before they are paid.

Nothing of money moves here: people pay from their own wallets, at the markets themselves.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.gifts.models import Lot
from domain.shared.ids import MINUTE, Instant, UserId
from domain.shared.money import Money

MOST_ITEMS: Final = 20
MOST_OPEN: Final = 20
"""Baskets of one person that have not ended."""
LIVES: Final = 30 * MINUTE
BUILT_FOR_S: Final = 300
"""How long a transaction may be signed, in seconds."""
MESSAGES_MOST: Final = 4
"""Of one TON Connect transaction: what every wallet takes."""


class BasketState(StrEnum):
    PICKED = "picked"
    CHECKED = "checked"
    DONE = "done"
    DROPPED = "dropped"
    EXPIRED = "expired"


class BasketEvent(StrEnum):
    """`finish`: every lot that had been made ready is bought or gone to somebody else."""

    CHECK = "check"
    FINISH = "finish"
    DROP = "drop"
    EXPIRE = "expire"


class ItemState(StrEnum):
    """`lost`: it was ready, and somebody else bought it or it was taken off."""

    PICKED = "picked"
    READY = "ready"
    LEFT_OUT = "left_out"
    BOUGHT = "bought"
    LOST = "lost"


class ItemEvent(StrEnum):
    CLEAR = "clear"
    LEAVE_OUT = "leave_out"
    SEE_BOUGHT = "see_bought"
    SEE_LOST = "see_lost"


class Why(StrEnum):
    """Why a lot is left out. `gone`: no longer for sale. `kind`: no longer at a fixed price in
    TON. `blocked`: its market could not be asked. `mismatch`: what the market wants signed is not
    what the lot costs, or not to the contract that sells it. `link`: no link that may be trusted.
    """

    GONE = "gone"
    REPRICED = "repriced"
    OVER_CAP = "over_cap"
    OVER_BUDGET = "over_budget"
    LOCKED = "locked"
    KIND = "kind"
    BLOCKED = "blocked"
    MISMATCH = "mismatch"
    LINK = "link"


class Way(StrEnum):
    """How a lot is bought: by a transaction that the person's wallet signs, or at the market."""

    TRANSACTION = "transaction"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A message for a wallet to send, proven to be what it says: `to` is the raw address of the
    contract that sells the lot, `amount` in nano with the gas that the market asks for. `payload`
    and `state_init` are bags of cells in base 64. Good until `until_s`, Unix seconds.
    """

    to: str
    amount: int
    payload: str | None
    state_init: str | None
    until_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketItem:
    """`total` is the buyer's total that the person has seen and agreed to; `now` what it was at
    the last check, where it was another. `link` has been verified.
    """

    place: int
    lot: Lot
    total: Money
    state: ItemState = ItemState.PICKED
    why: Why | None = None
    now: Money | None = None
    way: Way | None = None
    payment: Payment | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """`cap` is the most that one lot may cost the buyer, `budget` all ready ones together, both in
    TON. `search` is the query as people see it. `checked_at` is when the markets were last asked.
    """

    id: str
    person: UserId
    state: BasketState
    search: str
    wanted: int
    cap: Money
    budget: Money | None
    items: tuple[BasketItem, ...]
    created_at: Instant
    expires_at: Instant
    checked_at: Instant | None = None
    version: int = 0

    @property
    def ready(self) -> tuple[BasketItem, ...]:
        return tuple(item for item in self.items if item.state is ItemState.READY)

    @property
    def total(self) -> Money | None:
        """Of what is ready."""
        totals = [item.total for item in self.ready]
        return sum(totals[1:], totals[0]) if totals else None
