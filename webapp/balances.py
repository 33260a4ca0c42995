"""Balances as the API and the live feed show them."""

from domain.ledger import accounts
from domain.ledger.models import Balance
from domain.ledger.service import Ledger
from domain.shared.ids import UserId
from domain.shared.money import XTR, Money
from webapp.forms import AmountText, Answer, AssetCode


class BalanceAnswer(Answer):
    """`available` can be used now, `held` is reserved; both in whole units of the asset."""

    asset: AssetCode
    available: AmountText
    held: AmountText


async def balances_of(ledger: Ledger, person: UserId) -> list[BalanceAnswer]:
    """All assets that ever moved, and Stars in any case: everybody begins with those."""
    found = await ledger.balances(accounts.user(person))
    if not any(one.asset == XTR for one in found):
        nothing = Money(0, XTR)
        found = (Balance(asset=XTR, available=nothing, held=nothing), *found)
    return [
        BalanceAnswer(asset=one.asset.code, available=one.available.text, held=one.held.text)
        for one in found
    ]
