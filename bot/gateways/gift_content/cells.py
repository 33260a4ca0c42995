"""Strangers' cells read with care: single values of a dictionary, text that runs through cells.

Nothing here walks a whole dictionary. A few cells that refer to each other twice make one with
more entries than there is time for; a single key is found in as many steps as it has bits.
Forms: `HashmapE` of https://docs.ton.org/v3/documentation/data-formats/tlb/tl-b-types, snake and
chunked data of TEP-64.
"""

from typing import Final

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from bot.bags import READ_FAILURES, NoBag, root_of

BOC_BYTES_MAX: Final = 1 << 18
TEXT_BYTES_MAX: Final = 1 << 16
CHUNKS_MAX: Final = 512
CHUNK_KEY_BITS: Final = 32
_BYTE: Final = 8
_SNAKE: Final = 0x00
_CHUNKED: Final = 0x01


class OddCells(ValueError):
    """Bytes that are no bag of cells, or cells of another form than they should have."""


def parse(boc: bytes) -> Cell:
    """The one root of a bag of cells, whoever made it. Raises OddCells and nothing else."""
    try:
        return root_of(boc, bytes_max=BOC_BYTES_MAX)
    except NoBag as reason:
        raise OddCells(str(reason)) from None


def address_in(cell: Cell) -> str | None:
    """The raw address that the cell begins with; None for none. Raises OddCells."""
    try:
        found = cell.begin_parse().load_address()
    except READ_FAILURES:
        raise OddCells("no address") from None
    return f"{found.wc}:{found.hash_part.hex()}" if isinstance(found, Address) else None


def lookup(root: Cell, key: int, *, bits: int) -> Slice | None:
    """What stands in a dictionary (its root edge) under the key; None for nothing. Raises
    OddCells.
    """
    wanted = f"{key:0{bits}b}"
    rest: Slice = root.begin_parse()
    try:
        while True:
            label = _label(rest, len(wanted))
            if not wanted.startswith(label):
                return None
            wanted = wanted[len(label) :]
            if not wanted:
                return rest
            left, right = rest.load_ref(), rest.load_ref()
            rest = (right if wanted[0] == "1" else left).begin_parse()
            wanted = wanted[1:]
    except READ_FAILURES:
        raise OddCells("no dictionary") from None


def dictionary(rest: Slice) -> Cell | None:
    """The root edge of `HashmapE`; None for an empty one. Raises OddCells."""
    try:
        return rest.load_ref() if rest.load_bit() else None
    except READ_FAILURES:
        raise OddCells("no dictionary") from None


def snake(rest: Slice) -> bytes:
    """Bytes that run on from cell to cell by the first reference. Raises OddCells for more than
    TEXT_BYTES_MAX, which a snake that goes in rings through the same cells comes to as well.
    """
    told = bytearray()
    cells = 0
    while True:
        told += _bytes(rest)
        cells += 1
        if len(told) > TEXT_BYTES_MAX or cells > TEXT_BYTES_MAX:
            raise OddCells("a text without end")
        if not rest.remaining_refs:
            return bytes(told)
        rest = rest.load_ref().begin_parse()


def content_data(value: Slice) -> bytes:
    """`ContentData`: 0x00 and a snake, or 0x01 and chunks. Both marks are left out by some, who
    mean a snake. Raises OddCells.
    """
    rest = value
    if not rest.remaining_bits and rest.remaining_refs:
        rest = rest.load_ref().begin_parse()
    mark = rest.preload_uint(_BYTE) if rest.remaining_bits >= _BYTE else _SNAKE
    if mark not in {_SNAKE, _CHUNKED}:
        return snake(rest)
    if rest.remaining_bits >= _BYTE:
        rest.load_uint(_BYTE)
    return _chunks(rest) if mark == _CHUNKED else snake(rest)


def _chunks(rest: Slice) -> bytes:
    """A dictionary of snakes, numbered from zero."""
    root = dictionary(rest)
    told = bytearray()
    for number in range(CHUNKS_MAX):
        piece = None if root is None else lookup(root, number, bits=CHUNK_KEY_BITS)
        if piece is None:
            return bytes(told)
        if piece.remaining_refs and not piece.remaining_bits:
            piece = piece.load_ref().begin_parse()
        told += snake(piece)
        if len(told) > TEXT_BYTES_MAX:
            break
    raise OddCells("a text without end")


def _bytes(rest: Slice) -> bytes:
    try:
        told: bytes = rest.load_bytes(rest.remaining_bits // _BYTE)
    except READ_FAILURES:
        raise OddCells("no bytes") from None
    return told


def _label(rest: Slice, most: int) -> str:
    """`HmLabel`: short, long or all the same; as a text of 0 and 1."""
    size = most.bit_length()
    if not rest.load_bit():
        length = 0
        while rest.load_bit():
            length += 1
        return _some(rest, length, most)
    if not rest.load_bit():
        return _some(rest, rest.load_uint(size) if size else 0, most)
    bit = str(int(rest.load_bit()))
    length = rest.load_uint(size) if size else 0
    if length > most:
        raise OddCells("a label longer than the key")
    return bit * length


def _some(rest: Slice, length: int, most: int) -> str:
    if length > most:
        raise OddCells("a label longer than the key")
    return f"{rest.load_uint(length):0{length}b}" if length else ""
