"""Transactions of the house's accounts, each booked whole: what came, what left, what it cost."""

from typing import Final

from domain.ledger import accounts
from domain.shared.money import Money
from domain.ton.accounts import Duty, FindingKind, WatchedAccount
from domain.ton.booking.incoming import Arrival, Incoming, Taken, Verdict
from domain.ton.booking.links import delta_coins
from domain.ton.booking.proofs import REF_LENGTH, Proofs
from domain.ton.booking.sheet import Sheet
from domain.ton.deposit_models import CodeOwner, DepositEvent, Reason
from domain.ton.frame import Frame
from domain.ton.models import ChainMessage, ChainTx, Op
from domain.ton.treasury import Treasury
from domain.ton.withdrawal_models import Purpose, Withdrawal, WithdrawalState

_BACK: Final = frozenset({WithdrawalState.PAID})


class Booking:
    def __init__(
        self, frame: Frame, treasury: Treasury, incoming: Incoming, proofs: Proofs
    ) -> None:
        self._frame = frame
        self._treasury = treasury
        self._incoming = incoming
        self._proofs = proofs

    async def book(self, account: WatchedAccount, tx: ChainTx) -> Sheet:
        """What the transaction changes, its cursor apart."""
        sheet = Sheet(account=account, tx=tx, books=self._frame.books)
        if account.coins:
            await self._coins(sheet)
        else:
            await self._jettons(sheet)
        sheet.close()
        return sheet

    async def _coins(self, sheet: Sheet) -> None:
        tx = sheet.tx
        sheet.delta = delta_coins(tx)
        sheet.network -= tx.fees + sum(out.fwd_fee for out in tx.outs)
        if tx.message is None or tx.message.source in {None, sheet.account.address}:
            # What the wallet does follows from what it did before: each in a unit of its own.
            sheet.keys.add("wallet")
        if tx.message is not None and tx.message.source is not None:
            await self._coins_in(sheet, tx.message)
        paid = [done for out in tx.outs if (done := await self._coins_out(sheet, out)) is not None]
        await self._proofs.taken_in(sheet, paid)

    async def _coins_out(self, sheet: Sheet, out: ChainMessage) -> str | None:
        own = {one.address: one for one in await self._treasury.ready()}
        target = own.get(out.destination or "")
        if out.bounced or (target is not None and not target.coins):
            # Back to where it came from, or along with jettons of ours: no payment.
            sheet.network -= out.value
            return None
        if target is not None and target.address != sheet.account.address:
            return await self._to_other_wallet(sheet, out)
        return await self._proofs.coins_out(sheet, out)

    async def _to_other_wallet(self, sheet: Sheet, out: ChainMessage) -> str | None:
        """A refill is settled as any payment; by hand it is in transit all the same."""
        found = await self._frame.rows.withdrawals.get(out.comment or "")
        if found is not None and found.purpose is Purpose.REFILL:
            return await self._proofs.coins_out(sheet, out)
        sheet.went_from(accounts.TON_TRANSIT, out.value, "transit")
        return None

    async def _coins_in(self, sheet: Sheet, came: ChainMessage) -> None:
        own = {one.address: one for one in await self._treasury.ready()}
        source = own.get(came.source or "")
        if sheet.tx.returned:
            sheet.network += came.value
            await self._bounced_off(sheet, came)
        elif source is not None and source.coins:
            sheet.came_for(accounts.TON_TRANSIT, came.value, "transit")
        elif source is not None or not came.value:
            sheet.network += came.value
        elif came.bounced:
            await self._came_back(sheet, came, sheet.money(came.value))
        elif came.op == Op.EXCESSES:
            # Change of what went along with jettons; it comes from the last wallet of the way.
            sheet.network += came.value
        else:
            await self._payment(sheet, came)

    async def _payment(self, sheet: Sheet, came: ChainMessage) -> None:
        if sheet.account.duty is Duty.ORDER:
            order = await self._frame.rows.codes.order_at(sheet.account.address)
            if order is not None:
                arrival = self._arrival(sheet, came, sheet.money(came.value))
                whose = CodeOwner(person=order.person, order=order)
                _enter(sheet, await self._incoming.take(arrival, whose))
                return
        owner = await self._incoming.owner(came.comment)
        if owner is None and sheet.account.duty is Duty.PAYOUT:
            # Nobody is told this address: what comes here is the house's own float.
            sheet.came_for(accounts.HOUSE_NETWORK, came.value, "float")
            return
        arrival = self._arrival(sheet, came, sheet.money(came.value), odd=_odd(came))
        _enter(sheet, await self._incoming.take(arrival))

    async def _bounced_off(self, sheet: Sheet, came: ChainMessage) -> None:
        """Our account sent the payment back: on record, and no money of ours."""
        owner = await self._incoming.owner(came.comment)
        verdict = Verdict(
            event=DepositEvent.BOUNCE,
            reason=Reason.BOUNCED,
            person=owner.person if owner is not None else None,
        )
        value = sheet.money(came.value)
        if value.units:
            arrival = self._arrival(sheet, came, value)
            _enter(sheet, await self._incoming.record(arrival, verdict))

    async def _came_back(self, sheet: Sheet, came: ChainMessage, value: Money) -> None:
        """A payment of ours that its receiver did not take: to its person again."""
        ref = (came.comment or "")[:REF_LENGTH]
        paid = await self._frame.rows.withdrawals.get(ref) if len(ref) == REF_LENGTH else None
        if paid is not None and paid.to != came.source:
            paid = None
        await self._give_back(sheet, came, value, paid)

    async def _give_back(
        self, sheet: Sheet, came: ChainMessage, value: Money, paid: Withdrawal | None
    ) -> None:
        if paid is not None:
            sheet.keys.add(f"withdrawal:{paid.id}")
        ours = paid is not None and paid.state in _BACK and paid.purpose is Purpose.PERSON
        verdict = Verdict(event=DepositEvent.MISS, reason=Reason.BOUNCED)
        if ours and paid is not None:
            verdict = Verdict(event=DepositEvent.CREDIT, reason=Reason.BOUNCED, person=paid.person)
        arrival = self._arrival(sheet, came, value)
        _enter(sheet, await self._incoming.record(arrival, verdict))

    async def _jettons(self, sheet: Sheet) -> None:
        came, tx = sheet.tx.message, sheet.tx
        if came is None or came.jetton is None:
            return
        move = came.jetton
        if move.op == Op.JETTON_TRANSFER:
            if came.source == sheet.account.owner:
                await self._jettons_out(sheet, came)
        elif tx.aborted:
            return
        elif move.op == Op.JETTON_INTERNAL:
            sheet.delta = move.amount
            await self._jettons_in(sheet, came)
        elif move.op == Op.JETTON_BURN and came.source == sheet.account.owner:
            sheet.delta = -move.amount
            await self._proofs.outflow(sheet, move.amount, FindingKind.UNKNOWN_OUTFLOW)

    async def _jettons_in(self, sheet: Sheet, came: ChainMessage) -> None:
        assert came.jetton is not None, "asked before"
        move = came.jetton
        if not move.amount:
            return
        value = sheet.money(move.amount)
        wallets = {one.owner for one in await self._treasury.ready()}
        if came.bounced:
            paid = await self._frame.rows.withdrawals.by_query(move.query_id)
            await self._give_back(sheet, came, value, paid)
        elif move.peer in wallets:
            sheet.came_for(accounts.TON_TRANSIT, move.amount, "transit")
        elif (
            sheet.account.duty is Duty.PAYOUT and await self._incoming.owner(move.comment) is None
        ):
            sheet.came_for(accounts.HOUSE_NETWORK, move.amount, "float")
        else:
            arrival = Arrival(
                account=sheet.account.address,
                at=sheet.tx.cursor,
                value=value,
                sender=move.peer,
                comment=move.comment,
            )
            _enter(sheet, await self._incoming.take(arrival))

    async def _jettons_out(self, sheet: Sheet, came: ChainMessage) -> None:
        """Our wallet told its jetton wallet to pay: the internal transfer that leaves is the
        proof.
        """
        assert came.jetton is not None, "asked before"
        order = came.jetton
        left = [
            out.jetton.amount
            for out in sheet.tx.outs
            if out.jetton is not None and out.jetton.op == Op.JETTON_INTERNAL and not out.bounced
        ]
        found = await self._frame.rows.withdrawals.by_query(order.query_id)
        sheet.keys.add(f"withdrawal:{found.id}" if found is not None else "unknown")
        waits = found is not None and found.state is WithdrawalState.SENT
        if sheet.tx.aborted or not left:
            if found is not None and waits:
                await self._proofs.burn(sheet, found)
            return
        amount = left[0]
        sheet.delta = -amount
        meant = found is not None and found.to == order.peer and found.value == sheet.money(amount)
        if found is not None and waits and meant:
            await self._proofs.prove(sheet, found)
        else:
            kind = FindingKind.UNKNOWN_OUTFLOW if found is None else FindingKind.PAID_TWICE
            await self._proofs.outflow(sheet, amount, kind)

    def _arrival(
        self, sheet: Sheet, came: ChainMessage, value: Money, *, odd: Reason = Reason.NONE
    ) -> Arrival:
        return Arrival(
            account=sheet.account.address,
            at=sheet.tx.cursor,
            value=value,
            sender=came.source,
            comment=came.comment,
            odd=odd,
        )


def _enter(sheet: Sheet, taken: Taken) -> None:
    sheet.add(taken.changes, events=taken.events)
    sheet.keys |= taken.keys


def _odd(came: ChainMessage) -> Reason:
    """Why a message with coins can name nobody. A body without an operation has no comment."""
    if came.op == Op.JETTON_NOTIFY:
        # Of a jetton that is none of ours, or forged: our own jetton wallets are read themselves.
        return Reason.FOREIGN_JETTON
    if came.op == Op.ENCRYPTED:
        return Reason.ENCRYPTED_COMMENT
    if came.op not in {None, Op.COMMENT}:
        return Reason.OTHER_BODY
    return Reason.NONE
