"""A small TON chain in memory: accounts, messages, blocks, all run by the real virtual machine.

It decides nothing by time of its own: `now` is set by whoever owns the chain, and a block is made
when it is told to. A message that a transaction sends arrives in the next block at the earliest,
as on the real chain between shards, so every hop can be looked at. The same seed and the same
calls give the same transactions to the last bit.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.cells import AccountView, BadCells
from scripts.sandbox.ton.engine import (
    Emulated,
    Engine,
    EngineBroken,
    NativeEngine,
    NotAccepted,
)
from scripts.sandbox.ton.get_methods import GetResult, run_get_method
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.ton.record import Record, State
from scripts.sandbox.ton.rows import Block, Tx, Waiting, block_hash, read_tx

logger = logging.getLogger(__name__)

LT_STEP = 1_000_000
# Where coins come from in this world. Nothing lives there, so what is sent back stays there.
FAUCET = "0:" + hashlib.sha256(b"souk sandbox faucet").hexdigest()
_BLOCKS_MAX = 10_000
# What a block takes of one message from outside.
MESSAGE_BYTES_MAX = 65_535


class Refused(Exception):
    """The chain takes no such message; `exit_code` is the contract's, None without one."""

    def __init__(self, reason: str, exit_code: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.exit_code = exit_code


class Chain(Record):
    """Addresses are raw (`0:<64 hex>`), hashes lower-case hex, BoCs base64, amounts nano."""

    def __init__(self, engine: Engine | None = None, *, seed: str = "1", now: int = 0) -> None:
        super().__init__()
        self.engine: Engine = engine or NativeEngine()
        self.now = now
        self.on_block: Callable[[Block, Sequence[Tx]], None] = _nobody
        self.on_waiting: Callable[[], None] = _nothing
        self.restart(seed=seed, now=now)

    def restart(self, *, seed: str, now: int) -> None:
        """Begin anew with one empty block."""
        self.seed, self.now = seed, now
        self._state = State()
        self._views: dict[str, AccountView] = {}
        self.make_block()

    # --- accounts ------------------------------------------------------------------------

    def account(self, address: str, *, at: int | None = None) -> AccountView:
        """An account now, or as the block of that number left it."""
        boc = self._account_boc(address, at)
        view = self._views.get(address)
        if view is None or view.boc != boc:
            view = cells.read_account(address, boc)
            if at is None:
                self._views[address] = view
        return view

    def get_method(
        self,
        address: str,
        method: str | int,
        stack: Sequence[object] = (),
        *,
        at: int | None = None,
    ) -> GetResult:
        """Run a get-method by name or id; exit code -13 when no code is there."""
        view = self.account(address, at=at)
        return run_get_method(self.engine, view, method, stack, now=self.now)

    # --- what is sent --------------------------------------------------------------------

    def send_external(
        self, boc: bytes | str | Cell, *, after_waiting: bool = False, keep: bool = True
    ) -> str:
        """Take a message from outside for the next block; its hash.

        It is tried on the account as the last block left it, as lite servers do, or with
        `after_waiting` as those messages will leave it that wait already. `keep` False tries it
        and forgets it. Raises Refused.
        """
        row = _external(boc)
        outcome = self._try(row, after_waiting=after_waiting)
        if isinstance(outcome, NotAccepted):
            raise Refused(outcome.reason, outcome.exit_code)
        if keep and row.hash not in self._state.waiting:
            self._state.waiting[row.hash] = row
            self.on_waiting()
        return row.hash

    def try_external(self, boc: bytes | str | Cell) -> tuple[Tx | None, NotAccepted | None]:
        """What a message would do after those that wait; nothing changes."""
        row = _external(boc)
        outcome = self._try(row, after_waiting=True)
        if isinstance(outcome, NotAccepted):
            return None, outcome
        done, after = outcome.transaction, outcome.shard_account
        return read_tx(row.destination, done, after, block=0)[0], None

    def send_internal(self, order: Outgoing) -> str:
        """Put an internal message on its way as if `order.source` had sent it; its hash.

        Its coins come from nowhere: this is how faucets and tests bring coins into the world.
        """
        self._state.lt += 1
        cell = messages.internal_message(order, lt=self._state.lt, now=self.now)
        key = cell.hash.hex()
        self._state.waiting[key] = Waiting(
            hash=key,
            kind="int",
            destination=order.destination,
            boc=cells.boc_text(cell),
            lt=self._state.lt,
        )
        self.on_waiting()
        return key

    def make_block(self, only: set[str] | None = None) -> Block:
        """One block with the messages that wait: internal ones first, then those from outside.

        With `only`, the messages of these hashes alone; the rest goes on waiting.
        """
        state = self._state
        start = (state.lt // LT_STEP + 1) * LT_STEP
        state.lt = start
        seqno = len(state.blocks) + 1
        taken = [row for row in state.waiting.values() if only is None or row.hash in only]
        for row in taken:
            del state.waiting[row.hash]
        made: list[Tx] = []
        for row in sorted(taken, key=_delivery_order):
            tx = self._deliver(row, seqno)
            if tx is not None:
                made.append(tx)
        previous = state.blocks[-1] if state.blocks else None
        block = Block(
            seqno=seqno,
            utime=self.now,
            start_lt=start,
            end_lt=state.lt,
            hashes=tuple(tx.hash for tx in made),
            root_hash=block_hash("root", previous, seqno, self.now, made),
            file_hash=block_hash("file", previous, seqno, self.now, made),
        )
        state.blocks.append(block)
        self.on_block(block, made)
        return block

    def settle(self) -> list[Block]:
        """Make blocks until nothing waits."""
        made: list[Block] = []
        while self._state.waiting:
            made.append(self.make_block())
            assert len(made) < _BLOCKS_MAX, "messages chase each other for ever"
        return made

    def carry(self, first: str) -> list[Block]:
        """Make blocks with one message and all that comes of it; the others go on waiting."""
        made: list[Block] = []
        others = set(self._state.waiting) - {first}
        while own := set(self._state.waiting) - others:
            made.append(self.make_block(own))
            assert len(made) < _BLOCKS_MAX, "messages chase each other for ever"
        return made

    # --- what is kept --------------------------------------------------------------------

    def snapshot(self) -> State:
        """All of the chain, to be given to `restore` any number of times."""
        return self._state.copy()

    def restore(self, state: State) -> None:
        """Be as that snapshot was."""
        self._state = state.copy()
        self._views.clear()

    def load(self, blocks: list[Block], log: list[Tx], waiting: list[Waiting]) -> None:
        """Go on with a kept chain."""
        self._state = State(lt=blocks[-1].end_lt, blocks=blocks)
        self._views.clear()
        for tx in log:
            self._state.add(tx)
        for row in waiting:
            self._state.waiting[row.hash] = row
            self._state.lt = max(self._state.lt, row.lt)

    # --- how it is done ------------------------------------------------------------------

    def _try(self, message: Waiting, *, after_waiting: bool) -> Emulated | NotAccepted:
        address = message.destination
        boc, lt = self._account_boc(address, None), self._state.lt + LT_STEP
        if after_waiting:
            for row in self._state.waiting.values():
                if row.kind == "ext" and row.destination == address:
                    done = self._emulate(address, boc, row.boc, lt)
                    boc = done.shard_account if isinstance(done, Emulated) else boc
                    lt += LT_STEP
        return self._emulate(address, boc, message.boc, lt)

    def _emulate(
        self, address: str, account: str, message: str, lt: int
    ) -> Emulated | NotAccepted:
        seed = hashlib.sha256(f"{self.seed}/{lt}/{address}".encode()).hexdigest()
        try:
            return self.engine.emulate(account, message, now=self.now, lt=lt, seed=seed)
        except EngineBroken as error:
            return NotAccepted(exit_code=None, reason=str(error))

    def _deliver(self, row: Waiting, seqno: int) -> Tx | None:
        """Run one message; None for one from outside that its account no longer accepts."""
        state = self._state
        at = max(state.lt, row.lt) + 1
        outcome = self._emulate(
            row.destination, self._account_boc(row.destination, None), row.boc, at
        )
        if isinstance(outcome, NotAccepted):
            if row.kind == "int":
                logger.error("a message for %s is lost: %s", row.destination, outcome.reason)
            return None
        done, after = outcome.transaction, outcome.shard_account
        tx, sent = read_tx(row.destination, done, after, block=seqno)
        self._state.add(tx)
        for message in sent:
            if message.kind == "int":
                state.waiting[message.hash] = message
        state.lt = tx.lt + len(tx.out_hashes)
        return tx


def _external(boc: bytes | str | Cell) -> Waiting:
    """Raises Refused for what is no message from outside."""
    try:
        cell = boc if isinstance(boc, Cell) else cells.parse_boc(boc, most=MESSAGE_BYTES_MAX)
        header = messages.read_header(cell)
    except BadCells as error:
        raise Refused(str(error)) from error
    if header.kind != "ext_in" or header.destination is None:
        raise Refused("not a message from outside")
    return Waiting(
        hash=cell.hash.hex(),
        kind="ext",
        destination=header.destination,
        boc=cells.boc_text(cell),
        lt=0,
    )


def _delivery_order(row: Waiting) -> tuple[bool, int]:
    """Internal messages by the time they were sent; those from outside after, as they came."""
    return row.kind == "ext", row.lt


def _nobody(_block: Block, _made: Sequence[Tx]) -> None:
    """Nobody keeps this chain."""


def _nothing() -> None:
    """Nobody waits for messages."""
