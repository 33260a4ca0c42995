"""What the chain remembers: blocks, transactions and messages under way, as plain values."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.cells import BadCells


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the one shard and the masterchain block that holds it: both have its number.

    `utime` in Unix seconds; the hashes (base64) are of its contents, though no such cells exist.
    """

    seqno: int
    utime: int
    start_lt: int
    end_lt: int
    hashes: tuple[str, ...]
    root_hash: str
    file_hash: str

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Block.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message on its way: `kind` is `int` or `ext`, `lt` when it was sent (0 from outside)."""

    hash: str
    kind: str
    destination: str
    boc: str
    lt: int

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Waiting.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tx:
    """One transaction; `boc` is all of it, `after` the ShardAccount that it left.

    Hashes are lower-case hex. `message_keys` are the hashes by which its messages are found.
    """

    account: str
    lt: int
    hash: str
    prev_lt: int
    prev_hash: str
    utime: int
    block: int
    fees: int
    in_hash: str | None
    out_hashes: tuple[str, ...]
    message_keys: tuple[str, ...]
    boc: str
    after: str

    @property
    def sent(self) -> tuple[Waiting, ...]:
        """The messages that it sent, read anew each time."""
        return _sent(cells.read_transaction(self.boc))

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Tx.__slots__}

    @classmethod
    def restored(cls, kept: Json) -> "Tx":
        """Out of the store."""
        lists = {name: tuple(_texts(kept[name])) for name in ("out_hashes", "message_keys")}
        return cls(**{**kept, **lists})  # type: ignore[arg-type]  # written by `dump`


def read_tx(account: str, boc: str, after: str, *, block: int) -> tuple[Tx, tuple[Waiting, ...]]:
    """Make the row of what the machine gave; with it, the messages that it sent."""
    raw = cells.read_transaction(boc)
    sent = _sent(raw)
    keys: dict[str, None] = {}
    for message in (() if raw.in_msg is None else (raw.in_msg,)) + raw.out_msgs:
        keys[message.hash.hex()] = None
        keys.update(dict.fromkeys(_message_keys(message)))
    made = Tx(
        account=account,
        lt=raw.lt,
        hash=raw.hash.hex(),
        prev_lt=raw.prev_lt,
        prev_hash=raw.prev_hash.hex(),
        utime=raw.utime,
        block=block,
        fees=raw.fees,
        in_hash=None if raw.in_msg is None else raw.in_msg.hash.hex(),
        out_hashes=tuple(row.hash for row in sent),
        message_keys=tuple(keys),
        boc=boc,
        after=after,
    )
    return made, sent


def restored_block(kept: Json) -> Block:
    """Out of the store."""
    fields = {**kept, "hashes": tuple(_texts(kept["hashes"]))}
    return Block(**fields)  # type: ignore[arg-type]  # written by `Block.dump`


def block_hash(part: str, previous: Block | None, seqno: int, now: int, made: Sequence[Tx]) -> str:
    """A hash over the block before, this one's number, time and transactions."""
    before = "" if previous is None else previous.root_hash
    told = f"{part}/{before}/{seqno}/{now}/{','.join(tx.hash for tx in made)}"
    return hashlib.sha256(told.encode()).hexdigest()


def _sent(raw: cells.RawTransaction) -> tuple[Waiting, ...]:
    return tuple(_under_way(message) for message in raw.out_msgs)


def _under_way(message: Cell) -> Waiting:
    """What cannot be read is for nobody in TON: it left like a message to the outside."""
    try:
        header = messages.read_header(message)
        kind, destination, lt = header.kind, header.destination or "", header.created_lt
    except BadCells:
        kind, destination, lt = "ext_out", "", 0
    return Waiting(
        hash=message.hash.hex(),
        kind=kind,
        destination=destination,
        boc=cells.boc_text(message),
        lt=lt,
    )


def _message_keys(message: Cell) -> list[str]:
    """The hash of its body, and TEP-467's of one from outside."""
    try:
        header = messages.read_header(message)
    except BadCells:
        return []
    keys = [header.body.hash.hex()]
    if header.kind == "ext_in" and header.destination is not None:
        keys.append(messages.normal_hash(header.destination, header.body).hex())
    return keys


def _texts(value: object) -> list[str]:
    assert isinstance(value, list), "written as a list"
    return [str(one) for one in value]
