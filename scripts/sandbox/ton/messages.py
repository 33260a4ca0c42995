"""Messages between contracts and from outside, as TON's `block.tlb` has them."""

from dataclasses import dataclass

from pytoniq_core.boc.address import ExternalAddress
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from scripts.sandbox.ton.cells import BadCells, raw_address, to_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A message's own words: `kind` is `int`, `ext_in` or `ext_out`; addresses raw or None."""

    kind: str
    source: str | None
    destination: str | None
    value: int = 0
    bounce: bool = False
    bounced: bool = False
    created_lt: int = 0
    created_at: int = 0
    body: Cell
    init: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An internal message to be: raw addresses, `value` in nano; the sender may be left open."""

    source: str | None
    destination: str
    value: int
    bounce: bool = False
    body: Cell | None = None
    init: Cell | None = None


def read_header(message: Cell) -> Header:
    """Read a message of any kind. Raises BadCells."""
    try:
        return _read_header(message.begin_parse())
    except BadCells:
        raise
    except Exception as error:  # as in `parse_boc`
        raise BadCells(str(error)) from error


def internal_message(order: Outgoing, *, lt: int = 0, now: int = 0) -> Cell:
    """The cell of an internal message, as if it had left a contract at that logical time."""
    built = Builder()
    built.store_uint(0b0, 1).store_bit(1).store_bit(int(order.bounce)).store_bit(0)
    built.store_address(None if order.source is None else to_address(order.source))
    built.store_address(to_address(order.destination))
    built.store_coins(order.value).store_bit(0).store_coins(0).store_coins(0)
    built.store_uint(lt, 64).store_uint(now, 32)
    return _with_init_and_body(built, order.init, order.body)


def external_message(destination: str, body: Cell, init: Cell | None = None) -> Cell:
    """The cell of a message from outside; the body goes into a reference.

    So the hash of one without a state is its normalised hash (TEP-467) too.
    """
    built = Builder()
    built.store_uint(0b10, 2).store_address(None)
    built.store_address(to_address(destination)).store_coins(0)
    if init is None:
        built.store_bit(0)
    else:
        built.store_bit(1).store_bit(1).store_ref(init)
    built.store_bit(1).store_ref(body)
    return built.end_cell()


def normal_hash(destination: str, body: Cell) -> bytes:
    """The hash under which a message from outside is found however it was packed (TEP-467)."""
    return external_message(destination, body).hash


def _read_header(read: Slice) -> Header:
    if not read.load_bit():
        read.skip_bits(1)
        bounce, bounced = bool(read.load_bit()), bool(read.load_bit())
        source, destination = _address(read), _address(read)
        value = read.load_coins()
        read.load_maybe_ref()
        read.load_coins()
        read.load_coins()
        lt, at = read.load_uint(64), read.load_uint(32)
        init, body = _init_and_body(read)
        return Header(
            kind="int",
            source=source,
            destination=destination,
            value=value,
            bounce=bounce,
            bounced=bounced,
            created_lt=lt,
            created_at=at,
            body=body,
            init=init,
        )
    outward = read.load_bit()
    source, destination = _address(read), _address(read)
    if outward:
        lt, at = read.load_uint(64), read.load_uint(32)
        init, body = _init_and_body(read)
        return Header(
            kind="ext_out",
            source=source,
            destination=destination,
            created_lt=lt,
            created_at=at,
            body=body,
            init=init,
        )
    read.load_coins()
    init, body = _init_and_body(read)
    return Header(kind="ext_in", source=source, destination=destination, body=body, init=init)


def _address(read: Slice) -> str | None:
    """Raw; None for none and for an address outside of TON."""
    address = read.load_address()
    if address is None or isinstance(address, ExternalAddress):
        return None
    return raw_address(address)


def _init_and_body(read: Slice) -> tuple[Cell | None, Cell]:
    init: Cell | None = None
    if read.load_bit():
        init = read.load_ref() if read.load_bit() else _inline_init(read)
    body = read.load_ref() if read.load_bit() else read.to_cell()
    return init, body


def _inline_init(read: Slice) -> Cell:
    built = Builder()
    for width in (5, 2):
        flag = read.load_bit()
        built.store_bit(flag)
        if flag:
            built.store_bits(read.load_bits(width))
    for _ in range(3):
        built.store_maybe_ref(read.load_maybe_ref())
    return built.end_cell()


def _with_init_and_body(built: Builder, init: Cell | None, body: Cell | None) -> Cell:
    if init is None:
        built.store_bit(0)
    else:
        built.store_bit(1).store_bit(1).store_ref(init)
    if body is None:
        built.store_bit(0)
    else:
        built.store_bit(1).store_ref(body)
    return built.end_cell()
