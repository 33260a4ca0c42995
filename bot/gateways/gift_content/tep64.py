"""Token content as TEP-64 has it: an address elsewhere, values on the chain, or both.

https://github.com/ton-blockchain/TEPs/blob/master/text/0064-token-data-standard.md
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pytoniq_core.boc.cell import Cell

from bot.gateways.gift_content.cells import (
    OddCells,
    content_data,
    dictionary,
    lookup,
    parse,
    snake,
)
from domain.gifts.content_ports import ContentForm

_ON_CHAIN: Final = 0x00
_OFF_CHAIN: Final = 0x01
_MARK_BITS: Final = 8
_KEY_BITS: Final = 256
URI: Final = "uri"
NAMES: Final = (
    URI,
    *("name", "description", "image", "image_data", "attributes"),
    *("content_url", "animation_url", "lottie"),
)
"""The standard's own names for items, and those that collections of gifts use beside them."""
_KEYS: Final = {
    name: int.from_bytes(hashlib.sha256(name.encode()).digest(), "big") for name in NAMES
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`uri` is where the rest stands; `values` those on the chain, by name."""

    form: ContentForm
    uri: str | None
    values: Mapping[str, bytes]


def read_content(boc: bytes) -> Content:
    """Raises OddCells for what is of none of the three forms."""
    return _read(parse(boc))


def _read(cell: Cell) -> Content:
    rest = cell.begin_parse()
    if rest.remaining_bits < _MARK_BITS:
        raise OddCells("no content")
    mark = rest.load_uint(_MARK_BITS)
    if mark == _OFF_CHAIN:
        uri = _text(snake(rest))
        if uri is None:
            raise OddCells("no address")
        return Content(form=ContentForm.OFF_CHAIN, uri=uri, values={})
    if mark != _ON_CHAIN:
        raise OddCells("no content")
    root = dictionary(rest)
    values = {} if root is None else _values(root)
    uri = _text(values.pop(URI, b""))
    form = ContentForm.ON_CHAIN if uri is None else ContentForm.SEMI_CHAIN
    return Content(form=form, uri=uri, values=values)


def _values(root: Cell) -> dict[str, bytes]:
    """One that cannot be read spoils no other."""
    found = {}
    for name, key in _KEYS.items():
        try:
            value = lookup(root, key, bits=_KEY_BITS)
            if value is not None:
                found[name] = content_data(value)
        except OddCells:
            continue
    return found


def _text(told: bytes) -> str | None:
    """Addresses are ASCII; what is none is no address."""
    text = told.decode("ascii", errors="replace").strip().strip("\x00")
    return text if text and "\ufffd" not in text else None
