"""One transaction of one of the house's accounts, as it is being booked."""

from dataclasses import dataclass, field

from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.shared.change import Changes, Event
from domain.shared.money import Money
from domain.ton.accounts import WatchedAccount
from domain.ton.books import Books, chain_ref
from domain.ton.models import ChainTx


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Collects what a transaction changes. `keys` name what it touches besides its own rows:
    two transactions that touch the same thing are never booked in one unit. `network` is what
    goes to (or, below zero, comes from) `house:network`; `delta` is by how much the account's
    balance moves, in smallest units.
    """

    account: WatchedAccount
    tx: ChainTx
    books: Books
    changes: list[Changes] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    network: int = 0
    delta: int = 0

    def add(self, *changes: Changes, events: tuple[Event, ...] = ()) -> None:
        self.changes += changes
        self.events += events

    def money(self, units: int) -> Money:
        return Money(units, self.account.asset)

    def came_for(self, target: AccountPath, units: int, kind: str) -> None:
        """`units` arrived, and are the target's."""
        self._move(accounts.TON_CHAIN, target, units, kind)

    def went_from(self, source: AccountPath, units: int, kind: str) -> None:
        """`units` left, and were the source's."""
        self._move(source, accounts.TON_CHAIN, units, kind)

    def close(self) -> None:
        """Book what the network took, or what came to the house itself."""
        if self.network > 0:
            self.came_for(accounts.HOUSE_NETWORK, self.network, "network")
        elif self.network < 0:
            self.went_from(accounts.HOUSE_NETWORK, -self.network, "network")

    def _move(self, source: AccountPath, target: AccountPath, units: int, kind: str) -> None:
        ref = chain_ref(self.account.address, self.tx.lt)
        self.add(self.books.moved_on(source, target, self.money(units), ref, kind=kind))
