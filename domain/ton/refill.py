"""The wallet that pays runs short: the one that takes deposits sends it what is needed."""

import logging
from collections.abc import Sequence

from domain.shared.actor import HOUSE
from domain.shared.change import Decision
from domain.shared.money import TON, Asset, Money
from domain.ton import rules
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import CHAIN, Frame
from domain.ton.ports import ChainReader
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import Purpose, Reason, Withdrawal, WithdrawalState

logger = logging.getLogger(__name__)


class Refill:
    def __init__(self, frame: Frame, treasury: Treasury, reader: ChainReader) -> None:
        self._frame = frame
        self._treasury = treasury
        self._reader = reader

    async def order(self, wallet: str, asset: Asset, waiting: Sequence[Withdrawal]) -> bool:
        """Whether help is on its way: queued now, or before."""
        source = self._treasury.deposit
        if not self._frame.settings.refill or wallet == source:
            return False
        if await self._frame.rows.withdrawals.refilling(wallet, asset.code):
            return True
        if asset != TON and not await self._has_gas(source):
            return await self._gas_is_coming(wallet, source)
        there = await self._there(source, asset)
        needed = sum(one.value.units for one in waiting)
        needed += self._frame.settings.keep_coins if asset == TON else 0
        units = min(there, 2 * needed)
        if units < self._frame.settings.of(asset).least:
            return False
        await self._frame.store.commit(lambda: self._queued(wallet, Money(units, asset)))
        return True

    async def _has_gas(self, source: str) -> bool:
        """Whether the other wallet has coins to send jettons with."""
        keep = self._frame.settings.keep_coins
        return (await self._reader.account(source)).balance >= keep + keep // 2

    async def _gas_is_coming(self, wallet: str, source: str) -> bool:
        """Coins go the other way first, where only jettons have come in so far."""
        gas = 2 * self._frame.settings.keep_coins
        view = await self._reader.account(wallet)
        if await self._frame.rows.withdrawals.refilling(source, TON.code):
            return True
        if view.balance < 2 * gas:
            return False

        async def decide() -> Decision[None]:
            if await self._frame.rows.withdrawals.refilling(source, TON.code):
                return Decision(None)
            return moved_inside(self._frame, wallet, source, Money(gas, TON))

        await self._frame.store.commit(decide)
        return True

    async def _there(self, source: str, asset: Asset) -> int:
        """What the other wallet can spare."""
        if asset == TON:
            view = await self._reader.account(source)
            return view.balance - 2 * self._frame.settings.keep_coins
        account = await self._treasury.account(source, asset)
        return (await self._reader.jetton_balance(account.address)).balance

    async def _queued(self, wallet: str, value: Money) -> Decision[None]:
        if await self._frame.rows.withdrawals.refilling(wallet, value.asset.code):
            return Decision(None)
        return moved_inside(self._frame, self._treasury.deposit, wallet, value)


def moved_inside(frame: Frame, source: str, target: str, value: Money) -> Decision[None]:
    """Queue a payment from one of the house's wallets to another."""
    made, now = frame.ids.new(), frame.clock.now()
    move = Withdrawal(
        id=made,
        purpose=Purpose.REFILL,
        person=HOUSE,
        wallet=source,
        value=value,
        fee=Money(0, value.asset),
        to=target,
        bounceable=False,
        state=WithdrawalState.QUEUED,
        reason=Reason.NONE,
        hold=frame.ids.new(),
        fee_hold=None,
        approval=None,
        message=None,
        query_id=rules.payout_query(made),
        attempts=0,
        deposit=None,
        tx_hash=None,
        tx_lt=None,
        created_at=now,
        expires_at=now,
        changed_at=now,
    )
    logger.info("%s on their way from %s to %s", value, source, target)
    return Decision(
        None,
        frame.rows.withdrawals.add(move),
        frame.books.reserve(move),
        frame.log_withdrawal(CHAIN, "refill", move),
        events=(WithdrawalChanged(move),),
    )
