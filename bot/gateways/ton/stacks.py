"""Stacks of get-methods in the form of toncenter's v2: pairs of a type and a value."""

import base64
import re
from collections.abc import Sequence
from typing import Final

from pytoniq_core.boc.builder import Builder

from bot.gateways.ton import forms
from bot.gateways.ton.cells import BadCell, bytes_of_base64, library_address, parse, to_base64
from domain.ton.models import AddressArg, Cell, StackArg, StackValue

_HEX: Final = re.compile(r"(-?)0x([0-9a-fA-F]{1,65})", re.ASCII)


def written(stack: Sequence[StackArg]) -> list[list[str]]:
    return [_written(one) for one in stack]


def read(told: object) -> tuple[StackValue, ...]:
    """Numbers, cells, slices as cells, null as None. Raises OddAnswer for anything else."""
    if not isinstance(told, list):
        raise forms.OddAnswer("stack: not a list")
    return tuple(_read(one) for one in told)


def _written(argument: StackArg) -> list[str]:
    if isinstance(argument, AddressArg):
        cell = Builder().store_address(library_address(argument.raw)).end_cell()
        return ["tvm.Slice", to_base64(cell)]
    if isinstance(argument, Cell):
        return ["tvm.Cell", base64.b64encode(argument.boc).decode()]
    return ["num", hex(argument)]


def _read(item: object) -> StackValue:
    if not isinstance(item, list) or not item:
        raise forms.OddAnswer("stack: not a pair")
    kind, value = str(item[0]).lower().removeprefix("tvm."), item[-1]
    if kind in {"num", "number", "int"}:
        return _number(value)
    if kind in {"cell", "slice", "builder"}:
        return _cell(value)
    if kind == "null" or (kind in {"list", "tuple"} and _empty(value)):
        return None
    raise forms.OddAnswer(f"stack: {kind}")


def _number(value: object) -> int:
    match = _HEX.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return forms.whole(value, "stack number")
    number = int(match[2], 16)
    return -number if match[1] else number


def _cell(value: object) -> Cell:
    boc = value.get("bytes") if isinstance(value, dict) else value
    try:
        given = bytes_of_base64(forms.text(boc, "stack cell"))
        parse(given)
    except BadCell as error:
        raise forms.OddAnswer(f"stack cell: {error}") from None
    # As it came: writing a stranger's cells anew can take longer than the world lasts.
    return Cell(given)


def _empty(value: object) -> bool:
    """How v2 writes null."""
    elements = value.get("elements") if isinstance(value, dict) else value
    return elements == []
