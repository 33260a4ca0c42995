"""Invariants of TON, as the status page, the metrics and the reconciliation ask for them."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.shared.money import Money
from domain.shared.refusals import GatewayError
from domain.ton.accounts import Duty, Finding, FindingKind, WatchedAccount
from domain.ton.booking.links import Gap, delta_coins, linked
from domain.ton.books import WITHDRAWAL_REF
from domain.ton.frame import Frame
from domain.ton.ports import ChainReader
from domain.ton.treasury import Treasury

logger = logging.getLogger(__name__)

HELD_FOR: Final = WITHDRAWAL_REF
"""The kind of row for which the ledger's holds of withdrawals are made."""
TRIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one of the house's accounts holds: by the books, and by the chain. `chain` is None
    when it could not be told just now.
    """

    address: str
    duty: Duty
    books: Money
    chain: Money | None

    @property
    def equal(self) -> bool:
        return self.chain is None or self.chain == self.books


class Checks:
    def __init__(self, frame: Frame, treasury: Treasury, reader: ChainReader) -> None:
        self._frame = frame
        self._treasury = treasury
        self._reader = reader
        self._last = True

    async def chain_equal(self) -> bool:
        """`chain-equal`: the ledger says of every account of the house what the chain says, to
        the smallest unit; what has not been read yet is taken into account. While the chain
        cannot be read, what was found last.
        """
        try:
            self._last = not await self.mismatches()
        except GatewayError as failed:
            logger.warning("the chain can't be compared now: %s", failed)
        return self._last

    async def mismatches(self) -> tuple[Finding, ...]:
        """Raises GatewayError."""
        found = [
            self._finding(FindingKind.BALANCE_DIFFERS, holding)
            for holding in await self.holdings()
            if not holding.equal
        ]
        return (*found, *await self._books())

    async def holdings(self) -> Sequence[Holding]:
        """Every account of the house. Raises GatewayError."""
        return [await self._holding(account) for account in await self._treasury.ready()]

    async def reserved(self) -> Mapping[str, int]:
        """Per asset code what withdrawals under way hold, in smallest units: to be equal to the
        ledger's open holds of withdrawals (`HELD_FOR`).
        """
        return await self._frame.rows.withdrawals.reserved()

    async def _holding(self, account: WatchedAccount) -> Holding:
        """A difference counts only when it stands still: the account is read by others too."""
        holding = await self._compared(account)
        for _ in range(TRIES):
            if holding.chain is not None and holding.equal:
                break
            again = await self._compared(account)
            if again == holding and again.chain is not None:
                break
            holding = again
        return holding

    async def _compared(self, account: WatchedAccount) -> Holding:
        booked = await self._frame.rows.accounts.get(account.address)
        assert booked is not None, "an account is opened before it is compared"
        chain = await (self._coins(booked) if booked.coins else self._jettons(booked))
        return Holding(
            address=booked.address,
            duty=booked.duty,
            books=Money(booked.booked, booked.asset),
            chain=Money(chain, booked.asset) if chain is not None else None,
        )

    async def _coins(self, account: WatchedAccount) -> int | None:
        """The balance on the chain, less what came and went since it was last read."""
        view = await self._reader.account(account.address)
        if view.last_lt == account.cursor.lt:
            return view.balance
        if view.last_lt < account.cursor.lt:
            return None  # the reader lags behind what was read before
        read = await self._reader.transactions(
            account.address, after=account.cursor, limit=self._frame.settings.page
        )
        try:
            fresh = [
                tx for tx in linked(account.address, account.cursor, read) if tx.lt <= view.last_lt
            ]
        except Gap:
            return None
        if not fresh or fresh[-1].lt != view.last_lt:
            return None
        return view.balance - sum(delta_coins(tx) for tx in fresh)

    async def _jettons(self, account: WatchedAccount) -> int | None:
        view = await self._reader.account(account.address)
        if view.last_lt != account.cursor.lt:
            return None  # the watcher is on its way
        balance = (await self._reader.jetton_balance(account.address)).balance
        after = await self._reader.account(account.address)
        return balance if after.last_lt == view.last_lt else None

    async def _books(self) -> Sequence[Finding]:
        """The areas against the ledger: what was read of the chain, and what stands aside."""
        found: list[Finding] = []
        for code, asset in self._frame.settings.assets.items():
            for _ in range(TRIES):
                amiss = await self._difference(code)
                if not amiss:
                    break
            else:
                found.append(
                    Finding(
                        kind=FindingKind.BOOKS_DIFFER,
                        ref=f"{code}:{amiss}",
                        asset=asset,
                        units=abs(amiss),
                        at=self._frame.clock.now(),
                    )
                )
        return found

    async def _difference(self, code: str) -> int:
        asset = self._frame.settings.assets[code]
        booked = (await self._frame.rows.accounts.booked()).get(code, 0)
        on_chain = await self._frame.books.on_chain(asset)
        if booked != on_chain:
            return booked - on_chain
        aside = (await self._frame.rows.deposits.aside()).get(code, 0)
        return aside - await self._frame.books.aside(asset)

    def _finding(self, kind: FindingKind, holding: Holding) -> Finding:
        assert holding.chain is not None, "what could not be told differs from nothing"
        amiss = holding.chain - holding.books
        return Finding(
            kind=kind,
            ref=f"{holding.address}:{amiss.units}",
            asset=holding.books.asset,
            units=abs(amiss.units),
            at=self._frame.clock.now(),
        )
