"""Token content in cells, built as contracts do it, and contracts that give it out."""

import hashlib
from collections.abc import Mapping

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.hashmap.hashmap import HashMap

from scripts.sandbox.markets.items import collection_init, item_init
from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing

NANO = 10**9
OWNER = "0:" + "a1" * 32


def snake(told: bytes) -> Cell:
    return cells.snake(told)


def chunked(told: bytes, size: int) -> Cell:
    """0x01 and a dictionary of pieces."""
    pieces = HashMap(32)
    for number, start in enumerate(range(0, len(told), size)):
        piece = Builder().store_ref(snake(told[start : start + size])).end_cell()
        pieces.set_int_key(number, piece)
    made: Cell = Builder().store_uint(1, 8).store_dict(pieces.serialize()).end_cell()
    return made


def off_chain(uri: str) -> Cell:
    return snake(b"\x01" + uri.encode())


def on_chain(values: Mapping[str, bytes | Cell]) -> Cell:
    """0x00 and a dictionary by the hashes of names; bytes become snakes."""
    known = HashMap(256)
    for name, value in values.items():
        whole = value if isinstance(value, Cell) else snake(b"\x00" + value)
        key = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
        known.set_int_key(key, Builder().store_ref(whole).end_cell())
    made: Cell = Builder().store_uint(0, 8).store_dict(known.serialize()).end_cell()
    return made


def deploy_collection(chain: Chain, content: Cell, *, items: str = "https://no.where/") -> str:
    """A standard collection with that content; its items' addresses begin with `items`."""
    parts = Builder().store_ref(content).store_ref(snake(items.encode())).end_cell()
    plain = collection_init("plushpepe")
    code = plain.refs[0]
    royalty = plain.refs[1].refs[2]
    data = Builder().store_address(cells.to_address(OWNER)).store_uint(0, 64).store_ref(parts)
    data.store_ref(item_init("plushpepe", 1).refs[0]).store_ref(royalty)
    return _deploy(chain, cells.state_init(code, data.end_cell()))


def deploy_item(chain: Chain, content: Cell, *, collection: str | None = None) -> str:
    """A standard item that is minted already, with that content of its own."""
    data = Builder().store_uint(7, 64)
    data.store_address(None if collection is None else cells.to_address(collection))
    data.store_address(cells.to_address(OWNER)).store_ref(content)
    code = item_init("plushpepe", 1).refs[0]
    return _deploy(chain, cells.state_init(code, data.end_cell()))


def deploy_unminted(chain: Chain, collection: str) -> str:
    """An item that nobody owns yet."""
    data = Builder().store_uint(8, 64).store_address(cells.to_address(collection))
    code = item_init("plushpepe", 1).refs[0]
    return _deploy(chain, cells.state_init(code, data.end_cell()))


def small_bag(root: Cell) -> bytes:
    """A bag with each cell once. The library's own writer walks every path."""
    order: dict[bytes, Cell] = {}
    waiting = [root]
    while waiting:
        cell = waiting.pop()
        order.pop(cell.hash, None)
        order[cell.hash] = cell
        waiting += [one for one in cell.refs[:1] if one.hash not in order]
        assert len({one.hash for one in cell.refs}) <= 1, "a chain of forks with equal sides"
    places = {known: number for number, known in enumerate(order)}
    told = b"".join(
        bytes(cell.get_descriptors())
        + cell.get_data_bytes()
        + b"".join(places[one.hash].to_bytes(2, "big") for one in cell.refs)
        for cell in order.values()
    )
    head = [len(order).to_bytes(2, "big"), (1).to_bytes(2, "big"), bytes(2)]
    head += [len(told).to_bytes(3, "big"), bytes(2)]
    return b"\xb5\xee\x9c\x72\x02\x03" + b"".join(head) + told


def _deploy(chain: Chain, init: Cell) -> str:
    address = cells.address_of(init)
    chain.carry(
        chain.send_internal(
            Outgoing(source=FAUCET, destination=address, value=NANO, bounce=False, init=init)
        )
    )
    assert chain.account(address).active
    return address
