"""Portals' limits are per path. Without a header: two searches a second by its own headers, where
400 ms between them were refused and 600 ms never (2026-09). Partners: by Portals' swagger, which
names no limit of its own for what happens on the market: that is counted in the 25 of all paths.
"""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

SEARCH: Final = "search"
ACTIONS: Final = "actions"
ANONYMOUS: Final[Mapping[str, Rate]] = {
    WHOLE: Rate(per_s=4.0, burst=4.0),
    SEARCH: Rate(per_s=1.6, burst=1.0),
    ACTIONS: Rate(per_s=1.6, burst=1.0),
}
PARTNERS: Final[Mapping[str, Rate]] = {
    WHOLE: Rate(per_s=20.0, burst=20.0),
    SEARCH: Rate(per_s=12.0, burst=12.0),
    ACTIONS: Rate(per_s=10.0, burst=10.0),
}
PAGE_ROWS: Final = 50
"""Of a search; more are cut to it silently."""
SHELF_ROWS: Final = 100
PARTNERS_ACTION_ROWS: Final = 20
PARTNERS_ACTIONS_FURTHEST: Final = 700
