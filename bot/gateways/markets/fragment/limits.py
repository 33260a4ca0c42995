"""Fragment names no limit. Readers of its pages leave 0.18 s between two calls."""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

RATES: Final[Mapping[str, Rate]] = {WHOLE: Rate(per_s=5.0)}
TRAITS_KEPT_MAX: Final = 20_000
"""Of gifts whose pages were read: traits never change."""
LOOK_MOST: Final = 10
"""Pages of gifts that the index of the chain does not show for sale are read one by one."""
