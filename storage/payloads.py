"""JSON in our own tables. In payloads that come back as values money is marked; in the audit
log, which people read, it is an amount and its asset.
"""

from collections.abc import Callable, Mapping
from typing import Final

import orjson

from domain.shared.money import Asset, Money

_MARK: Final = "$money"


def dump(payload: Mapping[str, object]) -> str:
    """As JSON; `load` gives it back."""
    return orjson.dumps(payload, default=_marked, option=orjson.OPT_PASSTHROUGH_DATACLASS).decode()


def load(text: str, asset_of: Callable[[str], Asset]) -> Mapping[str, object]:
    """What `dump` wrote, with its money."""
    payload: dict[str, object] = orjson.loads(text)
    if _MARK in text:
        payload = {name: _restored(value, asset_of) for name, value in payload.items()}
    return payload


def dump_details(details: Mapping[str, object]) -> str:
    """As JSON for people to read."""
    return orjson.dumps(details, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS).decode()


def _marked(value: object) -> object:
    if isinstance(value, Money):
        return {_MARK: [value.units, value.asset.code]}
    return _listed(value)


def _plain(value: object) -> object:
    if isinstance(value, Money):
        return {"asset": value.asset.code, "amount": value.text}
    return _listed(value)


def _listed(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"a {type(value).__name__} does not go into JSON")


def _restored(value: object, asset_of: Callable[[str], Asset]) -> object:
    if isinstance(value, list):
        return [_restored(item, asset_of) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_MARK}:
        units, code = value[_MARK]
        return Money(units, asset_of(code))
    return {name: _restored(item, asset_of) for name, item in value.items()}
