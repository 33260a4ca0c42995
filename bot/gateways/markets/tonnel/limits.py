"""Tonnel names no limit. Twenty fast calls one after another were all taken (2026-09)."""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

RATES: Final[Mapping[str, Rate]] = {WHOLE: Rate(per_s=4.0, burst=20.0)}
PAGE_ROWS: Final = 30
"""More is refused: `limit is too big`."""
HISTORY_ROWS: Final = 50
LIST_PAGES_MAX: Final = 20
"""Of lots that are looked through for the names of their collections alone."""
