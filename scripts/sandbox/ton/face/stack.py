"""Stacks of get-methods in the two wire forms of toncenter, v2 and v3, both ways.

In this process a stack is a list of `int`, `Cell`, `Slice`, `Builder`, `None` and `VmTuple` of
those.
"""

import re
from collections.abc import Sequence

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice
from pytoniq_core.tlb.vm_stack import VmTuple

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.wire import BadForm, b64, cell_b64, read_cell

# What a caller can put on a stack, with the marks of both wire forms.
_CELLS = {"cell", "tvm.cell"}
_SLICES = {"slice", "tvm.slice", "builder", "tvm.builder"}
_LISTS = {"tuple", "tvm.tuple", "list", "tvm.list"}
DEPTH_MAX = 16
_NUMBER = re.compile(r"-?(0[xX][0-9a-fA-F]{1,65}|[0-9]{1,79})")


def read_v2(given: object) -> list[object]:
    """`[["num", "0x1"], ["tvm.Slice", "<base64>"]]`; BadForm for anything else."""
    return [_read_pair(item) for item in _list(given)]


def read_v3(given: object) -> list[object]:
    """`[{"type": "num", "value": "0x1"}]`; BadForm for anything else."""
    return [_read_typed(item, 0) for item in _list(given)]


def write_v2(stack: Sequence[object]) -> list[object]:
    """As toncenter v2 gives it: a slice is written as a cell, null as an empty list."""
    return [_write_pair(item) for item in stack]


def write_v3(stack: Sequence[object]) -> list[Json]:
    """As the v3 index gives it."""
    return [_write_typed(item) for item in stack]


def items_of(value: object) -> list[object] | None:
    """The parts of a tuple, whichever way it is held; None when it is no tuple."""
    if isinstance(value, VmTuple):
        return list(value.list)
    return list(value) if isinstance(value, list | tuple) else None


def as_cell(value: object) -> Cell | None:
    """What can be written as a bag of cells, as a cell."""
    if isinstance(value, Slice | Builder):
        value = value.to_cell() if isinstance(value, Slice) else value.end_cell()
    return value if isinstance(value, Cell) else None


def _list(given: object) -> list[object]:
    if not isinstance(given, list):
        raise BadForm("the stack is a list")
    return given


def _read_pair(item: object) -> object:
    if not isinstance(item, list) or len(item) != 2 or not isinstance(item[0], str):
        raise BadForm("a stack item is a pair of a type and a value")
    kind, value = item[0].lower(), item[1]
    if kind in _LISTS and isinstance(value, dict):
        return VmTuple([_read_entry(one, 0) for one in _list(value.get("elements"))])
    if isinstance(value, dict):
        value = value.get("bytes")
    return _plain(kind, value)


def _read_entry(entry: object, depth: int) -> object:
    """An item inside a tuple: `{"@type": "tvm.stackEntryNumber", "number": {…}}`."""
    if depth > DEPTH_MAX:
        raise BadForm("the stack is nested too deep")
    if isinstance(entry, list):
        return _read_pair(entry)
    if not isinstance(entry, dict):
        raise BadForm("a stack item is an object")
    kind = str(entry.get("@type", "")).removeprefix("tvm.stackEntry").lower()
    inner = entry.get(kind)
    if not isinstance(inner, dict):
        raise BadForm("a stack item has a value")
    if kind in _LISTS:
        return VmTuple([_read_entry(one, depth + 1) for one in _list(inner.get("elements"))])
    return _plain("num" if kind == "number" else kind, inner.get("number") or inner.get("bytes"))


def _read_typed(item: object, depth: int) -> object:
    if depth > DEPTH_MAX or not isinstance(item, dict):
        raise BadForm("a stack item is an object with a type and a value")
    kind, value = str(item.get("type", "")).lower(), item.get("value")
    if kind in _LISTS:
        return VmTuple([_read_typed(one, depth + 1) for one in _list(value)])
    return _plain(kind, value)


def _plain(kind: str, value: object) -> object:
    if kind in ("num", "number", "int"):
        return _number(value)
    if kind == "null":
        return None
    if not isinstance(value, str):
        raise BadForm("a cell is text")
    if kind in _CELLS:
        return read_cell(value)
    if kind in _SLICES:
        return read_cell(value).begin_parse()
    raise BadForm(f"{kind} is no type of a stack item")


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadForm("a number is an integer or text")
    if isinstance(value, str) and _NUMBER.fullmatch(value) is None:
        raise BadForm("not a number")
    number = value if isinstance(value, int) else int(value, 16 if "x" in value.lower() else 10)
    if not -(2**256) <= number < 2**256:
        raise BadForm("a number has 257 bits")
    return number


def _write_pair(item: object) -> object:
    if isinstance(item, int):
        return ["num", hex(item)]
    inner = items_of(item)
    if inner is not None:
        return ["tuple", {"@type": "tvm.tuple", "elements": [_entry(one) for one in inner]}]
    cell = as_cell(item)
    if cell is None:
        return ["list", {"@type": "tvm.list", "elements": []}]
    return ["cell", {"bytes": cell_b64(cell), "object": _cell_object(cell)}]


def _entry(item: object) -> Json:
    if isinstance(item, int):
        number = {"@type": "tvm.numberDecimal", "number": str(item)}
        return {"@type": "tvm.stackEntryNumber", "number": number}
    inner = items_of(item)
    if inner is not None:
        elements = {"@type": "tvm.tuple", "elements": [_entry(one) for one in inner]}
        return {"@type": "tvm.stackEntryTuple", "tuple": elements}
    cell = as_cell(item)
    if cell is None:
        return {"@type": "tvm.stackEntryList", "list": {"@type": "tvm.list", "elements": []}}
    kind = "slice" if isinstance(item, Slice) else "cell"
    body = {"@type": f"tvm.{kind}", "bytes": cell_b64(cell)}
    return {"@type": f"tvm.stackEntry{kind.capitalize()}", kind: body}


def _cell_object(cell: Cell) -> Json:
    data = {"b64": b64(cell.bits.tobytes()), "len": len(cell.bits)}
    refs = [_cell_object(one) for one in cell.refs]
    return {"data": data, "refs": refs, "special": cell.is_exotic}


def _write_typed(item: object) -> Json:
    if isinstance(item, int):
        return {"type": "num", "value": hex(item)}
    inner = items_of(item)
    if inner is not None:
        return {"type": "tuple", "value": [_write_typed(one) for one in inner]}
    cell = as_cell(item)
    if cell is None:
        return {"type": "list", "value": []}
    kind = "slice" if isinstance(item, Slice) else "cell"
    return {"type": kind, "value": cell_b64(cell)}
