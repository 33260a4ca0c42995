"""What an order is called and what its hash is: the two facts that a key stands for."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from hashlib import sha256
from operator import attrgetter
from typing import Final

import orjson

from domain.shared.money import Money

_OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_NON_STR_KEYS
_HASH_LETTERS: Final = 32
_kinds: Final[dict[type, str]] = {}
_values: Final[dict[type, Callable[[object], object]]] = {}


def kind_of(order: object) -> str:
    """`<area>.<Name>` for an order declared in `domain/<area>`."""
    of = type(order)
    kind = _kinds.get(of)
    if kind is None:
        area = [*of.__module__.split("."), ""][1]
        kind = _kinds[of] = f"{area}.{of.__qualname__}"
    return kind


def hash_of(order: object) -> str:
    """A hash of everything that the order says. Orders are dataclasses of plain values, money
    and further dataclasses.
    """
    said = orjson.dumps(order, default=_value, option=_OPTIONS)
    return sha256(said).hexdigest()[:_HASH_LETTERS]


def _value(value: object) -> object:
    of = type(value)
    reader = _values.get(of)
    if reader is None:
        reader = _values[of] = _reader(of)
    return reader(value)


def _reader(of: type) -> Callable[[object], object]:
    if of is Money:
        return _money
    if of in {set, frozenset}:
        return _sorted
    if not is_dataclass(of):
        raise TypeError(f"an order holds a {of.__name__}, which has no hash")
    names = [field.name for field in fields(of)]
    if not names:
        return _nothing
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)


def _money(value: object) -> object:
    assert isinstance(value, Money), "chosen by its type"
    return value.units, value.asset.code


def _sorted(value: object) -> object:
    assert isinstance(value, set | frozenset), "chosen by its type"
    return sorted(value)


def _nothing(_value: object) -> object:
    return ()
