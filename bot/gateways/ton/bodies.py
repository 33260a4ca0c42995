"""Bodies of messages: text comments and jettons (TEP-74), written and read.

What is read here was written by strangers: nothing in it raises, and nothing in it is believed.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from bitarray import bitarray
from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from bot.bags import READ_FAILURES
from bot.gateways.ton.cells import ORDINARY, library_address
from domain.ton.models import JettonMove, Op

COMMENT_LETTERS_MAX: Final = 256
OP_BITS: Final = 32
BOUNCED: Final = 0xFFFFFFFF
FORWARD_NANO: Final = 1
"""Goes along to the receiver, so that the receiver is told at all."""
_QUERY_BITS: Final = 64
_CELLS_MAX: Final = 64
_BYTES_MAX: Final = 4 * COMMENT_LETTERS_MAX
_MOVES: Final = frozenset({Op.JETTON_TRANSFER, Op.JETTON_INTERNAL, Op.JETTON_NOTIFY})


def comment(text: str) -> Cell:
    """A body that wallets show as text: op 0, then UTF-8 in snake form."""
    return snake(Op.COMMENT.to_bytes(4, "big") + text.encode())


def snake(content: bytes) -> Cell:
    """Bytes over as many cells as they need, each in the one before."""
    room = Builder().available_bytes
    pieces = [content[at : at + room] for at in range(0, len(content), room)] or [b""]
    built: Cell | None = None
    for piece in reversed(pieces):
        holder = Builder()
        holder.store_bytes(piece)
        if built is not None:
            holder.store_ref(built)
        built = holder.end_cell()
    assert built is not None, "there is a piece, be it empty"
    return built


def jetton_transfer(
    *,
    query_id: int,
    amount: int,
    to: str,
    excesses_to: str,
    text: str,
) -> Cell:
    """`transfer` of TEP-74 to the sender's own jetton wallet, with a comment for the receiver.
    `amount` in the jetton's smallest unit.
    """
    body = Builder()
    body.store_uint(Op.JETTON_TRANSFER, OP_BITS).store_uint(query_id, _QUERY_BITS)
    body.store_coins(amount)
    body.store_address(library_address(to)).store_address(library_address(excesses_to))
    body.store_bit_int(0).store_coins(FORWARD_NANO)
    body.store_bit_int(1).store_ref(comment(text))
    return body.end_cell()


def op_of(body: Cell) -> int | None:
    """The first 32 bits; None when there are fewer, or the cell is no ordinary one."""
    if body.type_ != ORDINARY or len(body.bits) < OP_BITS:
        return None
    return _number(body.bits[:OP_BITS])


def read_comment(body: Cell, *, bounced: bool = False) -> str | None:
    """The text of op 0, at most 256 characters, NFC; None when there is none. What is not UTF-8
    shows as U+FFFD. Of a bounced message the part that came back behind 0xffffffff and op 0.
    """
    skip = OP_BITS
    if bounced:
        if op_of(body) != BOUNCED or len(body.bits) < 2 * OP_BITS:
            return None
        if _number(body.bits[OP_BITS : 2 * OP_BITS]) != Op.COMMENT:
            return None
        skip = 2 * OP_BITS
    elif op_of(body) != Op.COMMENT:
        return None
    return _text(body, skip)


def read_jetton(body: Cell, *, bounced: bool = False) -> JettonMove | None:
    """A jetton message as far as it can be read; None when it is none or is cut off."""
    try:
        return _bounced_move(body) if bounced else _move(body)
    except READ_FAILURES:
        return None


def raw_address(address: object) -> str | None:
    """An address as the library reads it; None for none, and for one outside the chain."""
    if not isinstance(address, Address):
        return None
    return f"{address.wc}:{address.hash_part.hex()}"


def _move(body: Cell) -> JettonMove | None:
    op = op_of(body)
    if op not in _MOVES:
        return None
    assert op is not None, "it is one of three"
    rest = body.begin_parse()
    rest.skip_bits(OP_BITS)
    query_id, amount = rest.load_uint(_QUERY_BITS), rest.load_coins()
    peer = raw_address(rest.load_address())
    return JettonMove(
        op=op, query_id=query_id, amount=amount, peer=peer, comment=_forwarded(op, rest)
    )


def _forwarded(op: int, rest: Slice) -> str | None:
    """The comment in the forward payload, which stands in place or in a reference."""
    try:
        if op != Op.JETTON_NOTIFY:
            rest.load_address()
        if op == Op.JETTON_TRANSFER:
            rest.load_maybe_ref()
        if op != Op.JETTON_NOTIFY:
            rest.load_coins()
        payload = rest.load_ref() if rest.load_bit() else rest.to_cell()
        return read_comment(payload)
    except READ_FAILURES:
        return None


def _bounced_move(body: Cell) -> JettonMove | None:
    """An internal transfer that came back: its op, query id and amount are all there is."""
    rest = body.begin_parse()
    if rest.load_uint(OP_BITS) != BOUNCED:
        return None
    op = rest.load_uint(OP_BITS)
    if op not in {Op.JETTON_INTERNAL, Op.JETTON_BURN}:
        return None
    query_id, amount = rest.load_uint(_QUERY_BITS), rest.load_coins()
    return JettonMove(op=op, query_id=query_id, amount=amount, peer=None, comment=None)


def _text(body: Cell, skip: int) -> str:
    told = b"".join(_pieces(body, skip)).decode("utf-8", errors="replace")
    return unicodedata.normalize("NFC", told[:COMMENT_LETTERS_MAX])[:COMMENT_LETTERS_MAX]


def _pieces(cell: Cell | None, skip: int) -> Iterator[bytes]:
    """Whole bytes of each cell in the chain, as far as a comment may be long."""
    left = _BYTES_MAX
    for _ in range(_CELLS_MAX):
        if cell is None or cell.type_ != ORDINARY or left <= 0:
            return
        bits = cell.bits[skip : skip + (len(cell.bits) - skip) // 8 * 8]
        piece = bytes(bitarray(bits).tobytes())[:left]
        left -= len(piece)
        yield piece
        skip = 0
        cell = cell.refs[0] if cell.refs else None


def _number(bits: bitarray) -> int:
    return int(bits.to01(), 2)
