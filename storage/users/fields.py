"""The fields of a notice as JSON text and back; money keeps its asset."""

from collections.abc import Mapping
from typing import Final

import orjson

from domain.shared.money import BUILT_IN, Money

_MONEY: Final = "$money"


def dump_fields(fields: Mapping[str, object]) -> str:
    return orjson.dumps(dict(fields), default=_dump).decode()


def load_fields(text: str) -> dict[str, object]:
    return {name: _load(value) for name, value in orjson.loads(text).items()}


def _dump(value: object) -> object:
    if isinstance(value, Money):
        return {_MONEY: [value.units, value.asset.code]}
    raise TypeError(f"a notice holds a {type(value).__name__}")


def _load(value: object) -> object:
    if isinstance(value, dict) and _MONEY in value:
        units, code = value[_MONEY]
        return Money(units, BUILT_IN[code])
    return value
