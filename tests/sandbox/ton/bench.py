"""A chain without a server, people with wallets on it, and contracts of a few instructions."""

import hashlib
from dataclasses import dataclass, field

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.ton.phases import Phases, read_phases
from scripts.sandbox.ton.rows import Tx
from scripts.sandbox.ton.wallet_contracts import Order, WalletContract

NOW = 1_800_000_000
TON = 10**9


@dataclass
class Owner:
    """Somebody with a wallet, who remembers how often it was used."""

    chain: Chain
    contract: WalletContract
    seqno: int = 0
    sent: list[Cell] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.contract.address

    @property
    def balance(self) -> int:
        return self.chain.account(self.address).balance

    def message(self, *orders: Order, valid_until: int | None = None) -> Cell:
        """Signed for the next turn, not sent."""
        return self.contract.message(
            orders,
            seqno=self.seqno,
            valid_until=self.chain.now + 60 if valid_until is None else valid_until,
            deploy=self.seqno == 0,
        )

    def send(self, *orders: Order) -> list[Tx]:
        """Send, make blocks until all is quiet; every transaction that came of it."""
        message = self.message(*orders)
        self.chain.send_external(message)
        self.seqno += 1
        self.sent.append(message)
        return settled(self.chain)


def new_chain(seed: str = "1") -> Chain:
    return Chain(seed=seed, now=NOW)


def owner(chain: Chain, name: str, version: str = "v4r2", ton: int = 10) -> Owner:
    """Somebody new with that many TON, whose wallet is not deployed yet."""
    made = Owner(chain, WalletContract(version, hashlib.sha256(name.encode()).digest()))
    give(chain, made.address, ton * TON)
    return made


def give(chain: Chain, to: str, nano: int, **more: object) -> list[Tx]:
    """Coins out of nowhere, with a body or a first state or a wish to bounce."""
    # The names are those of `Outgoing`.
    order = Outgoing(source=FAUCET, destination=to, value=nano, **more)  # type: ignore[arg-type]
    blocks = chain.carry(chain.send_internal(order))
    return [tx for tx in chain.log if tx.block >= blocks[0].seqno]


def settled(chain: Chain) -> list[Tx]:
    first = chain.head.seqno + 1
    chain.settle()
    return [tx for tx in chain.log if tx.block >= first]


def program(instructions: str, data: Cell | None = None) -> Cell:
    """The first state of a contract that runs these instructions (hex) for whatever comes."""
    built = Builder()
    # SETCP0 first, as every contract does.
    built.store_bytes(bytes.fromhex("ff00" + instructions))
    return cells.state_init(built.end_cell(), data or Builder().end_cell())


def phases(tx: Tx) -> Phases:
    return read_phases(tx.boc)
