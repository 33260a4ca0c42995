"""The postings of TON. `ext:ton` follows the house's accounts on the chain transaction by
transaction, to the nano: its debit balance is what they held as far as they were read.
"""

from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Hold, HoldState, Ref
from domain.ledger.service import Ledger
from domain.shared.change import Changes
from domain.shared.money import Asset, Money
from domain.ton.deposit_models import Deposit
from domain.ton.withdrawal_models import Purpose, Withdrawal

DEPOSIT_REF = "deposit"
WITHDRAWAL_REF = "withdrawal"
CHAIN_REF = "ton-tx"


class Books:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def came_in(self, deposit: Deposit, target: AccountPath, value: Money) -> Changes:
        """From the chain to whom it is for."""
        return self._move(accounts.TON_CHAIN, target, value, "deposit", _of_deposit(deposit))

    def given(self, deposit: Deposit, target: AccountPath, value: Money) -> Changes:
        """From those aside to whom it turned out to be for."""
        return self._move(accounts.TON_UNMATCHED, target, value, "deposit", _of_deposit(deposit))

    def moved_on(
        self, source: AccountPath, target: AccountPath, value: Money, ref: Ref, *, kind: str
    ) -> Changes:
        """Between the chain and an account of the house's own. Nothing moves nothing."""
        return self._move(source, target, value, kind, ref)

    def reserve(self, withdrawal: Withdrawal) -> Changes:
        """Refusal: NotEnoughFunds."""
        fee = _fee_hold(withdrawal)
        return (
            self._hold(_hold(withdrawal), _KINDS[withdrawal.purpose]),
            self._hold(fee, "withdrawal-fee") if fee is not None else (),
        )

    def settle(self, withdrawal: Withdrawal) -> Changes:
        """The money has left: to the chain, and the fee to the house."""
        fee = _fee_hold(withdrawal)
        return (
            self._ledger.post(_hold(withdrawal), kind=_KINDS[withdrawal.purpose]),
            self._ledger.post(fee, kind="withdrawal-fee") if fee is not None else (),
        )

    def release(self, withdrawal: Withdrawal) -> Changes:
        fee = _fee_hold(withdrawal)
        return (
            self._ledger.void(_hold(withdrawal)),
            self._ledger.void(fee) if fee is not None else (),
        )

    def _hold(self, hold: Hold, kind: str) -> Changes:
        return self._ledger.hold(
            hold.source, hold.target, hold.amount, hold_id=hold.id, kind=kind, ref=hold.ref
        )

    async def on_chain(self, asset: Asset) -> int:
        """What the ledger says that the house's accounts on the chain held when they were read,
        in smallest units.
        """
        return -await self._posted(accounts.TON_CHAIN, asset)

    async def aside(self, asset: Asset) -> int:
        """What stands aside, in smallest units; reserved to be sent back included."""
        return await self._posted(accounts.TON_UNMATCHED, asset)

    async def unknown(self, asset: Asset) -> Money:
        """What left the house's wallets for a reason that nobody knows."""
        return Money(-await self._posted(accounts.TON_UNKNOWN, asset), asset)

    async def _posted(self, path: AccountPath, asset: Asset) -> int:
        balance = await self._ledger.balance(path, asset)
        return balance.available.units + balance.held.units

    def _move(
        self, source: AccountPath, target: AccountPath, value: Money, kind: str, ref: Ref
    ) -> Changes:
        if not value.units:
            return ()
        return self._ledger.transfer(source, target, value, kind=kind, ref=ref)


_KINDS = {
    Purpose.PERSON: "withdrawal",
    Purpose.RETURN: "deposit-return",
    Purpose.REFILL: "refill",
}


def chain_ref(account: str, lt: int) -> Ref:
    """A transaction of one of the house's accounts."""
    return Ref(CHAIN_REF, f"{account}:{lt}")


def _of_deposit(deposit: Deposit) -> Ref:
    return Ref(DEPOSIT_REF, deposit.id)


def _source(withdrawal: Withdrawal) -> AccountPath:
    if withdrawal.purpose is Purpose.PERSON:
        return accounts.user(withdrawal.person)
    if withdrawal.purpose is Purpose.RETURN:
        return accounts.TON_UNMATCHED
    return accounts.TON_TRANSIT


def _hold(withdrawal: Withdrawal) -> Hold:
    return Hold(
        id=withdrawal.hold,
        source=_source(withdrawal),
        target=accounts.TON_CHAIN,
        amount=withdrawal.value,
        ref=Ref(WITHDRAWAL_REF, withdrawal.id),
        state=HoldState.PENDING,
        expires_at=None,
    )


def _fee_hold(withdrawal: Withdrawal) -> Hold | None:
    if withdrawal.fee_hold is None:
        return None
    return Hold(
        id=withdrawal.fee_hold,
        source=_source(withdrawal),
        target=accounts.HOUSE_FEES,
        amount=withdrawal.fee,
        ref=Ref(WITHDRAWAL_REF, withdrawal.id),
        state=HoldState.PENDING,
        expires_at=None,
    )
