"""What a chain has come to: its blocks and transactions, and each account as they left it."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.sandbox.ton import cells
from scripts.sandbox.ton.rows import Block, Tx, Waiting

# Where the real chain's logical time stands these days: past 32 bits, below 2^53.
LT_FIRST = 60_000_000_000_000


@dataclass(slots=True, kw_only=True)
class State:
    """All that a chain is. Rows are never changed, so a copy of the containers is a snapshot."""

    lt: int = LT_FIRST
    blocks: list[Block] = field(default_factory=list)
    log: list[Tx] = field(default_factory=list)
    of: dict[str, list[Tx]] = field(default_factory=dict)
    by_hash: dict[str, Tx] = field(default_factory=dict)
    by_message: dict[str, list[Tx]] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)

    def copy(self) -> "State":
        return State(
            lt=self.lt,
            blocks=list(self.blocks),
            log=list(self.log),
            of={address: list(rows) for address, rows in self.of.items()},
            by_hash=dict(self.by_hash),
            by_message={key: list(rows) for key, rows in self.by_message.items()},
            waiting=dict(self.waiting),
        )

    def add(self, tx: Tx) -> None:
        self.log.append(tx)
        self.of.setdefault(tx.account, []).append(tx)
        self.by_hash[tx.hash] = tx
        for key in tx.message_keys:
            self.by_message.setdefault(key, []).append(tx)


class Record:
    """A chain as it is read; what becomes of it is the Chain's."""

    def __init__(self) -> None:
        self._state = State()
        self._empty = cells.empty_account()

    @property
    def head(self) -> Block:
        """The last block."""
        return self._state.blocks[-1]

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks from number 1 on."""
        return self._state.blocks

    def block(self, seqno: int) -> Block | None:
        """The block of that number."""
        return self.blocks[seqno - 1] if 1 <= seqno <= len(self.blocks) else None

    @property
    def log(self) -> Sequence[Tx]:
        """All transactions in the order of their logical time."""
        return self._state.log

    @property
    def lt(self) -> int:
        """The last logical time that was given to anything."""
        return self._state.lt

    @property
    def waiting(self) -> Sequence[Waiting]:
        """Messages that no block has taken yet, in the order of their coming."""
        return list(self._state.waiting.values())

    def transactions(self, address: str) -> Sequence[Tx]:
        """All transactions of an account, oldest first."""
        return self._state.of.get(address, ())

    def transaction(self, tx_hash: str) -> Tx | None:
        """The transaction of that hash."""
        return self._state.by_hash.get(tx_hash)

    def by_message(self, message_hash: str) -> Sequence[Tx]:
        """Transactions that took or sent a message: by its hash, its body's, or TEP-467's."""
        return self._state.by_message.get(message_hash, ())

    def _account_boc(self, address: str, at: int | None) -> str:
        rows = self._state.of.get(address)
        if not rows:
            return self._empty
        if at is None or rows[-1].block <= at:
            return rows[-1].after
        before = bisect.bisect_right(rows, at, key=lambda tx: tx.block)
        return rows[before - 1].after if before else self._empty
