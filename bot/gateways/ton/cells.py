"""Bags of cells in and out, state-inits, messages: what every other file here is made of.

Wire forms: https://docs.ton.org/v3/documentation/data-formats/tlb (message.tlb, block.tlb).
"""

import base64
import binascii
from typing import Final

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.bags import NoBag, root_of

SIZE_BYTES_MAX: Final = 1 << 20
"""A message has at most 8192 cells; nothing that we read is larger than this."""
PATHS_MAX: Final = 100_000
DEPTH_MAX: Final = 500
ORDINARY: Final = -1
HASH_BYTES: Final = 32


class BadCell(ValueError):
    """Bytes that are no bag of cells, or cells of another form than asked for."""


def parse(boc: bytes) -> Cell:
    """The one root of a bag of cells, whoever made it. Raises BadCell and nothing else."""
    try:
        return root_of(boc, bytes_max=SIZE_BYTES_MAX)
    except NoBag as reason:
        raise BadCell(str(reason)) from None


def from_base64(text: str) -> Cell:
    """Base 64, plain or for URLs. Raises BadCell."""
    return parse(bytes_of_base64(text))


def bytes_of_base64(text: str) -> bytes:
    """Raises BadCell."""
    try:
        plain = text.strip().replace("-", "+").replace("_", "/")
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise BadCell("not base 64") from None


def to_base64(cell: Cell) -> str:
    return base64.b64encode(cell.to_boc()).decode()


def boc_of(cell: Cell) -> bytes:
    """The bag of a cell that somebody else made. The library walks every path through it, and a
    few cells that refer to each other twice have more paths than there is time: BadCell.
    """
    paths: dict[bytes, int] = {}
    depths: dict[bytes, int] = {}
    waiting = [cell]
    while waiting:
        top = waiting[-1]
        below = [one for one in top.refs if one.hash not in paths]
        if below:
            waiting += below
            continue
        waiting.pop()
        paths[top.hash] = 1 + sum(paths[one.hash] for one in top.refs)
        depths[top.hash] = 1 + max((depths[one.hash] for one in top.refs), default=0)
        if paths[top.hash] > PATHS_MAX or depths[top.hash] > DEPTH_MAX:
            raise BadCell("a bag that is too deep or too tangled")
    boc: bytes = cell.to_boc()
    return boc


def hash_of(cell: Cell) -> str:
    """64 hex digits in lower case, as everywhere inside."""
    return cell.hash.hex()


def library_address(raw: str) -> Address:
    """Of the raw form: `0:<64 hex>`."""
    workchain, _, account = raw.partition(":")
    return Address((int(workchain), bytes.fromhex(account)))


def state_init(code: Cell, data: Cell) -> Cell:
    """`StateInit` with code and data and nothing else."""
    made: Cell = Builder().store_bits("00110").store_ref(code).store_ref(data).end_cell()
    return made


def address_of(init: Cell, *, workchain: int = 0) -> str:
    """The raw address that a state-init has."""
    return f"{workchain}:{hash_of(init)}"


def internal_message(
    to: str, value: int, body: Cell, *, bounce: bool, init: Cell | None = None
) -> Cell:
    """A relaxed `Message` as a wallet sends it: source, fees and times are left to the chain.

    `value` in nano. Body and state-init stand in references, so that any of them fits.
    """
    head = (
        Builder()
        .store_bits("01")  # int_msg_info$0, IHR disabled
        .store_bit_int(int(bounce))
        .store_bit_int(0)  # not bounced
        .store_address(None)
        .store_address(library_address(to))
        .store_coins(value)
        .store_bit_int(0)  # no other currencies
        .store_coins(0)
        .store_coins(0)
        .store_uint(0, 64)
        .store_uint(0, 32)
    )
    return _with_rest(head, init, body)


def external_message(to: str, body: Cell, *, init: Cell | None = None) -> Cell:
    """A `Message` from outside to an account. With the state-init it deploys the account."""
    head = (
        Builder()
        .store_bits("10")  # ext_in_msg_info$10
        .store_address(None)
        .store_address(library_address(to))
        .store_coins(0)
    )
    return _with_rest(head, init, body)


def normalized_hash(to: str, body: Cell) -> str:
    """The hash by which an external message is known whatever its sender wrote around its body
    (TEP-467): no source, no import fee, no state-init, body in a reference.
    """
    return hash_of(external_message(to, body))


def _with_rest(head: Builder, init: Cell | None, body: Cell) -> Cell:
    if init is None:
        head.store_bit_int(0)
    else:
        head.store_bits("11").store_ref(init)
    head.store_bit_int(1).store_ref(body)
    return head.end_cell()
