"""What lies on wallets that are not in daily use, brought together in the one for deposits.

These are the addresses of single orders, and wallets whose key was changed: people still pay to
them. An address of an order that is over for long, and empty, is watched no longer.
"""

import logging
from collections.abc import Mapping
from functools import partial

from domain.shared.change import Decision
from domain.shared.money import TON, Money
from domain.ton.accounts import Duty, WatchedAccount
from domain.ton.frame import Frame
from domain.ton.models import Payout
from domain.ton.ports import ChainReader, PayoutWallet
from domain.ton.refill import moved_inside
from domain.ton.treasury import Treasury

logger = logging.getLogger(__name__)


class Sweeps:
    def __init__(self, frame: Frame, treasury: Treasury, reader: ChainReader) -> None:
        self._frame = frame
        self._treasury = treasury
        self._reader = reader

    async def order(self, wallets: Mapping[str, PayoutWallet]) -> int:
        """Queue what is worth it; how many payments were queued."""
        queued = 0
        # Jettons first: coins pay for their way.
        for account in sorted(await self._treasury.ready(), key=lambda one: one.coins):
            if account.owner in {self._treasury.deposit, self._treasury.payout}:
                continue
            if await self._frame.rows.withdrawals.leaving(account.owner):
                continue
            wallet = wallets.get(account.owner)
            units = await self._worth(account, wallet) if wallet is not None else 0
            if units:
                move = partial(self._move, account, Money(units, account.asset))
                await self._frame.store.commit(move)
                queued += 1
            elif account.duty is Duty.ORDER and await self._over(account):
                await self._treasury.close(await self._now(account))
        return queued

    async def _worth(self, account: WatchedAccount, wallet: PayoutWallet) -> int:
        """What it can send, in smallest units; 0 when that is too little."""
        now = await self._now(account)
        gas = wallet.gas([self._payout(account)])
        least = self._frame.settings.sweep_over
        if account.asset == TON:
            return now.booked - gas if now.booked >= least + gas else 0
        coins = (await self._reader.account(account.owner)).balance
        enough = now.booked >= self._frame.settings.of(account.asset).least and coins >= gas
        return now.booked if enough else 0

    async def _over(self, account: WatchedAccount) -> bool:
        order = await self._frame.rows.codes.order_at(account.address)
        grace = self._frame.settings.order_grace
        return order is None or self._frame.clock.now() > order.due_at + grace

    async def _now(self, account: WatchedAccount) -> WatchedAccount:
        return await self._frame.rows.accounts.get(account.address) or account

    async def _move(self, account: WatchedAccount, value: Money) -> Decision[None]:
        if await self._frame.rows.withdrawals.leaving(account.owner):
            return Decision(None)
        return moved_inside(self._frame, account.owner, self._treasury.deposit, value)

    def _payout(self, account: WatchedAccount) -> Payout:
        return Payout(
            ref="0" * 26,
            to=self._treasury.deposit,
            amount=1,
            bounce=False,
            jetton_wallet=account.address if account.asset != TON else None,
        )
