"""Transactions out of their own bytes, as lite servers and toncenter's v2 give them.

Forms: `Transaction`, `Message`, `CommonMsgInfo` of TON's block.tlb.
"""

from dataclasses import dataclass
from typing import Final

from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice
from pytoniq_core.tlb.transaction import TransactionDescr, TransactionOrdinary

from bot.gateways.ton.bodies import op_of, raw_address, read_comment, read_jetton
from bot.gateways.ton.cells import BadCell, hash_of
from domain.ton.models import ChainMessage, ChainTx

_TAG: Final = 0b0111


@dataclass(frozen=True, slots=True, kw_only=True)
class _Envelope:
    """What stands before a message's body."""

    source: str | None = None
    destination: str | None = None
    value: int = 0
    fees: int = 0
    bounce: bool = False
    bounced: bool = False
    created_lt: int = 0


def from_cell(account: str, cell: Cell) -> ChainTx:
    """`account` is the raw address whose transaction it is said to be. Raises BadCell."""
    try:
        return _transaction(account, cell)
    except BadCell:
        raise
    # The library has no common error: what it cannot read ends in whatever comes.
    except Exception as error:  # a boundary to foreign bytes and a foreign library
        raise BadCell(f"no transaction: {type(error).__name__}") from None


def _transaction(account: str, cell: Cell) -> ChainTx:
    read = cell.begin_parse()
    if read.load_uint(4) != _TAG:
        raise BadCell("not a transaction")
    if read.load_bytes(32).hex() != account.partition(":")[2]:
        raise BadCell("a transaction of another account")
    lt, prev_hash, prev_lt = read.load_uint(64), read.load_bytes(32).hex(), read.load_uint(64)
    at_s = read.load_uint(32)
    read.skip_bits(15 + 2 + 2)  # number of messages, status before and after
    messages = read.load_ref().begin_parse()
    came = messages.load_maybe_ref()
    sent = messages.load_dict(15, value_deserializer=lambda value: value.load_ref()) or {}
    fees = read.load_coins()
    read.load_maybe_ref()  # other currencies
    read.load_ref()  # hashes of the account before and after
    phases = TransactionDescr.deserialize(read.load_ref().begin_parse())
    made = [_message(sent[number]) for number in sorted(sent)]
    return ChainTx(
        account=account,
        lt=lt,
        hash=hash_of(cell),
        prev_lt=prev_lt,
        prev_hash=prev_hash,
        at_s=at_s,
        fees=fees,
        aborted=bool(getattr(phases, "aborted", False)),
        returned=_returned(phases),
        message=None if came is None else _message(came),
        outs=tuple(one for one in made if one.destination is not None),
    )


def _returned(phases: object) -> bool:
    bounce = phases.bounce if isinstance(phases, TransactionOrdinary) else None
    return bounce is not None and bounce.type_ == "ok"


def _message(cell: Cell) -> ChainMessage:
    read = cell.begin_parse()
    head = _envelope(read)
    if read.load_bit():
        _skip_init(read)
    body = read.load_ref() if read.load_bit() else read.to_cell()
    return ChainMessage(
        hash=hash_of(cell),
        body_hash=hash_of(body),
        source=head.source,
        destination=head.destination,
        value=head.value,
        fwd_fee=head.fees,
        bounce=head.bounce,
        bounced=head.bounced,
        created_lt=head.created_lt,
        op=op_of(body),
        comment=read_comment(body, bounced=head.bounced),
        jetton=read_jetton(body, bounced=head.bounced),
    )


def _envelope(read: Slice) -> _Envelope:
    if not read.load_bit():
        return _internal(read)
    if not read.load_bit():
        read.load_address()
        destination = raw_address(read.load_address())
        read.load_coins()
        return _Envelope(destination=destination)
    source = raw_address(read.load_address())
    read.load_address()
    created_lt = read.load_uint(64)
    read.skip_bits(32)
    return _Envelope(source=source, created_lt=created_lt)


def _internal(read: Slice) -> _Envelope:
    read.skip_bits(1)
    bounce, bounced = read.load_bool(), read.load_bool()
    source, destination = raw_address(read.load_address()), raw_address(read.load_address())
    value = read.load_coins()
    read.load_maybe_ref()
    fees = read.load_coins() + read.load_coins()
    created_lt = read.load_uint(64)
    read.skip_bits(32)
    return _Envelope(
        source=source,
        destination=destination,
        value=value,
        fees=fees,
        bounce=bounce,
        bounced=bounced,
        created_lt=created_lt,
    )


def _skip_init(read: Slice) -> None:
    """A state-init in a reference, or in place: depth, special, code, data, libraries."""
    if read.load_bit():
        read.load_ref()
        return
    if read.load_bit():
        read.skip_bits(5)
    if read.load_bit():
        read.skip_bits(2)
    for _ in range(3):
        read.load_maybe_ref()
