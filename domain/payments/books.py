"""The postings of payments: each top-up's way through the chart of accounts."""

from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Balance, Hold, HoldState, Ref
from domain.ledger.service import Ledger
from domain.payments.models import TopUp
from domain.payments.refusals import AlreadySpent
from domain.shared.change import Changes
from domain.shared.ids import UserId
from domain.shared.money import XTR, Money
from domain.shared.refusals import NotEnoughFunds

TOPUP_REF = "topup"


class Books:
    """Stars stand in `ext:stars:maturing` for 21 days and in `ext:stars:available` after that;
    both have a debit balance: what Telegram holds for us.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def credit(self, topup: TopUp) -> Changes:
        """The payer gets what Telegram took from them."""
        payer = accounts.user(topup.person)
        ref = _ref(topup)
        return self._ledger.transfer(
            accounts.STARS_MATURING, payer, topup.value, kind="topup", ref=ref
        )

    def reserve(self, topup: TopUp, hold_id: str) -> Changes:
        """Refusal: AlreadySpent when the available balance does not cover it."""
        return self._ledger.hold(
            accounts.user(topup.person),
            _counterpart(topup),
            topup.value,
            hold_id=hold_id,
            kind="refund",
            ref=_ref(topup),
            short=AlreadySpent(needed=topup.value),
        )

    def settle(self, topup: TopUp) -> Changes:
        return self._ledger.post(_hold(topup), kind="refund")

    def release(self, topup: TopUp) -> Changes:
        return self._ledger.void(_hold(topup))

    def take(self, topup: TopUp, kind: str, available: Money) -> Changes:
        """Take back what Telegram took from us: from the payer as far as `available` goes, the
        rest from the house. Refusal: NotEnoughFunds when less is available by now.
        """
        taken = min(available, topup.value)
        rest = topup.value - taken
        outside, ref = _counterpart(topup), _ref(topup)
        parts: list[Changes] = []
        if taken.units:
            payer = accounts.user(topup.person)
            parts.append(self._ledger.transfer(payer, outside, taken, kind=kind, ref=ref))
        if rest.units:
            claw = accounts.STARS_CLAWBACK
            parts.append(self._ledger.transfer(claw, outside, rest, kind=kind, ref=ref))
        return parts

    def mature(self, topup: TopUp) -> Changes:
        return self._ledger.transfer(
            accounts.STARS_AVAILABLE,
            accounts.STARS_MATURING,
            topup.value,
            kind="mature",
            ref=_ref(topup),
        )

    def adjust(self, person: UserId, amount: Money, ref: Ref) -> Changes:
        """Give, or take when negative. Refusal: NotEnoughFunds."""
        user, adjustments = accounts.user(person), accounts.HOUSE_ADJUSTMENTS
        if amount.units > 0:
            return self._ledger.transfer(adjustments, user, amount, kind="adjust", ref=ref)
        short = NotEnoughFunds(needed=-amount, kind="theirs")
        return self._ledger.transfer(
            user, adjustments, -amount, kind="adjust", ref=ref, short=short
        )

    async def balance(self, person: UserId) -> Balance:
        return await self._ledger.balance(accounts.user(person), XTR)

    async def balances(self, person: UserId) -> tuple[Balance, ...]:
        return await self._ledger.balances(accounts.user(person))

    async def at_telegram(self) -> Money:
        """What the ledger says that Telegram has taken in and not paid back."""
        total = Money(0, XTR)
        for path in (accounts.STARS_MATURING, accounts.STARS_AVAILABLE):
            balance = await self._ledger.balance(path, XTR)
            total = total - balance.available - balance.held
        return total


def _ref(topup: TopUp) -> Ref:
    return Ref(TOPUP_REF, topup.id)


def _counterpart(topup: TopUp) -> AccountPath:
    return accounts.STARS_MATURING if topup.matured_at is None else accounts.STARS_AVAILABLE


def _hold(topup: TopUp) -> Hold:
    """The hold of a refund under way, as `reserve` made it."""
    assert topup.hold is not None, "a refund under way has a hold"
    return Hold(
        id=topup.hold,
        source=accounts.user(topup.person),
        target=_counterpart(topup),
        amount=topup.value,
        ref=_ref(topup),
        state=HoldState.PENDING,
        expires_at=None,
    )
