"""The faces of all markets."""

from collections.abc import Sequence

from scripts.sandbox.markets.face.fragment import Fragment
from scripts.sandbox.markets.face.getgems import GetGems
from scripts.sandbox.markets.face.market import MarketFace
from scripts.sandbox.markets.face.mrkt import Mrkt
from scripts.sandbox.markets.face.portals import Portals
from scripts.sandbox.markets.face.tonapi import TonApi
from scripts.sandbox.markets.face.tonnel import Tonnel
from scripts.sandbox.markets.state import Markets


def faces(markets: Markets) -> Sequence[MarketFace]:
    """One of each."""
    return (
        GetGems(markets),
        Fragment(markets),
        Mrkt(markets),
        Tonnel(markets),
        Portals(markets),
        TonApi(markets),
    )
