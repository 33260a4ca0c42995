"""Bags of cells that strangers made, opened without a surprise; for gateways that read them."""

from typing import Final

from pytoniq_core.boc.cell import Cell, CellError
from pytoniq_core.boc.slice import SliceError
from pytoniq_core.boc.tvm_bitarray import TvmBitarrayException

READ_FAILURES: Final = (
    AssertionError,
    CellError,
    LookupError,
    OverflowError,
    SliceError,
    TvmBitarrayException,
    TypeError,
    ValueError,
)
"""What the library raises when a cell holds less than is read of it, or something else."""


class NoBag(ValueError):
    """Bytes that are no bag of cells with one root."""


def root_of(boc: bytes, *, bytes_max: int) -> Cell:
    """The one root of a bag of cells. Raises NoBag and nothing else."""
    if not 0 < len(boc) <= bytes_max:
        raise NoBag(f"a bag of {len(boc)} bytes")
    try:
        roots = Cell.from_boc(bytes(boc))
    # For a malformed bag the library raises whatever comes: bare Exception, IndexError, ...
    except Exception as error:  # a boundary to foreign bytes and a foreign library
        raise NoBag(f"no bag of cells: {type(error).__name__}") from None
    if len(roots) != 1:
        raise NoBag(f"{len(roots)} roots")
    return roots[0]
