"""Jettons (TEP-74) of the world: one stand-in for USDT, made of the standard contracts."""

import hashlib
from dataclasses import dataclass

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.hashmap.hashmap import HashMap

from scripts.sandbox.forms import Json
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.ton.wallet_contracts import Order, code

_MINT = 21
_INTERNAL_TRANSFER = 0x178D4519
_TRANSFER = 0x0F8A7EA5
# What a mint and a transfer carry for their fees; what is left comes back.
_MINT_NANO = 100_000_000
_FIRST_NANO = 1_000_000_000
TRANSFER_NANO = 100_000_000
_FORWARD_NANO = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Jetton:
    """A jetton by its master contract, raw; its asset is `jetton:<master>`."""

    symbol: str
    name: str
    decimals: int
    master: str
    init: Cell

    @property
    def asset(self) -> str:
        """As money is written."""
        return f"jetton:{self.master}"

    def view(self) -> Json:
        """As `GET /world` shows it."""
        return {"symbol": self.symbol, "master": self.master, "decimals": self.decimals}


def usdt() -> Jetton:
    """The same address in every world: its first state is always the same."""
    return _jetton("USDT", "Tether USD", decimals=6)


def deploy(chain: Chain, jetton: Jetton) -> None:
    """Bring the master contract into the world."""
    order = Outgoing(source=FAUCET, destination=jetton.master, value=_FIRST_NANO, init=jetton.init)
    chain.carry(chain.send_internal(order))


def mint(chain: Chain, jetton: Jetton, *, to: str, units: int) -> None:
    """Make new units for somebody, at once."""
    inner = Builder()
    inner.store_uint(_INTERNAL_TRANSFER, 32).store_uint(0, 64).store_coins(units)
    inner.store_address(cells.to_address(jetton.master)).store_address(cells.to_address(FAUCET))
    inner.store_coins(0).store_bit(0)
    body = Builder()
    body.store_uint(_MINT, 32).store_uint(0, 64).store_address(cells.to_address(to))
    body.store_coins(_MINT_NANO // 2).store_ref(inner.end_cell())
    order = Outgoing(
        source=FAUCET, destination=jetton.master, value=_MINT_NANO, body=body.end_cell()
    )
    chain.carry(chain.send_internal(order))


def wallet_of(chain: Chain, jetton: Jetton, owner: str) -> str:
    """Where somebody's units are kept, as the master says."""
    return chain.get_method(jetton.master, "get_wallet_address", [owner]).address(0)


def balance(chain: Chain, jetton: Jetton, owner: str) -> int:
    """Somebody's units; 0 for those who never had any."""
    address = wallet_of(chain, jetton, owner)
    if not chain.account(address).active:
        return 0
    return chain.get_method(address, "get_wallet_data").integer(0)


def transfer(
    chain: Chain, jetton: Jetton, *, owner: str, to: str, units: int, payload: Cell | None
) -> Order:
    """What the owner's wallet must send so that `to` gets the units with that payload."""
    body = Builder()
    body.store_uint(_TRANSFER, 32).store_uint(0, 64).store_coins(units)
    body.store_address(cells.to_address(to)).store_address(cells.to_address(owner))
    body.store_bit(0).store_coins(_FORWARD_NANO)
    if payload is None:
        body.store_bit(0)
    else:
        body.store_bit(1).store_ref(payload)
    return Order(
        to=wallet_of(chain, jetton, owner), value=TRANSFER_NANO, bounce=True, body=body.end_cell()
    )


def _jetton(symbol: str, name: str, *, decimals: int) -> Jetton:
    told = {"name": name, "symbol": symbol, "decimals": str(decimals)}
    data = Builder()
    data.store_coins(0).store_address(cells.to_address(FAUCET))
    data.store_ref(_content(told)).store_ref(code("jetton_wallet"))
    init = cells.state_init(code("jetton_minter"), data.end_cell())
    return Jetton(
        symbol=symbol,
        name=name,
        decimals=decimals,
        master=cells.address_of(init),
        init=init,
    )


def _content(told: dict[str, str]) -> Cell:
    """On-chain content (TEP-64): a dictionary by the hash of each name."""
    entries = HashMap(256, value_serializer=lambda value, into: into.store_ref(value))
    for name, value in told.items():
        key = int.from_bytes(hashlib.sha256(name.encode()).digest())
        entries.set_int_key(key, cells.snake(b"\x00" + value.encode()))
    content = Builder()
    content.store_uint(0, 8).store_dict(entries.serialize())
    return content.end_cell()
