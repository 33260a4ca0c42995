"""Payments that leave: gathered into messages, signed, kept, and only then sent.

A message exists in the store before it is sent, and only that same message is ever sent again.
What becomes of it is read from the chain by the watcher (`Proofs`). A payment gets another message
only when the old one is dead: its time is over on the chain, everything up to then has been read
without seeing it, and the wallet says that it never took it in.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from domain.shared.change import Decision
from domain.shared.money import TON
from domain.shared.refusals import GatewayError
from domain.ton import rules
from domain.ton.accounts import Duty, FindingKind
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.watch import Watcher
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import ChainHead
from domain.ton.ports import PayoutWallet
from domain.ton.sweeps import Sweeps
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import (
    MessageState,
    WithdrawalEvent,
)
from domain.ton.withdrawals.queue import Outside, PayoutQueue
from domain.users.models import Area

logger = logging.getLogger(__name__)

WAITING_AT_ONCE: Final = 100


class Payouts:
    """One pass at a time; a second caller waits for its turn."""

    def __init__(
        self,
        frame: Frame,
        treasury: Treasury,
        outside: Outside,
        watcher: Watcher,
        alarm: Alarm,
    ) -> None:
        self._frame = frame
        self._treasury = treasury
        self._outside = outside
        self._watcher = watcher
        self._alarm = alarm
        self._queue = PayoutQueue(frame, treasury, outside, alarm)
        self._sweeps = Sweeps(frame, treasury, outside.reader)
        self._turn = asyncio.Lock()

    async def pay(self) -> int:
        """One pass: bury what is dead, sign what is queued, send what waits. How many payments
        got a message. Raises GatewayError when the chain can't be read.
        """
        async with self._turn:
            head = await self._outside.reader.head()
            wallets = await self._wallets()
            await self._bury(wallets)
            signed = 0
            if not (await self._frame.areas.state(Area.TON)).paused:
                await self._sweeps.order(wallets)
                for wallet in wallets.values():
                    signed += await self._queue.empty(wallet, head)
            await self._send(head)
            return signed

    async def waiting(self) -> int:
        """Messages that were signed and are not seen on the chain yet, up to a bound."""
        return len(await self._frame.rows.messages.waiting(WAITING_AT_ONCE))

    async def _wallets(self) -> Mapping[str, PayoutWallet]:
        """All whose keys are here, those of orders that are watched included."""
        wallets = dict(self._outside.wallets)
        if self._outside.orders is None:
            return wallets
        for account in await self._treasury.ready():
            if account.duty is not Duty.ORDER:
                continue
            order = await self._frame.rows.codes.order_at(account.address)
            if order is not None and order.number is not None:
                wallets[account.address] = self._outside.orders.wallet(
                    order.number, account.address
                )
        return wallets

    async def _send(self, head: ChainHead) -> None:
        for message in await self._frame.rows.messages.waiting(WAITING_AT_ONCE):
            if head.at_s > message.expires_at_s:
                continue
            try:
                await self._outside.sender.send(message.boc)
            except GatewayError as failed:
                # Taken in already, or not yet: either way the chain will show it.
                logger.info("message=%s not taken: %s", message.id, failed)

    async def _bury(self, wallets: Mapping[str, PayoutWallet]) -> None:
        read_to = self._watcher.read_to
        if read_to is None:
            return
        for message in await self._frame.rows.messages.waiting(WAITING_AT_ONCE):
            over = message.expires_at_s + self._frame.settings.dead_margin_s
            wallet = wallets.get(message.wallet)
            if read_to.at_s <= over or wallet is None:
                continue
            if not await self._watcher.booked_until(message.wallet, over):
                continue
            if await wallet.processed(message.query_id):
                await self._alarm.note(FindingKind.MESSAGE_STUCK, message.id, TON)
            else:
                await self._frame.store.commit(partial(self._dead, message.id))

    async def _dead(self, message_id: str) -> Decision[None]:
        was = await self._frame.rows.messages.get(message_id)
        if was is None or was.state is not MessageState.SIGNED:
            return Decision(None)
        now = self._frame.clock.now()
        dead = replace(was, state=MessageState.DEAD, version=was.version + 1)
        carried = await self._frame.rows.withdrawals.carried_by(message_id)
        back = [
            replace(rules.stepped(one, WithdrawalEvent.DIE, now), message=None) for one in carried
        ]
        logger.warning("message=%s is dead, %s payments wait again", message_id, len(back))
        return Decision(
            None,
            self._frame.rows.messages.move(was, dead),
            [
                self._frame.rows.withdrawals.move(was, now)
                for was, now in zip(carried, back, strict=True)
            ],
            self._frame.audit.entry(
                CHAIN,
                "message-dead",
                entity=("ton-message", was.id),
                after={"payments": len(back)},
            ),
            events=[WithdrawalChanged(one) for one in back],
        )
