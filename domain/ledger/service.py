"""The ledger: transfers and holds as Changes, balances and statements as reads."""

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Balance, Hold, Line, Ref
from domain.ledger.ports import LedgerStore, LineFilter, Posting
from domain.shared.change import Changes
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant
from domain.shared.money import LARGEST_UNITS, Asset, Money
from domain.shared.page import Page
from domain.shared.refusals import AmountTooLarge, DomainError, NotEnoughFunds


class Ledger:
    """Every movement of money is made here and nowhere else.

    A transfer moves one asset and is never changed; a correction is another transfer. A hold is a
    pending transfer that is posted (whole or part), voided or expired, once. Amounts are positive
    and at most 2^62 smallest units: zero and below are bugs of the caller, too large is refused.
    """

    def __init__(self, store: LedgerStore, *, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    def transfer(
        self,
        source: AccountPath,
        target: AccountPath,
        amount: Money,
        *,
        kind: str,
        ref: Ref,
        short: DomainError | None = None,
    ) -> Changes:
        """Refusals: NotEnoughFunds, or `short` in its place; AmountTooLarge."""
        posting = self._posting(source, target, amount, kind=kind, ref=ref)
        return self._store.transfer(posting, short=short or NotEnoughFunds(needed=amount))

    def hold(  # noqa: PLR0913  one transfer has this many parts
        self,
        source: AccountPath,
        target: AccountPath,
        amount: Money,
        *,
        hold_id: str,
        kind: str,
        ref: Ref,
        expires_at: Instant | None = None,
        short: DomainError | None = None,
    ) -> Changes:
        """Reserve `amount` under an id that the caller keeps. Refusals as `transfer`."""
        posting = self._posting(source, target, amount, kind=kind, ref=ref, transfer_id=hold_id)
        refusal = short or NotEnoughFunds(needed=amount)
        return self._store.hold(posting, short=refusal, expires_at=expires_at)

    def post(self, hold: Hold, *, kind: str, amount: Money | None = None) -> Changes:
        """Carry the hold out, whole or `amount` of it. Refusal: AlreadyDone when resolved."""
        part = amount if amount is not None else hold.amount
        assert part <= hold.amount, "a hold is posted at most whole"
        posting = self._posting(hold.source, hold.target, part, kind=kind, ref=hold.ref)
        return self._store.post(hold, posting)

    def void(self, hold: Hold) -> Changes:
        """Release the hold. Refusal: AlreadyDone when resolved."""
        return self._store.release(hold, expired=False, at=self._clock.now())

    def expire(self, hold: Hold) -> Changes:
        """Release a hold whose time has come. Refusal: AlreadyDone when resolved."""
        assert hold.expires_at is not None, "a hold without a time does not expire"
        return self._store.release(hold, expired=True, at=self._clock.now())

    def forget(self, path: AccountPath, alias: AccountPath) -> Changes:
        """Put an anonymous path in the place of a person's: movements and holds stay, and nothing
        leads from the person to them. Stale, so decided again, while the account is not empty.
        """
        return self._store.forget(path, alias, at=self._clock.now())

    async def balances(self, path: AccountPath) -> tuple[Balance, ...]:
        return await self._store.balances(path)

    async def balance(self, path: AccountPath, asset: Asset) -> Balance:
        return await self._store.balance(path, asset)

    async def owner(self, thing: Asset) -> AccountPath | None:
        """Whose a thing is of which there is one; None when it is outside."""
        return await self._store.owner(thing)

    async def find_hold(self, hold_id: str) -> Hold | None:
        return await self._store.find_hold(hold_id)

    async def due_holds(self, limit: int) -> tuple[Hold, ...]:
        return await self._store.due_holds(self._clock.now(), limit)

    async def statement(
        self, path: AccountPath, which: LineFilter, *, cursor: str | None, limit: int
    ) -> Page[Line]:
        """Lines, newest first. Refusal: Invalid for a cursor that is not ours."""
        return await self._store.lines(path, which, cursor=cursor, limit=limit)

    def _posting(
        self,
        source: AccountPath,
        target: AccountPath,
        amount: Money,
        *,
        kind: str,
        ref: Ref,
        transfer_id: str | None = None,
    ) -> Posting:
        assert amount.units > 0, "money moves forward only"
        assert source != target, "money moves between two accounts"
        if amount.units > LARGEST_UNITS:
            raise AmountTooLarge(most=Money(LARGEST_UNITS, amount.asset))
        return Posting(
            id=transfer_id or self._ids.new(),
            source=source,
            target=target,
            amount=amount,
            kind=kind,
            ref=ref,
            at=self._clock.now(),
        )
