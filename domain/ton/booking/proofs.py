"""What the chain shows of our own payments: paid, taken in without paying, or nothing of ours.

Only the outgoing message in a transaction of our own wallet proves a payment (for jettons: the
internal transfer that our own jetton wallet sent). That a wallet took a message in proves nothing.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.ledger import accounts
from domain.shared.change import Changes
from domain.shared.money import TON, Money
from domain.ton import rules
from domain.ton.accounts import Finding, FindingKind
from domain.ton.address import friendly
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.sheet import Sheet
from domain.ton.deposit_models import DepositEvent, DepositState
from domain.ton.deposit_models import Reason as Odd
from domain.ton.events import DepositChanged, WithdrawalChanged
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import ChainMessage, Op
from domain.ton.withdrawal_models import (
    MessageState,
    OutMessage,
    Purpose,
    Reason,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalState,
)

logger = logging.getLogger(__name__)

REF_LENGTH: Final = 26
"""As long as our ids are: they fit whole into what comes back with a bounced message."""


class Proofs:
    def __init__(self, frame: Frame, alarm: Alarm) -> None:
        self._frame = frame
        self._alarm = alarm

    async def coins_out(self, sheet: Sheet, out: ChainMessage) -> str | None:
        """A message with coins that left: the withdrawal that it pays, and what it was if none.
        The answer is the id of what was paid.
        """
        ref = out.comment if out.comment is not None and len(out.comment) == REF_LENGTH else None
        found = await self._frame.rows.withdrawals.get(ref) if ref is not None else None
        if found is not None and self._pays(found, sheet, out):
            await self.prove(sheet, found)
            return found.id
        if out.destination == sheet.account.address:
            sheet.went_from(accounts.TON_TRANSIT, out.value, "transit")
        elif out.value:
            kind = FindingKind.UNKNOWN_OUTFLOW if found is None else FindingKind.PAID_TWICE
            await self.outflow(sheet, out.value, kind)
        return None

    async def prove(self, sheet: Sheet, was: Withdrawal) -> None:
        """It is paid: settle its holds, once."""
        moved = rules.stepped(was, WithdrawalEvent.PROVE, self._frame.clock.now())
        now = replace(moved, tx_hash=sheet.tx.hash, tx_lt=sheet.tx.lt)
        logger.info("withdrawal paid id=%s tx=%s", now.id, now.tx_hash)
        sheet.keys.add(f"withdrawal:{was.id}")
        sheet.add(
            self._frame.rows.withdrawals.move(was, now),
            self._frame.books.settle(was),
            self._frame.log_withdrawal(CHAIN, "withdrawal-paid", now, was=was),
            self._told(now, "notice-withdrawal-paid"),
            events=(WithdrawalChanged(now),),
        )
        if was.purpose is Purpose.RETURN:
            await self._return_ends(sheet, now, DepositEvent.SETTLE)

    async def burn(self, sheet: Sheet, was: Withdrawal) -> None:
        """Our wallet took the message in and paid nothing: another message, or the money back
        after too many of them.
        """
        again = was.attempts < self._frame.settings.attempts_most
        event = WithdrawalEvent.BURN if again else WithdrawalEvent.GIVE_UP
        moved = rules.stepped(was, event, self._frame.clock.now(), reason=Reason.UNPAID)
        now = replace(moved, message=None)
        logger.warning("withdrawal not paid id=%s attempts=%s", was.id, was.attempts)
        sheet.keys.add(f"withdrawal:{was.id}")
        sheet.add(
            self._frame.rows.withdrawals.move(was, now),
            self._frame.log_withdrawal(CHAIN, "withdrawal-unpaid", now, was=was),
            events=(WithdrawalChanged(now),),
        )
        if again:
            return
        sheet.add(
            self._frame.books.release(was),
            self._told(now, "notice-withdrawal-failed"),
            await self._frame.tell_staff(
                "ton-odd",
                "notice-withdrawal-failed-staff",
                {"value": now.value, "withdrawal": now.id},
            ),
        )
        if was.purpose is Purpose.RETURN:
            await self._return_ends(sheet, now, DepositEvent.FAIL)

    async def taken_in(self, sheet: Sheet, paid: Iterable[str]) -> None:
        """The wallet took one of our messages in, with this transaction or with the one before:
        what it carried and did not pay now is never paid by it.
        """
        message = await self._message(sheet)
        if message is None:
            return
        sheet.keys.add(f"message:{message.id}")
        inner = _to_itself(sheet) if sheet.tx.message and not sheet.tx.message.source else None
        now = replace(
            message,
            state=MessageState.SEEN if inner is not None else MessageState.DONE,
            inner=inner if inner is not None else message.inner,
            version=message.version + 1,
        )
        sheet.add(self._frame.rows.messages.move(message, now))
        if inner is not None:
            return
        carried = _jettons_sent(sheet)
        done = set(paid)
        for withdrawal in await self._frame.rows.withdrawals.carried_by(message.id):
            if withdrawal.id not in done and withdrawal.query_id not in carried:
                await self.burn(sheet, withdrawal)

    async def outflow(self, sheet: Sheet, units: int, kind: FindingKind) -> None:
        """Coins or jettons left and nobody here had ordered it: somebody else has the key."""
        sheet.went_from(accounts.TON_UNKNOWN, units, "unknown-outflow")
        asset = sheet.account.asset
        logger.error("%s of %s %s at %s", kind, units, asset, sheet.tx.hash)
        finding = Finding(
            kind=kind, ref=sheet.tx.hash, asset=asset, units=units, at=self._frame.clock.now()
        )
        changes, events = await self._alarm.raised(CHAIN, [finding])
        sheet.keys.add("alarm")
        sheet.add(changes, events=events)

    def _pays(self, withdrawal: Withdrawal, sheet: Sheet, out: ChainMessage) -> bool:
        return (
            withdrawal.state is WithdrawalState.SENT
            and withdrawal.wallet == sheet.account.address
            and withdrawal.to == out.destination
            and withdrawal.value == Money(out.value, TON)
        )

    async def _message(self, sheet: Sheet) -> OutMessage | None:
        came = sheet.tx.message
        if came is None:
            return None
        messages = self._frame.rows.messages
        if came.source is None:
            return await messages.by_body(sheet.account.address, came.body_hash)
        if came.source == sheet.account.address:
            return await messages.by_inner(sheet.account.address, came.hash)
        return None

    async def _return_ends(self, sheet: Sheet, paid: Withdrawal, event: DepositEvent) -> None:
        assert paid.deposit is not None, "a return sends a payment back"
        was = await self._frame.deposit(paid.deposit)
        if was.state is not DepositState.RETURNING:
            return
        refused = Odd.REFUSED if event is DepositEvent.FAIL else None
        now = rules.moved(was, event, self._frame.clock.now(), reason=refused)
        sheet.add(
            self._frame.rows.deposits.move(was, now),
            self._frame.log_deposit(CHAIN, "deposit-return", now, was=was),
            events=(DepositChanged(now),),
        )

    def _told(self, withdrawal: Withdrawal, text: str) -> Changes:
        if withdrawal.purpose is not Purpose.PERSON:
            return ()
        return self._frame.tell(
            withdrawal.person,
            "ton-withdrawal",
            text,
            {
                "value": withdrawal.value,
                "fee": withdrawal.fee,
                "to": friendly(withdrawal.to),
                "withdrawal": withdrawal.id,
                "tx": withdrawal.tx_hash or "",
            },
        )


def _to_itself(sheet: Sheet) -> str | None:
    """The hash of the message that the wallet sent to itself to pay from."""
    return next(
        (out.hash for out in sheet.tx.outs if out.destination == sheet.account.address), None
    )


def _jettons_sent(sheet: Sheet) -> set[int]:
    """The query ids of the jetton transfers on their way: our jetton wallet will show them."""
    return {
        out.jetton.query_id
        for out in sheet.tx.outs
        if out.jetton is not None and out.jetton.op == Op.JETTON_TRANSFER
    }
