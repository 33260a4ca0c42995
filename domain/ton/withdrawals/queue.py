"""The queue of a wallet's payments: those that it can pay now become a signed message, which is
kept in the same commit; the rest waits, and the wallet is helped out.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.shared.change import Changes, Decision
from domain.shared.ids import DAY
from domain.shared.money import TON, Asset
from domain.ton import rules
from domain.ton.accounts import FindingKind
from domain.ton.booking.alarm import Alarm
from domain.ton.events import WithdrawalChanged
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import AccountState, AccountView, ChainHead, Payout
from domain.ton.ports import ChainReader, OrderWallets, PayoutWallet, Sender
from domain.ton.refill import Refill
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import (
    MessageState,
    OutMessage,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalState,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What payments go through: a reader, a sender, and the wallets by their address; those of
    orders are made as they are needed.
    """

    reader: ChainReader
    sender: Sender
    wallets: Mapping[str, PayoutWallet]
    orders: OrderWallets | None = None


class PayoutQueue:
    def __init__(self, frame: Frame, treasury: Treasury, outside: Outside, alarm: Alarm) -> None:
        self._frame = frame
        self._treasury = treasury
        self._outside = outside
        self._alarm = alarm
        self._refill = Refill(frame, treasury, outside.reader)

    async def empty(self, wallet: PayoutWallet, head: ChainHead) -> int:
        """Sign what the wallet can pay now; how many payments that were. Raises GatewayError."""
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

    async def _short(self, wallet: PayoutWallet, asset: Asset, rest: Sequence[Withdrawal]) -> None:
        """They stay queued; staff hear of it once a day, and the other wallet helps out."""
        if await self._refill.order(wallet.address, asset, rest):
            return
        day = self._frame.clock.now() // DAY
        await self._alarm.note(FindingKind.PAYOUT_SHORT, f"{asset.code}:{day}", asset)

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
