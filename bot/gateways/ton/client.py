"""Toncenter as the house reads and sends by: implements domain.ton.ports.ChainReader and Sender.

v3 (the index) walks through transactions; accounts and get-methods are asked of v2, whose answers
are a lite server's and name the block that they come from. Nothing pending is ever asked for.
"""

import base64
from collections.abc import Sequence
from typing import Final, Literal

from bot.gateways.ton import forms, jettons, stacks
from bot.gateways.ton.cells import BadCell, bytes_of_base64, hash_of, parse
from bot.gateways.ton.forms import Row
from bot.gateways.ton.limits import KEYLESS_PER_S, Limits
from bot.gateways.ton.session import Query, TonSession
from bot.gateways.ton.transactions import from_index
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
)

PAGE_MAX: Final = 1000
_STATES: Final = {
    "active": AccountState.ACTIVE,
    "frozen": AccountState.FROZEN,
    "uninitialized": AccountState.UNINIT,
}
_SENDING: Final = {"v2": "v2/sendBoc", "v3": "v3/message"}


class TonCenter:
    """Every call waits its turn under the limit on calls; reads are tried a few times."""

    def __init__(
        self, base: str, key: str, *, calls_per_s: float, send_by: Literal["v2", "v3"] = "v2"
    ) -> None:
        """`calls_per_s` is what the key allows; without a key it is one a second."""
        self._limits = Limits(calls_per_s if key else KEYLESS_PER_S)
        self._session = TonSession(base, key, self._limits)
        self._sending = _SENDING[send_by]

    def set_pace(self, pace: float) -> None:
        """The sandbox's limits became so many times wider."""
        self._limits.set_pace(pace)

    async def close(self) -> None:
        await self._session.close()

    async def head(self) -> ChainHead:
        told = await self._session.get("masterchainInfo", {})
        last = forms.row(told.get("last"), "last block")
        return ChainHead(
            seqno=forms.whole(last.get("seqno"), "seqno"),
            at_s=forms.whole(last.get("gen_utime"), "gen_utime"),
        )

    async def account(self, address: str) -> AccountView:
        told = await self._session.ask("getAddressInformation", {"address": address})
        return _account(address, forms.row(told, "account"))

    async def transactions(
        self, address: str, *, after: Cursor, limit: int
    ) -> tuple[ChainTx, ...]:
        query: Query = {
            "account": address,
            "start_lt": after.lt + 1,
            "limit": min(limit, PAGE_MAX),
            "sort": "asc",
        }
        return await self._indexed(query)

    async def transaction(self, address: str, at: Cursor) -> ChainTx | None:
        query: Query = {"account": address, "start_lt": at.lt, "end_lt": at.lt, "limit": 1}
        found = await self._indexed(query)
        return next((tx for tx in found if tx.cursor == at and tx.account == address), None)

    async def jetton_wallet(self, master: str, owner: str) -> str:
        answer = await self.run(master, "get_wallet_address", (AddressArg(owner),))
        return jettons.wallet_of(answer)

    async def jetton_balance(self, wallet: str) -> JettonBalance:
        return jettons.balance_of(await self.run(wallet, "get_wallet_data"))

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        order = {"address": address, "method": method, "stack": stacks.written(stack)}
        told = forms.row(await self._session.run("runGetMethod", order), "runGetMethod")
        result = GetResult(exit_code=forms.whole(told.get("exit_code"), "exit_code"), stack=())
        if not result.ok:
            return result
        return GetResult(exit_code=result.exit_code, stack=stacks.read(told.get("stack")))

    async def send(self, boc: bytes) -> None:
        await self._session.send(self._sending, {"boc": base64.b64encode(boc).decode()})

    async def _indexed(self, query: Query) -> tuple[ChainTx, ...]:
        told = await self._session.get("transactions", query)
        return tuple(from_index(one) for one in forms.rows(told.get("transactions"), "rows"))


def _account(address: str, told: Row) -> AccountView:
    """`raw.fullAccountState`, which has no word for an account that is not there."""
    last = forms.row(told.get("last_transaction_id"), "last transaction")
    last_lt = forms.whole(last.get("lt"), "lt")
    state = _STATES.get(forms.text(told.get("state"), "state"))
    if state is None:
        raise forms.OddAnswer("state: unknown word")
    # An account without coins is told with a balance of -1 by some versions.
    balance = max(0, forms.whole(told.get("balance"), "balance"))
    if state is AccountState.UNINIT and last_lt == 0 and balance == 0:
        state = AccountState.NONE
    active = state is AccountState.ACTIVE
    return AccountView(
        address=address,
        state=state,
        balance=balance,
        code_hash=_hash_of_boc(told.get("code")) if active else None,
        last_lt=last_lt,
        last_hash=forms.hash_hex(last.get("hash"), "hash") if last_lt else NO_HASH,
        read_at_s=forms.whole(told.get("sync_utime"), "sync_utime"),
        data=_boc(told.get("data")) if active else None,
    )


def _boc(told: object) -> bytes:
    try:
        return bytes_of_base64(forms.text(told, "cells"))
    except BadCell:
        raise forms.OddAnswer("cells: not base 64") from None


def _hash_of_boc(told: object) -> str:
    try:
        return hash_of(parse(_boc(told)))
    except BadCell:
        raise forms.OddAnswer("code: no bag of cells") from None
