"""The chain as one call sees it: as it is, or, under a fault, as it was some blocks ago."""

import bisect
from collections.abc import Sequence

from scripts.sandbox.ton.cells import AccountView
from scripts.sandbox.ton.chain import Chain
from scripts.sandbox.ton.face.reading import Read, read_transaction
from scripts.sandbox.ton.get_methods import GetResult
from scripts.sandbox.ton.rows import Block, Tx


class View:
    """Reads only; addresses are raw, hashes lower-case hex, as in the chain."""

    def __init__(self, chain: Chain, *, lag: int = 0) -> None:
        self.chain = chain
        self._at = max(1, chain.head.seqno - lag) if lag else None

    @property
    def head(self) -> Block:
        """The last block that is seen."""
        return self.chain.head if self._at is None else self.chain.blocks[self._at - 1]

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks that are seen, from number 1 on."""
        return self.chain.blocks if self._at is None else self.chain.blocks[: self._at]

    def block(self, seqno: int) -> Block | None:
        """The block of that number."""
        return self.chain.block(seqno) if seqno <= self.head.seqno else None

    def account(self, address: str) -> AccountView:
        """An account as the last block left it."""
        return self.chain.account(address, at=self._at)

    def get_method(
        self, address: str, method: str | int, stack: Sequence[object] = ()
    ) -> GetResult:
        """Run a get-method on the account as the last block left it."""
        return self.chain.get_method(address, method, stack, at=self._at)

    @property
    def log(self) -> Sequence[Tx]:
        """All transactions, oldest first."""
        return self._seen(self.chain.log)

    def transactions(self, address: str) -> Sequence[Tx]:
        """All transactions of an account, oldest first."""
        return self._seen(self.chain.transactions(address))

    def transaction(self, tx_hash: bytes) -> Tx | None:
        """The transaction of that hash."""
        found = self.chain.transaction(tx_hash.hex())
        return None if found is None or not self._sees(found) else found

    def by_message(self, message_hash: str) -> list[Tx]:
        """Those that took or sent a message of that hash, or with a body of that hash."""
        return [tx for tx in self.chain.by_message(message_hash) if self._sees(tx)]

    def taker(self, message_hash: str) -> Tx | None:
        """The transaction that the message of that hash came to."""
        return next(
            (tx for tx in self.by_message(message_hash) if tx.in_hash == message_hash), None
        )

    def sender(self, message_hash: str) -> Tx | None:
        """The transaction that sent the message of that hash."""
        found = (tx for tx in self.by_message(message_hash) if message_hash in tx.out_hashes)
        return next(found, None)

    def root(self, tx: Tx) -> Tx:
        """The first transaction of the chain of messages that led to this one."""
        while tx.in_hash is not None and (before := self.sender(tx.in_hash)) is not None:
            tx = before
        return tx

    def addresses(self) -> list[str]:
        """All accounts that ever had a transaction, in the order of their first one."""
        return list(dict.fromkeys(tx.account for tx in self.log))

    def _sees(self, tx: Tx) -> bool:
        return self._at is None or tx.block <= self._at

    def _seen(self, rows: Sequence[Tx]) -> Sequence[Tx]:
        if self._at is None:
            return rows
        return rows[: bisect.bisect_right(rows, self._at, key=lambda tx: tx.block)]


def read(tx: Tx) -> Read:
    """A transaction with its messages and phases."""
    return read_transaction(tx.boc, tx.account)
