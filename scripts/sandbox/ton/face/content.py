"""Token content as TEP-64 has it: an address elsewhere, or values on the chain."""

import hashlib

from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from scripts.sandbox.forms import Json

_ON_CHAIN = 0x00
_OFF_CHAIN = 0x01
_NAMES = (
    *("uri", "name", "description", "image", "image_data", "symbol", "decimals"),
    *("amount_style", "render_type", "attributes", "content_url"),
)
_KEYS = {int.from_bytes(hashlib.sha256(name.encode()).digest()): name for name in _NAMES}
_DEPTH_MAX = 64


def read_content(cell: Cell | None) -> Json:
    """What the content says; nothing for what is not of that form."""
    try:
        return {} if cell is None else _read(cell.begin_parse())
    except Exception:  # a stranger's cells: the library raises whatever it meets
        return {}


def _read(rest: Slice) -> Json:
    if rest.remaining_bits < 8:
        return {}
    mark = rest.load_uint(8)
    if mark == _OFF_CHAIN:
        return {"uri": _snake(rest).decode(errors="replace")}
    if mark != _ON_CHAIN:
        return {}
    values = rest.load_dict(256, value_deserializer=lambda value: value) or {}
    return {_KEYS.get(key, f"{key:064x}"): _text(value) for key, value in values.items()}


def _text(value: Slice) -> str:
    """A value of the dictionary: its cell begins with 0x00 and goes on from cell to cell."""
    inner = value.load_ref().begin_parse() if value.remaining_refs else value
    if inner.remaining_bits >= 8 and inner.preload_uint(8) == 0:
        inner.load_uint(8)
    return _snake(inner).decode(errors="replace")


def _snake(rest: Slice) -> bytes:
    told = b""
    for _ in range(_DEPTH_MAX):
        told += rest.load_bytes(rest.remaining_bits // 8)
        if not rest.remaining_refs:
            break
        rest = rest.load_ref().begin_parse()
    return told
