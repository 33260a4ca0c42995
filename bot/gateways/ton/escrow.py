"""The escrow contract as the house deploys and reads it, and the wallet that gives it orders.

Source, compiled code and its hash: `contracts/escrow/`. The data of a contract is
`state:8 deal_id:64 amount:coins fee:coins deadline:32 controller:address
^[advertiser:address owner:address]`; whoever has our code has data of this form, for nothing
else could have written it.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from bot.gateways.ton.cells import (
    BadCell,
    address_of,
    from_base64,
    hash_of,
    library_address,
    parse,
    state_init,
)
from bot.gateways.ton.highload import HighloadWallet, Send
from domain.shared.refusals import GatewayError
from domain.ton.escrows.models import ContractView, DepositRequest, EscrowTerms, OrderKind
from domain.ton.models import (
    AccountState,
    AccountView,
    GetResult,
    SignedMessage,
    StackArg,
    StackValue,
)
from domain.ton.models import Cell as StackCell

COMPILED: Final = Path(__file__).parents[3] / "contracts" / "escrow" / "compiled.json"
DEPOSIT: Final = 0x0D3B0511
ORDERS: Final = {
    OrderKind.RELEASE: 0x0D3B0512,
    OrderKind.REFUND: 0x0D3B0513,
    OrderKind.SWEEP: 0x0D3B0515,
}
ORDER_NANO: Final = 50_000_000
"""Goes along with an order: the contract asks for 20 million nano at least, and what it does not
need goes to the advertiser.
"""
_WAITING: Final = 0


class EscrowReader(Protocol):
    """The part of a chain reader that is needed here."""

    async def account(self, address: str) -> AccountView: ...

    async def run(
        self, address: str, method: str, stack: Sequence[StackArg] = ()
    ) -> GetResult: ...


class TonEscrow:
    """Implements domain.ton.escrows.ports.EscrowContract."""

    def __init__(self, reader: EscrowReader, second: EscrowReader | None = None) -> None:
        self._reader = reader
        self._second = second

    @property
    def code_hash(self) -> str:
        return hash_of(escrow_code())

    def address(self, terms: EscrowTerms) -> str:
        return address_of(init_of(terms))

    def deposit(self, terms: EscrowTerms, *, attach: int) -> DepositRequest:
        return DepositRequest(
            address=self.address(terms),
            value=terms.amount + attach,
            init=init_of(terms).to_boc(),
            body=_body(DEPOSIT, 0).to_boc(),
        )

    async def read(self, address: str, *, second: bool = False) -> ContractView | None:
        view = await self._seen(self._reader, address)
        if not second or self._second is None or view is None or view.state in {None, _WAITING}:
            return view
        # Only what it would be believed for is worth a second opinion.
        other = await self._seen(self._second, address)
        if other is None or (other.state, other.terms) != (view.state, view.terms):
            return None
        return view

    async def _seen(self, reader: EscrowReader, address: str) -> ContractView | None:
        account = await reader.account(address)
        ours = account.state is AccountState.ACTIVE and account.code_hash == self.code_hash
        state, terms = None, None
        if ours:
            if account.data is None:
                raise GatewayError(f"{address}: active, and no data")
            state, terms = _of_data(account.data)
            told = await reader.run(address, "get_deal")
            if not told.ok or _of_stack(told.stack) != (state, terms):
                return None
        return ContractView(
            address=address,
            balance=account.balance,
            code_hash=account.code_hash,
            state=state,
            terms=terms,
            last_lt=account.last_lt,
            read_at_s=account.read_at_s,
        )


class EscrowController:
    """Implements domain.ton.escrows.ports.Controller over a wallet with a key of its own."""

    def __init__(self, wallet: HighloadWallet) -> None:
        self._wallet = wallet

    @property
    def address(self) -> str:
        return self._wallet.address

    @property
    def order_coins(self) -> int:
        return ORDER_NANO + self._wallet.gas_of(1)

    def sign(
        self, kind: OrderKind, escrow: str, *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        body = _body(ORDERS[kind], query_id)
        # Bounceable: what the contract refuses comes back to the controller.
        order = Send(to=escrow, value=ORDER_NANO, bounce=True, body=body)
        return self._wallet.sign_sends(
            [order], query_id=query_id, created_at_s=created_at_s, deploy=deploy
        )

    async def processed(self, query_id: int) -> bool:
        return await self._wallet.processed(query_id)


@cache
def escrow_code() -> Cell:
    """The committed code. A file that was changed without its hash stops the program."""
    told = json.loads(COMPILED.read_text(encoding="utf-8"))
    code = from_base64(str(told["code"]))
    assert hash_of(code) == told["code_hash"], "the code is the one with the committed hash"
    return code


def init_of(terms: EscrowTerms) -> Cell:
    """The state-init, whose hash is the address: it commits to every term."""
    sides = Builder()
    sides.store_address(library_address(terms.advertiser))
    sides.store_address(library_address(terms.owner))
    data = Builder()
    data.store_uint(_WAITING, 8).store_uint(terms.number, 64)
    data.store_coins(terms.amount).store_coins(terms.fee).store_uint(terms.deadline_s, 32)
    data.store_address(library_address(terms.controller)).store_ref(sides.end_cell())
    return state_init(escrow_code(), data.end_cell())


def _body(op: int, query_id: int) -> Cell:
    body = Builder()
    body.store_uint(op, 32).store_uint(query_id, 64)
    return body.end_cell()


def _of_data(boc: bytes) -> tuple[int, EscrowTerms]:
    """Raises GatewayError for data that our code cannot have written."""
    try:
        data = parse(boc).begin_parse()
        state, number = data.load_uint(8), data.load_uint(64)
        amount, fee, deadline_s = data.load_coins(), data.load_coins(), data.load_uint(32)
        controller = _raw(data)
        sides = data.load_ref().begin_parse()
        advertiser, owner = _raw(sides), _raw(sides)
    # What the library raises for too short a slice has no common class.
    except Exception as error:  # a boundary to a stranger's bytes
        raise GatewayError(f"escrow data: {type(error).__name__}") from None
    return state, EscrowTerms(
        number=number,
        amount=amount,
        fee=fee,
        deadline_s=deadline_s,
        controller=controller,
        advertiser=advertiser,
        owner=owner,
    )


def _of_stack(stack: Sequence[StackValue]) -> tuple[int, EscrowTerms] | None:
    """What `get_deal` gave; None when it has another form."""
    numbers = [value for value in stack[:5] if isinstance(value, int)]
    cells = [value for value in stack[5:] if isinstance(value, StackCell)]
    if len(stack) != 8 or len(numbers) != 5 or len(cells) != 3:  # noqa: PLR2004  its own form
        return None
    try:
        controller, advertiser, owner = (_raw(parse(cell.boc).begin_parse()) for cell in cells)
    except BadCell:
        return None
    return numbers[0], EscrowTerms(
        number=numbers[1],
        amount=numbers[2],
        fee=numbers[3],
        deadline_s=numbers[4],
        controller=controller,
        advertiser=advertiser,
        owner=owner,
    )


def _raw(read: Slice) -> str:
    address = read.load_address()
    if not isinstance(address, Address):
        raise BadCell("no address")
    return f"{address.wc}:{address.hash_part.hex()}"
