"""What the HTTP side is given of TON; nothing where no chain is set up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.shared.money import Asset
from domain.ton.deposits.service import Deposits
from domain.ton.escrows.service import EscrowService
from domain.ton.mints.service import Mints
from domain.ton.withdrawals.book import AddressBook
from domain.ton.withdrawals.service import Withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class TonServices:
    """`assets` are those that come and go over the chain, by code. `escrows` is None without a
    key that may end them, `mints` without one that mints. `away`: the chain does not answer now.
    """

    deposits: Deposits
    withdrawals: Withdrawals
    book: AddressBook
    assets: Mapping[str, Asset]
    escrows: EscrowService | None = None
    mints: Mints | None = None
    away: Callable[[], bool] = bool
