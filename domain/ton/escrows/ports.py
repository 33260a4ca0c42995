"""What escrows need of the outside and of the storage."""

from collections.abc import Mapping
from typing import Protocol

from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.ton.escrows.models import (
    ContractView,
    DepositRequest,
    Escrow,
    EscrowMessage,
    EscrowState,
    EscrowTerms,
    OrderKind,
)
from domain.ton.models import AccountView, ChainHead, SignedMessage


class EscrowContract(Protocol):
    """The contract that the house deploys, and what the chain shows of it."""

    @property
    def code_hash(self) -> str: ...

    def address(self, terms: EscrowTerms) -> str:
        """Where a contract with these terms lives, whether it is there yet or not."""
        ...

    def deposit(self, terms: EscrowTerms, *, attach: int) -> DepositRequest:
        """What the advertiser's wallet must send, `attach` nano beside the amount."""
        ...

    async def read(self, address: str, *, second: bool = False) -> ContractView | None:
        """The contract as the reader shows it; None when its words do not agree with each other
        (the account, and the get-method), which passes. `second` asks the second reader too,
        where there is one: None when the two disagree. Raises GatewayError.
        """
        ...


class Controller(Protocol):
    """The wallet that may release and refund. Its key is apart from those that pay."""

    @property
    def address(self) -> str: ...

    @property
    def order_coins(self) -> int:
        """Nano that one order needs on the wallet, fees included. Most comes back."""
        ...

    def sign(
        self, kind: OrderKind, escrow: str, *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        """The same arguments give the same bytes."""
        ...

    async def processed(self, query_id: int) -> bool: ...


class HeadReader(Protocol):
    """The part of a ChainReader that carrying orders through needs."""

    async def head(self) -> ChainHead: ...

    async def account(self, address: str) -> AccountView: ...


class EscrowStore(Protocol):
    """Every `move` guards the version: Stale when somebody was faster."""

    def add(self, escrow: Escrow) -> Change:
        """Stale when the deal or the address has one."""
        ...

    def move(self, was: Escrow, now: Escrow) -> Change: ...

    async def get(self, escrow_id: str) -> Escrow | None: ...

    async def by_deal(self, deal: str) -> Escrow | None: ...

    async def by_address(self, address: str) -> Escrow | None: ...

    async def due(self, now: Instant, *, after: str, limit: int) -> tuple[Escrow, ...]:
        """Those that are to be read, by id, from the one after `after` on."""
        ...

    async def all(self, *, cursor: str | None, limit: int) -> Page[Escrow]:
        """Newest first."""
        ...

    async def counts(self) -> Mapping[EscrowState, int]: ...

    def add_message(self, message: EscrowMessage) -> Change:
        """Stale while the escrow has one that is still signed."""
        ...

    def move_message(self, was: EscrowMessage, now: EscrowMessage) -> Change: ...

    async def waiting(self, escrow_id: str) -> EscrowMessage | None:
        """The signed message of an escrow; there is one at most."""
        ...

    async def messages(self, escrow_id: str) -> tuple[EscrowMessage, ...]:
        """All of them, oldest first."""
        ...

    async def under_way(self, *, after: str, limit: int) -> tuple[str, ...]:
        """Escrows whose end is ordered, or that have a signed message, as `due` gives them."""
        ...

    async def signed(self) -> int:
        """How many messages are signed and not settled."""
        ...
