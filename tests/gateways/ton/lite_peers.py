"""Lite servers made of the local chain's own bytes, in pytoniq's form."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from pytoniq.liteclient.client import LiteClientError, LiteServerError, RunGetMethodError
from pytoniq_core.boc.address import Address

from bot.gateways.ton.cells import parse
from scripts.sandbox.ton.chain import Chain

HASHES = {"root_hash": "00" * 32, "file_hash": "00" * 32}


@dataclass
class FakePeers:
    """Lite servers of a local chain, in the library's own forms."""

    chain: Chain
    raises: BaseException | None = None
    behind: int = 0
    calls: list[str] = field(default_factory=list)
    closed: bool = False

    async def start_up(self) -> None:
        self._called("start_up")

    async def close_all(self) -> None:
        self.closed = True

    async def get_masterchain_info_ext(self) -> Mapping[str, Any]:
        self._called("head")
        block = self.chain.head
        last = {"workchain": -1, "shard": -(2**63), "seqno": block.seqno, **HASHES}
        return {"last": last, "last_utime": block.utime}

    async def raw_get_account_state(self, address: Address, block: object) -> tuple[Any, Any]:
        self._called("account")
        assert getattr(block, "seqno", None) == self.chain.head.seqno
        at = self.chain.head.seqno - self.behind
        view = self.chain.account(_raw(address), at=at)
        if view.status == "nonexist":
            return None, None
        state = SimpleNamespace(
            type_=f"account_{view.status}",
            state_init=SimpleNamespace(code=view.code, data=view.data),
        )
        storage = SimpleNamespace(balance=SimpleNamespace(grams=view.balance), state=state)
        shard = SimpleNamespace(last_trans_lt=view.last_lt, last_trans_hash=view.last_hash)
        return SimpleNamespace(storage=storage), shard

    async def raw_get_transactions(
        self, address: Address, count: int, from_lt: int, from_hash: bytes
    ) -> tuple[list[Any], list[Any]]:
        self._called("transactions")
        assert 0 < count <= 16
        rows = [tx for tx in self.chain.transactions(_raw(address)) if tx.lt <= from_lt]
        if not rows or rows[-1].lt != from_lt:
            raise LiteServerError(651, "cannot find block: lt not in db")
        if rows[-1].hash != from_hash.hex():
            raise LiteClientError("Transaction hashes mismatch")
        page = [SimpleNamespace(cell=parse(_boc(tx.boc))) for tx in reversed(rows[-count:])]
        return page, [None] * len(page)

    async def run_get_method(
        self, address: Address, method: str, stack: list[object]
    ) -> list[object]:
        self._called("run")
        answer = self.chain.get_method(_raw(address), method, stack)
        if not answer.ok:
            raise RunGetMethodError(address, method, answer.exit_code)
        return answer.stack

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.raises is not None:
            raise self.raises


def _raw(address: Address) -> str:
    return f"{address.wc}:{address.hash_part.hex()}"


def _boc(text: str) -> bytes:
    return base64.b64decode(text)
