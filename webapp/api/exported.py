"""A person's own data as the file shows it: times and amounts in the forms of the API."""

from collections.abc import Mapping
from typing import Final

from domain.shared.ids import Instant
from domain.shared.money import ASSETS, Asset, Money
from webapp.forms import time_text

_TIMES: Final = frozenset({"at", "date", "sitting_from", "paused_until", "pending_since"})
"""Besides every name that ends in `_at`."""
_AMOUNTS: Final = frozenset({"units", "pending_units", "stake", "staked", "returned", "fee"})
"""Amounts of the asset that the same row names."""
_FLAGS: Final = frozenset({"is_premium", "counts", "muted"})


def shown_row(row: Mapping[str, object]) -> dict[str, object]:
    """A moment that has never come is null. Amounts of an asset that is not built in stay in its
    smallest unit, which their name then says.
    """
    asset = ASSETS.get(str(row.get("asset")))
    shown: dict[str, object] = {}
    for name, value in row.items():
        shown[name] = _shown(name, value, asset) if isinstance(value, int) else value
    return shown


def _shown(name: str, value: int, asset: Asset | None) -> object:
    if name in _TIMES or name.endswith("_at"):
        return time_text(Instant(value)) if value else None
    if name in _AMOUNTS and asset is not None:
        return Money(value, asset).text
    return bool(value) if name in _FLAGS else value
