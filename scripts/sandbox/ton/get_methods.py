"""Get-methods of contracts: names to numbers, Python values to the machine's stack and back."""

import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice
from pytoniq_core.tlb.vm_stack import VmStack

from scripts.sandbox.ton.cells import AccountView, boc_text, parse_boc, raw_address
from scripts.sandbox.ton.engine import Engine, GetOrder

# What a lite server answers for an account without code.
NO_CODE = -13


@dataclass(frozen=True, slots=True, kw_only=True)
class GetResult:
    """`stack_boc` is the machine's stack as it gave it (base64), read by `stack`."""

    exit_code: int
    gas_used: int
    stack_boc: str

    @property
    def ok(self) -> bool:
        """0 and 1 are success."""
        return self.exit_code in (0, 1)

    @property
    def stack(self) -> list[object]:
        """Integers, None, cells, slices, builders and tuples, the top of the stack last."""
        return list(VmStack.deserialize(parse_boc(self.stack_boc).begin_parse()))

    def integer(self, at: int) -> int:
        """The integer at that place."""
        value = self.stack[at]
        assert isinstance(value, int), "the method gives an integer there"
        return value

    def address(self, at: int) -> str:
        """The address, raw, in the slice or cell at that place."""
        value = self.stack[at]
        assert isinstance(value, Slice | Cell), "the method gives a slice there"
        read = value.begin_parse() if isinstance(value, Cell) else value.copy()
        address = read.load_address()
        assert isinstance(address, Address), "there is an address"
        return raw_address(address)


def method_id(method: str | int) -> int:
    """The number of a get-method: CRC-16 (XMODEM) of its name, with bit 16 set."""
    if isinstance(method, int):
        return method
    return binascii.crc_hqx(method.encode(), 0) | 0x10000


def run_get_method(
    engine: Engine, view: AccountView, method: str | int, stack: Sequence[object], *, now: int
) -> GetResult:
    """Run it on an account as it is in `view`."""
    if not view.active or view.code is None or view.data is None:
        return GetResult(exit_code=NO_CODE, gas_used=0, stack_boc=stack_text(()))
    answer = engine.get_method(
        GetOrder(
            code=boc_text(view.code),
            data=boc_text(view.data),
            address=view.address,
            balance=view.balance,
            method_id=method_id(method),
            stack=stack_text(stack),
            now=now,
        )
    )
    return GetResult(exit_code=answer.exit_code, gas_used=answer.gas_used, stack_boc=answer.stack)


def stack_text(stack: Sequence[object]) -> str:
    """Values as the machine's stack; an address in its raw form becomes a slice."""
    return boc_text(VmStack.serialize([_value(one) for one in stack]))


def _value(one: object) -> object:
    if isinstance(one, str):
        workchain, _, account = one.partition(":")
        address = Address((int(workchain), bytes.fromhex(account)))
        return Builder().store_address(address).to_slice()
    return one
