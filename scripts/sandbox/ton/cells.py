"""Cells in and out of text, and the few parts of TON's forms that the chain itself must read.

The forms are those of TON's `block.tlb`. What a contract or a stranger made is read without
trusting it: whatever is wrong with it raises BadCells.
"""

import base64
import binascii
from dataclasses import dataclass

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

_STATUSES = ("uninit", "frozen", "active", "nonexist")


class BadCells(Exception):
    """Bytes that are no bag of cells, or cells that are not what they should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account as one block leaves it; `boc` is the whole ShardAccount as base64.

    `status` is `nonexist`, `uninit`, `active` or `frozen`; `balance` in nano; hashes are bytes.
    """

    address: str
    status: str
    balance: int
    last_lt: int
    last_hash: bytes
    boc: str
    code: Cell | None = None
    data: Cell | None = None
    frozen_hash: bytes | None = None

    @property
    def active(self) -> bool:
        """Whether there is code that can run."""
        return self.status == "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTransaction:
    """What the chain needs of a transaction; `account` is the hash part of its address."""

    hash: bytes
    account: bytes
    lt: int
    utime: int
    prev_lt: int
    prev_hash: bytes
    fees: int
    in_msg: Cell | None
    out_msgs: tuple[Cell, ...]


def parse_boc(boc: bytes | str, *, most: int | None = None) -> Cell:
    """One root cell out of bytes, or out of base64 of either alphabet.

    Raises BadCells, for more than `most` bytes too.
    """
    raw = _bytes(boc)
    if most is not None and len(raw) > most:
        raise BadCells("too many bytes")
    try:
        return Cell.one_from_boc(raw)
    except Exception as error:  # the library has no common error, and raises bare ones too
        raise BadCells(str(error)) from error


def boc_text(cell: Cell) -> str:
    """A cell as base64 BoC."""
    return base64.b64encode(cell.to_boc()).decode()


def raw_address(address: Address) -> str:
    """As the world writes addresses: `0:` and 64 hex digits, lower case."""
    return f"{address.wc}:{address.hash_part.hex()}"


def to_address(raw: str) -> Address:
    """From the raw form."""
    workchain, _, account = raw.partition(":")
    return Address((int(workchain), bytes.fromhex(account)))


def empty_account() -> str:
    """The ShardAccount of an address that nobody has used: `account_none`, no history."""
    none = Builder().store_bit(0).end_cell()
    return boc_text(Builder().store_ref(none).store_bytes(bytes(32)).store_uint(0, 64).end_cell())


def read_account(address: str, boc: str) -> AccountView:
    """Read a ShardAccount that the machine has written."""
    shard = parse_boc(boc).begin_parse()
    inner = shard.load_ref().begin_parse()
    last_hash, last_lt = shard.load_bytes(32), shard.load_uint(64)
    if not inner.load_bit():
        return AccountView(
            address=address,
            status="nonexist",
            balance=0,
            last_lt=last_lt,
            last_hash=last_hash,
            boc=boc,
        )
    inner.load_address()
    _skip_storage_info(inner)
    inner.skip_bits(64)
    balance = inner.load_coins()
    inner.load_maybe_ref()
    status, code, data, frozen = _read_state(inner)
    return AccountView(
        address=address,
        status=status,
        balance=balance,
        last_lt=last_lt,
        last_hash=last_hash,
        boc=boc,
        code=code,
        data=data,
        frozen_hash=frozen,
    )


def read_transaction(boc: str) -> RawTransaction:
    """Read a transaction that the machine has written."""
    cell = parse_boc(boc)
    read = cell.begin_parse()
    read.skip_bits(4)
    account, lt = read.load_bytes(32), read.load_uint(64)
    prev_hash, prev_lt = read.load_bytes(32), read.load_uint(64)
    utime = read.load_uint(32)
    read.skip_bits(15 + 4)
    messages = read.load_ref().begin_parse()
    in_msg = messages.load_maybe_ref()
    out = messages.load_dict(15, value_deserializer=lambda value: value.load_ref()) or {}
    return RawTransaction(
        hash=cell.hash,
        account=account,
        lt=lt,
        utime=utime,
        prev_lt=prev_lt,
        prev_hash=prev_hash,
        fees=read.load_coins(),
        in_msg=in_msg,
        out_msgs=tuple(out[key] for key in sorted(out)),
    )


def state_init(code: Cell, data: Cell) -> Cell:
    """The first state of a contract: its code and data."""
    built = Builder()
    built.store_bit(0).store_bit(0).store_maybe_ref(code).store_maybe_ref(data).store_bit(0)
    return built.end_cell()


def address_of(init: Cell, workchain: int = 0) -> str:
    """Where a contract with that first state lives."""
    return f"{workchain}:{init.hash.hex()}"


def snake(content: bytes) -> Cell:
    """Bytes as one cell after the other, as long as they are."""
    room = Builder().available_bytes
    pieces = [content[at : at + room] for at in range(0, len(content), room)] or [b""]
    built: Cell | None = None
    for piece in reversed(pieces):
        holder = Builder().store_bytes(piece)
        built = (holder if built is None else holder.store_ref(built)).end_cell()
    assert built is not None, "there is at least an empty piece"
    return built


def comment(content: bytes) -> Cell:
    """A body that wallets show as text: operation 0, then the bytes."""
    return snake(bytes(4) + content)


def _bytes(boc: bytes | str) -> bytes:
    if isinstance(boc, bytes):
        return boc
    try:
        return base64.b64decode(boc.translate(_URL_SAFE), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCells("not base64") from error


_URL_SAFE = str.maketrans("-_", "+/")


def _skip_storage_info(read: Slice) -> None:
    """`StorageInfo`; its `StorageUsed` has cells, bits and public cells in the machine's build."""
    for _ in range(3):
        read.load_var_uint(3)
    read.skip_bits(32)
    if read.load_bit():
        read.load_coins()


def _read_state(read: Slice) -> tuple[str, Cell | None, Cell | None, bytes | None]:
    if read.load_bit():
        if read.load_bit():
            read.skip_bits(5)
        if read.load_bit():
            read.skip_bits(2)
        return "active", read.load_maybe_ref(), read.load_maybe_ref(), None
    if read.load_bit():
        return "frozen", None, None, read.load_bytes(32)
    return "uninit", None, None, None
