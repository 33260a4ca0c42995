"""A chain of accounts and messages just large enough for contracts, on the real virtual machine.

Messages come from wherever a test says, so that nobody needs a wallet; what they cause is run to
the end. Every step is written down in a form that another engine can replay.
"""

import base64
from collections import deque
from dataclasses import dataclass, field, replace

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.tlb.account import ShardAccount
from pytoniq_core.tlb.transaction import InternalMsgInfo, Transaction, TransactionOrdinary
from pytoniq_core.tlb.vm_stack import VmStack

from scripts.sandbox.ton.cells import (
    AccountView,
    boc_text,
    empty_account,
    parse_boc,
    raw_address,
    read_account,
    to_address,
)
from scripts.sandbox.ton.engine import Emulated, Engine, GetOrder
from scripts.sandbox.ton.messages import read_header

START_S = 1_790_000_000
STEP_LT = 1_000_000
_SEED = "5e" * 32
_EMPTY_STACK = base64.b64encode(
    Builder().store_uint(0, 24).end_cell().to_boc()  # a VmStack of depth 0
).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that a transaction sent: raw address (None to outside), nano."""

    to: str | None
    value: int
    fwd_fee: int
    bounced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A transaction, as far as two engines must agree on it. Amounts in nano.

    `exit_code` is None when nothing ran, `action_code` None when there was no action phase.
    """

    account: str
    exit_code: int | None
    action_code: int | None
    aborted: bool
    gas: int
    fees: int
    status: str
    balance: int
    sent: tuple[Sent, ...]


class NotTaken(Exception):
    """A message from outside that no account accepted."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(f"not accepted: {exit_code}")
        self.exit_code = exit_code


@dataclass(slots=True)
class Stage:
    """Accounts by raw address. `now_s` may be set at will; it is the time of the next step.

    `coins_in` is what the messages of the test have brought, `coins_burnt` the fees: what came in
    is on the accounts or burnt, `missing` is the difference.
    """

    engine: Engine
    now_s: int = START_S
    lt: int = STEP_LT
    coins_in: int = 0
    coins_burnt: int = 0
    steps: list[dict[str, object]] = field(default_factory=list)
    ran: list[Ran | None] = field(default_factory=list)
    _accounts: dict[str, str] = field(default_factory=dict)
    _held: dict[str, int] = field(default_factory=dict)

    def send(self, message: Cell) -> tuple[Ran, ...]:
        """Everything that follows from a message, in its order. Raises NotTaken."""
        self.steps.append({"now": self.now_s, "message": boc_text(message)})
        header = read_header(message)
        self.coins_in += header.value
        queue, done = deque([message]), list[Ran]()
        while queue:
            made = self._run(queue.popleft())
            done.append(made[0])
            queue.extend(made[1])
        self.ran.extend([*done, None])
        return tuple(done)

    def account(self, address: str) -> AccountView:
        return read_account(address, self._accounts.get(address) or empty_account())

    def balance(self, address: str) -> int:
        return self.account(address).balance

    def extra_currency(self, address: str) -> dict[int, int]:
        """Currencies other than the coin, by their number."""
        boc = self._accounts.get(address)
        if boc is None:
            return {}
        account = ShardAccount.deserialize(parse_boc(boc).begin_parse()).account
        return dict(account.storage.balance.other.dict or {}) if account else {}

    def get(self, address: str, method: str) -> list[object]:
        """The stack that a get-method leaves, its last value last."""
        view = self.account(address)
        assert view.code is not None, "only what is deployed has methods"
        assert view.data is not None, "only what is deployed has data"
        answer = self.engine.get_method(
            GetOrder(
                code=boc_text(view.code),
                data=boc_text(view.data),
                address=address,
                balance=view.balance,
                method_id=method_id(method),
                stack=_EMPTY_STACK,
                now=self.now_s,
            )
        )
        assert answer.exit_code == 0, answer
        return list(VmStack.deserialize(parse_boc(answer.stack).begin_parse()))

    def copy(self) -> "Stage":
        """The same accounts at the same moment, apart from now on."""
        return replace(
            self,
            steps=[*self.steps],
            ran=[*self.ran],
            _accounts=dict(self._accounts),
            _held=dict(self._held),
        )

    @property
    def missing(self) -> int:
        """What neither an account has nor a fee took. Always zero."""
        return self.coins_in - self.coins_burnt - sum(self._held.values())

    def _run(self, message: Cell) -> tuple[Ran, list[Cell]]:
        header = read_header(message)
        assert header.destination is not None, "it goes to an account"
        address = header.destination
        before = self._accounts.get(address) or empty_account()
        self.lt += STEP_LT
        done = self.engine.emulate(
            before, boc_text(message), now=self.now_s, lt=self.lt, seed=_SEED
        )
        if not isinstance(done, Emulated):
            self.ran.append(None)
            raise NotTaken(done.exit_code)
        self._accounts[address] = done.shard_account
        made, out = _read(address, done.transaction, self.account(address))
        self._held[address] = made.balance
        self.coins_burnt += made.fees + sum(each.fwd_fee for each in made.sent)
        return made, out


def plain(address: str) -> Address:
    return to_address(address)


def method_id(name: str) -> int:
    """CRC-16/XMODEM of the name with the 17th bit set, as compilers number get-methods."""
    crc = 0
    for byte in name.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc | 0x10000


def _read(address: str, transaction: str, after: AccountView) -> tuple[Ran, list[Cell]]:
    read = Transaction.deserialize(parse_boc(transaction).begin_parse())
    assert isinstance(read, Transaction)
    told = read.description
    assert isinstance(told, TransactionOrdinary)
    compute = told.compute_ph
    assert compute is not None, "an ordinary transaction has the phase, skipped or not"
    skipped = compute.type_ == "skipped"
    infos = [message.info for message in read.out_msgs]
    made = Ran(
        account=address,
        exit_code=None if skipped else compute.exit_code,
        action_code=None if told.action is None else told.action.result_code,
        aborted=bool(told.aborted),
        gas=0 if skipped else compute.gas_used,
        fees=read.total_fees.grams,
        status=after.status,
        balance=after.balance,
        sent=tuple(
            Sent(
                to=raw_address(info.dest),
                value=info.value_coins,
                fwd_fee=info.fwd_fee,
                bounced=bool(info.bounced),
            )
            for info in infos
            if isinstance(info, InternalMsgInfo)
        ),
    )
    return made, _cells(transaction)


def _cells(transaction: str) -> list[Cell]:
    """The messages that left, as the very cells of the transaction."""
    messages = parse_boc(transaction).begin_parse().load_ref().begin_parse()
    messages.load_maybe_ref()
    left = messages.load_dict(15, value_deserializer=lambda value: value.load_ref()) or {}
    return [left[key] for key in sorted(left)]
