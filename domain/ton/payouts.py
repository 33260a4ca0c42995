"""Payments that leave: gathered into messages, signed, kept, and only then sent.

A message exists in the store before it is sent, and only that same message is ever sent again.
What becomes of it is read from the chain by the watcher (`Proofs`). A payment gets another message
only when the old one is dead: its time is over on the chain, everything up to then has been read
without seeing it, and the wallet says that it never took it in.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from domain.shared.change import Changes, Decision
from domain.shared.ids import DAY, Instant
from domain.shared.money import TON, Asset
from domain.shared.refusals import GatewayError
from domain.ton import rules
from domain.ton.accounts import Duty, Finding, FindingKind
from domain.ton.alarm import Alarm
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import AccountState, AccountView, ChainHead, Payout
from domain.ton.ports import ChainReader, OrderWallets, PayoutWallet, Sender
from domain.ton.refill import Refill
from domain.ton.sweeps import Sweeps
from domain.ton.treasury import Treasury
from domain.ton.watch import Watcher
from domain.ton.withdrawal_models import (
    MessageState,
    OutMessage,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalState,
)
from domain.users.models import Area

logger = logging.getLogger(__name__)

WAITING_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What payments go through: a reader, a sender, and the wallets by their address; those of
    orders are made as they are needed.
    """

    reader: ChainReader
    sender: Sender
    wallets: Mapping[str, PayoutWallet]
    orders: OrderWallets | None = None


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
        self._refill = Refill(frame, treasury, outside.reader)
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
                    signed += await self._empty_queue(wallet, head)
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

    async def _empty_queue(self, wallet: PayoutWallet, head: ChainHead) -> int:
        signed = 0
        for asset in self._frame.settings.assets.values():
            queued = await self._queued(wallet, asset)
            while queued:
                view = await self._outside.reader.account(wallet.address)
                chosen = await self._affordable(wallet, asset, queued, view)
                if chosen:
                    decide = partial(self._signed, wallet, chosen, head, view)
                    signed += await self._frame.store.commit(decide)
                if len(chosen) < len(queued):
                    await self._short(wallet, asset, queued[len(chosen) :])
                    break
                queued = await self._queued(wallet, asset)
        return signed

    async def _queued(self, wallet: PayoutWallet, asset: Asset) -> tuple[Withdrawal, ...]:
        return await self._frame.rows.withdrawals.queued(
            wallet.address, asset.code, wallet.most_payouts
        )

    async def _affordable(
        self,
        wallet: PayoutWallet,
        asset: Asset,
        queued: Sequence[Withdrawal],
        view: AccountView,
    ) -> tuple[Withdrawal, ...]:
        """The first of the queue that the wallet can pay now, with what is under way already
        taken off: a wallet that is short would take the message in and pay nothing.
        """
        under_way = await self._frame.rows.withdrawals.sent_from(wallet.address)
        coins = view.balance - self._kept(wallet)
        if under_way:
            coins -= wallet.gas([await self._payout(one) for one in under_way])
        coins -= sum(one.value.units for one in under_way if one.value.asset == TON)
        stock = coins
        if asset != TON:
            account = await self._treasury.account(wallet.address, asset)
            stock = (await self._outside.reader.jetton_balance(account.address)).balance
            stock -= sum(one.value.units for one in under_way if one.value.asset == asset)
        chosen: list[Withdrawal] = []
        payouts: list[Payout] = []
        for withdrawal in queued:
            payouts.append(await self._payout(withdrawal))
            stock -= withdrawal.value.units
            left = stock if asset == TON else coins
            if stock < 0 or left < wallet.gas(payouts):
                break
            chosen.append(withdrawal)
        return tuple(chosen)

    def _kept(self, wallet: PayoutWallet) -> int:
        """A wallet that goes on working keeps some coins, for its rent and its next message."""
        works = wallet.address in {self._treasury.deposit, self._treasury.payout}
        return self._frame.settings.keep_coins if works else 0

    async def _signed(
        self,
        wallet: PayoutWallet,
        chosen: Sequence[Withdrawal],
        head: ChainHead,
        view: AccountView,
    ) -> Decision[int]:
        messages, withdrawals = self._frame.rows.messages, self._frame.rows.withdrawals
        current = [await self._frame.withdrawal(one.id) for one in chosen]
        queued = [one for one in current if one.state is WithdrawalState.QUEUED]
        if not queued:
            return Decision(0)
        number, taken = await self._number(wallet.address)
        signed = wallet.sign(
            [await self._payout(one) for one in queued],
            query_id=rules.query_id(number),
            created_at_s=head.at_s - self._frame.settings.backdate_s,
            deploy=view.state is not AccountState.ACTIVE,
        )
        now = self._frame.clock.now()
        message = OutMessage(
            id=self._frame.ids.new(),
            wallet=wallet.address,
            boc=signed.boc,
            hash=signed.hash,
            body_hash=signed.body_hash,
            query_id=signed.query_id,
            created_at_s=signed.created_at_s,
            expires_at_s=signed.expires_at_s,
            inner=None,
            state=MessageState.SIGNED,
            created_at=now,
        )
        sent = [
            replace(
                rules.stepped(was, WithdrawalEvent.SEND, now),
                message=message.id,
                attempts=was.attempts + 1,
            )
            for was in queued
        ]
        logger.info("signed message=%s payments=%s", message.id, len(sent))
        return Decision(
            len(sent),
            taken,
            messages.add(message),
            [withdrawals.move(was, now) for was, now in zip(queued, sent, strict=True)],
            self._frame.audit.entry(
                CHAIN,
                "payouts-signed",
                entity=("ton-message", message.id),
                after={"payments": len(sent), "query": message.query_id, "hash": message.hash},
            ),
            events=[WithdrawalChanged(one) for one in sent],
        )

    async def _number(self, wallet: str) -> tuple[int, Changes]:
        """The next number of the wallet's sequence. It begins anywhere, so that a store that was
        lost does not use the same ones again.
        """
        number = await self._frame.rows.messages.next_number(wallet)
        if number is not None:
            return number, self._frame.rows.messages.number(wallet, number)
        first = self._frame.chance.below(rules.QUERIES)
        return first, self._frame.rows.messages.begin(wallet, first + 1)

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
                await self._amiss(FindingKind.MESSAGE_STUCK, message.id, TON)
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

    async def _short(self, wallet: PayoutWallet, asset: Asset, rest: Sequence[Withdrawal]) -> None:
        """They stay queued; staff hear of it once a day, and the other wallet helps out."""
        if await self._refill.order(wallet.address, asset, rest):
            return
        day = self._frame.clock.now() // DAY
        await self._amiss(FindingKind.PAYOUT_SHORT, f"{asset.code}:{day}", asset)

    async def _amiss(self, kind: FindingKind, ref: str, asset: Asset) -> None:
        finding = Finding(
            kind=kind, ref=ref, asset=asset, units=0, at=Instant(self._frame.clock.now())
        )

        async def decide() -> Decision[None]:
            changes, events = await self._alarm.raised(CHAIN, [finding])
            return Decision(None, changes, events=events)

        await self._frame.store.commit(decide)

    async def _payout(self, withdrawal: Withdrawal) -> Payout:
        jetton_wallet = None
        if withdrawal.value.asset != TON:
            account = await self._treasury.account(withdrawal.wallet, withdrawal.value.asset)
            jetton_wallet = account.address
        return Payout(
            ref=withdrawal.id,
            to=withdrawal.to,
            amount=withdrawal.value.units,
            bounce=withdrawal.bounceable,
            jetton_wallet=jetton_wallet,
            query_id=withdrawal.query_id,
        )
