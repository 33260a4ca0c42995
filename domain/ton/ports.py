"""What TON needs of the outside: a reader of the chain, a sender, the house's wallets."""

from collections.abc import Sequence
from typing import Protocol

from domain.ton.models import (
    AccountView,
    ChainHead,
    ChainTx,
    Cursor,
    GetResult,
    JettonBalance,
    Payout,
    SignedMessage,
    StackArg,
)


class ChainReader(Protocol):
    """Only what is final: never what is still pending. Every method may raise GatewayError
    (temporary) or Throttled; each has a time limit of its own. The second reader is another one.
    """

    async def head(self) -> ChainHead: ...

    async def account(self, address: str) -> AccountView:
        """State NONE when there is no such account."""
        ...

    async def transactions(
        self, address: str, *, after: Cursor, limit: int
    ) -> tuple[ChainTx, ...]:
        """Those next after the cursor, oldest first, at most `limit`; empty when there are none.
        The links between them are for the caller to check: the reader passes on what it got.
        """
        ...

    async def transaction(self, address: str, at: Cursor) -> ChainTx | None:
        """One transaction by its lt and hash; None when this reader knows of none such."""
        ...

    async def jetton_wallet(self, master: str, owner: str) -> str:
        """get_wallet_address of the master. GatewayRejected when the master does not answer."""
        ...

    async def jetton_balance(self, wallet: str) -> JettonBalance:
        """get_wallet_data of a jetton wallet."""
        ...

    async def run(
        self, address: str, method: str, stack: Sequence[StackArg] = ()
    ) -> GetResult: ...


class Sender(Protocol):
    async def send(self, boc: bytes) -> None:
        """Hand an external message over. No error means that somebody took it, not that it will
        be in a block. GatewayRejected: refused with the node's words (a replay, too old, or no
        coins to pay for it); GatewayError: unknown, send the same again.
        """
        ...


class OrderWallets(Protocol):
    """Wallets of the house that are made for one order each, by number."""

    def wallet(self, number: int, address: str | None = None) -> "PayoutWallet":
        """That of the key in use now; with an address, of whichever key gives it."""
        ...


class PayoutWallet(Protocol):
    """A wallet of the house whose key is here: highload v3. Nothing in it is random, and signing
    needs no chain: the same arguments give the same bytes.
    """

    @property
    def address(self) -> str: ...

    @property
    def most_payouts(self) -> int:
        """How many payments one message carries at most."""
        ...

    @property
    def timeout_s(self) -> int:
        """How long a message of it stays good, in seconds of chain time."""
        ...

    def sign(
        self, payouts: Sequence[Payout], *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        """One message that carries these payments. `deploy` adds the state-init: the wallet has
        no code on the chain yet. Coins go as value, with `ref` as a text comment; jettons as
        `transfer` of the payer's jetton wallet with `query_id` of the payout, excesses to this
        wallet, and `ref` as the comment of the forward payload.
        """
        ...

    def gas(self, payouts: Sequence[Payout]) -> int:
        """Nano that the wallet must have beyond the coins paid out: fees, and what goes along
        with jettons. Rather too much than too little.
        """
        ...

    async def processed(self, query_id: int) -> bool:
        """Whether the wallet has taken the message in (get-method `processed?`). False while the
        wallet has no code. True does not prove that anything was paid.
        """
        ...
