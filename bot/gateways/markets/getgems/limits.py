"""GetGems allows 400 calls in five minutes from one address; together with what is kept for a
burst this stays under it in any five minutes.
"""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

RATES: Final[Mapping[str, Rate]] = {WHOLE: Rate(per_s=1.0, burst=60.0)}
PAGE_ROWS: Final = 100
LOOK_ROWS: Final = 50
