"""A highload v3 wallet by hand, as its own source has it: for the figures that were measured."""

from dataclasses import dataclass

from nacl.signing import SigningKey
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from ton_core.contrib.contracts.codes import CONTRACT_CODES
from ton_core.contrib.contracts.versions import ContractVersion

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.messages import Outgoing

TIMEOUT_S = 3_600
_SUBWALLET = 0x10AD
_INTERNAL_TRANSFER = 0xAE42E5A4
_SEND_ACTION = 0x0EC3C86D


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One signature: `shift` 0 to 8191, `bit` 0 to 1022."""

    created_at: int
    shift: int = 0
    bit: int = 0


class Highload:
    """One wallet with a key of its own."""

    def __init__(self, seed: bytes) -> None:
        self.key = SigningKey(seed)
        data = Builder()
        data.store_bytes(self.key.verify_key.encode()).store_uint(_SUBWALLET, 32)
        data.store_bit(0).store_bit(0).store_uint(0, 64).store_uint(TIMEOUT_S, 22)
        code = cells.parse_boc(bytes.fromhex(CONTRACT_CODES[ContractVersion.WalletHighloadV3R1]))
        self.init = cells.state_init(code, data.end_cell())
        self.address = cells.address_of(self.init)

    def pay(self, to: str, nano: int, query: Query, *, mode: int) -> Cell:
        """A message from outside that pays one."""
        return self._signed(_paid(to, nano), query, mode=mode)

    def pay_all(self, to: list[tuple[str, int]], query: Query, *, mode: int) -> Cell:
        """A message from outside that pays many by way of the wallet itself."""
        actions = Builder().end_cell()
        for address, nano in to:
            built = Builder()
            built.store_ref(actions).store_uint(_SEND_ACTION, 32).store_uint(mode, 8)
            built.store_ref(_paid(address, nano))
            actions = built.end_cell()
        body = Builder()
        body.store_uint(_INTERNAL_TRANSFER, 32).store_uint(0, 64).store_ref(actions)
        order = Outgoing(
            source=None, destination=self.address, value=10**9, bounce=True, body=body.end_cell()
        )
        return self._signed(messages.internal_message(order), query, mode=1)

    def _signed(self, message: Cell, query: Query, *, mode: int) -> Cell:
        inner = Builder()
        inner.store_uint(_SUBWALLET, 32).store_ref(message).store_uint(mode, 8)
        inner.store_uint(query.shift, 13).store_uint(query.bit, 10)
        inner.store_uint(query.created_at, 64).store_uint(TIMEOUT_S, 22)
        told = inner.end_cell()
        # The body stands in the message's own cell: a cell of its own would cost 245,000 nano.
        whole = Builder()
        whole.store_uint(0b10, 2).store_address(None)
        whole.store_address(cells.to_address(self.address)).store_coins(0)
        whole.store_bit(0).store_bit(0)
        whole.store_bytes(self.key.sign(told.hash).signature).store_ref(told)
        return whole.end_cell()


def _paid(to: str, nano: int) -> Cell:
    return messages.internal_message(Outgoing(source=None, destination=to, value=nano))
