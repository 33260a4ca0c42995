"""What a call gives: text from a query, or values from JSON, read by name.

Every reader raises FaceError in the face's own words when a value does not fit.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.errors import BAD_ADDRESS, FaceError, invalid
from scripts.sandbox.ton.face.wire import BadForm, raw_address, read_cell, read_hash

Value = TypeVar("Value")
_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off", "")
UINT64_MAX = 2**64 - 1
_INTEGER = re.compile(r"-?[0-9]{1,20}")


class Args:
    """The values by name; a query may give a name more than once."""

    def __init__(self, values: Mapping[str, list[object]]) -> None:
        self._values = values

    def shown(self) -> Json:
        """For the log of calls."""
        return {name: all_[0] if len(all_) == 1 else all_ for name, all_ in self._values.items()}

    def has(self, name: str) -> bool:
        """Whether something was given under that name."""
        return any(value not in (None, "") for value in self._values.get(name, ()))

    def value(self, name: str) -> object:
        """As it was given last; None for nothing."""
        given = self._values.get(name)
        return given[-1] if given else None

    def text(self, name: str) -> str:
        """Text that must be there."""
        value = self.value(name)
        if not isinstance(value, str) or not value:
            raise invalid(f"field required: {name}")
        return value

    def integer(
        self, name: str, default: int | None, *, least: int = 0, most: int = UINT64_MAX
    ) -> int | None:
        """An integer, as text or number."""
        if not self.has(name):
            return default
        number = _integer(name, self.value(name))
        if not least <= number <= most:
            raise invalid(f"{name} is not allowed: {number} is not from {least} to {most}")
        return number

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes or no."""
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        text = str(value).lower()
        if text not in (*_TRUE, *_FALSE):
            raise invalid(f"{name} is not a boolean")
        return text in _TRUE

    def address(self, name: str) -> str:
        """One address that must be there, raw."""
        return _address(self.text(name))

    def addresses(self, name: str) -> list[str]:
        """All addresses under that name, raw; comma-separated ones too."""
        return [_address(one) for one in self.texts(name)]

    def hash(self, name: str) -> bytes | None:
        """One hash, in hex or base64."""
        return self._read(name, read_hash) if self.has(name) else None

    def hashes(self, name: str) -> list[bytes]:
        """All hashes under that name."""
        return [_fit(name, read_hash, one) for one in self.texts(name)]

    def cell(self, name: str) -> Cell:
        """One bag of cells that must be there."""
        return self._read(name, read_cell)

    def texts(self, name: str) -> list[str]:
        """All texts under that name."""
        given = self._values.get(name) or self._values.get(f"{name}[]") or []
        flat = [one for value in given for one in (value if isinstance(value, list) else [value])]
        return [part for one in flat for part in str(one).split(",") if part]

    def _read(self, name: str, reader: Callable[[str], Value]) -> Value:
        return _fit(name, reader, self.text(name))


def _fit(name: str, reader: Callable[[str], Value], text: str) -> Value:
    try:
        return reader(text)
    except BadForm as error:
        raise invalid(f"{name}: {error}") from error


def _address(text: str) -> str:
    try:
        return raw_address(text)
    except BadForm as error:
        raise FaceError(416, BAD_ADDRESS) from error


def _integer(name: str, value: object) -> int:
    text = str(value)
    if isinstance(value, bool | float) or _INTEGER.fullmatch(text) is None:
        raise invalid(f"{name} is not an integer")
    return int(text)
