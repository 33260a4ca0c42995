"""A transaction read from its bag of cells, with its messages as they stand in it.

Hashes are taken from the cells themselves: a message that is written anew may be laid out
otherwise and get another hash.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.tlb.account import StateInit
from pytoniq_core.tlb.transaction import (
    CommonMsgInfo,
    ExternalMsgInfo,
    ExternalOutMsgInfo,
    InternalMsgInfo,
    Transaction,
    TransactionOrdinary,
)

from scripts.sandbox.ton.cells import parse_boc
from scripts.sandbox.ton.face.wire import address_text

KEPT_MAX = 20_000
OP_TEXT = 0
OP_ENCRYPTED_TEXT = 0x2167DA4B
OP_BOUNCED = 0xFFFFFFFF
_OP_BITS = 32


Info = InternalMsgInfo | ExternalMsgInfo | ExternalOutMsgInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message; amounts in nano. `value` None: it carries no coins, being external."""

    cell: Cell
    info: Info
    source: str | None
    destination: str | None
    value: int | None
    extra: dict[int, int]
    created_lt: int | None
    created_at: int | None
    init: Cell | None
    body: Cell

    @property
    def hash(self) -> bytes:
        """Of the message's own cell."""
        return bytes(self.cell.hash)

    @property
    def is_internal(self) -> bool:
        """Whether it goes from account to account."""
        return isinstance(self.info, InternalMsgInfo)

    @property
    def is_external_in(self) -> bool:
        """Whether it came from outside the chain."""
        return isinstance(self.info, ExternalMsgInfo)

    @property
    def bounced(self) -> bool:
        """Whether it brings back what another message took."""
        return isinstance(self.info, InternalMsgInfo) and bool(self.info.bounced)

    @property
    def norm_hash(self) -> bytes:
        """TEP-467: of an external message, its hash without source, fee, init and layout."""
        return _norm_hash(self) if self.is_external_in else self.hash

    @property
    def opcode(self) -> int | None:
        """The first 32 bits of the body; None for a shorter one."""
        if len(self.body.bits) < _OP_BITS:
            return None
        return int(self.body.begin_parse().load_uint(_OP_BITS))

    @property
    def text(self) -> bytes | None:
        """What a text comment says, as its bytes; None for any other body."""
        return snake(self.body) if self.opcode == OP_TEXT else None

    @property
    def encrypted_text(self) -> bytes | None:
        """An encrypted comment, as its bytes; None for any other body."""
        return snake(self.body) if self.opcode == OP_ENCRYPTED_TEXT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One transaction; `description` is the phases of an ordinary one."""

    cell: Cell
    account: str
    lt: int
    now: int
    prev_hash: bytes
    prev_lt: int
    orig_status: str
    end_status: str
    total_fees: int
    old_hash: bytes
    new_hash: bytes
    description: TransactionOrdinary
    in_msg: Message | None
    out_msgs: tuple[Message, ...]

    @property
    def hash(self) -> bytes:
        """Of the transaction's own cell."""
        return bytes(self.cell.hash)

    def messages(self) -> Iterator[Message]:
        """The incoming one first."""
        if self.in_msg is not None:
            yield self.in_msg
        yield from self.out_msgs


@functools.lru_cache(maxsize=KEPT_MAX)
def read_transaction(boc: str, account: str) -> Read:
    """Read one that the chain has written, out of base64; the same one is read once."""
    cell = parse_boc(boc)
    told = Transaction.deserialize(cell.begin_parse())
    assert isinstance(told, Transaction), "a chain keeps whole transactions"
    assert isinstance(told.description, TransactionOrdinary), "nothing ticks on this chain"
    messages = cell.refs[0].begin_parse()
    in_cell = messages.load_ref() if messages.load_bit() else None
    out_cells = messages.load_dict(15, value_deserializer=lambda value: value.load_ref()) or {}
    return Read(
        cell=cell,
        account=account,
        lt=told.lt,
        now=told.now,
        prev_hash=told.prev_trans_hash,
        prev_lt=told.prev_trans_lt,
        orig_status=told.orig_status.type_,
        end_status=told.end_status.type_,
        total_fees=told.total_fees.grams,
        old_hash=told.state_update.old_hash,
        new_hash=told.state_update.new_hash,
        description=told.description,
        in_msg=None if in_cell is None else read_message(in_cell),
        out_msgs=tuple(read_message(out_cells[n]) for n in sorted(out_cells)),
    )


def read_message(cell: Cell) -> Message:
    """A message from its cell; raises what the reader of cells raises when it is none."""
    rest = cell.begin_parse()
    info: Info = CommonMsgInfo.deserialize(rest)
    init = None
    if rest.load_bit():
        apart = rest.load_bit()
        init = rest.load_ref() if apart else StateInit.deserialize(rest).serialize()
    body = rest.load_ref() if rest.load_bit() else rest.to_cell()
    return Message(
        cell=cell,
        info=info,
        source=address_text(info.src),
        destination=address_text(info.dest),
        value=info.value_coins if isinstance(info, InternalMsgInfo) else None,
        extra=_extra(info),
        created_lt=getattr(info, "created_lt", None),
        created_at=getattr(info, "created_at", None),
        init=init,
        body=body,
    )


def _extra(info: Info) -> dict[int, int]:
    """Extra currencies by id."""
    return dict(info.value.other.dict or {}) if isinstance(info, InternalMsgInfo) else {}


def snake(body: Cell) -> bytes | None:
    """The bytes after the op code, cell by cell; None when they are not whole bytes."""
    told: bytes = b""
    rest = body.begin_parse()
    rest.load_uint(_OP_BITS)
    while True:
        if rest.remaining_bits % 8:
            return None
        told += bytes(rest.load_bytes(rest.remaining_bits // 8))
        if not rest.remaining_refs:
            return told
        rest = rest.load_ref().begin_parse()


def _norm_hash(message: Message) -> bytes:
    """`ext_in_msg_info$10 src:addr_none dest import_fee:0 init:nothing body:^`."""
    builder = Builder().store_uint(0b10, 2).store_uint(0, 2)
    builder.store_address(message.info.dest).store_coins(0)
    return bytes(builder.store_uint(0b01, 2).store_ref(message.body).end_cell().hash)
