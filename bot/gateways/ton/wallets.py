"""Wallet contracts: their state-inits, and where a state-init holds the key.

Data of the contracts: v1 and v2 `seqno:32 key:256`; v3 `seqno:32 wallet:32 key:256`, v4 the same
and a dictionary of plugins; v5r1 `signature_allowed:1 seqno:32 wallet:32 key:256` and a
dictionary of extensions.
"""

from dataclasses import dataclass
from typing import Final

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.cells import HASH_BYTES, ORDINARY, BadCell, hash_of, state_init
from bot.gateways.ton.codes import code, names

SUBWALLET: Final = 698_983_191
"""The wallet id that every wallet of v3 and v4 has by custom."""
KEY_BITS: Final = HASH_BYTES * 8
_KEY_AT: Final = {
    **dict.fromkeys(("v1r1", "v1r2", "v1r3", "v2r1", "v2r2"), 32),
    **dict.fromkeys(("v3r1", "v3r2", "v4r1", "v4r2"), 64),
    "v5r1": 65,
}
_PARTS: Final = ("code", "data")
_CLIENT_CONTEXT: Final = 1 << 31
_UNSIGNED_32: Final = (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Init:
    """A state-init that was read. `version` is None when its code is not one of a wallet that we
    know; then nothing is said about its data.
    """

    cell: Cell
    version: str | None
    key: bytes | None


def wallet_init(version: str, key: bytes, *, network: str, subwallet: int | None = None) -> Cell:
    """The state-init of a new wallet (`v3r2`, `v4r2`, `v5r1`) with this public key."""
    head = Builder()
    if version == "v5r1":
        number = v5_wallet_id(network) if subwallet is None else subwallet
        head.store_bit_int(1)
    else:
        number = SUBWALLET if subwallet is None else subwallet
    head.store_uint(0, 32).store_uint(number, 32).store_bytes(key)
    if version in {"v4r2", "v5r1"}:
        head.store_bit_int(0)
    return state_init(code(version), head.end_cell())


def v5_wallet_id(network: str, *, subwallet: int = 0) -> int:
    """The wallet id of v5r1, unsigned: the network's id xor the context of a client
    (1, workchain 0 in 8 bits, version 0 in 8, number in 15).
    """
    return (int(network) ^ (_CLIENT_CONTEXT | subwallet)) & _UNSIGNED_32


def read_init(cell: Cell) -> Init:
    """Read a state-init that somebody gave. Raises BadCell when it is none, or when a wallet that
    we know has data of another form, or does not let its key sign.
    """
    if cell.type_ != ORDINARY or cell.bits.to01() != "00110" or len(cell.refs) != len(_PARTS):
        raise BadCell("not a state-init of code and data")
    version = names().get(hash_of(cell.refs[0]))
    at = _KEY_AT.get(version or "")
    if at is None:
        return Init(cell=cell, version=None, key=None)
    data = cell.refs[1]
    if data.type_ != ORDINARY or len(data.bits) < at + KEY_BITS:
        raise BadCell(f"data that {version} does not have")
    if version == "v5r1" and not data.bits[0]:
        raise BadCell("this wallet does not take signatures of its key")
    return Init(cell=cell, version=version, key=data.bits[at : at + KEY_BITS].tobytes())
