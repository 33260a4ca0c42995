"""What the ledger needs of the storage: Changes that post, and reads."""

from dataclasses import dataclass
from typing import Protocol

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Balance, Hold, Line, Ref
from domain.shared.change import Changes
from domain.shared.ids import Instant
from domain.shared.money import Asset, Money
from domain.shared.page import Page
from domain.shared.refusals import DomainError


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One transfer to be written: `amount` from `source` to `target`."""

    id: str
    source: AccountPath
    target: AccountPath
    amount: Money
    kind: str
    ref: Ref
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    asset: Asset | None = None
    kind: str | None = None
    since: Instant | None = None
    until: Instant | None = None


class LedgerStore(Protocol):
    """Guards carry correctness: a debit of an account with a floor turns into `short` when the
    available balance does not cover it, a hold that is no longer pending into AlreadyDone.
    """

    def transfer(self, posting: Posting, *, short: DomainError) -> Changes: ...

    def hold(
        self, posting: Posting, *, short: DomainError, expires_at: Instant | None
    ) -> Changes: ...

    def post(self, hold: Hold, posting: Posting) -> Changes:
        """Resolve the hold by the posting, at most the hold's amount; the rest is released."""
        ...

    def release(self, hold: Hold, *, expired: bool, at: Instant) -> Changes:
        """Void the hold, or expire it."""
        ...

    def forget(self, path: AccountPath, alias: AccountPath, *, at: Instant) -> Changes:
        """Let all rows of `path` stay under `alias`, which nothing is known of; Stale while any
        money is there, held there or on its way. `path` is new and empty from then on.
        """
        ...

    async def balances(self, path: AccountPath) -> tuple[Balance, ...]: ...

    async def balance(self, path: AccountPath, asset: Asset) -> Balance: ...

    async def owner(self, thing: Asset) -> AccountPath | None:
        """Whose a thing is of which there is one; None when it is outside."""
        ...

    async def find_hold(self, hold_id: str) -> Hold | None: ...

    async def due_holds(self, now: Instant, limit: int) -> tuple[Hold, ...]: ...

    async def lines(
        self, path: AccountPath, which: LineFilter, *, cursor: str | None, limit: int
    ) -> Page[Line]: ...
