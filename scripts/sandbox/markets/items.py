"""Where the items of gifts live on the chain: in the standard contracts of TEP-62.

An address is the hash of a contract's first state, so it is known before anything is deployed.
Thousands are asked for at once: an item's is computed by hashing alone, without building cells.
"""

import functools
import hashlib
from pathlib import Path

import orjson
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton import cells

# The first bytes of a cell: how many references it has, and how long its bits are.
_DATA_HEAD = bytes([0, 83])
_INIT_HEAD = bytes([2, 1])
# `StateInit` with code and data and nothing else: bits 00110, then the mark of the end.
_INIT_BITS = b"\x34"
_CONTENT = "https://nft.fragment.com/gift/"
_ROYALTY = (0, 100)


@functools.cache
def collection_address(short: str) -> str:
    """Raw, of a collection by its short name."""
    return cells.address_of(collection_init(short))


def item_address(short: str, number: int) -> str:
    """Raw, of the item with that number in a collection."""
    code_hash, code_depth = _item_code_hash()
    parent = bytes.fromhex(collection_address(short).removeprefix("0:"))
    # 64 bits of the index; `100`, workchain 0 and the hash: 267 bits of an address; the end mark.
    bits = (number << 267 | 0b100 << 264 | int.from_bytes(parent)) << 5 | 0b10000
    data_hash = hashlib.sha256(_DATA_HEAD + bits.to_bytes(42)).digest()
    depths = code_depth.to_bytes(2) + bytes(2)
    init = hashlib.sha256(_INIT_HEAD + _INIT_BITS + depths + code_hash + data_hash)
    return f"0:{init.hexdigest()}"


def item_init(short: str, number: int) -> Cell:
    """The first state of an item, which its collection fills with an owner."""
    data = Builder().store_uint(number, 64)
    data.store_address(cells.to_address(collection_address(short)))
    return cells.state_init(_code("nft_item"), data.end_cell())


def collection_init(short: str) -> Cell:
    """The first state of a collection; what was issued before is not counted."""
    owner = cells.to_address(f"0:{hashlib.sha256(b'souk gifts telegram').hexdigest()}")
    whole = cells.snake(b"\x01" + f"https://nft.fragment.com/collection/{short}.json".encode())
    content = Builder().store_ref(whole).store_ref(cells.snake(_CONTENT.encode())).end_cell()
    factor, base = _ROYALTY
    royalty = Builder().store_uint(factor, 16).store_uint(base, 16).store_address(owner)
    data = Builder().store_address(owner).store_uint(0, 64).store_ref(content)
    data.store_ref(_code("nft_item")).store_ref(royalty.end_cell())
    return cells.state_init(_code("nft_collection"), data.end_cell())


def content(key: str) -> Cell:
    """An item's own part of the address of its metadata."""
    return cells.snake(f"{key}.json".encode())


@functools.cache
def _item_code_hash() -> tuple[bytes, int]:
    found = _code("nft_item")
    return found.hash, found.get_depth(0)


@functools.cache
def _code(name: str) -> Cell:
    kept = orjson.loads(Path(__file__).with_name("item_codes.json").read_bytes())
    return cells.parse_boc(str(kept[name]))
