"""The local chain, with the real contract on it, as reader and sender of the house, and faults.

No face between: what the house believes of a reader that lags, lies or is down is looked at here.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

from nacl.signing import SigningKey
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell as LibraryCell
from pytoniq_core.boc.slice import Slice

from bot.gateways.ton.cells import address_of, parse
from bot.gateways.ton.escrow import EscrowController, TonEscrow
from bot.gateways.ton.highload import HighloadWallet
from domain.shared.ids import SECOND
from domain.shared.refusals import GatewayError, GatewayRejected
from domain.ton.escrows.frame import EscrowFrame, EscrowOutside
from domain.ton.escrows.models import DepositRequest, EscrowSettings
from domain.ton.escrows.orders import EscrowOrders
from domain.ton.escrows.poll import EscrowPoll
from domain.ton.escrows.service import EscrowService
from domain.ton.frame import Frame
from domain.ton.models import (
    NO_HASH,
    AccountState,
    AccountView,
    Cell,
    ChainHead,
    GetResult,
    StackArg,
)
from domain.users.wallets import Wallets
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.get_methods import run_get_method
from scripts.sandbox.ton.messages import Outgoing
from storage.engine import Database
from storage.ton.escrows import EscrowRows
from tests.fakes.clock import FakeClock

NANO: Final = 10**9
_STATES: Final = {
    "nonexist": AccountState.NONE,
    "uninit": AccountState.UNINIT,
    "active": AccountState.ACTIVE,
    "frozen": AccountState.FROZEN,
}


class Key:
    """A key that a test holds in its hand."""

    def __init__(self, name: str) -> None:
        self._key = SigningKey(hashlib.sha256(name.encode()).digest())
        self.public = bytes(self._key.verify_key)

    def sign(self, digest: bytes) -> bytes:
        return self._key.sign(digest).signature


def person(name: str) -> str:
    """An address that nobody else has."""
    return f"0:{hashlib.sha256(name.encode()).hexdigest()}"


class EscrowChain:
    """The parts of ChainReader and Sender that escrows use. `lag`: reads as of so many blocks ago.
    `down`: nothing answers. `swallow`: a send is answered well and never arrives. `lie` changes
    what an account is said to be.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.chain = Chain(seed="escrows", now=clock.now() // SECOND)
        self.lag = 0
        self.down = False
        self.swallow = False
        self.lie: Callable[[AccountView], AccountView] = lambda view: view
        self.sent: list[bytes] = []

    def tick(self, seconds: int = 5) -> None:
        """Time goes by and all that is under way arrives."""
        self._clock.advance(seconds * SECOND)
        self.chain.now = self._clock.now() // SECOND
        self.chain.make_block()
        self.chain.settle()

    def give(self, address: str, nano: int) -> None:
        self.chain.send_internal(
            Outgoing(source=FAUCET, destination=address, value=nano, bounce=False)
        )
        self.tick()

    def pay(self, by: str, request: DepositRequest, *, value: int | None = None) -> None:
        """A wallet does what the request asks for."""
        self.chain.send_internal(
            Outgoing(
                source=by,
                destination=request.address,
                value=request.value if value is None else value,
                bounce=True,
                body=parse(request.body),
                init=parse(request.init),
            )
        )
        self.tick()

    def say(self, by: str, to: str, op: int, *, value: int = NANO // 20) -> None:
        """One of the contract's acts, by anybody."""
        body = Builder()
        body.store_uint(op, 32).store_uint(0, 64)
        self.chain.send_internal(
            Outgoing(source=by, destination=to, value=value, bounce=True, body=body.end_cell())
        )
        self.tick()

    def balance(self, address: str) -> int:
        return self.chain.account(address).balance

    async def head(self) -> ChainHead:
        self._answer()
        block = self.chain.block(self._at)
        assert block is not None, "there is a first block"
        return ChainHead(seqno=block.seqno, at_s=block.utime)

    async def account(self, address: str) -> AccountView:
        self._answer()
        block = self.chain.block(self._at)
        assert block is not None, "there is a first block"
        view = self.chain.account(address, at=self._at)
        active = view.code is not None
        return self.lie(
            AccountView(
                address=address,
                state=_STATES[view.status],
                balance=view.balance,
                code_hash=view.code.hash.hex() if view.code is not None else None,
                last_lt=view.last_lt,
                last_hash=view.last_hash.hex() if view.last_lt else NO_HASH,
                read_at_s=block.utime,
                data=view.data.to_boc() if active and view.data is not None else None,
            )
        )

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        self._answer()
        view = self.chain.account(address, at=self._at)
        told = run_get_method(self.chain.engine, view, method, list(stack), now=self.chain.now)
        values = [_value(one) for one in told.stack] if told.ok else []
        return GetResult(exit_code=told.exit_code, stack=tuple(values))

    async def send(self, boc: bytes) -> None:
        self._answer()
        self.sent.append(boc)
        if self.swallow:
            return
        try:
            self.chain.send_external(boc)
        except Refused as refused:
            raise GatewayRejected(refused.reason) from refused

    @property
    def _at(self) -> int:
        return max(len(self.chain.blocks) - self.lag, 1)

    def _answer(self) -> None:
        if self.down:
            raise GatewayError("nothing answers")


def escrow_service(  # noqa: PLR0913  what it stands on
    base: Frame,
    database: Database,
    chain: EscrowChain,
    wallets: Wallets,
    *,
    second: EscrowChain | None = None,
    settings: EscrowSettings | None = None,
    keys: tuple[str, ...] = ("controller",),
) -> tuple[EscrowService, EscrowPoll, EscrowFrame]:
    """As the wiring puts it together. The first of `keys` is the controller's, the others are
    retired.
    """
    current, *former = (EscrowController(HighloadWallet(Key(name), chain)) for name in keys)
    frame = EscrowFrame(
        base=base,
        rows=EscrowRows(database),
        outside=EscrowOutside(
            reader=chain,
            sender=chain,
            contract=TonEscrow(chain, second),
            controller=current,
            retired=tuple(former),
        ),
        settings=settings or EscrowSettings(),
    )
    poll = EscrowPoll(frame, EscrowOrders(frame))
    return EscrowService(frame, poll, wallets), poll, frame


def other_contract() -> tuple[str, LibraryCell]:
    """Address and state-init of a contract that takes everything and is not ours."""
    code = Builder().end_cell()
    init = cells.state_init(code, Builder().end_cell())
    return address_of(init), init


def _value(value: object) -> int | Cell | None:
    if value is None or isinstance(value, int):
        return value
    cell = value.to_cell() if isinstance(value, Slice) else value
    assert isinstance(cell, LibraryCell), "a cell or a slice"
    return Cell(cell.to_boc())
