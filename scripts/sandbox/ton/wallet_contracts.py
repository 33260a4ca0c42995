"""The three wallet contracts that people have: their first states and the messages they sign.

The forms are those of the contracts' own sources (wallet v3 revision 2, v4 revision 2, v5
revision 1).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from nacl.signing import SigningKey
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.messages import Outgoing

VERSIONS = ("v3r2", "v4r2", "v5r1")
NETWORK = -3
_SUBWALLET = 698_983_191
_SIGNED_OUTSIDE = 0x7369676E
_SEND_ACTION = 0x0EC3C86D
# Pay the fees of a message apart from its value, and go on when one cannot be sent.
MODE = 3


@functools.cache
def code(name: str) -> Cell:
    """The code of a standard contract, by its name in `data/codes.json`."""
    kept = orjson.loads(Path(__file__).with_name("data").joinpath("codes.json").read_bytes())
    return cells.parse_boc(bytes.fromhex(kept[name]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a wallet is to send: `to` raw, `value` in nano."""

    to: str
    value: int
    bounce: bool = False
    body: Cell | None = None
    init: Cell | None = None
    mode: int = MODE


class WalletContract:
    """One wallet by its version and the 32 bytes that its key grows from."""

    def __init__(self, version: str, seed: bytes, *, network: int = NETWORK) -> None:
        self.version = version
        self.key = SigningKey(seed)
        self.public_key = self.key.verify_key.encode()
        self._id = _v5_id(network) if version == "v5r1" else _SUBWALLET
        self.init = cells.state_init(code(f"wallet_{version}"), self._first_data())
        self.address = cells.address_of(self.init)

    @property
    def orders_max(self) -> int:
        """How many messages one signature can send."""
        return 255 if self.version == "v5r1" else 4

    def message(
        self, orders: Sequence[Order], *, seqno: int, valid_until: int, deploy: bool = False
    ) -> Cell:
        """The signed message from outside; `valid_until` in Unix seconds."""
        sign = self._v5_body if self.version == "v5r1" else self._v3_body
        body = sign(orders, seqno, valid_until)
        return messages.external_message(self.address, body, self.init if deploy else None)

    def _first_data(self) -> Cell:
        built = Builder()
        if self.version == "v5r1":
            built.store_bit(1)
        built.store_uint(0, 32).store_uint(self._id, 32).store_bytes(self.public_key)
        if self.version != "v3r2":
            built.store_bit(0)
        return built.end_cell()

    def _v3_body(self, orders: Sequence[Order], seqno: int, valid_until: int) -> Cell:
        built = Builder()
        built.store_uint(self._id, 32).store_uint(valid_until, 32).store_uint(seqno, 32)
        if self.version == "v4r2":
            built.store_uint(0, 8)
        for order in orders:
            built.store_uint(order.mode, 8).store_ref(_relaxed(order))
        unsigned = built.end_cell()
        signed = Builder()
        signed.store_bytes(self._signature(unsigned)).store_cell(unsigned)
        return signed.end_cell()

    def _v5_body(self, orders: Sequence[Order], seqno: int, valid_until: int) -> Cell:
        actions = Builder().end_cell()
        for order in orders:
            built = Builder().store_ref(actions).store_uint(_SEND_ACTION, 32)
            actions = built.store_uint(order.mode, 8).store_ref(_relaxed(order)).end_cell()
        built = Builder()
        built.store_uint(_SIGNED_OUTSIDE, 32).store_uint(self._id, 32)
        built.store_uint(valid_until, 32).store_uint(seqno, 32)
        built.store_maybe_ref(actions).store_bit(0)
        built.store_bytes(self._signature(built.end_cell()))
        return built.end_cell()

    def _signature(self, cell: Cell) -> bytes:
        return self.key.sign(cell.hash).signature


def _v5_id(network: int) -> int:
    """The wallet id: workchain 0, version 0, number 0, bound to the network."""
    return (1 << 31) ^ (network & 0xFFFFFFFF)


def _relaxed(order: Order) -> Cell:
    return messages.internal_message(
        Outgoing(
            source=None,
            destination=order.to,
            value=order.value,
            bounce=order.bounce,
            body=order.body,
            init=order.init,
        )
    )
