"""Compiled code of the contracts that the house deploys or recognises, kept as data.

`codes.json` names source and licence of each; a test computes every hash again.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.cells import from_base64

FILE: Final = Path(__file__).with_name("codes.json")


@cache
def code(name: str) -> Cell:
    """The code of this name, e.g. `v4r2` or `highload_v3`. Raises KeyError for an unknown one."""
    return from_base64(_listed()[name]["boc"])


@cache
def names() -> dict[str, str]:
    """Name by code hash (64 hex digits in lower case)."""
    return {one["hash"]: name for name, one in _listed().items()}


@cache
def _listed() -> dict[str, dict[str, str]]:
    listed: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8"))["codes"]
    return listed
