"""A second reader beside toncenter, for large amounts: lite servers, state with its proof.

Implements domain.ton.ports.ChainReader. A transaction is asked for by its hash and read from its
own bytes. That an account is not there, and what a get-method gives, is the word of one server:
no proof exists for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from bot.gateways.ton import jettons
from bot.gateways.ton.cells import boc_of, hash_of, library_address, parse
from bot.gateways.ton.lite import LiteServers, MethodFailed, NotThere, taken_apart
from bot.gateways.ton.tx_cells import from_cell
from domain.shared.refusals import GatewayError
from domain.ton import models
from domain.ton.models import (
    NO_HASH,
    AccountState,
    AccountView,
    AddressArg,
    ChainHead,
    ChainTx,
    Cursor,
    GetResult,
    JettonBalance,
    StackArg,
    StackValue,
)

PAGE: Final = 16
PAGES_MAX: Final = 64
_STATES: Final = {
    "account_active": AccountState.ACTIVE,
    "account_frozen": AccountState.FROZEN,
    "account_uninit": AccountState.UNINIT,
}


class LiteReader:
    def __init__(self, servers: LiteServers) -> None:
        self._servers = servers

    async def close(self) -> None:
        await self._servers.close()

    async def head(self) -> ChainHead:
        told = await self._servers.ask("head", lambda peers: peers.get_masterchain_info_ext())
        return taken_apart("head", lambda: _head(told))

    async def account(self, address: str) -> AccountView:
        told = await self._servers.ask("head", lambda peers: peers.get_masterchain_info_ext())
        block = taken_apart("head", lambda: _block_id(told))
        found = await self._servers.ask(
            "account",
            lambda peers: peers.raw_get_account_state(library_address(address), block),
        )
        at_s = taken_apart("head", lambda: _head(told)).at_s
        return taken_apart("account", lambda: _account(address, found, at_s))

    async def transactions(
        self, address: str, *, after: Cursor, limit: int
    ) -> tuple[ChainTx, ...]:
        """Lite servers tell the newest first: this walks back to the cursor. GatewayError when
        that is too far.
        """
        last = await self.account(address)
        at = Cursor(lt=last.last_lt, hash=last.last_hash)
        found: list[ChainTx] = []
        for _ in range(PAGES_MAX):
            if at.lt <= after.lt:
                return tuple(reversed(found))[:limit]
            page = await self._page(address, at, PAGE)
            found += [tx for tx in page if tx.lt > after.lt]
            at = Cursor(lt=page[-1].prev_lt, hash=page[-1].prev_hash)
        raise GatewayError(f"transactions: more than {PAGES_MAX * PAGE} since the cursor")

    async def transaction(self, address: str, at: Cursor) -> ChainTx | None:
        """What a server has at this place, if its bytes have this hash. None only of a server
        that has read past it; GatewayError of one that is behind.
        """
        try:
            found = await self._page(address, at, 1)
        except NotThere:
            last = await self.account(address)
            if last.last_lt < at.lt:
                raise GatewayError("transaction: the lite server is behind") from None
            return None
        return found[0] if found[0].cursor == at else None

    async def jetton_wallet(self, master: str, owner: str) -> str:
        return jettons.wallet_of(
            await self.run(master, "get_wallet_address", (AddressArg(owner),))
        )

    async def jetton_balance(self, wallet: str) -> JettonBalance:
        return jettons.balance_of(await self.run(wallet, "get_wallet_data"))

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        given = [_argument(one) for one in stack]
        try:
            told = await self._servers.ask(
                "run", lambda peers: peers.run_get_method(library_address(address), method, given)
            )
        except MethodFailed as failed:
            return GetResult(exit_code=failed.exit_code, stack=())
        return taken_apart("run", lambda: GetResult(exit_code=0, stack=tuple(map(_value, told))))

    async def _page(self, address: str, at: Cursor, count: int) -> list[ChainTx]:
        rows, _ = await self._servers.ask(
            "transactions",
            lambda peers: peers.raw_get_transactions(
                library_address(address), count, at.lt, bytes.fromhex(at.hash)
            ),
        )
        if not rows:
            raise GatewayError("transactions: an empty page")
        return taken_apart("transactions", lambda: _transactions(address, rows))


def _transactions(address: str, rows: Sequence[Any]) -> list[ChainTx]:
    return [from_cell(address, row.cell) for row in rows]


def _head(told: Mapping[str, Any]) -> ChainHead:
    return ChainHead(seqno=int(told["last"]["seqno"]), at_s=int(told["last_utime"]))


def _block_id(told: Mapping[str, Any]) -> object:
    from pytoniq_core.tl.block import BlockIdExt

    return BlockIdExt.from_dict(dict(told["last"]))


def _account(address: str, found: tuple[Any, Any], at_s: int) -> AccountView:
    account, shard = found
    if account is None or shard is None:
        return AccountView(
            address=address,
            state=AccountState.NONE,
            balance=0,
            code_hash=None,
            last_lt=0,
            last_hash=NO_HASH,
            read_at_s=at_s,
        )
    state = account.storage.state
    init = state.state_init if state.type_ == "account_active" else None
    return AccountView(
        address=address,
        state=_STATES[state.type_],
        balance=account.storage.balance.grams,
        code_hash=None if init is None else hash_of(init.code),
        last_lt=shard.last_trans_lt,
        last_hash=shard.last_trans_hash.hex(),
        read_at_s=at_s,
        data=None if init is None else boc_of(init.data),
    )


def _argument(value: StackArg) -> object:
    if isinstance(value, AddressArg):
        return library_address(value.raw).to_cell().begin_parse()
    return parse(value.boc) if isinstance(value, models.Cell) else value


def _value(value: object) -> StackValue:
    if value is None or isinstance(value, int):
        return value
    cell = value.to_cell() if isinstance(value, Slice) else value
    if not isinstance(cell, Cell):
        raise TypeError("neither number nor cells")
    return models.Cell(boc_of(cell))
