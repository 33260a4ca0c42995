"""A chain with a memory: accounts, messages, fees, highload wallets, jettons, and faults.

It behaves as the real one in what the house depends on: every transaction is linked to the one
before, a wallet that is short takes a message in and pays nothing, a message is taken in once and
only while it is young, a jetton wallet without enough bounces. `FakeChain` outlives a crash of the
app.
"""

import json
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from domain.shared.refusals import GatewayRejected
from domain.ton.models import (
    NO_HASH,
    AccountState,
    AccountView,
    ChainHead,
    ChainMessage,
    ChainTx,
    Cursor,
    GetResult,
    JettonBalance,
    JettonMove,
    Op,
    Payout,
    StackArg,
)
from tests.fakes.stars import Died
from tests.fakes.ton_faults import Faults
from tests.fakes.ton_machines import (
    FORWARD,
    GAS,
    IN_MESSAGE,
    JETTON_GAS,
    Account,
    Letter,
    Machines,
    address,
    digest,
    message_to,
)


class FakeChain(Machines):
    """Implements domain.ton.ports.ChainReader and Sender. `tick` carries all letters.
    `lag` is how many blocks reads are behind.
    """

    def __init__(self, now_s: int = 1_796_115_600) -> None:
        self.now_s = now_s
        self.seqno = 1
        self.lt = 1_000_000
        self.lag = 0
        self.accounts: dict[str, Account] = {}
        self.blocks: dict[tuple[str, int], int] = {}
        self.times: dict[int, int] = {1: now_s}
        self.letters: deque[Letter] = deque()
        self.faults = Faults()
        self.sent: list[bytes] = []
        self.delayed: list[bytes] = []

    # what a test does to the world

    def account(self, name_or_address: str, **given: object) -> Account:
        """The account; made when there is none."""
        raw = name_or_address if ":" in name_or_address else address(name_or_address)
        found = self.accounts.setdefault(raw, Account(raw))
        for name, value in given.items():
            setattr(found, name, value)
        return found

    def pay(
        self,
        source: str,
        to: str,
        value: int,
        comment: str | None = None,
        *,
        op: int | None = Op.COMMENT,
        bounce: bool = False,
    ) -> None:
        """Coins from somebody outside; carried by the next `tick`."""
        account = self.account(source)
        letter = self._letter(account.address, to, value, comment=comment, op=op, bounce=bounce)
        self.letters.append(letter)

    def pay_jettons(
        self, source: str, to: str, amount: int, master: str, comment: str | None = None
    ) -> None:
        """Jettons from somebody outside to the owner `to`."""
        sender = self.account(source).address
        wallet = self.jetton_account(master, sender)
        target = self.jetton_account(master, to)
        move = JettonMove(
            op=Op.JETTON_INTERNAL, query_id=1, amount=amount, peer=sender, comment=comment
        )
        letter = self._letter(wallet.address, target.address, JETTON_GAS, move=move)
        self.letters.append(letter)

    def tick(self, seconds: int = 5) -> int:
        """A block, and as many more as it takes until nothing is under way."""
        done = 0
        self.now_s += seconds
        while self.delayed and self.seqno % 3 == 0:
            with suppress(GatewayRejected):
                self._take(self.delayed.pop())
        while True:
            self.seqno += 1
            self.times[self.seqno] = self.now_s
            for _ in range(len(self.letters)):
                self._carry(self.letters.popleft())
                done += 1
            if not self.letters:
                return done

    # ChainReader

    async def head(self) -> ChainHead:
        self.faults.met("head")
        seqno = self._seen
        return ChainHead(seqno=seqno, at_s=self.times[seqno])

    async def account_view(self, raw: str) -> AccountView:
        found = self.accounts.get(raw)
        shown = self._shown(raw)
        if found is None or (not shown and not found.history):
            state = AccountState.NONE
            if found is not None and found.balance:
                state = AccountState.ACTIVE if found.active else AccountState.UNINIT
            balance = found.balance if found is not None else 0
            return AccountView(
                address=raw,
                state=state,
                balance=balance,
                code_hash=None,
                last_lt=0,
                last_hash=NO_HASH,
                read_at_s=self.now_s,
            )
        last = shown[-1] if shown else None
        return AccountView(
            address=raw,
            state=AccountState.ACTIVE if found.active else AccountState.UNINIT,
            balance=found.balances[len(shown)],
            code_hash="f" * 64 if found.active else None,
            last_lt=last.lt if last is not None else 0,
            last_hash=last.hash if last is not None else NO_HASH,
            read_at_s=self.now_s,
        )

    async def transactions(self, raw: str, *, after: Cursor, limit: int) -> tuple[ChainTx, ...]:
        page = [tx for tx in self._shown(raw) if tx.lt > after.lt][:limit]
        fault = self.faults.met("transactions" if page else "nothing new")
        if fault == "gap" and page:
            del page[len(page) // 2]
            page = page or [replace(self._shown(raw)[-1], prev_lt=7, lt=after.lt + 1)]
        if fault == "duplicate" and page:
            page.insert(0, page[len(page) // 2])
        if fault == "reorder":
            page.reverse()
        return tuple(page)

    async def transaction(self, raw: str, at: Cursor) -> ChainTx | None:
        self.faults.met("transaction")
        return next((tx for tx in self._shown(raw) if tx.cursor == at), None)

    async def jetton_wallet(self, master: str, owner: str) -> str:
        self.faults.met("jetton_wallet")
        return self.jetton_account(master, owner).address

    async def jetton_balance(self, wallet: str) -> JettonBalance:
        self.faults.met("jetton_balance")
        found = self.account(wallet)
        stock = found.stocks[len(self._shown(wallet))] if self.lag else found.jettons
        return JettonBalance(balance=stock, owner=found.owner, master=found.master)

    async def run(self, raw: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        raise GatewayRejected(f"{method} of {raw} with {stack}: nothing here asks for it")

    # Sender

    async def send(self, boc: bytes) -> None:
        fault = self.faults.met("send")
        self.sent.append(boc)
        if fault == "lose":
            return
        if fault == "delay":
            self.delayed.append(boc)
            return
        self._take(boc)
        if fault == "die after":
            raise Died

    # inside

    def _take(self, boc: bytes) -> None:
        wire = json.loads(boc)
        wallet = self.account(wire["wallet"])
        young = wire["created_at_s"] <= self.now_s < wire["created_at_s"] + wire["timeout_s"]
        if not young or wire["query_id"] in wallet.used:
            raise GatewayRejected("exitcode=36" if young else "exitcode=35")
        if wallet.balance < GAS:
            raise GatewayRejected("no coins for the gas")
        letter = Letter(
            message=message_to(
                None, wallet.address, 0, own_hash=digest(boc), body_hash=digest("body", boc)
            ),
            payouts=tuple(Payout(**one) for one in wire["payouts"]),
            query_id=wire["query_id"],
        )
        wallet.used.add(wire["query_id"])
        self.letters.append(letter)

    @property
    def _seen(self) -> int:
        return max(1, self.seqno - self.lag)

    def _shown(self, raw: str) -> list[ChainTx]:
        found = self.accounts.get(raw)
        if found is None:
            return []
        return [tx for tx in found.history if self.blocks[tx.account, tx.lt] <= self._seen]

    def _carry(self, letter: Letter) -> None:
        came = letter.message
        assert came.destination is not None, "letters to the outside are not carried"
        account = self.account(came.destination)
        if not account.balances:
            account.balances.append(account.balance)
        account.balance += came.value
        outs, aborted, returned = self._act(account, letter)
        fees = GAS + sum(FORWARD - IN_MESSAGE for _ in outs)
        if came.source is not None and not account.active:
            fees = 0
        fees = min(fees, account.balance)
        account.balance -= fees + sum(out.message.value + out.message.fwd_fee for out in outs)
        self._write(account, came, outs, fees=fees, aborted=aborted, returned=returned)
        self.letters.extend(outs)

    def _write(
        self,
        account: Account,
        came: ChainMessage,
        outs: list[Letter],
        *,
        fees: int,
        aborted: bool,
        returned: bool,
    ) -> None:
        self.lt += 10
        before = account.history[-1] if account.history else None
        tx = ChainTx(
            account=account.address,
            lt=self.lt,
            hash=digest(account.address, self.lt),
            prev_lt=before.lt if before is not None else 0,
            prev_hash=before.hash if before is not None else NO_HASH,
            at_s=self.now_s,
            fees=fees,
            aborted=aborted,
            returned=returned,
            message=came,
            outs=tuple(out.message for out in outs),
        )
        account.history.append(tx)
        account.balances.append(account.balance)
        account.stocks.append(account.jettons)
        self.blocks[account.address, tx.lt] = self.seqno


class Reader:
    """FakeChain as a ChainReader: `account` is the port's word for `account_view`."""

    def __init__(self, chain: FakeChain) -> None:
        self._chain = chain
        self.head = chain.head
        self.transactions = chain.transactions
        self.transaction = chain.transaction
        self.jetton_wallet = chain.jetton_wallet
        self.jetton_balance = chain.jetton_balance
        self.run = chain.run

    async def account(self, address: str) -> AccountView:
        self._chain.faults.met("account")
        return await self._chain.account_view(address)
