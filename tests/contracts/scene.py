"""One escrow and the people around it: who they are, and what they can do to it."""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice
from pytoniq_core.tlb.block import ExtraCurrencyCollection

from scripts.sandbox.ton.cells import address_of, parse_boc, raw_address, state_init
from tests.contracts.stage import START_S, Ran, Stage, plain

FOLDER = Path(__file__).parents[2] / "contracts"
COMPILED: Final = json.loads((FOLDER / "escrow" / "compiled.json").read_text())
CODE: Final = parse_boc(str(COMPILED["code"]))

TON: Final = 1_000_000_000
RENT_HELD: Final = 20_000_000
RENT_ENDED: Final = 10_000_000
DEPOSIT_EXTRA: Final = 30_000_000
ORDER_LEAST: Final = 20_000_000
DAY_S: Final = 86_400
YEAR_S: Final = 365 * DAY_S

WAITING, FUNDED, RELEASED, REFUNDED = range(4)


class Op:
    DEPOSIT: Final = 0x0D3B0511
    RELEASE: Final = 0x0D3B0512
    REFUND: Final = 0x0D3B0513
    AUTO_REFUND: Final = 0x0D3B0514
    SWEEP: Final = 0x0D3B0515


class Exit:
    NOT_CONTROLLER: Final = 401
    NOT_ADVERTISER: Final = 402
    WRONG_STATE: Final = 403
    TOO_LATE: Final = 404
    TOO_EARLY: Final = 405
    DEPOSIT_TOO_SMALL: Final = 406
    GAS_TOO_SMALL: Final = 407
    UNKNOWN_OP: Final = 65535
    OUT_OF_GAS: Final = -14


def person(name: str, workchain: int = 0) -> str:
    """An address that nobody else has."""
    return f"{workchain}:{hashlib.sha256(name.encode()).hexdigest()}"


