"""The local chain with the real machine, read without any face: coins only."""

import base64
from collections.abc import Sequence

from bot.gateways.ton.bodies import comment
from bot.gateways.ton.highload import HighloadWallet
from domain.shared.ids import SECOND
from domain.shared.refusals import GatewayRejected
from domain.ton.models import (
    AccountState,
    AccountView,
    ChainHead,
    ChainTx,
    Cursor,
    GetResult,
    JettonBalance,
    StackArg,
)
from domain.ton.ports import PayoutWallet
from domain.ton.withdrawals.queue import Outside
from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.messages import Outgoing
from tests.fakes.clock import FakeClock
from tests.gateways.ton.chains import LocalReader, TestSigner, history

_STATES = {"nonexist": "none", "uninit": "uninit", "active": "active", "frozen": "frozen"}


class RealChain:
    """Implements domain.ton.ports.ChainReader, Sender and OrderWallets."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.chain = Chain(seed="money", now=clock.now() // SECOND)
        self._methods = LocalReader(self.chain)
        self.deposit = HighloadWallet(TestSigner(b"d" * 32), self._methods)
        self.payout = HighloadWallet(TestSigner(b"p" * 32), self._methods)

    @property
    def outside(self) -> Outside:
        wallets: dict[str, PayoutWallet] = {
            wallet.address: wallet for wallet in (self.deposit, self.payout)
        }
        return Outside(reader=self, sender=self, wallets=wallets, orders=self)

    def wallet(self, number: int, address: str | None = None) -> PayoutWallet:
        made = HighloadWallet(TestSigner(b"d" * 32), self._methods, wallet_id=1000 + number)
        assert address in {None, made.address}, "there is one key only"
        return made

    def pay(self, to: str, nano: int, text: str | None = None, *, source: str = FAUCET) -> None:
        body = comment(text) if text is not None else None
        order = Outgoing(source=source, destination=to, value=nano, bounce=False, body=body)
        self.chain.send_internal(order)

    def tick(self, seconds: int = 5) -> None:
        self._clock.advance(seconds * SECOND)
        self.chain.now = self._clock.now() // SECOND
        self.chain.make_block()
        self.chain.settle()

    async def head(self) -> ChainHead:
        head = self.chain.head
        return ChainHead(seqno=head.seqno, at_s=head.utime)

    async def account(self, address: str) -> AccountView:
        view = self.chain.account(address)
        return AccountView(
            address=address,
            state=AccountState(_STATES[view.status]),
            balance=view.balance,
            code_hash=view.code.hash.hex() if view.code is not None else None,
            last_lt=view.last_lt,
            last_hash=view.last_hash.hex(),
            read_at_s=self.chain.head.utime,
        )

    async def transactions(
        self, address: str, *, after: Cursor, limit: int
    ) -> tuple[ChainTx, ...]:
        return tuple(tx for tx in history(self.chain, address) if tx.lt > after.lt)[:limit]

    async def transaction(self, address: str, at: Cursor) -> ChainTx | None:
        return next((tx for tx in history(self.chain, address) if tx.cursor == at), None)

    async def jetton_wallet(self, master: str, owner: str) -> str:
        raise GatewayRejected(f"no jettons here: {master} {owner}")

    async def jetton_balance(self, wallet: str) -> JettonBalance:
        raise GatewayRejected(f"no jettons here: {wallet}")

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        return await self._methods.run(address, method, stack)

    async def send(self, boc: bytes) -> None:
        try:
            self.chain.send_external(base64.b64encode(boc).decode())
        except Refused as refused:
            raise GatewayRejected(str(refused)) from refused
