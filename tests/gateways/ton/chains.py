"""A chain of its own for one test, and wallets of the house on it."""

import base64
from collections.abc import Sequence
from typing import Final

from nacl.signing import SigningKey
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from bot.gateways.ton.cells import library_address, parse
from bot.gateways.ton.highload import HighloadWallet
from bot.gateways.ton.tx_cells import from_cell
from domain.ton import models
from domain.ton.models import AddressArg, ChainTx, GetResult, Payout, SignedMessage, StackArg
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing

NOW_S: Final = 1_796_115_600
TON_NANO: Final = 10**9
BOB: Final = "0:" + "b0" * 32
REF: Final = "01jdzv4k2m8qx7c5n9r3t6w0ya"


class TestSigner:
    """A key that a test holds in its hand."""

    __test__ = False

    def __init__(self, seed: bytes = b"s" * 32) -> None:
        self._key = SigningKey(seed)
        self.public = bytes(self._key.verify_key)

    def sign(self, digest: bytes) -> bytes:
        return self._key.sign(digest).signature


class LocalReader:
    """Get-methods straight from the chain, without any face."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        answer = self._chain.get_method(address, method, [_argument(one) for one in stack])
        return GetResult(
            exit_code=answer.exit_code,
            stack=tuple(_value(one) for one in answer.stack) if answer.ok else (),
        )


def fund(chain: Chain, address: str, nano: int) -> None:
    chain.carry(
        chain.send_internal(Outgoing(source=FAUCET, destination=address, value=nano, bounce=False))
    )


def house_wallet(
    chain: Chain, *, nano: int = 100 * TON_NANO, seed: bytes = b"s" * 32, timeout_s: int = 3600
) -> HighloadWallet:
    wallet = HighloadWallet(TestSigner(seed), LocalReader(chain), timeout_s=timeout_s)
    if nano:
        fund(chain, wallet.address, nano)
    return wallet


def payout(number: int = 1, *, amount: int = TON_NANO, to: str = BOB) -> Payout:
    return Payout(ref=f"{REF[:-4]}{number:04d}", to=to, amount=amount, bounce=False)


def send(chain: Chain, message: SignedMessage) -> None:
    chain.send_external(message.boc)
    chain.settle()


def history(chain: Chain, address: str) -> list[ChainTx]:
    """All transactions of an account as our reader sees them, oldest first."""
    rows = chain.transactions(address)
    return [from_cell(address, parse(_bytes(row.boc))) for row in rows]


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _argument(value: StackArg) -> object:
    if isinstance(value, AddressArg):
        return library_address(value.raw)
    return parse(value.boc) if isinstance(value, models.Cell) else value


def _value(value: object) -> int | models.Cell | None:
    if value is None or isinstance(value, int):
        return value
    cell = value.to_cell() if isinstance(value, Slice) else value
    assert isinstance(cell, Cell), "a cell or a slice"
    return models.Cell(cell.to_boc())
