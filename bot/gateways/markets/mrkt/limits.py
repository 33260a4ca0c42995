"""MRKT names no limit. Ten calls one after another, 0.84 s each, were all taken (2026-09)."""

from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.rates import WHOLE, Rate

RATES: Final[Mapping[str, Rate]] = {WHOLE: Rate(per_s=2.0, burst=8.0)}
PAGE_ROWS: Final = 20
"""Larger counts are cut to it silently."""
LOOK_MOST: Final = 20
FITS_MOST: Final = 16
"""Lots that are hoped to be on a page still when it is asked for."""
MODEL_LOTS: Final = 4
"""Of a model of which nothing is known."""
