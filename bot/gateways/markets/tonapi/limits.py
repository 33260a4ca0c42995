"""TON API's limits: one call in four seconds without a key, else what the key's plan allows
(https://docs.tonconsole.com/tonapi).
"""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

KEYLESS: Final = Rate(per_s=0.24)
KEYED_PER_S: Final = 1.0
"""The least of the plans."""
PAGE_ROWS: Final = 1000
HISTORY_ROWS: Final = 100
BULK_ROWS: Final = 100
"""The service takes more; its answer must stay small enough to be read in one go."""


def rates(key: str, calls_per_s: float) -> Mapping[str, Rate]:
    return {WHOLE: Rate(per_s=calls_per_s, burst=max(1.0, calls_per_s)) if key else KEYLESS}