ALICE: Final = person("alice, who advertises")
BOB: Final = person("bob, who owns the channel")
HOUSE: Final = person("the controller")
STRANGER: Final = person("a stranger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the address commits to. Amounts in nano, deadline in Unix seconds."""

    deal_id: int = 1
    amount: int = 5 * TON
    fee: int = 0
    deadline_s: int = START_S + 10 * DAY_S
    controller: str = HOUSE
    advertiser: str = ALICE
    owner: str = BOB

    def data(self, state: int = WAITING) -> Cell:
        sides = Builder().store_address(plain(self.advertiser)).store_address(plain(self.owner))
        built = Builder()
        built.store_uint(state, 8).store_uint(self.deal_id, 64)
        built.store_coins(self.amount).store_coins(self.fee).store_uint(self.deadline_s, 32)
        built.store_address(plain(self.controller)).store_ref(sides.end_cell())
        return built.end_cell()

    @property
    def init(self) -> Cell:
        return state_init(CODE, self.data())

    @property
    def address(self) -> str:
        return address_of(self.init)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An internal message to be, as nobody's wallet would let it be written. `value` in nano,
    `extra` is (currency, amount).
    """

    to: str
    by: str = STRANGER
    value: int = 50_000_000
    bounce: bool = True
    bounced: bool = False
    body: Cell | None = None
    init: Cell | None = None
    extra: tuple[int, int] | None = None

    def cell(self) -> Cell:
        built = Builder()
        built.store_bit(0).store_bit(1)
        built.store_bit(int(self.bounce)).store_bit(int(self.bounced))
        built.store_address(plain(self.by)).store_address(plain(self.to)).store_coins(self.value)
        if self.extra is None:
            built.store_bit(0)
        else:
            built.store_cell(ExtraCurrencyCollection(dict([self.extra])).serialize())
        built.store_coins(0).store_coins(0).store_uint(0, 64).store_uint(0, 32)
        if self.init is None:
            built.store_bit(0)
        else:
            built.store_bit(1).store_bit(1).store_ref(self.init)
        if self.body is None:
            built.store_bit(0)
        else:
            built.store_bit(1).store_ref(self.body)
        return built.end_cell()


def order_body(op: int, query_id: int = 0) -> Cell:
    built = Builder()
    built.store_uint(op, 32).store_uint(query_id, 64)
    return built.end_cell()


@dataclass(slots=True)
class Scene:
    """An escrow on a stage. Each act sends one message and gives the escrow's own transaction;
    `after` keeps all that followed.
    """

    stage: Stage
    terms: Terms
    after: tuple[Ran, ...] = ()

    def with_terms(self, **changes: object) -> "Scene":
        """Another escrow on the same stage."""
        return Scene(self.stage, replace(self.terms, **changes))  # type: ignore[arg-type]  # names are checked by replace

    @property
    def address(self) -> str:
        return self.terms.address

    def deposit(
        self, value: int | None = None, *, by: str | None = None, bounce: bool = True
    ) -> Ran:
        """By default as a wallet does it: with the state-init, and 0.05 beside the amount."""
        return self.say(
            Op.DEPOSIT,
            self.terms.amount + 50_000_000 if value is None else value,
            by=self.terms.advertiser if by is None else by,
            bounce=bounce,
            init=self.terms.init,
        )

    def release(self, value: int = 50_000_000, *, by: str | None = None) -> Ran:
        return self.say(Op.RELEASE, value, by=self.terms.controller if by is None else by)

    def refund(self, value: int = 50_000_000, *, by: str | None = None) -> Ran:
        return self.say(Op.REFUND, value, by=self.terms.controller if by is None else by)

    def auto_refund(self, value: int = 50_000_000, *, by: str = STRANGER) -> Ran:
        return self.say(Op.AUTO_REFUND, value, by=by)

    def sweep(self, value: int = 50_000_000, *, by: str = STRANGER) -> Ran:
        return self.say(Op.SWEEP, value, by=by)

    def deploy(self, *, by: str = STRANGER) -> Ran:
        """Make the contract without paying in: a sweep that brings the state-init."""
        return self.say(Op.SWEEP, 50_000_000, by=by, init=self.terms.init)

    def say(
        self, op: int, value: int, *, by: str, bounce: bool = True, init: Cell | None = None
    ) -> Ran:
        return self.post(
            Letter(
                to=self.address, by=by, value=value, bounce=bounce, body=order_body(op), init=init
            )
        )

    def post(self, message: Letter | Cell) -> Ran:
        cell = message.cell() if isinstance(message, Letter) else message
        self.after = self.stage.send(cell)
        return self.after[0]

    def wait_until(self, now_s: int) -> None:
        self.stage.now_s = now_s

    @property
    def state(self) -> int:
        found = self.stage.get(self.address, "get_state")[0]
        assert isinstance(found, int)
        return found

    @property
    def deal(self) -> tuple[int, Terms]:
        """State and terms as the contract itself tells them."""
        state, deal_id, amount, fee, deadline, *addresses = self.stage.get(
            self.address, "get_deal"
        )
        numbers = [n for n in (state, deal_id, amount, fee, deadline) if isinstance(n, int)]
        assert len(numbers) == 5, "the first five are numbers"
        controller, advertiser, owner = (_address(each) for each in addresses)
        return numbers[0], Terms(
            deal_id=numbers[1],
            amount=numbers[2],
            fee=numbers[3],
            deadline_s=numbers[4],
            controller=controller,
            advertiser=advertiser,
            owner=owner,
        )

    def balance(self, address: str | None = None) -> int:
        return self.stage.balance(self.address if address is None else address)

    def came_back(self, to: str) -> int:
        """How much of what was sent returned to its sender, in nano; 0 if nothing did."""
        return sum(each.value for each in self.after[0].sent if each.bounced and each.to == to)


def comment_body(text: str) -> Cell:
    built = Builder()
    built.store_uint(0, 32).store_bytes(text.encode())
    return built.end_cell()


def contract_that_throws() -> Cell:
    """State-init of a contract whose code is `THROW 5`, whatever comes."""
    code = Builder().store_uint(0xF205, 16).end_cell()
    return state_init(code, Builder().store_uint(1, 8).end_cell())


def contract_with_much_to_keep(cells: int) -> Cell:
    """State-init of a contract that takes what comes and pays rent for that many cells."""
    level = [Builder().store_uint(n, 64).end_cell() for n in range(cells)]
    while len(level) > 1:
        level = [_holding(level[at : at + 4]) for at in range(0, len(level), 4)]
    # c4 PUSH, NEWC, STREF, ENDC, c4 POP: it wraps its data at each message. An account that is as
    # it was made does not freeze but goes back to having no state.
    return state_init(Builder().store_bytes(bytes.fromhex("ed44c8ccc9ed54")).end_cell(), level[0])


def _holding(cells: list[Cell]) -> Cell:
    built = Builder()
    for cell in cells:
        built.store_ref(cell)
    return built.end_cell()


def _address(value: object) -> str:
    assert isinstance(value, Slice | Cell)
    read = value.begin_parse() if isinstance(value, Cell) else value
    address = read.load_address()
    assert isinstance(address, Address)
    return raw_address(address)
